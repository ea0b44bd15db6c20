/// The bytes of a compiled time zone, put together by hand.
struct TZifFile {
  var version = UInt8(ascii: "2")
  /// Offsets from UTC in seconds; the first holds before all transitions.
  var offsets: [Int32] = [0]
  /// Instants and indices of `offsets`.
  var transitions: [(instant: Int64, offset: UInt8)] = []
  var leapSecondCount: UInt8 = 0
  var footer: String?

  var bytes: [UInt8] {
    let block32 = header + block(wordSize: 4)
    guard version != 0 else { return block32 }
    return block32 + header + block(wordSize: 8) + Array("\n\(footer ?? "")\n".utf8)
  }

  private var header: [UInt8] {
    let counts = [
      0, 0, Int32(leapSecondCount), Int32(transitions.count), Int32(offsets.count), 4,
    ]
    return Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
      + counts.flatMap { bigEndian($0) }
  }

  private func block(wordSize: Int) -> [UInt8] {
    let instants = transitions.flatMap { transition in
      wordSize == 4
        ? bigEndian(Int32(truncatingIfNeeded: transition.instant)) : bigEndian(transition.instant)
    }
    return instants + transitions.map(\.offset) + offsets.flatMap { bigEndian($0) + [0, 0] }
      + Array("XST\0".utf8)
      + [UInt8](repeating: 0, count: Int(leapSecondCount) * (wordSize + 4))
  }

  private func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    stride(from: Number.bitWidth - 8, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: number >> Number($0))
    }
  }
}

/// The contents of a compiled time-zone file, as far as calendar days need them.
///
/// Source: RFC 9636 (2024), "The Time Zone Information Format (TZif)", which describes versions 1
/// through 4. Names of local time and daylight-saving flags are not kept.
struct TZif {
  /// The offset before, between and after all transitions.
  private(set) var table: OffsetTable
  /// The last transition, whether it changed the offset or not.
  private(set) var lastTransition: Int64?
  /// The POSIX TZ string for the time after; `nil` in version 1 or when empty.
  private(set) var footer: String?

  init(_ bytes: [UInt8]) throws(TimeZoneError.Fault) {
    var header = try TZifHeader(bytes, at: 0)
    var wordSize = 4
    if header.version != 0 {
      // Later versions say everything twice; the second time in 64 bits.
      header = try TZifHeader(bytes, at: header.blockEnd(wordSize: wordSize))
      wordSize = 8
    }
    guard header.leapSecondCount == 0 else { throw .countsLeapSeconds }
    guard header.typeCount > 0 else { throw .noOffsets }
    let end = header.blockEnd(wordSize: wordSize)
    guard end <= bytes.count else {
      throw .truncated(byteCount: bytes.count, neededByteCount: end)
    }

    let typeIndices = header.blockStart + header.transitionCount * wordSize
    let types = typeIndices + header.transitionCount
    let offsets = try TZif.offsets(bytes, at: types, count: header.typeCount)
    // Before the first transition the first type holds: RFC 9636 §3.2.
    table = OffsetTable(constant: offsets[0])
    // Far outside of every calendar, so that sums with instants cannot overflow.
    let farthest: Int64 = 1 << 60
    var previous = -farthest
    for index in 0..<header.transitionCount {
      let start = bytes.integer(at: header.blockStart + index * wordSize, byteCount: wordSize)
      guard previous < start, start < farthest else { throw .transitionOutOfOrder(index: index) }
      let type = Int(bytes[typeIndices + index])
      guard type < offsets.count else { throw .unknownOffset(transitionIndex: index) }
      table.append(start: start, offset: offsets[type])
      previous = start
      lastTransition = start
    }
    if wordSize == 8 { footer = try TZif.footer(bytes, at: end) }
  }

  private static func offsets(
    _ bytes: [UInt8], at position: Int, count: Int
  ) throws(TimeZoneError.Fault) -> [Int64] {
    var offsets: [Int64] = []
    for index in 0..<count {
      // Six bytes each: the offset, a daylight-saving flag, the index of a name.
      let offset = bytes.integer(at: position + 6 * index, byteCount: 4)
      guard TimeZoneRules.possibleOffsets.contains(offset) else {
        throw .offsetOutOfRange(seconds: Int(offset))
      }
      offsets.append(offset)
    }
    return offsets
  }

  /// The text between the two line feeds after the tables.
  private static func footer(
    _ bytes: [UInt8], at position: Int
  ) throws(TimeZoneError.Fault) -> String? {
    let lineFeed = UInt8(ascii: "\n")
    guard position < bytes.count, bytes[position] == lineFeed,
      let end = bytes[(position + 1)...].firstIndex(of: lineFeed)
    else { throw .badFooter(String(decoding: bytes[position...].prefix(80), as: UTF8.self)) }
    let text = bytes[(position + 1)..<end]
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}

/// The 44 bytes before each of the two data blocks.
private struct TZifHeader {
  static let byteCount = 44
  let version: UInt8
  let blockStart: Int
  let transitionCount: Int
  let typeCount: Int
  let leapSecondCount: Int
  /// Bytes of names and of flags that nobody needs who only wants the day.
  private let otherByteCount: Int

  init(_ bytes: [UInt8], at position: Int) throws(TimeZoneError.Fault) {
    guard position == 0 || position + TZifHeader.byteCount <= bytes.count else {
      throw .truncated(byteCount: bytes.count, neededByteCount: position + TZifHeader.byteCount)
    }
    guard bytes[position...].starts(with: Array("TZif".utf8)) else { throw .notTimeZoneData }
    guard position + TZifHeader.byteCount <= bytes.count else {
      throw .truncated(byteCount: bytes.count, neededByteCount: position + TZifHeader.byteCount)
    }
    version = bytes[position + 4]
    guard version == 0 || (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(version) else {
      throw .unknownVersion(version)
    }
    // Six counts after 15 reserved bytes; each is unsigned, so no sum of them is negative.
    func count(_ index: Int) -> Int {
      Int(bytes.integer(at: position + 20 + 4 * index, byteCount: 4) & 0xFFFF_FFFF)
    }
    blockStart = position + TZifHeader.byteCount
    leapSecondCount = count(2)
    transitionCount = count(3)
    typeCount = count(4)
    otherByteCount = count(0) + count(1) + count(5)
  }

  func blockEnd(wordSize: Int) -> Int {
    blockStart + transitionCount * (wordSize + 1) + typeCount * 6 + otherByteCount
      + leapSecondCount * (wordSize + 4)
  }
}

extension [UInt8] {
  /// The big-endian integer in `byteCount` bytes, sign-extended.
  fileprivate func integer(at position: Int, byteCount: Int) -> Int64 {
    var value = Int64(Int8(bitPattern: self[position]))
    for byte in self[(position + 1)..<(position + byteCount)] { value = value << 8 | Int64(byte) }
    return value
  }
}

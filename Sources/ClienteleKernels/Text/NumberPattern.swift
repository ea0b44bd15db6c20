/// One beginning, and behind it a number of up to eight digits: how shops write most ids.
///
/// Texts of one pattern are told apart by their numbers alone: either all numbers have the same
/// count of digits, or none has a zero in front.
struct NumberPattern: Equatable, Sendable {
  private let prefixCount: Int
  /// The beginning's bytes, packed, and which they are.
  private let low: UInt64
  private let high: UInt64
  private let lowMask: UInt64
  private let highMask: UInt64
  /// `nil` where numbers have no zero in front.
  private let digitCount: Int?

  private static let longestNumber = 8
  /// What no text has for a number.
  static let noNumber = -1

  /// The patterns that a text may be one of: none, one, or two.
  static func candidates(of text: PackedText) -> [NumberPattern] {
    guard !text.isLong else { return [] }
    var digitCount = 0
    while digitCount < min(text.count, longestNumber),
      isDigit(text.byte(text.count - 1 - digitCount))
    {
      digitCount += 1
    }
    guard digitCount > 0 else { return [] }
    let padded = NumberPattern(text, digitCount: digitCount, isPadded: true)
    guard text.byte(text.count - digitCount) != UInt8(ascii: "0") else { return [padded] }
    return [padded, NumberPattern(text, digitCount: digitCount, isPadded: false)]
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  private init(_ text: PackedText, digitCount: Int, isPadded: Bool) {
    prefixCount = text.count - digitCount
    lowMask = prefixCount < 8 ? UInt64(1) << UInt64(8 * prefixCount) - 1 : .max
    highMask = prefixCount > 8 ? UInt64(1) << UInt64(8 * (prefixCount - 8)) - 1 : 0
    low = text.low & lowMask
    high = text.high & highMask
    self.digitCount = isPadded ? digitCount : nil
  }

  /// The number of a text of this pattern; ``noNumber`` for others.
  @inline(__always)
  func number(of text: PackedText) -> Int {
    let count = Int(truncatingIfNeeded: text.high >> 56) &- prefixCount
    let isOther = (text.low & lowMask ^ low) | (text.high & highMask ^ high) != 0
    guard !isOther, 1...Self.longestNumber ~= count else { return Self.noNumber }
    let behind = text.high & 0x00FF_FFFF_FFFF_FFFF
    let shift = UInt64(truncatingIfNeeded: 8 &* prefixCount)
    let tail =
      prefixCount < 8 ? text.low >> shift | behind << (64 &- shift) : behind >> (shift &- 64)
    // Eight digits: in front of the others are zeros.
    let gap = UInt64(truncatingIfNeeded: 8 &* (Self.longestNumber &- count))
    let zeros = 0x3030_3030_3030_3030 & (UInt64(1) << gap &- 1)
    guard let number = TextKey.eightDigits(tail << gap | zeros) else { return Self.noNumber }
    let isPlain = tail & 0xFF != UInt64(UInt8(ascii: "0")) || count == 1
    guard digitCount.map({ $0 == count }) ?? isPlain else { return Self.noNumber }
    return Int(truncatingIfNeeded: number)
  }
}

extension PackedText {
  /// A byte of a short text.
  fileprivate func byte(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: index < 8 ? low >> UInt64(8 * index) : high >> UInt64(8 * index - 64))
  }
}

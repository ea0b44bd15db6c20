/// A text's identity in at most 128 bits, for telling order ids apart without keeping them.
///
/// Up to seven bytes, and numbers of 8 to 18 digits without leading zeros, are held exactly in
/// ``low``. Anything else is hashed to 124 bits: two different ids of one file agree with a
/// probability below 10⁻¹⁹ at a billion orders.
package struct TextKey: Hashable, Sendable, BitwiseCopyable {
  package let low: UInt64
  /// Zero when ``low`` is exact.
  package let high: UInt64

  package init(_ text: Span<UInt8>, seed: UInt64) {
    let count = text.count
    self = unsafe text.withUnsafeBytes { bytes in
      guard count > 0, let start = bytes.baseAddress else { return TextKey(low: 0, high: 0) }
      if count <= 7 {
        let packed = unsafe PackedText(short: start, count: count)
        return TextKey(low: packed.low | packed.high, high: 0)
      }
      if count <= 18, let number = unsafe TextKey.number(bytes) {
        return TextKey(low: 0x8 << 60 | number, high: 0)
      }
      let pair = unsafe TextKey.hashes(start, count: count, seed: seed)
      return TextKey(low: 0xF << 60 | pair.0 >> 4, high: pair.1 | 1)
    }
  }

  /// 64 bits of a text, for telling apart texts that agree in much else.
  package static func hash(_ text: Span<UInt8>, seed: UInt64) -> UInt64 {
    let count = text.count
    return unsafe text.withUnsafeBytes { bytes in
      guard count > 0, let start = bytes.baseAddress else { return 0 }
      if count > PackedText.longestInline {
        return unsafe SeededHash.hash(long: start, count: count, seed: seed)
      }
      return SeededHash.hash(unsafe PackedText(short: start, count: count), seed: seed)
    }
  }

  private init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The value of a number without leading zero: below 10¹⁸, so it needs 60 bits.
  private static func number(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard unsafe bytes[0] != UInt8(ascii: "0") else { return nil }
    var value: UInt64 = 0
    var index = 0
    while index + 8 <= bytes.count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard let digits = eightDigits(UInt64(littleEndian: word)) else { return nil }
      value = value &* 100_000_000 &+ digits
      index += 8
    }
    while index < bytes.count {
      let digit = unsafe bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value &* 10 &+ UInt64(digit)
      index += 1
    }
    return value
  }

  /// The number that eight bytes write, the first lowest: pairs of digits, then pairs of pairs.
  @inline(__always)
  static func eightDigits(_ word: UInt64) -> UInt64? {
    let digits = word ^ 0x3030_3030_3030_3030
    // Adding 0x76 lifts what is above 9 to 0x80.
    guard (digits | (digits &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
  }

  private static func hashes(
    _ start: UnsafeRawPointer, count: Int, seed: UInt64
  ) -> (UInt64, UInt64) {
    let other = seed ^ 0x4528_21E6_38D0_1377
    if count <= PackedText.longestInline {
      let packed = unsafe PackedText(short: start, count: count)
      return (SeededHash.hash(packed, seed: seed), SeededHash.hash(packed, seed: other))
    }
    return unsafe (
      SeededHash.hash(long: start, count: count, seed: seed),
      SeededHash.hash(long: start, count: count, seed: other)
    )
  }
}

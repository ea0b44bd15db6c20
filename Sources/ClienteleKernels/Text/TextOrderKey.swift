/// A text's place in byte order, as far as its first fifteen bytes tell.
///
/// Sorted lists carry these keys along, so that merging them reads memory from front to back
/// instead of looking every text up in its dictionary.
struct TextOrderKey: BitwiseCopyable, Sendable {
  /// The first eight bytes, first byte highest.
  let first: UInt64
  /// The next seven, then the length; 255 for a text that is longer than that.
  let second: UInt64
  /// The text's code, and above it the number of its dictionary.
  let origin: UInt64

  init(first: UInt64, second: UInt64, dictionary: Int, code: UInt32) {
    self.first = first
    self.second = second
    origin = UInt64(dictionary) << 32 | UInt64(code)
  }

  var dictionary: Int { Int(origin >> 32) }
  var code: Int { Int(origin & 0xFFFF_FFFF) }
  var isLong: Bool { second & 0xFF == 0xFF }

  /// Below zero when this text comes before the other, zero when they are equal.
  @inline(__always)
  func compare(to other: TextOrderKey, in dictionaries: [TextDictionary]) -> Int {
    if first != other.first { return first < other.first ? -1 : 1 }
    if second != other.second { return second < other.second ? -1 : 1 }
    // Fifteen equal bytes decide for short texts; long ones are compared to their ends.
    guard isLong else { return 0 }
    return dictionaries[dictionary].compare(code, dictionaries[other.dictionary], other.code)
  }
}

extension TextDictionary {
  /// All texts' keys in byte order.
  ///
  /// - Parameter number: This dictionary's number among those to be joined.
  func sortedKeys(
    number: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<TextOrderKey> {
    let codes = try sortedCodes(on: budget)
    return try Column(count: codes.count, on: budget) { output in
      let codes = codes.span
      for index in codes.indices {
        let code = codes[index]
        let entry = entry(Int(code))
        let second =
          entry.isLong
          ? word(Int(code), at: 8) | 0xFF
          : (entry.high & 0x00FF_FFFF_FFFF_FFFF).byteSwapped | entry.high >> 56
        let first = entry.isLong ? word(Int(code), at: 0) : entry.low.byteSwapped
        output.append(
          TextOrderKey(first: first, second: second, dictionary: number, code: code))
      }
    }
  }
}

/// The codes of texts of one pattern by their numbers.
///
/// Where numbers lie close together that is all there is to look up: one word of four bytes, and no
/// text to compare. Two million customers with as many numbers take some twelve megabytes, which a
/// large cache holds.
struct NumberTable: ~Copyable {
  let pattern: NumberPattern
  private let first: Int
  private var codes: GrowingColumn<UInt32>

  /// A table for some numbers, with no codes yet.
  init(
    _ pattern: NumberPattern, _ numbers: Range<Int>, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    codes = try GrowingColumn(
      repeating: TextBuckets.noCode, count: numbers.count, on: budget)
    self.pattern = pattern
    first = numbers.lowerBound
  }

  @inline(__always)
  var reading: NumberReading {
    unsafe NumberReading(pattern: pattern, first: first, count: codes.count, base: codes.base)
  }
}

/// A table's codes, without touching what owns them.
///
/// SAFETY: lives no longer than the table. Threads may set codes of different texts.
@safe
struct NumberReading: @unchecked Sendable {
  private let pattern: NumberPattern
  private let first: Int
  private let count: Int
  private let base: UnsafeMutablePointer<UInt32>

  static let noSlot = -1

  @inline(__always)
  fileprivate init(
    pattern: NumberPattern, first: Int, count: Int, base: UnsafeMutablePointer<UInt32>
  ) {
    self.pattern = pattern
    self.first = first
    self.count = count
    unsafe self.base = base
  }

  /// Where a text's code is; ``noSlot`` for texts that are not in here.
  @inline(__always)
  func slot(of text: PackedText) -> Int {
    let number = pattern.number(of: text)
    let slot = number &- first
    return number >= 0 && slot >= 0 && slot < count ? slot : Self.noSlot
  }

  /// The code at a slot, ``TextBuckets/noCode`` when its text was not met.
  @inline(__always)
  subscript(slot: Int) -> UInt32 {
    // SAFETY: slots come from ``slot(of:)``.
    get { unsafe base[slot] }
    nonmutating set { unsafe base[slot] = newValue }
  }
}

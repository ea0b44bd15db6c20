/// The texts of several dictionaries as one list without repeats, in byte order, and the place of
/// every dictionary's codes in it.
///
/// Sorted rather than numbered by appearance: so a customer's number does not depend on the order
/// of the file, on how it was split, or on which thread met the customer first.
package struct RankedTexts: Sendable {
  /// Where each text begins in ``bytes``: `[count + 1]`.
  package let offsets: Column<Int>
  /// All texts, one after the other.
  package let bytes: Column<UInt8>
  /// For each dictionary the rank of each of its codes.
  package let ranks: [Column<UInt32>]

  package var count: Int { offsets.count - 1 }

  /// A text by rank.
  package func text(at rank: Int) -> String {
    let span = bytes.span.extracting(offsets[rank]..<offsets[rank + 1])
    return unsafe span.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The rank of a text, or `nil` when nobody has it.
  ///
  /// - Complexity: O(log n) comparisons.
  package func rank(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let span = bytes.span.extracting(offsets[middle]..<offsets[middle + 1])
      switch Self.compare(span, wanted.span) {
      case 0: return middle
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }

  private static func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return left[index] < right[index] ? -1 : 1
    }
    return left.count - right.count
  }

  /// Joins dictionaries.
  ///
  /// - Complexity: O(n) for each eight bytes in which the texts differ, in parallel over
  ///   dictionaries.
  package init(
    joining dictionaries: [TextDictionary], threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let sorted = try tryMapTasks(dictionaries.count, threads: threads) {
      (index) throws(MemoryFailure) in
      try Self.sortedEntries(dictionaries[index], number: index, on: budget)
    }
    let merged = try Self.merge(sorted, of: dictionaries, threads: threads, on: budget)
    var ranks: [Column<UInt32>] = []
    for dictionary in dictionaries {
      ranks.append(try Column(uninitialized: dictionary.count, on: budget))
    }
    let rankCount = Self.assignRanks(merged, of: dictionaries, into: ranks)
    self.ranks = ranks
    (offsets, bytes) = try Self.copyTexts(
      merged, of: dictionaries, count: rankCount, ranks: ranks, on: budget)
  }

  /// A dictionary's codes in text order, each with the dictionary's number in the upper half.
  private static func sortedEntries(
    _ dictionary: TextDictionary, number: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<UInt64> {
    let codes = try dictionary.sortedCodes(on: budget)
    let entries = try Column<UInt64>(uninitialized: codes.count, on: budget)
    for index in 0..<codes.count {
      unsafe entries.base[index] = UInt64(number) << 32 | UInt64(codes.base[index])
    }
    return entries
  }

  /// Merges sorted lists pair by pair.
  private static func merge(
    _ lists: [Column<UInt64>], of dictionaries: [TextDictionary], threads: Int,
    on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<UInt64> {
    var lists = lists
    while lists.count > 1 {
      let pairs = lists
      lists = try tryMapTasks((pairs.count + 1) / 2, threads: threads) {
        (index) throws(MemoryFailure) in
        try mergePair(
          pairs[(2 * index)..<min(2 * index + 2, pairs.count)], of: dictionaries, on: budget)
      }
    }
    if let merged = lists.first { return merged }
    return try Column(uninitialized: 0, on: budget)
  }

  private static func mergePair(
    _ pair: ArraySlice<Column<UInt64>>, of dictionaries: [TextDictionary],
    on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<UInt64> {
    guard pair.count == 2, let left = pair.first, let right = pair.last else {
      return pair[pair.startIndex]
    }
    let merged = try Column<UInt64>(uninitialized: left.count + right.count, on: budget)
    var (leftIndex, rightIndex) = (0, 0)
    for index in 0..<merged.count {
      let takeLeft: Bool
      if rightIndex == right.count {
        takeLeft = true
      } else if leftIndex == left.count {
        takeLeft = false
      } else {
        let (first, second) = unsafe (left.base[leftIndex], right.base[rightIndex])
        takeLeft = compare(first, second, of: dictionaries) <= 0
      }
      if takeLeft {
        unsafe merged.base[index] = left.base[leftIndex]
        leftIndex += 1
      } else {
        unsafe merged.base[index] = right.base[rightIndex]
        rightIndex += 1
      }
    }
    return merged
  }

  @inline(__always)
  private static func compare(
    _ left: UInt64, _ right: UInt64, of dictionaries: [TextDictionary]
  ) -> Int {
    dictionaries[Int(left >> 32)].compare(
      Int(left & 0xFFFF_FFFF), dictionaries[Int(right >> 32)], Int(right & 0xFFFF_FFFF))
  }

  /// Equal neighbours get one rank. Returns the number of ranks.
  private static func assignRanks(
    _ merged: Column<UInt64>, of dictionaries: [TextDictionary], into ranks: [Column<UInt32>]
  ) -> Int {
    var rank = -1
    for index in 0..<merged.count {
      let entry = unsafe merged.base[index]
      if unsafe index == 0 || compare(merged.base[index - 1], entry, of: dictionaries) != 0 {
        rank += 1
      }
      unsafe ranks[Int(entry >> 32)].base[Int(entry & 0xFFFF_FFFF)] = UInt32(rank)
    }
    return rank + 1
  }

  private static func copyTexts(
    _ merged: Column<UInt64>, of dictionaries: [TextDictionary], count: Int,
    ranks: [Column<UInt32>], on budget: MemoryBudget
  ) throws(MemoryFailure) -> (Column<Int>, Column<UInt8>) {
    let offsets = try Column<Int>(uninitialized: count + 1, on: budget)
    var byteCount = 0
    for dictionary in dictionaries {
      for code in 0..<dictionary.count { byteCount += dictionary.entry(code).count }
    }
    var bytes = try GrowingColumn<UInt8>(capacity: byteCount, on: budget)
    var written = 0
    for index in 0..<merged.count {
      let (dictionary, code) = unsafe (
        Int(merged.base[index] >> 32), Int(merged.base[index] & 0xFFFF_FFFF)
      )
      guard unsafe Int(ranks[dictionary].base[code]) == written else { continue }
      unsafe offsets.base[written] = bytes.count
      written += 1
      try dictionaries[dictionary].appendText(of: code, to: &bytes)
    }
    unsafe offsets.base[written] = bytes.count
    return (offsets, try bytes.frozen())
  }
}

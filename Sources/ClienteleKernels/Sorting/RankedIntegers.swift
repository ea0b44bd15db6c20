/// Distinct integers in ascending order, and the place of each.
package struct RankedIntegers: Sendable {
  /// Ascending, without repeats.
  package let values: Column<Int64>
  /// Where ids are dense: which of `lowest ...` occur, one bit each, and how many before each word.
  private let presence: (lowest: Int64, bits: Column<UInt64>, counts: Column<UInt32>)?

  /// - Complexity: O(n) when the values lie dense, O(n) for each byte that varies otherwise.
  package init(_ integers: Span<Int64>, on budget: MemoryBudget) throws(MemoryFailure) {
    var (low, high) = (Int64.max, Int64.min)
    for index in integers.indices {
      low = min(low, integers[index])
      high = max(high, integers[index])
    }
    let (range, overflow) = high.subtractingReportingOverflow(low)
    if integers.isEmpty {
      values = try Column(uninitialized: 0, on: budget)
      presence = nil
    } else if !overflow && range / 16 <= integers.count + 65_536 {
      (values, presence) = try Self.dense(integers, low, Int(range) + 1, on: budget)
    } else {
      values = try Self.sorted(integers, on: budget)
      presence = nil
    }
  }

  /// The place of a value that is known to occur.
  @inline(__always)
  package func rank(of value: Int64) -> UInt32 {
    if let presence {
      let place = Int(value &- presence.lowest)
      let word = presence.bits[place >> 6]
      let before = word & (1 << UInt64(place & 63) &- 1)
      return presence.counts[place >> 6] + UInt32(before.nonzeroBitCount)
    }
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return UInt32(low)
  }

  private static func dense(
    _ integers: Span<Int64>, _ low: Int64, _ range: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> (
    Column<Int64>, (lowest: Int64, bits: Column<UInt64>, counts: Column<UInt32>)
  ) {
    let wordCount = (range + 63) / 64
    let bits = try Column<UInt64>(repeating: 0, count: wordCount, on: budget)
    for index in integers.indices {
      let place = Int(integers[index] &- low)
      unsafe bits.base[place >> 6] |= 1 << UInt64(place & 63)
    }
    var total: UInt32 = 0
    let counts = try Column<UInt32>(count: wordCount, on: budget) { output in
      for word in 0..<wordCount {
        output.append(total)
        total += UInt32(bits[word].nonzeroBitCount)
      }
    }
    let values = try Column<Int64>(count: Int(total), on: budget) { output in
      for word in 0..<wordCount {
        var left = bits[word]
        while left != 0 {
          output.append(low &+ Int64(word * 64 + left.trailingZeroBitCount))
          left &= left &- 1
        }
      }
    }
    return (values, (low, bits, counts))
  }

  private static func sorted(
    _ integers: Span<Int64>, on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<Int64> {
    let keys = try Column<UInt64>(count: integers.count, on: budget) { output in
      for index in integers.indices {
        output.append(UInt64(bitPattern: integers[index]) ^ 1 << 63)
      }
    }
    let spareKeys = try Column<UInt64>(uninitialized: integers.count, on: budget)
    let payload = try Column<UInt32>(repeating: 0, count: integers.count, on: budget)
    let sparePayload = try Column<UInt32>(uninitialized: integers.count, on: budget)
    let radix = unsafe RadixSort(spareKeys: spareKeys.base, sparePayload: sparePayload.base)
    unsafe radix.sort(keys: keys.base, payload: payload.base, count: integers.count)
    var values = try GrowingColumn<Int64>(capacity: integers.count, on: budget)
    for index in 0..<integers.count where index == 0 || keys[index] != keys[index - 1] {
      try values.append(Int64(bitPattern: keys[index] ^ 1 << 63))
    }
    return try values.frozen()
  }
}

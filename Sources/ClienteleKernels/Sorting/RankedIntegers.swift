/// Distinct integers in ascending order, and the place of each.
package struct RankedIntegers: Sendable {
  /// Ascending, without repeats.
  package let values: Column<Int64>
  /// Where integers lie dense: which of `lowest ...` occur.
  private let presence: IntegerPresence?

  /// - Complexity: O(n), in parallel, when the values lie dense; O(n) for each byte that varies
  ///   otherwise.
  package init(
    _ integers: LentColumns<Int64>, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self = try Self(ranking: integers, threads: threads, on: budget)
  }

  package init(
    _ integers: LentColumns<UInt32>, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self = try Self(ranking: integers, threads: threads, on: budget)
  }

  // Called from two doors that name a type: a generic door would be passed by callers in other
  // modules as it is, with a call for every addition, and cost as much as all the sorting.
  private init<Integer: FixedWidthInteger & BitwiseCopyable & Sendable>(
    ranking integers: LentColumns<Integer>, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let stretches = Self.stretches(of: integers, count: threads)
    let ranges = mapTasks(stretches.count, threads: threads) { stretch in
      Self.range(of: stretches[stretch])
    }
    let low = ranges.map(\.low).min() ?? .max
    let high = ranges.map(\.high).max() ?? .min
    let (range, overflow) = high.subtractingReportingOverflow(low)
    if integers.count == 0 {
      values = try Column(uninitialized: 0, on: budget)
      presence = nil
    } else if !overflow && range / 16 <= integers.count + 65_536 {
      let presence = try IntegerPresence(
        of: stretches, from: low, range: Int(range) + 1, threads: threads, on: budget)
      values = try presence.values(on: budget)
      self.presence = presence
    } else {
      values = try Self.sorted(integers.column(0..<integers.count), on: budget)
      presence = nil
    }
  }

  /// Whether every integer is its own place: 0, 1, 2 and so on, none left out.
  package var areTheirPlaces: Bool {
    values.count > 0 && values[0] == 0 && values[values.count - 1] == Int64(values.count - 1)
  }

  /// The place of a value that is known to occur.
  @inline(__always)
  package func rank(of value: Int64) -> UInt32 {
    if let presence { return presence.rank(of: value) }
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return UInt32(low)
  }

  private static func stretches<Integer>(
    of integers: LentColumns<Integer>, count: Int
  ) -> [Column<Integer>] {
    let count = max(1, min(count, integers.count / 65_536))
    return (0..<count).map { stretch in
      integers.column(integers.count * stretch / count..<integers.count * (stretch + 1) / count)
    }
  }

  private static func range(
    of stretch: Column<some FixedWidthInteger & BitwiseCopyable & Sendable>
  ) -> (low: Int64, high: Int64) {
    let integers = stretch.span
    guard !integers.isEmpty else { return (.max, .min) }
    var (low, high) = (integers[0], integers[0])
    for index in integers.indices {
      low = min(low, integers[index])
      high = max(high, integers[index])
    }
    return (Int64(low), Int64(high))
  }

  private static func sorted(
    _ column: Column<some FixedWidthInteger & BitwiseCopyable & Sendable>, on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<Int64> {
    let integers = column.span
    let keys = try Column<UInt64>(count: integers.count, on: budget) { output in
      for index in integers.indices {
        output.append(UInt64(bitPattern: Int64(integers[index])) ^ 1 << 63)
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

/// Which integers of a range occur: a bit for each, and how many do before each word of bits.
private struct IntegerPresence: Sendable {
  private let lowest: Int64
  private let bits: Column<UInt64>
  private let counts: Column<UInt32>

  init<Integer: FixedWidthInteger & BitwiseCopyable & Sendable>(
    of stretches: [Column<Integer>], from low: Int64, range: Int, threads: Int,
    on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let wordCount = (range + 63) / 64
    let parts = try tryMapTasks(stretches.count, threads: threads) {
      (stretch) throws(MemoryFailure) in
      let bits = try Column<UInt64>(repeating: 0, count: wordCount, on: budget)
      let column = stretches[stretch]
      let integers = column.span
      for index in integers.indices {
        let place = Int(Int64(integers[index]) &- low)
        // SAFETY: `low` is the lowest, and `range` reaches to the highest.
        unsafe bits.base[place >> 6] |= 1 << UInt64(place & 63)
      }
      return bits
    }
    let bits = parts[0]
    for part in parts.dropFirst() {
      for word in 0..<wordCount { unsafe bits.base[word] |= part.base[word] }
    }
    var total: UInt32 = 0
    counts = try Column<UInt32>(count: wordCount, on: budget) { output in
      for word in 0..<wordCount {
        output.append(total)
        total += UInt32(bits[word].nonzeroBitCount)
      }
    }
    lowest = low
    self.bits = bits
  }

  @inline(__always)
  func rank(of value: Int64) -> UInt32 {
    let place = Int(value &- lowest)
    let word = bits[place >> 6]
    let before = word & (1 << UInt64(place & 63) &- 1)
    return counts[place >> 6] + UInt32(before.nonzeroBitCount)
  }

  /// All that occur.
  func values(on budget: MemoryBudget) throws(MemoryFailure) -> Column<Int64> {
    let last = bits.count - 1
    let total = Int(counts[last]) + bits[last].nonzeroBitCount
    return try Column<Int64>(count: total, on: budget) { output in
      for word in 0...last {
        var left = bits[word]
        while left != 0 {
          output.append(lowest &+ Int64(word * 64 + left.trailingZeroBitCount))
          left &= left &- 1
        }
      }
    }
  }
}

/// Keys of one stretch of rows: 64 bits, and 64 more where those do not say it all.
package struct KeyStretch: Sendable {
  package let lows: CompactColumn<UInt64>
  /// `nil` stands for zeros.
  package let highs: CompactColumn<UInt64>?

  package init(lows: CompactColumn<UInt64>, highs: CompactColumn<UInt64>?) {
    self.lows = lows
    self.highs = highs
  }
}

/// Rows with equal keys brought together.
package struct KeyGroups: Sendable {
  /// All rows, counted through all stretches; equal keys are neighbours, in row order.
  package let rows: Column<Int>
  /// Where each group begins in ``rows``, and the number of rows: `[groupCount + 1]`.
  package let starts: Column<Int>

  package var count: Int { starts.count - 1 }

  /// Whether no two rows share a key.
  ///
  /// Exports are often in order of their ids, the oldest or the newest first; then one look at each
  /// row is enough.
  package static func areUnique(
    _ stretches: [KeyStretch], threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> Bool {
    if areInOrder(stretches, threads: threads) { return true }
    let buckets = try KeyBuckets(stretches, keepsRows: false, threads: threads, on: budget)
    let results = try tryMapTasks(KeyBuckets.count, threads: threads) {
      (bucket) throws(MemoryFailure) in
      try buckets.sort(bucket, on: budget)
      return buckets.firstRepeat(in: buckets.range(bucket)) == nil
    }
    return results.allSatisfy { $0 }
  }

  /// Whether every key is above the one before, or every one below.
  private static func areInOrder(_ stretches: [KeyStretch], threads: Int) -> Bool {
    // A hashed key has a high word, and order says nothing about it.
    guard stretches.allSatisfy({ $0.highs == nil }) else { return false }
    let lists = stretches.filter { $0.lows.count > 0 }.map(\.lows)
    let orders = mapTasks(lists.count, threads: threads) { lists[$0].strictOrder }
    let pairs = zip(lists, lists.dropFirst())
    return orders.allSatisfy(\.isAscending) && pairs.allSatisfy { $0[$0.count - 1] < $1[0] }
      || orders.allSatisfy(\.isDescending) && pairs.allSatisfy { $0[$0.count - 1] > $1[0] }
  }

  /// Groups all rows by key.
  ///
  /// - Complexity: O(rows), in parallel.
  package init(
    _ stretches: [KeyStretch], threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let buckets = try KeyBuckets(stretches, keepsRows: true, threads: threads, on: budget)
    let counts = try tryMapTasks(KeyBuckets.count, threads: threads) {
      (bucket) throws(MemoryFailure) in
      try buckets.sort(bucket, on: budget)
      return buckets.groupCount(in: buckets.range(bucket))
    }
    let starts = try Column<Int>(uninitialized: counts.reduce(0, +) + 1, on: budget)
    var group = 0
    for row in buckets.lows.span.indices where buckets.beginsGroup(row) {
      unsafe starts.base[group] = row
      group += 1
    }
    unsafe starts.base[group] = buckets.lows.count
    self.starts = starts
    rows = buckets.rows!
  }
}

/// Rows dealt to buckets by a mix of their keys, so that each can be sorted in cache.
struct KeyBuckets: Sendable {
  static let count = 256

  let lows: Column<UInt64>
  let highs: Column<UInt64>?
  /// Where each key came from, counted through all stretches; `nil` when nobody asks.
  let rows: Column<Int>?
  private let starts: [Int]

  init(
    _ stretches: [KeyStretch], keepsRows: Bool, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let rowCount = stretches.reduce(0) { $0 + $1.lows.count }
    let lows = try Column<UInt64>(uninitialized: rowCount, on: budget)
    let rows = keepsRows ? try Column<Int>(uninitialized: rowCount, on: budget) : nil
    let hasHighs = stretches.contains { $0.highs != nil }
    let highs = hasHighs ? try Column<UInt64>(uninitialized: rowCount, on: budget) : nil

    let counts = mapTasks(stretches.count, threads: threads) { index in
      var counts = [Int](repeating: 0, count: Self.count)
      stretches[index].lows.forEach { _, key in counts[Self.bucket(key)] &+= 1 }
      return counts
    }
    var (cursors, starts, next) = (counts, [Int](), 0)
    for bucket in 0..<Self.count {
      starts.append(next)
      for stretch in stretches.indices {
        cursors[stretch][bucket] = next
        next += counts[stretch][bucket]
      }
    }
    starts.append(next)
    let firstRows = stretches.indices.map { stretches[..<$0].reduce(0) { $0 + $1.lows.count } }
    let targets = cursors
    forEachTask(stretches.count, threads: threads) { index in
      var cursors = targets[index]
      let stretch = stretches[index]
      stretch.lows.forEach { row, key in
        let bucket = Self.bucket(key)
        let target = cursors[bucket]
        cursors[bucket] = target + 1
        // SAFETY: the counts gave this stretch as many targets in the bucket as it has rows.
        unsafe lows.base[target] = key
        if let rows { unsafe rows.base[target] = firstRows[index] + row }
        if let highs { unsafe highs.base[target] = stretch.highs?[row] ?? 0 }
      }
    }
    self.lows = lows
    self.rows = rows
    self.highs = highs
    self.starts = starts
  }

  @inline(__always)
  private static func bucket(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }

  func range(_ bucket: Int) -> Range<Int> { starts[bucket]..<starts[bucket + 1] }

  /// Brings equal keys of a bucket together, in row order.
  func sort(_ bucket: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    let range = range(bucket)
    guard range.count > 1 else { return }
    let order = try Column<UInt32>(uninitialized: range.count, on: budget)
    let copies = try Column<UInt64>(uninitialized: range.count, on: budget)
    let spareOrder = try Column<UInt32>(uninitialized: range.count, on: budget)
    let radix = unsafe RadixSort(spareKeys: copies.base, sparePayload: spareOrder.base)
    for index in 0..<range.count { unsafe order.base[index] = UInt32(index) }
    let lows = unsafe lows.base + range.lowerBound
    if let highs {
      let highs = unsafe highs.base + range.lowerBound
      unsafe radix.sort(keys: highs, payload: order.base, count: range.count)
      unsafe reorder(lows, by: order, through: copies)
      let second = try Column<UInt32>(uninitialized: range.count, on: budget)
      for index in 0..<range.count { unsafe second.base[index] = UInt32(index) }
      unsafe radix.sort(keys: lows, payload: second.base, count: range.count)
      unsafe reorder(highs, by: second, through: copies)
      unsafe reorder(order.base, by: second, through: spareOrder)
    } else {
      unsafe radix.sort(keys: lows, payload: order.base, count: range.count)
    }
    guard let rows else { return }
    let copiesOfRows = try Column<Int>(uninitialized: range.count, on: budget)
    unsafe reorder(rows.base + range.lowerBound, by: order, through: copiesOfRows)
  }

  private func reorder<Element>(
    _ values: UnsafeMutablePointer<Element>, by order: Column<UInt32>,
    through copy: Column<Element>
  ) {
    unsafe copy.base.update(from: values, count: order.count)
    for index in 0..<order.count { unsafe values[index] = copy.base[Int(order.base[index])] }
  }

  /// Whether a row's key differs from the one before it. Buckets share no keys.
  func beginsGroup(_ row: Int) -> Bool {
    guard row > 0, lows[row] == lows[row - 1] else { return true }
    guard let highs else { return false }
    return highs[row] != highs[row - 1]
  }

  func groupCount(in range: Range<Int>) -> Int {
    range.reduce(0) { $0 + ($1 == range.lowerBound || beginsGroup($1) ? 1 : 0) }
  }

  func firstRepeat(in range: Range<Int>) -> Int? {
    range.dropFirst().first { !beginsGroup($0) }
  }
}

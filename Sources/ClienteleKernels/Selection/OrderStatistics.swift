/// The value at a place of the ascending order, and where its equals lie.
package struct OrderStatistic: Hashable, Sendable {
  package let value: Int64
  /// How many values are smaller.
  package let below: Int
  /// How many values are the same, this one included.
  package let equal: Int
}

/// How many values there are, and how far they reach.
package struct Extent: Hashable, Sendable {
  package var count = 0
  package var low = Int64.max
  package var high = Int64.min

  fileprivate mutating func add(_ other: Extent) {
    count += other.count
    low = min(low, other.low)
    high = max(high, other.high)
  }
}

/// The extent of values that come in blocks. Values below `floor` stand for nobody.
///
/// - Complexity: O(n), in parallel.
package func extent(of blocks: [[Int32]], from floor: Int32, threads: Int) -> Extent {
  genericExtent(of: blocks, from: floor, threads: threads)
}

package func extent(of blocks: [[Int64]], from floor: Int64, threads: Int) -> Extent {
  genericExtent(of: blocks, from: floor, threads: threads)
}

/// The values at some places of the ascending order, found without sorting: values are counted in
/// bins of equal width, and only bins that hold a wanted place are looked at again, with narrower
/// bins, until a bin is one value wide.
///
/// The counts tell for free where a value's equals begin and how many there are.
///
/// - Parameter places: Ascending, counted from 0.
/// - Precondition: Every place is one of `extent`'s, which is the blocks' own.
/// - Complexity: O(n), in parallel, for every 14 bits by which values in the wanted bins differ:
///   once for days and counts, two or three times for money.
package func orderStatistics(
  of blocks: [[Int32]], within extent: Extent, at places: [Int], threads: Int
) -> [OrderStatistic] {
  select(blocks, within: extent, at: places, threads: threads)
}

package func orderStatistics(
  of blocks: [[Int64]], within extent: Extent, at places: [Int], threads: Int
) -> [OrderStatistic] {
  select(blocks, within: extent, at: places, threads: threads)
}

typealias SelectableInteger = FixedWidthInteger & SignedInteger & BitwiseCopyable & Sendable

private func genericExtent<Value: SelectableInteger>(
  of blocks: [[Value]], from floor: Value, threads: Int
) -> Extent {
  let parts = foldTasks(blocks.count, threads: threads, initial: { Extent() }) { block, part in
    // A count as wide as the values, and no branch or check: then several are compared at once.
    var (count, low, high) = (Value(0), Value.max, Value.min)
    unsafe blocks[block].withUnsafeBufferPointer { values in
      for index in 0..<values.count {
        let value = unsafe values[index]  // SAFETY: `index` is one of the buffer's.
        count &+= value >= floor ? 1 : 0
        low = min(low, value >= floor ? value : .max)
        high = max(high, value)
      }
    }
    if count > 0 { part.add(Extent(count: Int(count), low: Int64(low), high: Int64(high))) }
  }
  return parts.reduce(into: Extent()) { $0.add($1) }
}

private func select<Value: SelectableInteger>(
  _ blocks: [[Value]], within extent: Extent, at places: [Int], threads: Int
) -> [OrderStatistic] {
  guard let first = places.first, let last = places.last else { return [] }
  precondition(first >= 0 && last < extent.count, "no value has that place")
  let bins = ValueBins(covering: extent)
  let counts = bins.counts(of: blocks, threads: threads)
  let found = bins.bins(of: places, counts: counts)
  guard bins.shift > 0 else {
    return found.map { bin, below in
      OrderStatistic(
        value: bins.start(of: bin), below: below, equal: Int(counts[bin]))
    }
  }
  var statistics: [OrderStatistic] = []
  var next = 0
  let wanted = found.reduce(into: [Int]()) { if $0.last != $1.bin { $0.append($1.bin) } }
  for (bin, members) in zip(wanted, bins.members(of: wanted, in: blocks, threads: threads)) {
    let below = found[next].below
    let end = found[next...].firstIndex { $0.bin != bin } ?? found.endIndex
    let inside = select(
      members, within: genericExtent(of: members, from: .min, threads: threads),
      at: places[next..<end].map { $0 - below }, threads: threads)
    statistics += inside.map {
      OrderStatistic(value: $0.value, below: $0.below + below, equal: $0.equal)
    }
    next = end
  }
  return statistics
}

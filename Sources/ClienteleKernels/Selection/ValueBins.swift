/// Bins of one width, a power of two, that cover the values from a lowest to a highest.
struct ValueBins: Sendable {
  /// Distances from here are what is binned: 64 bits hold any of them.
  let low: Int64
  private let reach: UInt64
  /// A bin is `1 << shift` values wide.
  let shift: UInt64
  let count: Int

  /// 2¹⁴ counters of 4 bytes stay in a core's own cache beside the values that stream by.
  private static let largestBitCount = 14

  /// No more bins than there are values, so that clearing them never costs more than counting.
  init(covering extent: Extent) {
    low = extent.low
    reach = UInt64(bitPattern: extent.high &- extent.low)
    let rangeBits = 64 - reach.leadingZeroBitCount
    let countBits = Int.bitWidth - extent.count.leadingZeroBitCount
    let bits = min(Self.largestBitCount, max(4, countBits))
    shift = UInt64(max(0, rangeBits - bits))
    count = Int(truncatingIfNeeded: reach >> shift) + 1
  }

  /// The first value of a bin.
  func start(of bin: Int) -> Int64 { low &+ Int64(bitPattern: UInt64(bin) << shift) }

  /// How many values lie in each bin; those outside are left out.
  func counts<Value: SelectableInteger>(of blocks: [[Value]], threads: Int) -> [UInt32] {
    // Neighbours count in turn in one of two counters: where most values are the same, each
    // would otherwise wait for the one before.
    let parts = foldTasks(
      blocks.count, threads: threads, initial: { [UInt32](repeating: 0, count: 2 * count) }
    ) { block, counts in
      unsafe blocks[block].withUnsafeBufferPointer { values in
        unsafe counts.withUnsafeMutableBufferPointer { counts in
          for index in 0..<values.count {
            // SAFETY: a distance within reach has a bin below `count`, and each has two counters.
            let distance = unsafe UInt64(bitPattern: Int64(values[index]) &- low)
            let bin = Int(truncatingIfNeeded: distance &>> shift)
            if distance <= reach { unsafe counts[2 &* bin &+ index & 1] &+= 1 }
          }
        }
      }
    }
    return (0..<count).map { bin in
      parts.reduce(0) { $0 &+ $1[2 * bin] &+ $1[2 * bin + 1] }
    }
  }

  /// For each ascending place its bin, and how many values lie in the bins before.
  func bins(of places: [Int], counts: [UInt32]) -> [(bin: Int, below: Int)] {
    var (bin, below) = (0, 0)
    return places.map { place in
      while below + Int(counts[bin]) <= place {
        below += Int(counts[bin])
        bin += 1
      }
      return (bin, below)
    }
  }

  /// The values in each of some bins, still in blocks.
  func members<Value: SelectableInteger>(
    of wanted: [Int], in blocks: [[Value]], threads: Int
  ) -> [[[Value]]] {
    // 0 for bins that nobody asked for.
    var slots = [UInt16](repeating: 0, count: count)
    for (place, bin) in wanted.enumerated() { slots[bin] = UInt16(place + 1) }
    let lookup = slots
    let parts = foldTasks(
      blocks.count, threads: threads,
      initial: { [[Value]](repeating: [], count: wanted.count) }
    ) { block, members in
      let slots = lookup.span
      for value in blocks[block] {
        let distance = UInt64(bitPattern: Int64(value) &- low)
        guard distance <= reach else { continue }
        let slot = slots[Int(truncatingIfNeeded: distance &>> shift)]
        if slot > 0 { members[Int(slot) - 1].append(value) }
      }
    }
    return wanted.indices.map { place in parts.map { $0[place] } }
  }
}

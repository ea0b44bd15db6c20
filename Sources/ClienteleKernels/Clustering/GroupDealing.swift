/// Where each lane writes the rows it deals to each group.
///
/// The sources are divided into lanes of about equal length, one per thread. Every lane counts
/// its rows per group; from the counts follows where in a group each lane may write, so that all
/// lanes deal at the same time without meeting.
struct GroupDealing: Sendable {
  /// The first row of each group, and the number of rows.
  let groupStarts: [Int]
  /// For each lane the sources it deals, and where its next row of each group goes.
  private let lanes: [(sources: Range<Int>, cursors: [Int])]
  private let shift: Int

  init(_ sources: [ClusterSource], shift: Int, groupCount: Int, threads: Int)
    throws(MemoryFailure)
  {
    self.shift = shift
    let ranges = Self.lanes(of: sources, count: threads)
    let counts = mapTasks(ranges.count, threads: threads) { lane in
      var counts = [Int](repeating: 0, count: groupCount)
      for source in ranges[lane] { Self.count(sources[source], shift: shift, into: &counts) }
      return counts
    }
    var starts: [Int] = []
    starts.reserveCapacity(groupCount + 1)
    var cursors = counts
    var row = 0
    for group in 0..<groupCount {
      starts.append(row)
      for lane in ranges.indices {
        cursors[lane][group] = row
        row += counts[lane][group]
      }
      let size = row - starts[group]
      guard size <= Int(UInt32.max) else { throw .exhausted(neededBytes: size * 16) }
    }
    starts.append(row)
    groupStarts = starts
    lanes = Array(zip(ranges, cursors)).map { ($0.0, $0.1) }
  }

  private static func lanes(of sources: [ClusterSource], count: Int) -> [Range<Int>] {
    let rowCount = sources.reduce(0) { $0 + $1.count }
    var lanes: [Range<Int>] = []
    var (start, rows) = (0, 0)
    for index in sources.indices {
      rows += sources[index].count
      if rows * count >= rowCount * (lanes.count + 1) || index == sources.count - 1 {
        lanes.append(start..<index + 1)
        start = index + 1
      }
    }
    return lanes
  }

  private static func count(_ source: ClusterSource, shift: Int, into counts: inout [Int]) {
    let shift = UInt32(shift)
    if let ranks = source.ranks?.span {
      source.members.forEach { _, code in counts[Int(ranks[Int(code)] >> shift)] &+= 1 }
    } else {
      source.members.forEach { _, member in counts[Int(member >> shift)] &+= 1 }
    }
  }

  /// Writes every row of every source to its group.
  func deal(
    _ sources: [ClusterSource], into columns: GroupColumns, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    _ = try tryMapTasks(lanes.count, threads: lanes.count) { (lane) throws(MemoryFailure) in
      let scratch = try DealingScratch(on: budget)
      var cursors = lanes[lane].cursors
      let sources = sources[lanes[lane].sources]
      if columns.codes.isEmpty {
        withRowStaging(starts: cursors, columns) { staging in
          for source in sources { deal(source, to: staging, cursors: &cursors, scratch) }
          staging.flush(ends: cursors.span)
        }
      } else {
        for source in sources { deal(source, into: columns, cursors: &cursors, scratch) }
      }
    }
  }

  /// The plain case: nothing travels with a row but its key and value.
  private func deal(
    _ source: ClusterSource, to staging: RowStaging, cursors: inout [Int],
    _ scratch: DealingScratch
  ) {
    let (shift, mask) = (UInt32(shift), UInt32(1 << shift) - 1)
    var targets = cursors.mutableSpan
    for rows in DealingScratch.stretches(of: source.count) {
      let members = unsafe scratch.members(of: source, rows)
      let keys = unsafe source.keys.values(rows, through: scratch.keys.base)
      let values = unsafe source.values.values(rows, through: scratch.values.base)
      for row in 0..<rows.count {
        let member = unsafe members[row]
        let group = Int(member >> shift)
        let target = targets[group]
        targets[group] = target &+ 1
        // SAFETY: the counts gave this lane as many targets in the group as it has rows for it.
        unsafe staging.put(
          key: keys[row], value: values[row], place: UInt16(truncatingIfNeeded: member & mask),
          group: group, target: target)
      }
    }
  }

  /// With codes: where each row goes is worked out once, then column after column is written.
  private func deal(
    _ source: ClusterSource, into columns: GroupColumns, cursors: inout [Int],
    _ scratch: DealingScratch
  ) {
    let (shift, mask) = (UInt32(shift), UInt32(1 << shift) - 1)
    let targets = unsafe scratch.targets.base
    for rows in DealingScratch.stretches(of: source.count) {
      let members = unsafe scratch.members(of: source, rows)
      for row in 0..<rows.count {
        let member = unsafe members[row]
        let group = Int(member >> shift)
        let target = cursors[group]
        cursors[group] = target + 1
        // SAFETY: as above.
        unsafe targets[row] = target
        unsafe columns.places.base[target] = UInt16(truncatingIfNeeded: member & mask)
      }
      let keys = unsafe source.keys.values(rows, through: scratch.keys.base)
      for row in 0..<rows.count { unsafe columns.keys.base[targets[row]] = keys[row] }
      let values = unsafe source.values.values(rows, through: scratch.values.base)
      for row in 0..<rows.count { unsafe columns.values.base[targets[row]] = values[row] }
      for (column, source) in zip(columns.codes, source.codes) {
        let codes = unsafe source.column.values(rows, through: scratch.codes.base)
        if let ranks = source.ranks?.span {
          for row in 0..<rows.count {
            unsafe column.base[targets[row]] = ranks[Int(codes[row])]
          }
        } else {
          for row in 0..<rows.count { unsafe column.base[targets[row]] = codes[row] }
        }
      }
    }
  }
}

/// One lane's room for a stretch of rows that do not lie in memory as they are.
private struct DealingScratch: Sendable {
  let keys: Column<Int32>
  let values: Column<Int64>
  let codes: Column<UInt32>
  let targets: Column<Int>
  private let numbers: Column<UInt32>

  /// Few enough that what is brought here is still in a core's cache when it is dealt.
  private static let rowCount = 8192

  init(on budget: MemoryBudget) throws(MemoryFailure) {
    keys = try Column(uninitialized: Self.rowCount, on: budget)
    values = try Column(uninitialized: Self.rowCount, on: budget)
    codes = try Column(uninitialized: Self.rowCount, on: budget)
    targets = try Column(uninitialized: Self.rowCount, on: budget)
    numbers = try Column(uninitialized: Self.rowCount, on: budget)
  }

  static func stretches(of count: Int) -> some Sequence<Range<Int>> {
    stride(from: 0, to: count, by: rowCount).lazy.map { $0..<min($0 + rowCount, count) }
  }

  /// The numbers of some rows' members.
  ///
  /// SAFETY: good until the next call, and as long as the source and this.
  @inline(__always)
  func members(of source: ClusterSource, _ rows: Range<Int>) -> UnsafePointer<UInt32> {
    let members = unsafe source.members.values(rows, through: codes.base)
    guard let ranks = source.ranks?.span else { return unsafe members }
    for row in 0..<rows.count { unsafe numbers.base[row] = ranks[Int(members[row])] }
    return unsafe UnsafePointer(numbers.base)
  }
}

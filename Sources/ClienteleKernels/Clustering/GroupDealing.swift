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
    let members = source.members.span
    if let ranks = source.ranks?.span {
      for row in members.indices { counts[Int(ranks[Int(members[row])] >> shift)] &+= 1 }
    } else {
      for row in members.indices { counts[Int(members[row] >> shift)] &+= 1 }
    }
  }

  /// Writes every row of every source to its group.
  func deal(_ sources: [ClusterSource], into columns: GroupColumns) {
    forEachTask(lanes.count, threads: lanes.count) { lane in
      var cursors = lanes[lane].cursors
      for source in lanes[lane].sources {
        if sources[source].codes.isEmpty && sources[source].ranks == nil {
          dealNumbered(sources[source], into: columns, cursors: &cursors)
        } else {
          dealAny(sources[source], into: columns, cursors: &cursors)
        }
      }
    }
  }

  /// The plain case: member numbers, and nothing but key and value.
  private func dealNumbered(
    _ source: ClusterSource, into columns: GroupColumns, cursors: inout [Int]
  ) {
    let (shift, mask) = (UInt32(shift), UInt32(1 << shift) - 1)
    let (members, keys, values) = (source.members.span, source.keys.span, source.values.span)
    withRowStaging(starts: cursors, columns) { staging in
      var targets = cursors.mutableSpan
      for row in members.indices {
        let member = members[row]
        let group = Int(member >> shift)
        let target = targets[group]
        targets[group] = target &+ 1
        // SAFETY: the counts gave this lane as many targets in the group as it has rows for it.
        staging.put(
          key: keys[row], value: values[row], place: UInt16(truncatingIfNeeded: member & mask),
          group: group, target: target)
      }
      staging.flush(ends: targets.span)
    }
  }

  /// Any source: where each row goes is worked out once, then column after column is written.
  private func dealAny(
    _ source: ClusterSource, into columns: GroupColumns, cursors: inout [Int]
  ) {
    let (shift, mask) = (UInt32(shift), UInt32(1 << shift) - 1)
    let stretch = 16_384
    var targets = [Int](repeating: 0, count: stretch)
    for start in Swift.stride(from: 0, to: source.count, by: stretch) {
      let rows = start..<min(start + stretch, source.count)
      let members = source.members.span.extracting(rows)
      for row in members.indices {
        let code = members[row]
        let member = if let ranks = source.ranks { ranks[Int(code)] } else { code }
        let group = Int(member >> shift)
        targets[row] = cursors[group]
        cursors[group] += 1
        // SAFETY: as above.
        unsafe columns.places.base[targets[row]] = UInt16(truncatingIfNeeded: member & mask)
      }
      Self.scatter(source.keys.span.extracting(rows), to: targets, in: columns.keys)
      Self.scatter(source.values.span.extracting(rows), to: targets, in: columns.values)
      for (index, code) in source.codes.enumerated() {
        let values = code.column.span.extracting(rows)
        if let ranks = code.ranks {
          for row in values.indices {
            unsafe columns.codes[index].base[targets[row]] = ranks[Int(values[row])]
          }
        } else {
          Self.scatter(values, to: targets, in: columns.codes[index])
        }
      }
    }
  }

  @inline(__always)
  private static func scatter<Element>(
    _ values: Span<Element>, to targets: [Int], in column: Column<Element>
  ) {
    for row in values.indices {
      // SAFETY: the targets come from the cursors.
      unsafe column.base[targets[row]] = values[row]
    }
  }
}

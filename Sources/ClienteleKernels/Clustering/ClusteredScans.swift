/// The smallest and the largest key, or `nil` without rows.
package func keyRange(of columns: ClusteredColumns, threads: Int) -> ClosedRange<Int32>? {
  guard columns.rowCount > 0 else { return nil }
  let parts = foldTasks(
    columns.groupCount, threads: threads, initial: { (Int32.max, Int32.min) }
  ) { group, range in
    let keys = columns.keys.span.extracting(columns.rows(ofGroup: group))
    var (low, high) = range
    for row in keys.indices {
      low = min(low, keys[row])
      high = max(high, keys[row])
    }
    range = (low, high)
  }
  let low = parts.reduce(Int32.max) { min($0, $1.0) }
  return low...parts.reduce(Int32.min) { max($0, $1.1) }
}

extension ClusteredColumns {
  /// All values summed, whatever their number and size.
  package var valueTotal: Int128 {
    let span = values.span
    var total: Int128 = 0
    for row in span.indices { total += Int128(span[row]) }
    return total
  }

  /// Lets go of all code columns but some.
  package mutating func keepCodes(at kept: [Int]) {
    guard !codes.isEmpty else { return }
    self = ClusteredColumns(
      memberCount: memberCount, groupShift: groupShift, groupStarts: groupStarts,
      offsets: offsets, keys: keys, values: values, codes: kept.map { codes[$0] })
  }
}

extension ClusteredColumns {
  /// Puts another column of codes in the place of one.
  package mutating func replaceCodes(at index: Int, by column: Column<UInt32>) {
    precondition(column.count == rowCount)
    var codes = codes
    codes[index] = column
    self = ClusteredColumns(
      memberCount: memberCount, groupShift: groupShift, groupStarts: groupStarts,
      offsets: offsets, keys: keys, values: values, codes: codes)
  }
}

/// The same members with one row for each key: values of equal keys are summed, and of each code
/// the lowest stays that is not the ignored one. Where a sum would leave 64 bits another row is
/// begun: nothing is lost.
///
/// - Parameters:
///   - ignored: For each column of codes the one that says nothing.
///   - shift: The result's groups; `nil` for those that fit its rows.
/// - Complexity: O(rows).
package func mergedByKey(
  _ columns: ClusteredColumns, ignoring ignored: [UInt32?], groupShift shift: Int?, threads: Int,
  on budget: MemoryBudget
) throws(MemoryFailure) -> ClusteredColumns {
  var members = try GrowingColumn<UInt32>(capacity: columns.rowCount, on: budget)
  var keys = try GrowingColumn<Int32>(capacity: columns.rowCount, on: budget)
  var values = try GrowingColumn<Int64>(capacity: columns.rowCount, on: budget)
  // Where the rows of each new row begin.
  var starts = try GrowingColumn<Int>(capacity: columns.rowCount + 1, on: budget)
  for member in 0..<columns.memberCount {
    for row in columns.rows(of: member) {
      let isFirst = row == columns.rows(of: member).lowerBound
      let (sum, overflow) =
        isFirst || columns.keys[row] != columns.keys[row - 1]
        ? (0, true)
        : values[unchecked: values.count - 1].addingReportingOverflow(columns.values[row])
      if !overflow {
        values[unchecked: values.count - 1] = sum
      } else {
        try members.append(UInt32(member))
        try keys.append(columns.keys[row])
        try values.append(columns.values[row])
        try starts.append(row)
      }
    }
  }
  try starts.append(columns.rowCount)
  let bounds = starts.span
  var codes: [Column<UInt32>] = []
  for (column, nothing) in zip(columns.codes, ignored) {
    let merged = try Column<UInt32>(count: members.count, on: budget) { output in
      for index in 0..<members.count {
        output.append(column.lowest(bounds[index]..<bounds[index + 1], ignoring: nothing))
      }
    }
    codes.append(merged)
  }
  let shift = shift ?? groupShift(memberCount: columns.memberCount, rowCount: members.count)
  let source = ClusterSource(
    members: try members.frozen(), keys: try keys.frozen(),
    values: try values.frozen(), codes: codes)
  return try cluster(
    [source], codeCount: codes.count, memberCount: columns.memberCount, groupShift: shift,
    threads: threads, on: budget)
}

extension Column<UInt32> {
  /// The lowest value of some rows that is not the ignored one; that, if there is no other.
  fileprivate func lowest(_ rows: Range<Int>, ignoring nothing: UInt32?) -> UInt32 {
    var lowest: UInt32?
    for row in rows where self[row] != nothing { lowest = min(self[row], lowest ?? .max) }
    return lowest ?? self[rows.lowerBound]
  }
}

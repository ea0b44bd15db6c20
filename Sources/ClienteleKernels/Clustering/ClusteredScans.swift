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

/// The same members with one row for each key: values of equal keys are summed, and the first of
/// their codes stays. Where a sum would leave 64 bits another row is begun: nothing is lost.
///
/// - Complexity: O(rows).
package func mergedByKey(
  _ columns: ClusteredColumns, threads: Int, on budget: MemoryBudget
) throws(MemoryFailure) -> ClusteredColumns {
  var members = try GrowingColumn<UInt32>(capacity: columns.rowCount, on: budget)
  var keys = try GrowingColumn<Int32>(capacity: columns.rowCount, on: budget)
  var values = try GrowingColumn<Int64>(capacity: columns.rowCount, on: budget)
  var kept = try GrowingColumn<Int>(capacity: columns.rowCount, on: budget)
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
        try kept.append(row)
      }
    }
  }
  let rows = kept.span
  var codes: [(column: Column<UInt32>, ranks: Column<UInt32>?)] = []
  for column in columns.codes {
    let merged = try Column<UInt32>(count: rows.count, on: budget) { output in
      for index in rows.indices { output.append(column[rows[index]]) }
    }
    codes.append((merged, nil))
  }
  let source = ClusterSource(
    members: try members.frozen(), ranks: nil, keys: try keys.frozen(),
    values: try values.frozen(), codes: codes)
  return try cluster(
    [source], memberCount: columns.memberCount, groupShift: columns.groupShift,
    threads: threads, on: budget)
}

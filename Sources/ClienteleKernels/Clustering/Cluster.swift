/// Brings each member's rows together: rows are dealt to groups of members in one parallel pass,
/// then each group is sorted in cache.
///
/// The result does not depend on the order of the rows, on how they are divided into sources, or
/// on the number of threads: rows of one member are ordered by key, then value, then codes, and
/// rows that agree in all of them cannot be told apart.
///
/// Sources are taken, and let go when they have been dealt and before groups are sorted, so that
/// the peak is one copy of the sources, one of the result, and two bytes a row.
///
/// - Parameters:
///   - codeCount: How many columns of codes every source has: with no source there are as many.
///   - shift: Members are divided into groups of `1 << shift`, 16 bits at most.
/// - Complexity: O(rows), in parallel; O(m log m) for the rows of one member that come unordered.
package func cluster(
  _ rows: consuming [ClusterSource], codeCount: Int, memberCount: Int, groupShift shift: Int,
  threads: Int, on budget: MemoryBudget
) throws(MemoryFailure) -> ClusteredColumns {
  var sources = rows
  let rowCount = sources.reduce(0) { $0 + $1.count }
  precondition(sources.allSatisfy { $0.codes.count == codeCount })
  let groupCount = (memberCount + (1 << shift) - 1) >> shift

  let dealing = try GroupDealing(sources, shift: shift, groupCount: groupCount, threads: threads)
  let columns = try GroupColumns(rowCount: rowCount, codeCount: codeCount, on: budget)
  try dealing.deal(sources, into: columns, on: budget)
  sources = []

  let offsets = try Column<UInt32>(
    uninitialized: groupCount * ((1 << shift) + 1), on: budget)
  let sorting = GroupSorting(
    columns: columns, starts: dealing.groupStarts, offsets: offsets, shift: shift,
    memberCount: memberCount)
  try sorting.sortAll(threads: threads, on: budget)

  return ClusteredColumns(
    memberCount: memberCount, groupShift: shift,
    groupStarts: try Column(copying: dealing.groupStarts.span, on: budget),
    offsets: offsets, keys: columns.keys, values: columns.values, codes: columns.codes)
}

/// The columns of the result while they are being written.
struct GroupColumns: Sendable {
  /// A member's place in its group.
  let places: Column<UInt16>
  let keys: Column<Int32>
  let values: Column<Int64>
  let codes: [Column<UInt32>]

  init(rowCount: Int, codeCount: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    places = try Column(uninitialized: rowCount, on: budget)
    keys = try Column(uninitialized: rowCount, on: budget)
    values = try Column(uninitialized: rowCount, on: budget)
    var codes: [Column<UInt32>] = []
    for _ in 0..<codeCount { codes.append(try Column(uninitialized: rowCount, on: budget)) }
    self.codes = codes
  }
}

/// Rows to be clustered, as they came: one stretch of columns of the same length.
package struct ClusterSource: Sendable {
  /// Who: a number, or a code that ``ranks`` turns into one.
  package let members: CompactColumn<UInt32>
  /// From a member's code to its number; `nil` when codes are numbers.
  package let ranks: Column<UInt32>?
  /// When.
  package let keys: CompactColumn<Int32>
  /// How much.
  package let values: CompactColumn<Int64>
  /// Further columns that travel with the rows, each with the ranks of its codes.
  package let codes: [(column: CompactColumn<UInt32>, ranks: Column<UInt32>?)]

  package init(
    members: CompactColumn<UInt32>, ranks: Column<UInt32>?, keys: CompactColumn<Int32>,
    values: CompactColumn<Int64>,
    codes: [(column: CompactColumn<UInt32>, ranks: Column<UInt32>?)] = []
  ) {
    precondition(members.count == keys.count && members.count == values.count)
    precondition(codes.allSatisfy { $0.column.count == members.count })
    self.members = members
    self.ranks = ranks
    self.keys = keys
    self.values = values
    self.codes = codes
  }

  /// Rows of numbered members, as they lie.
  package init(
    members: Column<UInt32>, ranks: Column<UInt32>? = nil, keys: Column<Int32>,
    values: Column<Int64>, codes: [Column<UInt32>] = []
  ) {
    self.init(
      members: CompactColumn(members), ranks: ranks, keys: CompactColumn(keys),
      values: CompactColumn(values), codes: codes.map { (CompactColumn($0), nil) })
  }

  package var count: Int { members.count }
}

/// Columns in which each member's rows lie together, in the order of key, value and codes.
///
/// Members are divided into groups of `1 << groupShift`. Row positions are kept as 32-bit
/// distances from the group's first row, so that they cost four bytes a member, and a table may
/// still have more than 2³² rows.
package struct ClusteredColumns: Sendable {
  package let memberCount: Int
  package let groupShift: Int
  /// The first row of each group, and the number of rows: `[groupCount + 1]`.
  package let groupStarts: Column<Int>
  /// For each group, where its members' rows begin, counted from the group's first row, and where
  /// the last one's end: `[groupCount × (groupSize + 1)]`.
  package let offsets: Column<UInt32>
  package let keys: Column<Int32>
  package let values: Column<Int64>
  package let codes: [Column<UInt32>]

  /// No rows of no members.
  package static func empty(
    codeCount: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) -> ClusteredColumns {
    var codes: [Column<UInt32>] = []
    for _ in 0..<codeCount { codes.append(try Column([], on: budget)) }
    return ClusteredColumns(
      memberCount: 0, groupShift: 4, groupStarts: try Column([0], on: budget),
      offsets: try Column([], on: budget), keys: try Column([], on: budget),
      values: try Column([], on: budget), codes: codes)
  }

  package var rowCount: Int { keys.count }
  package var groupSize: Int { 1 << groupShift }
  package var groupCount: Int { groupStarts.count - 1 }

  /// Bytes of rows and positions, without codes.
  package var byteCount: Int { groupStarts.count * 8 + offsets.count * 4 + rowCount * 12 }

  /// The members of a group.
  package func members(ofGroup group: Int) -> Range<Int> {
    group << groupShift..<min((group + 1) << groupShift, memberCount)
  }

  /// The rows of a group.
  package func rows(ofGroup group: Int) -> Range<Int> {
    groupStarts[group]..<groupStarts[group + 1]
  }

  /// Where a group's row positions lie in ``offsets``: one more than it has members.
  package func offsetRange(ofGroup group: Int) -> Range<Int> {
    let start = group * (groupSize + 1)
    return start..<start + members(ofGroup: group).count + 1
  }

  /// The rows of one member.
  package func rows(of member: Int) -> Range<Int> {
    let group = member >> groupShift
    let index = group * (groupSize + 1) + member & (groupSize - 1)
    let start = groupStarts[group]
    return start + Int(offsets[index])..<start + Int(offsets[index + 1])
  }
}

/// The group size that makes a group's rows fill about half a core's cache: big enough that
/// partitioning has few targets, small enough that sorting a group stays in cache.
package func groupShift(memberCount: Int, rowCount: Int) -> Int {
  let rowsPerMember = max(1, rowCount / max(1, memberCount))
  var shift = 4
  while shift < 15 && (2 << shift) * rowsPerMember <= 49_152 { shift += 1 }
  return shift
}

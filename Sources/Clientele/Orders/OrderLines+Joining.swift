import ClienteleKernels

extension OrderLines {
  /// The lines of two tables.
  ///
  /// - Parameters:
  ///   - members: For each side the new numbers of its customers; `nil` when all keep theirs.
  ///   - codes: For each dimension of orders and each side the new codes.
  /// - Precondition: Both are of one kind.
  init(
    joining first: OrderLines, _ second: OrderLines, members: [Column<UInt32>?],
    codes: [[Column<UInt32>?]], memberCount: Int, groupShift: Int, threads: Int,
    on budget: MemoryBudget
  ) throws(MemoryFailure) {
    precondition(first.kind == second.kind, "lines with different measures")
    // Both sides count their tags from 1: the second side's go on where the first's end.
    let tags = second.columns.codes[second.columns.codes.count - 1]
    let last = first.lastTag
    let shifted = try Column<UInt32>(count: tags.count, on: budget) { output in
      for row in 0..<tags.count { output.append(tags[row] &+ last) }
    }
    var others = second.columns
    others.replaceCodes(at: others.codes.count - 1, by: shifted)
    func side(_ columns: ClusteredColumns, _ index: Int) -> MergeSide {
      let kept = [Column<UInt32>?](
        repeating: nil, count: columns.codes.count - first.dimensionCount)
      return MergeSide(columns, members: members[index], codes: codes.map { $0[index] } + kept)
    }
    columns = try merged(
      side(first.columns, 0), side(others, 1), memberCount: memberCount, groupShift: groupShift,
      threads: threads, on: budget)
    kind = first.kind
    dimensionCount = first.dimensionCount
    joinsDays = first.joinsDays
  }

  private var lastTag: UInt32 {
    let tags = columns.codes[columns.codes.count - 1]
    return (0..<tags.count).reduce(0) { max($0, tags[$1]) }
  }
}

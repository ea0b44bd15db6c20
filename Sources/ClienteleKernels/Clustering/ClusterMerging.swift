/// One of two sets of clustered rows to be merged, and what its numbers become.
package struct MergeSide: Sendable {
  let columns: ClusteredColumns
  /// The new number of each member, ascending; `nil` when all keep theirs.
  let members: Column<UInt32>?
  /// For each column of codes the new code of each; `nil` when all keep theirs.
  let codes: [Column<UInt32>?]

  package init(
    _ columns: ClusteredColumns, members: Column<UInt32>?, codes: [Column<UInt32>?]
  ) {
    precondition(columns.codes.count == codes.count)
    self.columns = columns
    self.members = members
    self.codes = codes
  }
}

/// The rows of both, as if all had been clustered together.
///
/// Each member's rows of both sides are in order already; runs of members with rows on the first
/// side only are copied whole. So a small second side costs little more than copying the first.
///
/// - Parameter memberCount: The members of both sides, each counted once.
/// - Complexity: O(rows + members), in parallel.
package func merged(
  _ first: MergeSide, _ second: MergeSide, memberCount: Int, groupShift shift: Int, threads: Int,
  on budget: MemoryBudget
) throws(MemoryFailure) -> ClusteredColumns {
  let merging = try ClusterMerging(
    [first, second], memberCount: memberCount, shift: shift, on: budget)
  let starts = try merging.countRows(threads: threads)
  let rowCount = starts.last!
  let target = try MergedColumns(
    rowCount: rowCount, codeCount: first.codes.count, on: budget)
  forEachTask(merging.groupCount, threads: threads) { group in
    merging.merge(group, from: starts[group], into: target)
  }
  return ClusteredColumns(
    memberCount: memberCount, groupShift: shift,
    groupStarts: try Column(copying: starts.span, on: budget), offsets: merging.offsets,
    keys: target.keys, values: target.values, codes: target.codes)
}

private struct ClusterMerging: Sendable {
  let groupCount: Int
  let offsets: Column<UInt32>
  private let sides: [MergeSide]
  private let old: MemberRows
  private let new: MemberRows
  private let memberCount: Int
  private let shift: Int

  init(
    _ sides: [MergeSide], memberCount: Int, shift: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self.sides = sides
    self.memberCount = memberCount
    self.shift = shift
    groupCount = (memberCount + (1 << shift) - 1) >> shift
    offsets = try Column(uninitialized: groupCount * ((1 << shift) + 1), on: budget)
    old = try MemberRows(of: sides[0], memberCount: memberCount, on: budget)
    new = try MemberRows(of: sides[1], memberCount: memberCount, on: budget)
  }

  private func members(of group: Int) -> Range<Int> {
    group << shift..<min((group + 1) << shift, memberCount)
  }

  /// Writes where each member's rows begin in their group, and returns where the groups begin.
  func countRows(threads: Int) throws(MemoryFailure) -> [Int] {
    let sizes = mapTasks(groupCount, threads: threads) { group in
      let start = group * ((1 << shift) + 1)
      var total = 0
      for (place, member) in members(of: group).enumerated() {
        // SAFETY: a group has one position more than members.
        unsafe offsets.base[start + place] = UInt32(truncatingIfNeeded: total)
        total += old[member].count + new[member].count
      }
      unsafe offsets.base[start + members(of: group).count] = UInt32(truncatingIfNeeded: total)
      return total
    }
    var starts = [0]
    for size in sizes {
      guard size <= Int(UInt32.max) else { throw .exhausted(neededBytes: size * 16) }
      starts.append(starts.last! + size)
    }
    return starts
  }

  func merge(_ group: Int, from start: Int, into target: MergedColumns) {
    var next = start
    // Rows of the first side that are waiting to be copied in one go.
    var run = 0..<0
    for member in members(of: group) {
      let (old, new) = (old[member], new[member])
      if new.isEmpty {
        if old.isEmpty { continue }
        if old.lowerBound == run.upperBound {
          run = run.lowerBound..<old.upperBound
        } else {
          next = copy(run, of: 0, to: next, in: target)
          run = old
        }
        continue
      }
      if old.isEmpty || !precedes(new.lowerBound, old.upperBound - 1) {
        // Usually: who comes back does so after all their orders.
        let isNeighbour = old.lowerBound == run.upperBound
        if !isNeighbour { next = copy(run, of: 0, to: next, in: target) }
        let olds = isNeighbour ? run.lowerBound..<old.upperBound : old
        next = copy(olds, of: 0, to: next, in: target)
        next = copy(new, of: 1, to: next, in: target)
      } else {
        next = copy(run, of: 0, to: next, in: target)
        next = merge(old, new, to: next, in: target)
      }
      run = 0..<0
    }
    _ = copy(run, of: 0, to: next, in: target)
  }

  /// Two runs of one member's rows, each in order.
  private func merge(
    _ old: Range<Int>, _ new: Range<Int>, to start: Int, in target: MergedColumns
  ) -> Int {
    var (next, first, second) = (start, old.lowerBound, new.lowerBound)
    while first < old.upperBound && second < new.upperBound {
      if precedes(second, first) {
        next = copy(second..<second + 1, of: 1, to: next, in: target)
        second += 1
      } else {
        next = copy(first..<first + 1, of: 0, to: next, in: target)
        first += 1
      }
    }
    next = copy(first..<old.upperBound, of: 0, to: next, in: target)
    return copy(second..<new.upperBound, of: 1, to: next, in: target)
  }

  /// Whether a row of the second side comes before one of the first: by key, value, then codes.
  private func precedes(_ second: Int, _ first: Int) -> Bool {
    let (old, new) = (sides[0], sides[1])
    let (key, firstKey) = (new.columns.keys[second], old.columns.keys[first])
    if key != firstKey { return key < firstKey }
    let (value, firstValue) = (new.columns.values[second], old.columns.values[first])
    if value != firstValue { return value < firstValue }
    for index in old.codes.indices {
      let secondCode = code(index, of: second, on: 1)
      let firstCode = code(index, of: first, on: 0)
      if secondCode != firstCode { return secondCode < firstCode }
    }
    return false
  }

  private func code(_ index: Int, of row: Int, on side: Int) -> UInt32 {
    let code = sides[side].columns.codes[index][row]
    return sides[side].codes[index].map { $0[Int(code)] } ?? code
  }

  /// Copies rows of a side, and returns where the next go.
  private func copy(_ rows: Range<Int>, of side: Int, to start: Int, in target: MergedColumns)
    -> Int
  {
    if rows.isEmpty { return start }
    let source = sides[side].columns
    // SAFETY: the target has room for the rows of all members, as counted; rows lie in the source.
    unsafe (target.keys.base + start).update(
      from: source.keys.base + rows.lowerBound, count: rows.count)
    unsafe (target.values.base + start).update(
      from: source.values.base + rows.lowerBound, count: rows.count)
    for index in sides[side].codes.indices {
      for (place, row) in rows.enumerated() {
        unsafe target.codes[index].base[start + place] = code(index, of: row, on: side)
      }
    }
    return start + rows.count
  }
}

/// The rows that one side has of each new member.
///
/// Keeps the memory of the columns it looks into by itself: reached through a side, every look-up
/// would count references up and down. Appending takes a fifth fewer instructions so; that it takes
/// less time could not be seen beside what copying the rows takes.
@safe
private struct MemberRows: @unchecked Sendable {
  /// The old number of each new member, ``absent`` for others; `nil` when the same.
  private let origin: Column<UInt32>?
  private let groupStarts: Column<Int>
  private let offsets: Column<UInt32>
  private let origins: UnsafePointer<UInt32>?
  private let firstRows: UnsafePointer<Int>
  private let positions: UnsafePointer<UInt32>
  private let memberCount: Int
  private let shift: Int

  private static let absent = UInt32.max

  init(of side: MergeSide, memberCount: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    var origin: Column<UInt32>?
    if let members = side.members?.span {
      let numbers = try Column<UInt32>(repeating: Self.absent, count: memberCount, on: budget)
      // SAFETY: new numbers are below `memberCount`.
      for member in members.indices {
        precondition(members[member] < memberCount)
        unsafe numbers.base[Int(members[member])] = UInt32(member)
      }
      origin = numbers
    }
    self.origin = origin
    groupStarts = side.columns.groupStarts
    offsets = side.columns.offsets
    self.memberCount = side.columns.memberCount
    shift = side.columns.groupShift
    unsafe origins = origin.map { unsafe UnsafePointer($0.base) }
    unsafe firstRows = UnsafePointer(side.columns.groupStarts.base)
    unsafe positions = UnsafePointer(side.columns.offsets.base)
  }

  /// - Precondition: `member` is one of the new members.
  @inline(__always)
  subscript(member: Int) -> Range<Int> {
    // SAFETY: there is an origin for each new member, and positions for each old one.
    let number = unsafe origins.map { unsafe Int($0[member]) } ?? member
    guard number < memberCount else { return 0..<0 }
    let group = number >> shift
    let place = group &* ((1 << shift) &+ 1) &+ number & ((1 << shift) &- 1)
    let start = unsafe firstRows[group]
    return unsafe start &+ Int(positions[place])..<start &+ Int(positions[place &+ 1])
  }
}

/// The columns of the result while they are being written.
private struct MergedColumns: Sendable {
  let keys: Column<Int32>
  let values: Column<Int64>
  let codes: [Column<UInt32>]

  init(rowCount: Int, codeCount: Int, on budget: MemoryBudget) throws(MemoryFailure) {
    keys = try Column(uninitialized: rowCount, on: budget)
    values = try Column(uninitialized: rowCount, on: budget)
    var codes: [Column<UInt32>] = []
    for _ in 0..<codeCount { codes.append(try Column(uninitialized: rowCount, on: budget)) }
    self.codes = codes
  }
}

/// Two ascending lists without repeats as one, and the place of each old entry in it.
package struct JoinedIntegers: Sendable {
  package let values: Column<Int64>
  /// For each list the new place of each entry; `nil` when all keep theirs.
  package let places: [Column<UInt32>?]

  /// - Complexity: O(n).
  package init(
    _ first: Column<Int64>, _ second: Column<Int64>, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    var joining = try ListJoining(first.count, second.count, on: budget)
    let (old, new) = (first.span, second.span)
    try joining.join { old[$0] == new[$1] ? 0 : old[$0] < new[$1] ? -1 : 1 }
    if joining.isFirst {
      values = first
    } else {
      let origins = joining.origins.span
      values = try Column(count: origins.count, on: budget) { output in
        for index in origins.indices {
          let origin = origins[index]
          output.append(origin >= 0 ? old[Int(origin)] : new[Int(-1 - origin)])
        }
      }
    }
    places = try joining.places()
  }
}

import Clientele

/// An answer for everyone, and one for each group.
struct GroupedResult<Result> {
  let total: Result
  /// In the order of the groups' names; none when nothing is divided.
  let parts: [Result]
}

extension LoadedShop {
  /// Answers a question for everyone and for each group in one pass, when it fits into memory.
  ///
  /// - Parameters:
  ///   - figureCount: How many numbers and texts will be printed of each.
  ///   - advice: What to ask for instead, when it does not fit.
  func run<A: Analysis>(
    _ question: A, by breakdown: Breakdown?, printing figureCount: Int,
    by output: OutputOptions, advice: String
  ) throws -> GroupedResult<A.Result> {
    guard let breakdown else {
      let total = try run(question, printing: figureCount, by: output, advice: advice)
      return GroupedResult(total: total, parts: [])
    }
    return try run(
      question, Grouped(question, by: breakdown.groups), groupCount: breakdown.places.count,
      printing: figureCount, by: output, advice: advice)
  }

  /// The same for groups of orders.
  func run<A: Analysis>(
    _ question: A, by groups: OrderGroups, printing figureCount: Int,
    by output: OutputOptions, advice: String
  ) throws -> GroupedResult<A.Result> {
    try run(
      question, Grouped(question, by: groups), groupCount: groups.names.count,
      printing: figureCount, by: output, advice: advice)
  }

  private func run<A: Analysis>(
    _ question: A, _ grouped: Grouped<A>, groupCount: Int, printing figureCount: Int,
    by output: OutputOptions, advice: String
  ) throws -> GroupedResult<A.Result> {
    try expectRoom(
      for: orders.byteCount(of: question).plus(orders.byteCount(of: grouped)),
      printing: figureCount.times(groupCount.plus(1)), by: output,
      advice: "divide by something of fewer values with --by; or " + advice)
    let (total, parts) = orders.run(question, grouped)
    return GroupedResult(total: total, parts: parts)
  }
}

public import Clientele
import FoundationEssentials

/// Checks what every analysis promises: the same result, bit for bit, for any order of the rows,
/// any division of the customers, any order of merging and any number of threads.
///
/// ```swift
/// let stages = LifecycleSeries(asOf: monthEnds)
/// try AnalysisLaws(seed: 7).violations(of: stages, over: columns)   // []
/// ```
public struct AnalysisLaws: Sendable {
  /// Says how rows are shuffled and partials are merged. Print it when a law is broken.
  public let seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// The laws that an analysis breaks on some orders, one sentence each.
  ///
  /// - Parameters:
  ///   - analysis: What is to be checked.
  ///   - columns: The orders that it is asked about.
  ///   - policies: What counts as a purchase in them.
  public func violations<A: Analysis>(
    of analysis: A, over columns: OrderColumns, policies: OrderPolicies = OrderPolicies()
  ) throws -> [String] where A.Result: Equatable {
    var generator = SeededGenerator(seed: seed)
    let expected = try OrderTable(columns, policies: policies, threads: 1)
      .run(analysis, threads: 1)
    // Small groups, so that small tables are divided too.
    let table = try OrderTable(columns, policies: policies, threads: 1, groupShift: 4)
    var violations: [String] = []
    func check(_ result: A.Result, _ law: String) {
      if result != expected { violations.append("seed \(seed): \(law)") }
    }
    for threads in [1, 2, 3, 8] {
      check(table.run(analysis, threads: threads), "\(threads) threads give another result")
    }
    let shuffled = try OrderTable(
      columns.shuffled(using: &generator), policies: policies, threads: 3)
    check(shuffled.run(analysis), "another order of the rows gives another result")
    check(
      try mergedAtRandom(analysis, table, using: &generator),
      "another division and order of merging give another result")
    return violations
  }

  /// Cuts the groups of customers at random, sends every partial through JSON, and merges them in
  /// random order.
  private func mergedAtRandom<A: Analysis>(
    _ analysis: A, _ table: OrderTable, using generator: inout SeededGenerator
  ) throws -> A.Result {
    var cuts = [0, table.groupCount]
    for _ in 0..<5 { cuts.append(Int.random(in: 0...table.groupCount, using: &generator)) }
    cuts.sort()
    var partials = try zip(cuts, cuts.dropFirst()).map { start, end in
      let data = try JSONEncoder().encode(
        [table.partial(of: analysis, groups: start..<end)])
      return try JSONDecoder().decode([A.Partial].self, from: data)[0]
    }
    while partials.count > 1 {
      partials.shuffle(using: &generator)
      let other = partials.removeLast()
      analysis.merge(other, into: &partials[0])
    }
    return analysis.finish(partials[0], in: table.currency)
  }
}

extension OrderColumns {
  /// The same rows in another order.
  func shuffled(using generator: inout SeededGenerator) -> OrderColumns {
    let order = amounts.indices.shuffled(using: &generator)
    let customers: Customers =
      switch customers {
      case .texts(let ids): .texts(order.map { ids[$0] })
      case .integers(let ids): .integers(order.map { ids[$0] })
      case .numbers(let ids): .numbers(order.map { ids[$0] })
      }
    var columns = OrderColumns(
      customers: customers, days: order.map { days[$0] }, amounts: order.map { amounts[$0] },
      orders: orders.map { ids in order.map { ids[$0] } })
    columns.dimensions = dimensions.map { dimension in
      DimensionColumn(
        name: dimension.name, level: dimension.level,
        values: order.map { dimension.values[$0] })
    }
    columns.measures = measures?.map { column in
      MeasureColumn(column.measure, amounts: order.map { column.amounts[$0] })
    }
    return columns
  }
}

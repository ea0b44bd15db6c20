import Clientele
import ClienteleFixtures
import Testing

@Suite struct PropensityModelTests {
  static func shop(seed: UInt64 = 3) throws -> OrderTable {
    try OrderTable(
      .random(customers: 400, orders: 1800, in: PropensityFeaturesTests.shop, seed: seed))
  }

  static let fitDay: Day = "2022-05-31"
  static let judgeDay: Day = "2022-08-31"
  static let lastDay: Day = "2022-12-31"

  static func model(
    _ orders: OrderTable, columns: [CustomerColumn] = [], penalty: Double = 1,
    features: [PurchaseFeature] = [.purchaseDays, .daysSinceLastOrder], threads: Int? = nil
  ) throws(PropensityError) -> PropensityModel {
    try orders.propensity(
      asOf: fitDay, days: 60, observedThrough: lastDay, features: features, columns: columns,
      penalty: penalty, threads: threads)
  }

  /// Who buys in the window of the fit, by customer number; nobody before they are customers.
  static func buyers(_ orders: OrderTable) -> [Bool] {
    let table = orders.run(PropensityFeatures(asOf: fitDay, days: 60))
    var buyers = [Bool](repeating: false, count: orders.customerCount)
    for (customer, bought) in zip(table.customers, table.bought!) { buyers[customer] = bought }
    return buyers
  }

  @Test func `threads do not change a bit, nor does the order of rows`() throws {
    let columns = OrderColumns.random(
      customers: 3000, orders: 9000, in: PropensityFeaturesTests.shop, seed: 5)
    let orders = try OrderTable(columns)
    let features = PurchaseFeature.standard
    let one = try Self.model(orders, features: features, threads: 1)
    let scores = try one.scores(of: orders, asOf: Self.judgeDay, threads: 1)
    for threads in [2, 3, 8] {
      #expect(try Self.model(orders, features: features, threads: threads) == one)
      #expect(try one.scores(of: orders, asOf: Self.judgeDay, threads: threads) == scores)
    }
    var reversed = OrderColumns(
      customers: columns.customers, days: columns.days.reversed(),
      amounts: columns.amounts.reversed())
    guard case .integers(let ids) = columns.customers else { return }
    reversed = OrderColumns(
      customers: .integers(ids.reversed()), days: reversed.days, amounts: reversed.amounts)
    #expect(try Self.model(try OrderTable(reversed), features: features) == one)
  }

  @Test func `equal customers have equal probabilities, to the bit`() throws {
    let orders = try Self.shop()
    let model = try Self.model(orders)
    let table = orders.run(PropensityFeatures(asOf: Self.judgeDay, features: model.features))
    let chances = try model.probabilities(of: table)
    var seen: [[Double]: Double] = [:]
    for row in table.customers.indices {
      let values = model.features.map { table[$0]![row] }
      #expect(seen.updateValue(chances[row], forKey: values) ?? chances[row] == chances[row])
    }
    #expect(seen.count < table.customers.count)
    let scores = try model.scores(of: orders, asOf: Self.judgeDay)
    #expect(scores.count == orders.customerCount && scores.customers == table.customers)
    #expect(scores.compactMap { $0 } == chances)
    let shares = scores.topShares()
    for (row, share) in shares.enumerated() {
      let better = chances.count { $0 >= chances[row] }
      #expect(share == Double(better) / Double(chances.count))
    }
  }

  @Test func `a model comes back from JSON and scores alike, and is checked when read`() throws {
    let orders = try Self.shop()
    let own = CustomerColumn(
      "visits", values: (0..<orders.customerCount).map { Double($0 % 5) }, scale: .logarithm,
      missing: .mean)
    let model = try Self.model(orders, columns: [own])
    let stored = try afterJSON(model)
    #expect(stored == model)
    #expect(
      try stored.scores(of: orders, asOf: Self.judgeDay, columns: [own])
        == model.scores(of: orders, asOf: Self.judgeDay, columns: [own]))
    #expect(throws: DecodingError.self) {
      try decoded(PropensityModel.self, #"{"fittedAsOff": "2022-01-01"}"#)
    }
    #expect(throws: DecodingError.self) {
      try decoded(PropensityTerm.self, #"{"name": "order", "scale": "plain"}"#)
    }
  }

  @Test func `a window that was seen, or is not over, judges nothing`() throws {
    let orders = try Self.shop()
    let model = try Self.model(orders)
    #expect(throws: PropensityError.notHeldOut(from: "2022-07-30", fittedThrough: "2022-07-30")) {
      try model.evaluation(on: orders, asOf: "2022-07-29", observedThrough: Self.lastDay)
    }
    let edge = try model.evaluation(
      on: orders, asOf: "2022-07-30", observedThrough: Self.lastDay)
    #expect(edge.window == TimeWindow(start: "2022-07-31", end: "2022-09-29"))
    let window = TimeWindow(start: "2022-11-03", end: "2023-01-02")
    #expect(
      throws: PropensityError.windowNotOver(window, observedThrough: Self.lastDay)
    ) { try model.evaluation(on: orders, asOf: "2022-11-02", observedThrough: Self.lastDay) }
    #expect(throws: PropensityError.self) {
      try orders.propensity(asOf: "2022-11-02", days: 60, observedThrough: Self.lastDay)
    }
  }

  @Test func `an evaluation counts right and comes back from JSON`() throws {
    let orders = try Self.shop()
    let model = try Self.model(orders)
    let judged = try model.evaluation(
      on: orders, asOf: Self.judgeDay, observedThrough: Self.lastDay)
    #expect(try afterJSON(judged) == judged)
    let bins = judged.calibration
    #expect(bins.count > 5 && bins.count <= 10)
    #expect(bins.reduce(0) { $0 + $1.observed.denominator } == judged.base.denominator)
    #expect(bins.reduce(0) { $0 + $1.observed.numerator } == judged.base.numerator)
    #expect(zip(bins, bins.dropFirst()).allSatisfy { $0.highest < $1.lowest })
    #expect(bins.allSatisfy { $0.lowest <= $0.predicted && $0.predicted <= $0.highest })
    let scores = try model.scores(of: orders, asOf: Self.judgeDay)
    #expect(agree(judged.expectedBuyerCount, scores.expectedBuyerCount))
    // Without a penalty, and on the data of the fit, as many are expected as bought.
    let likeliest = try Self.model(orders, penalty: 0)
    let own = try likeliest.scores(of: orders, asOf: Self.fitDay)
    #expect(agree(own.expectedBuyerCount, Double(likeliest.base.numerator)))
  }

  @Test func `a column that knows the outcome separates, and is named`() throws {
    let orders = try Self.shop()
    let bought = Self.buyers(orders)
    let knowing = CustomerColumn("knows", values: bought.map { $0 ? 5 : 1 })
    #expect(throws: PropensityError.separated(columns: ["knows"])) {
      try Self.model(orders, columns: [knowing], penalty: 0)
    }
    let kept = try Self.model(orders, columns: [knowing])
    #expect(kept.warnings.contains(.separated(columns: ["knows"])))
    // Only buyers have it, and not all of them: quasi-separation.
    let some = CustomerColumn(
      "some", values: bought.enumerated().map { $1 && $0 % 3 == 0 ? 1 : 0 })
    #expect(throws: PropensityError.separated(columns: ["some"])) {
      try Self.model(orders, columns: [some], penalty: 0)
    }
  }

  @Test func `columns that separate only together are found, and named`() throws {
    let orders = try Self.shop()
    var generator = SeededGenerator(seed: 8)
    let noise = bought(orders).map { _ in Double.random(in: -5...5, using: &generator) }
    let first = CustomerColumn("first", values: noise)
    let second = CustomerColumn(
      "second", values: zip(noise, bought(orders)).map { $0 + ($1 ? 0.1 : -0.1) })
    do {
      _ = try Self.model(orders, columns: [first, second], penalty: 0)
      Issue.record("no coefficients are the likeliest")
    } catch {
      guard case .separated(let columns) = error else { throw error }
      #expect(Set(columns).isSuperset(of: ["first", "second"]))
    }
    #expect(try Self.model(orders, columns: [first, second]).terms.count == 4)
  }

  private func bought(_ orders: OrderTable) -> [Bool] { Self.buyers(orders) }

  @Test func `constant and collinear columns are left out, and named`() throws {
    let orders = try Self.shop()
    let all = 0..<orders.customerCount
    let (a, b) = (all.map { Double($0 * 7919 % 13) }, all.map { Double($0 * 104729 % 17) })
    let columns = [
      CustomerColumn("flat", values: all.map { _ in 2.5 }),
      CustomerColumn("a", values: a), CustomerColumn("b", values: b),
      CustomerColumn("both", values: zip(a, b).map { 2 * $0 - $1 + 1 }),
      CustomerColumn(
        "almost", values: zip(a, all).map { $0 + Double($1 * 31 % 7) / 100 }),
    ]
    let model = try Self.model(orders, columns: columns, penalty: 0)
    #expect(
      model.terms.map(\.name) == ["purchaseDays", "daysSinceLastOrder", "a", "b", "almost"])
    #expect(model.warnings.contains(.constant(column: "flat")))
    #expect(model.warnings.contains(.collinear(column: "both", with: ["a", "b"])))
    let near = model.warnings.compactMap { warning -> String? in
      if case .nearlyCollinear(let column, _) = warning { return column }
      return nil
    }
    #expect(near == ["a", "almost"])
  }
}

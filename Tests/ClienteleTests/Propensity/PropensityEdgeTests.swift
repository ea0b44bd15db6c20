import Clientele
import ClienteleFixtures
import Testing

/// Bases that nothing can be learnt from, and columns that cannot be used.
@Suite struct PropensityEdgeTests {
  private func fit(
    _ orders: OrderTable, columns: [CustomerColumn] = [], penalty: Double = 1
  ) throws(PropensityError) -> PropensityModel {
    try orders.propensity(
      asOf: "2024-01-31", days: 29, observedThrough: "2024-02-29",
      features: [.purchaseDays, .daysSinceLastOrder], columns: columns, penalty: penalty)
  }

  private let window = TimeWindow(start: "2024-02-01", end: "2024-03-01")

  @Test func `nobody, nobody who buys and everybody who buys are named`() throws {
    #expect(throws: PropensityError.nobody(asOf: "2024-01-31")) {
      try fit(EdgeShop.empty.orders)
    }
    #expect(throws: PropensityError.nobody(asOf: "2024-01-31")) {
      try fit(EdgeShop.onlyRefunds.orders)
    }
    #expect(throws: PropensityError.oneOutcome(buyers: 0, customers: 1, window: window)) {
      try fit(EdgeShop.oneOrder.orders)
    }
    #expect(throws: PropensityError.oneOutcome(buyers: 4, customers: 4, window: window)) {
      try fit(EdgeShop.allEqual.orders)
    }
    #expect(throws: PropensityError.oneOutcome(buyers: 1, customers: 1, window: window)) {
      try fit(EdgeShop.oneCustomer.orders)
    }
  }

  @Test func `customers who are all alike have the base rate`() throws {
    let orders = try OrderTable(days: [
      "a": ["2024-01-10", "2024-02-01"], "b": ["2024-01-10"], "c": ["2024-01-10"],
      "d": ["2024-01-10"],
    ])
    let model = try fit(orders, penalty: 0)
    #expect(model.terms.isEmpty && agree(model.intercept, -1.0986122886681098))
    #expect(
      model.warnings == [
        .constant(column: "purchaseDays"), .constant(column: "daysSinceLastOrder"),
      ]
    )
    #expect(agree(model.logLikelihood, model.nullLogLikelihood))
    let scores = try model.scores(of: orders, asOf: "2024-02-29")
    #expect(scores.allSatisfy { agree($0, 0.25) })
    #expect(scores.topShares() == [1, 1, 1, 1])
    let judged = try model.evaluation(
      on: orders, asOf: "2024-02-29", observedThrough: "2024-03-29")
    #expect(judged.gains.auc == nil && judged.base == Rate(0, of: 4))
    #expect(judged.calibration.count == 1 && judged.logLoss.isFinite)
  }

  @Test func `columns must have names and values of their own`() throws {
    let orders = try PropensityModelTests.shop()
    let count = orders.customerCount
    let good = CustomerColumn("a", values: (0..<count).map { Double($0 % 3) })
    func refused(_ columns: [CustomerColumn], as error: PropensityError) {
      #expect(throws: error) { try PropensityModelTests.model(orders, columns: columns) }
    }
    refused([good, good], as: .repeatedColumn("a"))
    refused(
      [CustomerColumn("netSpend", values: good.values)], as: .repeatedColumn("netSpend"))
    var values = good.values
    let table = orders.run(PropensityFeatures(asOf: PropensityModelTests.fitDay))
    let customer = table.customers[7]
    values[customer] = nil
    refused(
      [CustomerColumn("a", values: values)],
      as: .missingValue(column: "a", customer: customer))
    values[customer] = .nan
    refused(
      [CustomerColumn("a", values: values)], as: .notFinite(column: "a", customer: customer))
    for penalty in [-1, Double.nan, .infinity] {
      #expect(throws: PropensityError.self) {
        try PropensityModelTests.model(orders, penalty: penalty)
      }
    }
    let model = try PropensityModelTests.model(orders, columns: [good])
    #expect(throws: PropensityError.missingColumn("a")) {
      try model.scores(of: orders, asOf: PropensityModelTests.judgeDay)
    }
  }

  @Test func `missing values are filled as was said, also later`() throws {
    let orders = try PropensityModelTests.shop()
    let values = (0..<orders.customerCount).map { $0 % 4 == 0 ? nil : Double($0 % 3) }
    let zeros = values.map { $0 ?? 0 }
    let filled = try PropensityModelTests.model(
      orders, columns: [CustomerColumn("a", values: values, missing: .fill(0))])
    let written = try PropensityModelTests.model(
      orders, columns: [CustomerColumn("a", values: zeros)])
    #expect(filled.terms.map(\.coefficient) == written.terms.map(\.coefficient))
    let short = CustomerColumn("a", values: [])
    let scores = try filled.scores(of: orders, asOf: "2022-08-31", columns: [short])
    let nothing = CustomerColumn("a", values: zeros.map { _ in 0 })
    #expect(
      scores == (try written.scores(of: orders, asOf: "2022-08-31", columns: [nothing])))
    let mean = try PropensityModelTests.model(
      orders, columns: [CustomerColumn("a", values: values, missing: .mean)])
    let table = orders.run(PropensityFeatures(asOf: PropensityModelTests.fitDay))
    let known = table.customers.compactMap { values[$0] }
    #expect(agree(mean.terms[2].fill, known.reduce(0, +) / Double(known.count)))
    #expect(throws: PropensityError.missingValue(column: "a", customer: 0)) {
      try written.scores(of: orders, asOf: "2022-08-31", columns: [short])
    }
  }

  @Test func `a model of yuan does not score dollars`() throws {
    let columns = OrderColumns.random(customers: 100, orders: 400, in: window, seed: 1)
    func orders(_ code: String) throws -> OrderTable {
      try OrderTable(columns, currency: Currency(code: code))
    }
    let model = try orders("CNY").propensity(
      asOf: "2024-02-10", days: 10, observedThrough: "2024-02-29", features: [.orders])
    #expect(throws: PropensityError.otherCurrency(fitted: "CNY", found: "USD")) {
      try model.scores(of: orders("USD"), asOf: "2024-02-20")
    }
  }

  @Test func `errors and warnings say what is wrong`() {
    #expect(
      "\(PropensityError.oneOutcome(buyers: 0, customers: 9, window: window))"
        == "none of 9 customers bought from 2024-02-01 through 2024-02-29, so nothing tells "
        + "who will"
    )
    #expect(
      "\(PropensityError.separated(columns: ["a", "b"]))".hasPrefix("a, b tell buyers from"))
    #expect(
      "\(PropensityWarning.collinear(column: "c", with: ["a", "b"]))"
        == "c follows from a, b, and is left out")
  }
}

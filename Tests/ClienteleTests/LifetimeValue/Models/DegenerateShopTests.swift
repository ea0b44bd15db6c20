import Clientele
import Testing

/// Customers from whom a model cannot be learnt, or not all of it: an error with a name, or a
/// warning, and never a figure that means nothing.
@Suite struct DegenerateShopTests {
  private static let models: [PurchaseModel] = [
    .nbd, .paretoNBD, .bgNBD, .mbgNBD, .mbgCNBD(), .bgCNBD(k: 3),
  ]

  private func histories(_ rows: [(Int, Double, Double)]) throws -> HistoryTable {
    HistoryTable(
      try rows.map { try PurchaseHistory(frequency: $0.0, recency: $0.1, age: $0.2) }, unit: .week)
  }

  @Test func `nobody, and nobody who came back`() throws {
    let once = try histories((1...50).map { (0, 0, Double($0)) })
    let oneDay = try histories((1...50).map { _ in (0, 0, 0) })
    for model in Self.models {
      #expect(throws: PurchaseModelError.noCustomers) {
        try HistoryTable([], unit: .week).fit(model)
      }
      for table in [once, oneDay] {
        #expect(throws: PurchaseModelError.noRepeatPurchases(customerCount: 50)) {
          try table.fit(model)
        }
      }
    }
    #expect(throws: PurchaseModelError.noRepeatPurchases(customerCount: 1)) {
      try OpportunityTable([.new]).fit()
    }
    #expect(throws: PurchaseModelError.noCustomers) { try OpportunityTable([]).fit() }
  }

  @Test func `one customer is too few`() throws {
    let table = try histories([(4, 20, 30)])
    for model in Self.models {
      let needed = model.parameterNames.count
      #expect(throws: PurchaseModelError.tooFewHistories(1, parameterCount: needed)) {
        try table.fit(model)
      }
    }
  }

  @Test func `a handful of customers gives an optimum with warnings, or an error`() throws {
    let bases: [[(Int, Double, Double)]] = [
      // Everyone alike.
      (1...20).map { (5, 25, 30 + Double($0) * 1e-3) },
      // Nobody leaves: the last purchase is always on the last day.
      (1...30).map { ($0, Double($0) * 2, Double($0) * 2) },
      // Everyone leaves after the second purchase.
      (1...30).map { (1, Double($0), 500) },
      // One buyer in a thousand.
      (1...500).map { (0, 0, Double($0) / 10) } + [(40, 10, 50)],
      // Four.
      [(0, 0, 5), (1, 2, 5), (2, 4, 5), (9, 3, 50)],
    ]
    for (number, rows) in bases.enumerated() {
      let table = try histories(rows)
      for model in Self.models {
        let claim = "base \(number), \(model)"
        do throws(PurchaseModelError) {
          let fitted = try table.fit(model)
          #expect(fitted.parameters.allSatisfy { $0 > 0 && $0 < .infinity }, "\(claim)")
          #expect(fitted.logLikelihood!.isFinite, "\(claim)")
          if fitted.standardErrors == nil { #expect(!fitted.warnings.isEmpty, "\(claim)") }
          for row in stride(
            from: 0, to: table.count, by: max(1, table.count / (model.k == 1 ? 6 : 1)))
          {
            let history = table[row]
            #expect((0...1).contains(fitted.probabilityAlive(history)), "\(claim)")
            #expect(fitted.expectedPurchases(history, in: 52).isFinite, "\(claim)")
          }
        } catch {
          #expect(error == .noOptimum(model: model.description), "\(claim)")
        }
      }
    }
  }

  @Test func `customers who do not leave or do not differ are told`() throws {
    // Purchases every other week until the end: nobody leaves.
    let table = try histories((1...40).map { ($0, Double($0) * 2, Double($0) * 2) })
    let fitted = try table.fit(.mbgNBD)
    let told = fitted.warnings.contains { warning in
      switch warning {
      case .towardsInfinity, .towardsZero: true
      default: false
      }
    }
    #expect(told, "\(fitted.parameters) \(fitted.warnings)")
    #expect(table.allSatisfy { fitted.probabilityAlive($0) > 0.99 })
  }

  @Test func `histories that cannot be are refused`() {
    for (x, last, age) in [
      (-1, 0.0, 1.0), (0, 1, 2), (1, 0, 2), (1, 3, 2), (1, .nan, 2), (1, 1, .infinity),
      (0, 0, .nan), (0, 0, -1),
    ] {
      #expect(throws: PurchaseModelError.self) {
        try PurchaseHistory(frequency: x, recency: last, age: age)
      }
    }
    for (x, last, n) in [(2, 1, 3), (1, 4, 3), (0, 1, 3), (1, 0, 3), (-1, 0, 3)] {
      #expect(throws: PurchaseModelError.self) {
        try OpportunityHistory(frequency: x, recency: last, opportunities: n)
      }
    }
  }

  @Test func `parameters that cannot be are refused by name`() {
    #expect(throws: PurchaseModelError.parameter("alpha", 0)) {
      try FittedPurchaseModel(.nbd, parameters: ["r": 1, "alpha": 0], unit: .day)
    }
    #expect(throws: PurchaseModelError.parameterCount(1, expected: 4)) {
      try FittedPurchaseModel(.bgNBD, parameters: ["r": 1], unit: .day)
    }
    #expect(throws: PurchaseModelError.parameter("q", 1)) {
      try FittedSpendModel(p: 6, q: 1, v: 15)
    }
    #expect(throws: PurchaseModelError.parameter("gamma", -1)) {
      try OpportunityModel(alpha: 1, beta: 1, gamma: -1, delta: 1)
    }
  }

  @Test func `value for ever without a discount is refused where it is infinite`() throws {
    let history = try PurchaseHistory(frequency: 2, recency: 30, age: 39)
    let model = try FittedPurchaseModel(
      .bgNBD, parameters: ["r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426], unit: .week)
    #expect(
      throws: PurchaseModelError.infiniteValue(model: "bg-nbd", parameter: "a", value: 0.793)
    ) { try model.discountedPurchases(history, rate: 0) }
    let leaving = try FittedPurchaseModel(
      .bgNBD, parameters: ["r": 0.243, "alpha": 4.414, "a": 2, "b": 2.426], unit: .week)
    // Everyone buys 1 ÷ p times: (a + b + x − 1) ÷ (a − 1).
    expectClose(
      try leaving.discountedPurchases(history, rate: 0),
      leaving.probabilityAlive(history) * 5.426, within: 1e-12)
    expectClose(
      try leaving.discountedPurchases(history, rate: 1e-9),
      leaving.probabilityAlive(history) * 5.426, within: 1e-4)
    let nbd = try FittedPurchaseModel(.nbd, parameters: ["r": 1, "alpha": 10], unit: .week)
    #expect(throws: PurchaseModelError.self) { try nbd.discountedPurchases(history, rate: 0) }
    expectClose(try nbd.discountedPurchases(history, rate: 0.01), 3.0 / 49 / 0.01, within: 1e-12)
    #expect(throws: PurchaseModelError.argument("the horizon", -1)) {
      try model.value(of: .expectedPurchases(in: -1), after: history)
    }
    #expect(throws: PurchaseModelError.argument("the discount rate", -0.1)) {
      try model.discountedPurchases(history, rate: -0.1)
    }
  }
}

import Clientele
import ClienteleFixtures
import Testing

/// Donations to a public broadcaster in six years: table 1 of Fader, Hardie and Shang (2010).
@Suite struct OpportunityModelTests {
  /// x, tₓ and the number of donors; n is 6.
  private static let donors = [
    (6, 6, 1203), (5, 6, 728), (4, 6, 512), (3, 6, 357), (2, 6, 234), (1, 6, 129), (5, 5, 335),
    (4, 5, 284), (3, 5, 225), (2, 5, 173), (1, 5, 119), (4, 4, 240), (3, 4, 181), (2, 4, 155),
    (1, 4, 78), (3, 3, 322), (2, 3, 255), (1, 3, 129), (2, 2, 613), (1, 2, 277), (1, 1, 1091),
    (0, 0, 3464),
  ]

  private func table() throws -> OpportunityTable {
    OpportunityTable(
      try Self.donors.map {
        try OpportunityHistory(frequency: $0.0, recency: $0.1, opportunities: 6)
      }, customerCounts: Self.donors.map(\.2))
  }

  @Test func `the fit is that of the paper and of BTYD`() throws {
    let table = try table()
    #expect(table.customerCount == 11_104)
    let model = try table.fit()
    for (found, expected) in zip(
      model.parameters, [1.20352222, 0.74971629, 0.65671823, 2.78344252])
    { expectClose(found, expected, within: 1e-5) }
    expectClose(try #require(model.logLikelihood), -33_225.581274, within: 1e-9)
    #expect(model.warnings == [])
    #expect(try #require(model.standardErrors).allSatisfy { $0 > 0.02 && $0 < 0.4 })
    for threads in [1, 3, 8] { #expect(try table.fit(threads: threads) == model) }
  }

  @Test func `expectations are those of Hardie's sheet and of BTYD's vignette`() throws {
    let table = try table()
    let model = try table.fit()
    let total = table.indices.reduce(0) {
      $0 + Double(table.customerCount(of: $1)) * model.expectedPurchases(table[$1], in: 5)
    }
    expectClose(total, 12_884.157, within: 1e-6)
    let cohort = model.countProbabilities(.new, in: 6).map { $0 * 11_104 }
    let repeats = [3454.882, 1888.654, 1348.882, 1113.379, 1017.922, 1027.166, 1253.114]
    for (found, expected) in zip(cohort, repeats) {
      expectClose(found, expected, within: 1e-6)
    }
    let years = [
      0.4985, 0.9233, 1.2969, 1.6323, 1.9381, 2.2202, 2.4826, 2.7285, 2.9603, 3.1798, 3.3887,
    ]
    for (year, expected) in zip(1..., years) {
      expectClose(
        model.expectedPurchases(.new, in: year), expected, within: 5.1e-5, scale: 1, "\(year)")
    }
    for (x, last, expected) in [(0, 0, 0.108133), (2, 4, 0.589657), (6, 6, 0.930434)] {
      let history = try OpportunityHistory(frequency: x, recency: last, opportunities: 6)
      expectClose(model.probabilityAlive(history, after: 1), expected, within: 1e-6, scale: 1)
    }
  }

  @Test func `counts, chances and discounted values fit together, at γ = 1 too`() throws {
    for gamma in [0.3, 1, 1.0000001, 4] {
      let model = try OpportunityModel(alpha: 1.2, beta: 0.75, gamma: gamma, delta: 2.8)
      for (x, last, n) in [(0, 0, 0), (0, 0, 6), (3, 5, 6), (1, 1, 40), (40, 40, 40)] {
        let history = try OpportunityHistory(frequency: x, recency: last, opportunities: n)
        let claim = "\(gamma), \(history)"
        let counts = model.countProbabilities(history, in: 9)
        expectClose(counts.reduce(0, +), 1, within: 1e-12, claim)
        expectClose(
          1 - counts[0], model.probabilityOfPurchase(history, in: 9), within: 1e-12, scale: 1,
          claim)
        let mean = counts.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
        expectClose(mean, model.expectedPurchases(history, in: 9), within: 1e-11, claim)
        expectClose(
          try model.discountedPurchases(history, rate: 0, in: 9), mean, within: 1e-11, claim)
        expectClose(
          try model.discountedPurchases(history, rate: 0.1),
          try model.discountedPurchases(history, rate: 0.1, in: 600), within: 1e-11, claim)
        #expect((0...1).contains(model.probabilityAlive(history)))
      }
    }
  }

  @Test func `for ever without a discount is refused unless γ is above 1`() throws {
    let staying = try OpportunityModel(alpha: 1, beta: 1, gamma: 1, delta: 3)
    #expect(
      throws: PurchaseModelError.infiniteValue(model: "bg-bb", parameter: "gamma", value: 1)
    ) { try staying.discountedPurchases(.new, rate: 0) }
    // Of δ ÷ (γ − 1) chances half are taken.
    let leaving = try OpportunityModel(alpha: 1, beta: 1, gamma: 3, delta: 3)
    expectClose(try leaving.discountedPurchases(.new, rate: 0), 0.75, within: 1e-14)
  }

  @Test func `chances are read from orders by calendar periods`() throws {
    let orders = try OrderTable(days: [
      "a": ["2024-01-31", "2024-01-31", "2024-02-01", "2024-05-10", "2024-05-20"],
      "b": ["2024-04-01"], "c": ["2024-06-30"], "d": ["2024-07-01"], "e": ["2023-12-31"],
      "f": ["2024-03-01", "2024-03-05"],
    ])
    let months = PeriodSeries(of: .month, from: "2024-01-01", through: "2024-06-30")
    let chances = orders.run(OpportunityHistories(in: months))
    let found = Dictionary(
      uniqueKeysWithValues: (0..<orders.customerCount).map { (orders.customers[$0], chances[$0]) })
    #expect(found["a"] == (try OpportunityHistory(frequency: 2, recency: 4, opportunities: 5)))
    #expect(found["b"] == (try OpportunityHistory(frequency: 0, recency: 0, opportunities: 2)))
    #expect(found["c"] == OpportunityHistory.new)
    #expect(found["d"] == .some(nil))
    #expect(found["e"] == .some(nil))
    #expect(found["f"] == (try OpportunityHistory(frequency: 0, recency: 0, opportunities: 3)))
  }

  @Test func `laws hold`() throws {
    let months = PeriodSeries(of: .month, from: "2021-03-01", through: "2022-03-31")
    for seed in 1...3 as ClosedRange<UInt64> {
      let violations = try AnalysisLaws(seed: seed).violations(
        of: OpportunityHistories(in: months), over: .random(seed: seed))
      #expect(violations == [])
    }
  }
}

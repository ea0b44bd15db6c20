import Clientele
import Testing

@Suite struct SpendModelTests {
  /// Purchases and mean spend of 60 simulated customers, and what a likelihood written in Python
  /// and maximised with 40 digits (mpmath 1.3.0) finds for them.
  private static let rows: [(Int, Double)] = [
    (1, 56.97), (2, 31.32), (1, 18.45), (4, 30.78), (1, 10.26), (7, 53.36), (1, 9.52), (2, 33.91),
    (2, 50.2), (4, 37.17), (2, 29.0), (2, 14.18), (4, 33.28), (7, 12.22), (4, 94.07), (7, 20.61),
    (2, 44.98), (2, 32.73), (1, 23.15), (2, 24.98), (4, 77.83), (1, 27.33), (2, 9.96), (3, 19.87),
    (1, 58.65), (4, 25.88), (4, 27.65), (2, 17.85), (3, 43.65), (2, 28.6), (4, 17.4), (2, 50.22),
    (4, 28.17), (2, 25.24), (2, 13.39), (3, 13.75), (1, 30.04), (4, 22.04), (1, 24.2), (2, 35.06),
    (1, 16.65), (1, 50.44), (4, 16.32), (3, 39.76), (3, 13.85), (2, 25.0), (1, 48.49), (7, 25.54),
    (3, 33.62), (3, 14.0), (7, 47.38), (7, 29.1), (1, 51.55), (1, 68.54), (4, 18.18), (4, 56.27),
    (1, 11.26), (1, 23.66), (7, 37.75), (1, 63.71),
  ]
  private static let parameters = [5.078401823924, 5.698770119284, 30.20562919746]
  private static let logLikelihood = -248.44120361914
  private static let standardErrors = [3.375147883, 2.123541569, 30.89332999]

  private func table() -> SpendTable {
    SpendTable(purchaseCounts: Self.rows.map(\.0), meanSpends: Self.rows.map(\.1))
  }

  @Test func `a second program finds the same parameters and standard errors`() throws {
    let model = try table().fit(currencyCode: "EUR")
    for (found, expected) in zip([model.p, model.q, model.v], Self.parameters) {
      expectClose(found, expected, within: 1e-7)
    }
    expectClose(try #require(model.logLikelihood), Self.logLikelihood, within: 1e-12)
    for (found, expected) in zip(try #require(model.standardErrors), Self.standardErrors) {
      expectClose(found, expected, within: 1e-6)
    }
    #expect(model.currencyCode == "EUR")
    for threads in [2, 8] {
      #expect(try table().fit(currencyCode: "EUR", threads: threads) == model)
    }
  }

  @Test func `few purchases are drawn to the mean of all, many are not`() throws {
    let model = try FittedSpendModel(p: 6.25, q: 3.74, v: 15.44)
    #expect(model.expectedSpend(meanSpend: 0, purchaseCount: 0) == model.populationMean)
    let means = [1, 2, 10, 1000].map { model.expectedSpend(meanSpend: 100, purchaseCount: $0) }
    #expect(means == means.sorted())
    #expect(means[0] < 90 && means[3] > 99.9 && means[3] < 100)
    // It is the weighted mean that the paper has in its equation 5.
    let weight = 2.74 / (6.25 * 2 + 2.74)
    expectClose(
      means[1], weight * model.populationMean + (1 - weight) * 100, within: 1e-14)
  }

  @Test func `amounts of 0 are left out and counted, and without any there is no model`() throws {
    let rows = Self.rows
    let with = SpendTable(
      purchaseCounts: rows.map(\.0) + [1, 3], meanSpends: rows.map(\.1) + [0, -5])
    let model = try with.fit()
    #expect(model.warnings == [.spendNotPositive(customerCount: 2)])
    #expect(model.logLikelihood == (try table().fit().logLikelihood))
    #expect(throws: PurchaseModelError.noSpend) {
      try SpendTable(purchaseCounts: [1, 2], meanSpends: [0, 0]).fit()
    }
    #expect(throws: PurchaseModelError.noSpend) {
      try SpendTable(purchaseCounts: [], meanSpends: []).fit()
    }
    #expect(throws: PurchaseModelError.equalSpend(9.9)) {
      try SpendTable(purchaseCounts: [1, 2, 5], meanSpends: [9.9, 9.9, 9.9]).fit()
    }
    #expect(throws: PurchaseModelError.tooFewHistories(2, parameterCount: 3)) {
      try SpendTable(purchaseCounts: [1, 2, 2], meanSpends: [9, 8, 8]).fit()
    }
  }

  @Test func `q stays above 1 where most have tiny amounts and some huge ones`() throws {
    // Means like 2^(k): without the bound q is below 1, and expected spend below 0.
    let means = (0..<300).map { index -> Double in
      var mean = 1.0
      for _ in 0..<(index % 40) { mean *= 1.9 }
      return mean
    }
    let model = try SpendTable(
      purchaseCounts: means.map { _ in 1 }, meanSpends: means
    ).fit()
    #expect(model.q > 1)
    #expect(model.warnings.contains(.spendHasNoMean))
    for mean in [1e-6, 1, 1e12] {
      let expected = model.expectedSpend(meanSpend: mean, purchaseCount: 2)
      #expect(expected > 0 && expected < .infinity)
    }
  }

  @Test func `who buys often and spends more is told`() throws {
    let counts = (1...200).map { 1 + $0 % 10 }
    let means = zip(1..., counts).map { 5 * Double($1) + Double($0 % 7) }
    let table = SpendTable(purchaseCounts: counts, meanSpends: means)
    let correlation = try #require(table.correlationWithFrequency)
    #expect(correlation > 0.9)
    #expect(
      try table.fit().warnings.contains(.spendDependsOnFrequency(correlation: correlation)))
    #expect(
      SpendTable(purchaseCounts: [1, 1], meanSpends: [3, 4]).correlationWithFrequency == nil)
  }
}

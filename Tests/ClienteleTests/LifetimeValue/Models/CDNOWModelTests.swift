import Clientele
import Testing

/// The CDNOW sample, calibrated on 39 weeks: what the papers, BTYD, BTYDplus, CLVTools and
/// lifetimes publish. Figures: `research/clv.md` §3.
@Suite(.needs("cdnow/sample.csv")) struct CDNOWModelTests {
  private static let histories: HistoryColumns? = {
    try? ReferenceData.cdnowSample().purchaseHistories(
      through: "1997-09-30", holdoutThrough: "1998-06-30", unit: .week)
  }()

  private func histories() throws -> HistoryColumns { try #require(Self.histories) }

  @Test func `the sample has the customers and purchases of the literature`() throws {
    let histories = try histories()
    let table = histories.table
    #expect(table.customerCount == 2357)
    #expect(table.repeatCustomerCount == 946)
    #expect(table.repeatPurchaseCount == 2457)
    #expect(histories.reduce(0) { $0 + ($1?.holdoutFrequency ?? 0) } == 1882)
    let first = try #require(histories[0])
    #expect(first.history.frequency == 2)
    expectClose(first.history.recency, 213.0 / 7, within: 1e-15)
    expectClose(first.history.age, 272.0 / 7, within: 1e-15)
    expectClose(try #require(first.meanSpend), 22.345, within: 1e-12)
  }

  @Test func `parameters and likelihoods are the published ones`() throws {
    let table = try histories().table
    let bg = try table.fit(.bgNBD)
    expectFit(bg, [0.24259453, 4.4136022, 0.79292189, 2.42590632], -9582.429206674)
    expectFit(
      try table.fit(.mbgNBD), [0.52484308, 6.18308507, 0.89135935, 1.61400234],
      -9582.135715554)
    expectFit(
      try table.fit(.paretoNBD), [0.55327705, 10.57768409, 0.60624007, 11.66873817],
      -9594.97617894)
    expectFit(try table.fit(.nbd), [0.38476613, 12.07202263], -9763.6576146727)
    #expect(try table.fit(.mbgCNBD()).model == .mbgNBD)
    // lifetimes scales the columns of the covariance twice: it has 0.0674 or 0.0002.
    let covariance = try #require(bg.fit?.covariance)
    expectClose(covariance[0][1], 0.003706, within: 2e-4)
    #expect(covariance[0][1] == covariance[1][0])
    #expect(bg.warnings == [.oneTimeBuyersCountAsAlive(customerCount: 1411)])
  }

  @Test func `standard errors are those of lifetimes and CLVTools`() throws {
    let table = try histories().table
    for (model, errors) in [
      (PurchaseModel.bgNBD, [0.012557, 0.378222, 0.185719, 0.705345]),
      (.mbgNBD, [0.083264, 0.695597, 0.154785, 0.537472]),
      (.paretoNBD, [0.0476264, 0.8427222, 0.1872594, 6.2105448]),
    ] {
      let found = try #require(try table.fit(model).standardErrors)
      for (found, expected) in zip(found, errors) {
        expectClose(found, expected, within: 3e-4, "\(model)")
      }
    }
  }

  @Test func `expected purchases of the cohort, and how far they are from the actual ones`() throws
  {
    let histories = try histories()
    let actual = histories.map { Double($0!.holdoutFrequency) }
    for (model, total, meanError) in [
      (PurchaseModel.paretoNBD, 1665.69, 0.7545), (.bgNBD, 1653.41, 0.7855),
      (.mbgNBD, 1576.71, 0.7648), (.nbd, 2929.82, 1.0410),
    ] {
      let fitted = try histories.fit(model)
      let expected = try histories.values(of: .expectedPurchases(in: 39), by: fitted).map { $0! }
      // Their searches end a little before the optimum, along which the total changes.
      expectClose(expected.reduce(0, +), total, within: 1.2e-4, "\(model)")
      let error = zip(expected, actual).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 2357
      expectClose(error, meanError, within: 1e-4, "\(model)")
    }
  }

  @Test func `every customer has what CLVTools gives them`() throws {
    let histories = try histories()
    let rows = try ReferenceData.rows("clv/golden_cdnow_predictions.csv")
    let rate = 0.002687729661060743  // ln 1.15 ÷ 52
    let pareto = try FittedPurchaseModel(
      .paretoNBD,
      parameters: [
        "r": 0.553270010378, "alpha": 10.577800684454, "s": 0.606019997268,
        "beta": 11.663914519398,
      ], unit: .week)
    let bg = try FittedPurchaseModel(
      .bgNBD,
      parameters: [
        "r": 0.242594541510, "alpha": 4.413601883918, "a": 0.792919915003, "b": 2.425888063705,
      ], unit: .week)
    let alive = try histories.values(of: .probabilityAlive, by: pareto)
    let expected = try histories.values(of: .expectedPurchases(in: 39), by: pareto)
    let discounted = try histories.values(
      of: .discountedPurchases(rate: rate, in: .infinity), by: pareto)
    let bgAlive = try histories.values(of: .probabilityAlive, by: bg)
    let bgExpected = try histories.values(of: .expectedPurchases(in: 39), by: bg)
    #expect(rows.count == 2357)
    for row in rows {
      let values = row.map { Double($0)! }
      let customer = Int(row[0])! - 1
      let claim = "customer \(row[0])"
      #expect(histories[customer]!.history.frequency == Int(row[1]), "\(claim)")
      // Their file has parameters of twelve digits.
      expectClose(alive[customer]!, values[6], within: 1e-9, claim)
      expectClose(expected[customer]!, values[7], within: 1e-9, claim)
      expectClose(discounted[customer]!, values[8], within: 1e-9, claim)
      expectClose(bgAlive[customer]!, values[11], within: 1e-9, claim)
      expectClose(bgExpected[customer]!, values[12], within: 1e-9, claim)
    }
  }

  @Test func `spend is that of note 025 and CLVTools`() throws {
    let histories = try histories()
    let spend = histories.spendTable
    #expect(spend.customerCount == 946)
    let fitted = try spend.fit()
    expectClose(fitted.p, 6.24957419, within: 1e-5)
    expectClose(fitted.q, 3.74422409, within: 1e-5)
    expectClose(fitted.v, 15.44351335, within: 1e-5)
    expectClose(try #require(fitted.logLikelihood), -4055.917695, within: 1e-9)
    for (found, expected) in zip(
      try #require(fitted.standardErrors), [1.18997, 0.29014, 4.15953])
    { expectClose(found, expected, within: 3e-4) }
    let model = try FittedSpendModel(p: 6.24934917900, q: 3.74425633422, v: 15.44430668627)
    for row in try ReferenceData.rows("clv/golden_cdnow_predictions.csv") {
      let history = try #require(histories[Int(row[0])! - 1])
      let expected = model.expectedSpend(
        meanSpend: history.meanSpend ?? 0, purchaseCount: history.history.frequency)
      expectClose(expected, Double(row[9])!, within: 1e-9, "customer \(row[0])")
    }
  }

  @Test func `the master file has 8,685 histories and the known optima`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let table = orders.purchaseHistories(through: "1997-09-30", unit: .week).table
    #expect(table.customerCount == 23_570)
    #expect(table.count == 8685)
    #expect(table.repeatPurchaseCount == 24_337)
    #expect(table.repeatCustomerCount == 9451)
    for (model, parameters, logLikelihood) in [
      (PurchaseModel.bgNBD, [0.25162, 4.78894, 0.72343, 2.16109], -95_368.444),
      (.mbgNBD, [0.63714, 7.31029, 0.80747, 1.22839], -95_336.958),
      (.paretoNBD, [0.59742, 11.58566, 0.52219, 8.82775], -95_415.119),
    ] {
      let fitted = try table.fit(model)
      for (found, expected) in zip(fitted.parameters, parameters) {
        // As many digits as were published.
        expectClose(found, expected, within: 1e-5, scale: 1, "\(model)")
      }
      expectClose(fitted.logLikelihood!, logLikelihood, within: 1e-8, "\(model)")
    }
  }
}

import Clientele
import Testing

@Suite struct EstimateTests {
  private let table = SimulatedHistories.table

  @Test func `the interval of a mean with a known variance`() throws {
    // E[X] = r t ÷ α in the NBD model: its relative variance is that of ln r − ln α.
    let model = try table.fit(.nbd)
    let covariance = try #require(model.fit?.covariance)
    let (r, alpha) = (model.parameters[0], model.parameters[1])
    let variance =
      covariance[0][0] / (r * r) + covariance[1][1] / (alpha * alpha)
      - 2 * covariance[0][1] / (r * alpha)
    let found = try #require(try model.estimate(of: .expectedPurchases(in: 10), after: .new))
    expectClose(found.value, r * 10 / alpha, within: 1e-14)
    expectClose(found.standardError, found.value * variance.squareRoot(), within: 1e-7)
    #expect(found.low < found.value && found.value < found.high)
    // Symmetric on the logarithmic scale.
    expectClose(found.low * found.high, found.value * found.value, within: 1e-12)
  }

  @Test func `intervals stay where figures are`() throws {
    for model in [PurchaseModel.paretoNBD, .bgNBD, .mbgNBD, .mbgCNBD(k: 2)] {
      let fitted = try table.fit(model)
      for figure in [
        PurchaseFigure.probabilityAlive, .expectedPurchases(in: 26), .probabilityOfPurchase(in: 4),
      ] {
        let estimates = try #require(try fitted.estimates(of: figure, for: table))
        #expect(estimates.count == table.count)
        for (row, estimate) in estimates.enumerated() {
          let claim = "\(model), \(figure), \(table[row])"
          #expect(estimate.low >= 0 && estimate.low <= estimate.value, "\(claim)")
          #expect(estimate.value <= estimate.high && estimate.high < .infinity, "\(claim)")
          if figure != .expectedPurchases(in: 26) { #expect(estimate.high <= 1, "\(claim)") }
        }
        let one = try #require(try fitted.estimate(of: figure, after: table[50]))
        expectClose(one.value, estimates[50].value, within: 1e-13)
        expectClose(one.standardError, estimates[50].standardError, within: 1e-6)
      }
    }
  }

  @Test func `what is certain has no interval, and what was given has none to tell`() throws {
    let fitted = try table.fit(.bgNBD)
    let once = try PurchaseHistory(frequency: 0, recency: 0, age: 30)
    // BG/NBD has everyone who bought once alive.
    let alive = try #require(try fitted.estimate(of: .probabilityAlive, after: once))
    #expect(alive.value == 1 && alive.low == 1 && alive.high == 1 && alive.standardError == 0)
    let given = try FittedPurchaseModel(.nbd, parameters: ["r": 1, "alpha": 2], unit: .week)
    #expect(try given.estimate(of: .probabilityAlive, after: once) == nil)
    #expect(try given.estimates(of: .probabilityAlive, for: table) == nil)
  }

  @Test func `effects of covariates add to the interval`() throws {
    let effects = CovariateIntervals()
    let (plain, with) = try effects.standardErrors()
    #expect(with > plain)
  }
}

/// The same customers with and without a covariate.
private struct CovariateIntervals {
  func standardErrors() throws -> (plain: Double, with: Double) {
    let days: [Day] = (0..<240).map { ("2024-01-01" as Day) + $0 * 37 % 300 }
    let ids = (0..<240).map { String($0 % 60) }
    let orders = try OrderTable(customers: ids, days: days, amounts: ids.map { _ in 100 })
    let histories = orders.purchaseHistories(through: "2024-12-31")
    let covariates = CustomerCovariates(
      names: ["odd"], columns: [(0..<60).map { Double($0 % 2) }])
    let history = try #require(histories[0]).history
    let figure = PurchaseFigure.expectedPurchases(in: 10)
    let plain = try histories.fit(.nbd).estimate(of: figure, after: history)
    let with = try histories.fit(.nbd, covariates: covariates)
      .estimate(of: figure, after: history, covariates: [1])
    return (try #require(plain).standardError, try #require(with).standardError)
  }
}

import Clientele
import ClienteleFixtures
import Testing

@Suite struct CustomerValueTests {
  @Test func `value is discounted purchases, times spend, times margin`() throws {
    let orders = try FixtureShop.orders()
    let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
    let model = CustomerValueModel(
      purchases: try histories.fit(.mbgNBD), spend: try histories.spendTable.fit())
    let forecasts = try model.forecasts(
      for: histories, in: 52, discountRate: 0.002, margin: 0.3)
    #expect(forecasts.count == orders.customerCount)
    for (customer, forecast) in forecasts.enumerated() {
      guard let history = histories[customer] else {
        #expect(forecast == nil)
        continue
      }
      let forecast = try #require(forecast)
      let purchases = try model.purchases.discountedPurchases(
        history.history, rate: 0.002, in: 52)
      let spend = model.spend!.expectedSpend(
        meanSpend: history.meanSpend ?? 0, purchaseCount: history.history.frequency)
      expectClose(forecast.discountedPurchases, purchases, within: 1e-12)
      expectClose(try #require(forecast.value), 0.3 * purchases * spend, within: 1e-12)
      #expect(forecast.probabilityAlive == model.purchases.probabilityAlive(history.history))
      #expect(forecast.discountedPurchases < forecast.expectedPurchases!)
    }
    let forever = try model.forecasts(for: histories, in: .infinity, discountRate: 0.002)
    #expect(forever[1]!.expectedPurchases == nil)
    #expect(forever[1]!.value! > forecasts[1]!.value! / 0.3)
    let purchasesOnly = CustomerValueModel(purchases: model.purchases, spend: nil)
    let counts = try purchasesOnly.forecasts(for: histories, in: 4, discountRate: 0)
    #expect(counts[1]!.value == nil && counts[1]!.expectedSpend == nil)
    expectClose(counts[1]!.discountedPurchases, counts[1]!.expectedPurchases!, within: 1e-12)
  }

  @Test func `a stored model in another currency or unit is refused`() throws {
    let columns = try FixtureShop.columns()
    let orders = try OrderTable(columns, currency: Currency(code: "CNY"))
    let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
    let purchases = try FittedPurchaseModel(
      .nbd, parameters: ["r": 1, "alpha": 20], unit: .week)
    let model = CustomerValueModel(
      purchases: purchases,
      spend: try FittedSpendModel(p: 6, q: 3, v: 15, currencyCode: "USD"))
    #expect(throws: PurchaseModelError.otherCurrency(fitted: "USD", found: "CNY")) {
      try model.forecasts(for: histories, in: 4, discountRate: 0)
    }
    let monthly = orders.purchaseHistories(through: "2026-10-31", unit: .month)
    #expect(throws: PurchaseModelError.otherUnit(model: .week, histories: .month)) {
      try CustomerValueModel(purchases: purchases, spend: nil)
        .forecasts(for: monthly, in: 4, discountRate: 0)
    }
  }
}

/// The value that lifetimes has for CDNOW, by months of 4.345 weeks at 1 % a month.
@Suite(.needs("clv/cdnow_customers_summary_with_transactions.csv"))
struct LifetimesValueTests {
  @Test func `by lifetimes' rule the cohort is worth what it says`() throws {
    let rows = try ReferenceData.rows("clv/cdnow_customers_summary_with_transactions.csv")
    let bg = try FittedPurchaseModel(
      .bgNBD,
      parameters: ["r": 0.24259291, "alpha": 4.41353135, "a": 0.79288611, "b": 2.42575332],
      unit: .week)
    let spend = try FittedSpendModel(p: 6.24880262, q: 3.74458853, v: 15.44774824)
    var values: [Double] = []
    for row in rows {
      let history = try PurchaseHistory(
        frequency: try #require(Int(row[1])), recency: try #require(Double(row[2])),
        age: try #require(Double(row[3])))
      let mean = spend.expectedSpend(
        meanSpend: try #require(Double(row[4])), purchaseCount: history.frequency)
      var (value, factor, last) = (0.0, 1.0, 0.0)
      for month in 1...12 {
        factor /= 1.01
        let expected = bg.expectedPurchases(history, in: 4.345 * Double(month))
        value += (expected - last) * mean * factor
        last = expected
      }
      values.append(value)
    }
    // The quickstart's 140.096 and 266,621.60 are of months of 30 weeks.
    expectClose(values[0], 36.278496, within: 1e-4)
    expectClose(values[1], 4.637466, within: 1e-4)
    expectClose(values[2], 8.344093, within: 1e-4)
    expectClose(values.reduce(0, +), 71_509.899, within: 1e-4)
  }
}

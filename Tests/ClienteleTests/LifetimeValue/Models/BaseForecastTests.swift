import Clientele
import ClienteleFixtures
import Testing

@Suite struct BaseForecastTests {
  private static let shop: (OrderTable, HistoryColumns, CustomerValueModel) = {
    let orders = try! FixtureShop.orders()
    let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
    let model = CustomerValueModel(
      purchases: try! histories.fit(.mbgNBD), spend: try! histories.spendTable.fit())
    return (orders, histories, model)
  }()

  private static let months = CalendarPeriod.month.windows(
    from: "2026-11-01", through: "2027-04-30")

  @Test func `sums are those of customers, groups add up, and periods do`() throws {
    let (orders, histories, model) = Self.shop
    let regions = try #require(orders.customerGroups(by: "region"))
    let forecast = try model.forecast(for: histories, in: Self.months, by: regions)
    #expect(forecast.periods == Self.months)
    #expect(forecast.groups.map(\.name) == regions.names)
    #expect(forecast.all.customerCount == histories.table.customerCount)
    var (orderSum, buyerSum, revenueSum) = (0.0, 0.0, 0.0)
    for history in histories {
      guard let history else { continue }
      let purchases = model.purchases.expectedPurchases(history.history, in: 181.0 / 7)
      orderSum += purchases
      buyerSum += model.purchases.probabilityOfPurchase(history.history, in: 181.0 / 7)
      revenueSum +=
        purchases
        * model.spend!.expectedSpend(
          meanSpend: history.meanSpend ?? 0,
          purchaseCount: history.meanSpend == nil ? 0 : history.history.frequency)
    }
    let total = forecast.all.total
    expectClose(total.orders.value, orderSum, within: 1e-11)
    expectClose(total.buyers.value, buyerSum, within: 1e-11)
    expectClose(try #require(total.revenue).value, revenueSum, within: 1e-11)
    expectClose(
      forecast.all.periods.reduce(0) { $0 + $1.orders.value }, orderSum, within: 1e-11)
    #expect(forecast.all.periods.reduce(0) { $0 + $1.buyers.value } > buyerSum)
    for period in Self.months.indices {
      for figure in [\PeriodForecast.orders, \.buyers] as [KeyPath<PeriodForecast, ForecastFigure>]
      {
        expectClose(
          forecast.groups.reduce(0) { $0 + $1.periods[period][keyPath: figure].value },
          forecast.all.periods[period][keyPath: figure].value, within: 1e-11)
      }
      // Chance adds up over customers.
      let ofGroups = forecast.groups.reduce(0) { sum, group in
        let deviation = group.periods[period].orders.chanceDeviation!
        return sum + deviation * deviation
      }
      let ofAll = forecast.all.periods[period].orders.chanceDeviation!
      expectClose(ofGroups, ofAll * ofAll, within: 1e-11)
    }
    #expect(try afterJSON(forecast) == forecast)
    #expect(
      try model.forecast(for: histories, in: Self.months, by: regions, threads: 1) == forecast)
  }

  @Test func `of one customer the parameters' error is that of the delta method`() throws {
    let (_, histories, model) = Self.shop
    let customers = [1, 7, 30]
    let groups = CustomerGroups(
      names: customers.map { "\($0)" },
      groups: histories.indices.map { customers.firstIndex(of: $0) })
    let window = TimeWindow(start: "2026-12-01", end: "2027-03-01")
    let forecast = try model.forecast(for: histories, in: [window], by: groups)
    let figure = PurchaseFigure.purchases(after: 30.0 / 7, until: 120.0 / 7)
    for (group, customer) in zip(forecast.groups, customers) {
      let history = try #require(histories[customer]).history
      let estimate = try #require(try model.purchases.estimate(of: figure, after: history))
      expectClose(group.total.orders.value, estimate.value, within: 1e-11)
      expectClose(
        try #require(group.total.orders.parameterError), estimate.standardError, within: 1e-6)
      let chance = try model.purchases.value(
        of: .purchase(after: 30.0 / 7, until: 120.0 / 7), after: history)
      expectClose(
        try #require(group.total.buyers.chanceDeviation), (chance * (1 - chance)).squareRoot(),
        within: 1e-9)
    }
  }

  @Test func `known parameters have no error, and then there is no interval`() throws {
    let (_, histories, _) = Self.shop
    let model = CustomerValueModel(
      purchases: try FittedPurchaseModel(
        .nbd, parameters: ["r": 0.5, "alpha": 10], unit: .week), spend: nil)
    let forecast = try model.forecast(for: histories, in: Self.months)
    let orders = forecast.all.periods[0].orders
    #expect(orders.parameterError == nil && orders.low == nil && orders.high == nil)
    #expect(orders.chanceDeviation! > 0 && forecast.all.periods[0].revenue == nil)
    // In the NBD model X has mean n t ÷ a and variance n t (a + t) ÷ a².
    let time = 30.0 / 7
    var (mean, variance) = (0.0, 0.0)
    for history in histories {
      guard let history = history?.history else { continue }
      let (shape, rate) = (0.5 + Double(history.frequency), 10 + history.age)
      mean += shape * time / rate
      variance += shape * time * (rate + time) / (rate * rate)
    }
    expectClose(orders.value, mean, within: 1e-11)
    expectClose(orders.chanceDeviation!, variance.squareRoot(), within: 1e-11)
  }

  @Test func `uneven amounts have no variance, and revenue no interval`() throws {
    let (_, histories, model) = Self.shop
    let spend = try FittedSpendModel(p: 6, q: 1.5, v: 100, currencyCode: "CNY")
    let uneven = CustomerValueModel(purchases: model.purchases, spend: spend)
    let revenue = try #require(
      try uneven.forecast(for: histories, in: Self.months).all.total.revenue)
    #expect(revenue.value > 0 && revenue.chanceDeviation == nil && revenue.low == nil)
  }
}

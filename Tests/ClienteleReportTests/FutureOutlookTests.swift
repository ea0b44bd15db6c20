import Clientele
import ClienteleFixtures
import Testing

@testable import ClienteleReport

struct FutureOutlookTests {
  private static func fitted(_ orders: OrderTable) throws -> (HistoryColumns, CustomerValueModel) {
    let histories = orders.purchaseHistories(through: "2026-10-31")
    return (
      histories,
      CustomerValueModel(
        purchases: try histories.fit(.mbgNBD), spend: try histories.spendTable.fit())
    )
  }

  @Test func `sums over customers are those of the customers' own forecasts`() throws {
    let (histories, model) = try Self.fitted(FixtureShop.orders())
    let outlook = try FutureOutlook(of: histories, by: model)
    let unit = model.purchases.unit
    let own = try model.forecasts(
      for: histories, in: 365.25 / 7, discountRate: unit.discountRate(yearly: 0.1)
    ).compactMap(\.self)
    #expect(outlook.customerCount == own.count && own.count == 400)
    for (tenth, count) in outlook.aliveCounts.enumerated() {
      let range = Double(tenth) / 10..<(tenth == 9 ? 1.1 : Double(tenth + 1) / 10)
      #expect(count == own.count { range.contains($0.probabilityAlive) })
    }
    // Sums of four hundred, in another order.
    let alive = own.reduce(0) { $0 + $1.probabilityAlive }
    #expect(abs(outlook.expectedAlive - alive) < 1e-9 * alive)
    let values = own.compactMap(\.value).sorted(by: >)
    for group in outlook.best {
      let count = (own.count * group.percent + 99) / 100
      let sum = values.prefix(count).reduce(0, +)
      #expect(group.customerCount == count && abs(group.value - sum) < 1e-9 * sum)
    }
    #expect(outlook.forecast.periods.first?.start == "2026-11-01")
    #expect(outlook.forecast.periods.last?.end == "2027-11-01")
    #expect(outlook.forecast.periods.count == 12)
  }

  @Test func `without a model of spend there are no values, and the page says the rest`() throws {
    let orders = try FixtureShop.orders()
    let (histories, model) = try Self.fitted(orders)
    let outlook = try FutureOutlook(
      of: histories, by: CustomerValueModel(purchases: model.purchases, spend: nil))
    #expect(outlook.best.isEmpty && outlook.value == nil)
    let report = CustomerReport(of: orders, asOf: "2026-10-31", future: .success(outlook))
    let page = HTMLReport(report)
    #expect(page.html.contains("id=\"future-orders-chart\""))
    #expect(!page.html.contains("id=\"future-revenue-chart\""))
  }

  @Test func `warnings and reasons have words in both languages`() {
    let warnings: [FitWarning] = [
      .towardsZero(parameter: "r"), .towardsInfinity(parameter: "r"),
      .poorlyDetermined(parameter: "r"), .oneTimeBuyersCountAsAlive(customerCount: 2),
      .needsHorizon(parameter: "s", value: 0.4), .spendNotPositive(customerCount: 3),
      .spendDependsOnFrequency(correlation: 0.3), .spendHasNoMean, .mostRegularTried(k: 9),
    ]
    for language in ReportLanguage.allCases {
      let words = warnings.map(language.text)
      #expect(words.allSatisfy { $0.hasSuffix(language(".", "。")) })
    }
    let reason = ReportLanguage.chinese.text(of: .noRepeatPurchases(customerCount: 7))
    #expect(reason == "7位客户中无人在另一天再次购买")
  }
}

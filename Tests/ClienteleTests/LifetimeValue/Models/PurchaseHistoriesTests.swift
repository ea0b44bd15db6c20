import Clientele
import ClienteleFixtures
import Testing

@Suite struct PurchaseHistoriesTests {
  private func history(_ x: Int, _ last: Double, _ age: Double) throws -> PurchaseHistory {
    try PurchaseHistory(frequency: x, recency: last, age: age)
  }

  @Test func `a day's orders are one purchase, and time begins with the first`() throws {
    let orders = try OrderTable(
      customers: ["a", "a", "a", "a", "a", "b", "c", "a"],
      days: [
        "2024-01-01", "2024-01-01", "2024-01-15", "2024-01-15", "2024-01-16", "2024-01-31",
        "2024-02-01", "2024-03-01",
      ], amounts: [900, 100, 250, 150, 200, 500, 700, 333])
    let histories = orders.purchaseHistories(
      through: "2024-01-31", holdoutThrough: "2024-02-29", unit: .day)
    let first = try #require(histories[0])
    #expect(first.history == (try history(2, 15, 30)))
    #expect(first.firstDay == "2024-01-01")
    // 250 + 150 on one day, 200 on another; the first day's 1,000 do not count.
    #expect(first.meanSpend == 3)
    #expect(first.holdoutFrequency == 0)
    let second = try #require(histories[1])
    #expect(second.history == PurchaseHistory.new)
    #expect(second.meanSpend == nil)
    // Their first purchase is after calibration.
    #expect(histories[2] == nil)
    #expect(histories.laterOrders == 1)
    #expect(histories.table.customerCount == 2)
    #expect(histories.spread([7, 8]) == [8, 7, nil])
    // 14 days and 1 day between purchases.
    expectClose(histories.table.logGapTotal, 2.6390573296152584, within: 1e-15)
    let weeks = orders.purchaseHistories(through: "2024-01-31", unit: .week)
    #expect(try #require(weeks[0]).history == (try history(2, 15.0 / 7, 30.0 / 7)))
    expectClose(
      weeks.table.logGapTotal, 2.6390573296152584 - 2 * 1.9459101490553132, within: 1e-15)
    #expect(weeks.laterOrders == 2)
  }

  /// From lists of days and amounts, straight from the definition.
  private func check(_ orders: OrderTable, through end: Day, holdoutThrough last: Day) throws {
    let histories = orders.purchaseHistories(
      through: end, holdoutThrough: last, unit: .month)
    var seen = 0
    for (customer, plain) in orders.plainCustomers.enumerated() {
      let days = plain.purchaseDays.filter { $0 <= end }
      seen += plain.purchases.count { $0.day > last }
      guard let first = days.first else {
        #expect(histories[customer] == nil)
        continue
      }
      let found = try #require(histories[customer])
      let month = 365.25 / 12
      #expect(
        found.history
          == (try history(
            days.count - 1, Double(days[days.count - 1] - first) / month,
            Double(end - first) / month)))
      let repeats = plain.purchases.filter { $0.day > first && $0.day <= end }
      let spend = repeats.reduce(0) { $0 + $1.amount }
      #expect(
        found.meanSpend
          == (days.count == 1 ? nil : Double(spend) / Double(days.count - 1) / 100))
      let later = plain.purchases.filter { $0.day > end && $0.day <= last }
      #expect(found.holdoutFrequency == Set(later.map(\.day)).count)
      #expect(found.holdoutSpend == Double(later.reduce(0) { $0 + $1.amount }) / 100)
    }
    #expect(histories.laterOrders == seen)
    #expect(
      histories.table.customerCount == histories.count { $0 != nil })
    for (customer, history) in histories.enumerated() {
      #expect(histories.tableRow(of: customer).map { histories.table[$0] } == history?.history)
    }
  }

  @Test func `random shops have the histories of the definition`() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      let orders = try OrderTable(.random(seed: seed))
      try check(orders, through: "2022-01-31", holdoutThrough: "2022-05-01")
      try check(orders, through: "2020-12-31", holdoutThrough: "2020-12-31")
      try check(orders, through: "2022-12-31", holdoutThrough: "2023-12-31")
    }
  }

  @Test func `laws hold`() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let question = PurchaseHistories(
        through: "2022-02-10", holdoutThrough: "2022-04-30", unit: .week)
      let violations = try AnalysisLaws(seed: seed).violations(
        of: question, over: .random(seed: seed))
      #expect(violations == [])
    }
  }

  @Test func `shops at the edge have histories, and errors with a name`() throws {
    for shop in EdgeShop.allCases where shop != .huge {
      let orders = try shop.orders
      let days = orders.days ?? ("2024-06-30" as Day)...("2024-06-30" as Day)
      try check(orders, through: days.upperBound, holdoutThrough: days.upperBound)
      for model in PurchaseModel.all {
        let histories = orders.purchaseHistories(through: days.upperBound)
        do throws(PurchaseModelError) {
          let fitted = try histories.fit(model)
          #expect(fitted.parameters.allSatisfy { $0.isFinite })
        } catch {
          #expect(error.description.contains(" "))
        }
      }
    }
    // Sums beyond 64 bits are no trap.
    let huge = try EdgeShop.huge.orders.purchaseHistories(through: "2024-03-01")
    expectClose(try #require(huge[0]?.meanSpend), 9.223372036854775e16, within: 1e-15)
  }

  @Test func `equal histories share a row, and rows come in order`() throws {
    let orders = try OrderTable(.random(seed: 9, customers: 400, orders: 900))
    let table = orders.purchaseHistories(through: "2022-06-30", unit: .week).table
    #expect(table.count < table.customerCount)
    for (left, right) in zip(table, table.dropFirst()) {
      #expect(
        (left.frequency, left.age, left.recency) < (right.frequency, right.age, right.recency))
    }
    let counted = HistoryTable(
      Array(table.reversed()),
      customerCounts: table.indices.reversed().map(table.customerCount(of:)), unit: .week,
      logGapTotal: table.logGapTotal)
    #expect(counted == table)
  }
}

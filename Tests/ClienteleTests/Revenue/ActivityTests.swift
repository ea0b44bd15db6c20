import Clientele
import ClienteleFixtures
import Testing

@Suite struct ActivityTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `figures equal the definition for any windows`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let orders = try OrderTable(.random(seed: seed))
    let range = OrderColumns.randomWindow
    let windows = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      let start = range.start + Int.random(in: -40..<range.dayCount, using: &generator)
      return TimeWindow(start: start, end: start + Int.random(in: 0...120, using: &generator))
    }
    let last = range.end - Int.random(in: 0...200, using: &generator)
    let figures = orders.run(Activity(in: windows, observedThrough: last))
    #expect(figures.map(\.window) == windows)
    for figure in figures { expectEqual(figure, orders.plainCustomers(through: last), last, seed) }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a series equals the definition, next period included`(seed: UInt64) throws {
    let periods: [CalendarPeriod] = [.day, .week(startingOn: .sunday), .month, .quarter]
    let orders = try OrderTable(.random(seed: seed))
    let last: Day = "2022-03-10"
    let figures = orders.activity(
      every: periods[Int(seed % 4)], from: "2021-02-03", through: "2022-04-01",
      observedThrough: last)
    let customers = orders.plainCustomers(through: last)
    for (figure, next) in zip(figures, figures.dropFirst()) {
      expectEqual(figure, customers, last, seed)
      let returning = customers.count {
        !$0.purchases(in: figure.window).isEmpty && !$0.purchases(in: next.window).isEmpty
      }
      #expect(
        figure.repurchaseRate == Rate(returning, of: figure.customerCount, state: next.state),
        "seed \(seed)")
    }
  }

  @Test func `sums beyond 64 bits are exact`() throws {
    let days: [Day] = ["2026-01-05", "2026-01-06", "2026-02-01"]
    let orders = try OrderTable(
      OrderColumns(
        customers: .integers([1, 2, 1]), days: days, amounts: [.max, .max - 7, 5]))
    let months = orders.activity(every: .month, from: days[0], through: days[2])
    #expect(months[0].revenue.minorUnits == 2 * Int128(Int64.max) - 7)
    #expect(months[0].orderCount == 2 && months[0].lifetimeRepeatCustomerCount == 0)
    #expect(months[1].revenue.minorUnits == 5)
    #expect(months[0].repurchaseRate == Rate(1, of: 2, state: .partial))
  }

  private func expectEqual(
    _ figure: WindowActivity, _ customers: [PlainCustomer], _ last: Day, _ seed: UInt64
  ) {
    let window = figure.window
    let buyers = customers.filter { !$0.purchases(in: window).isEmpty }
    let comment: Comment = "seed \(seed), \(window)"
    #expect(figure.customerCount == buyers.count, comment)
    #expect(
      figure.orderCount == buyers.reduce(0) { $0 + $1.purchases(in: window).count }, comment)
    #expect(
      figure.repeatCustomerCount == buyers.count { $0.purchases(in: window).count >= 2 }, comment)
    #expect(
      figure.lifetimeRepeatCustomerCount
        == buyers.count { $0.purchases.count { $0.day < window.end } >= 2 }, comment)
    let revenue = customers.reduce(0) { $0 + $1.revenue(in: window) }
    #expect(figure.revenue.minorUnits == Int128(revenue), comment)
    #expect(figure.revenuePerCustomer?.total == (buyers.isEmpty ? nil : figure.revenue), comment)
    let state: Completeness =
      window.end <= last + 1 ? .complete : window.start <= last ? .partial : .unobserved
    #expect(figure.repeatRate.state == state, comment)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    let laws = AnalysisLaws(seed: seed)
    let months = PeriodSeries(of: .month, from: "2021-01-01", through: "2022-03-10")
    let rolling = (0..<300).map { TimeWindow(start: months[0].start + $0, end: months[1].end + $0) }
    let nested = [months.window, months[3], rolling[5], rolling[5], months[4]]
    for analysis in [
      Activity(every: months, observedThrough: "2022-03-10"), Activity(in: rolling),
      Activity(in: nested), Activity(in: []),
    ] {
      #expect(try laws.violations(of: analysis, over: columns) == [])
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have figures or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    for month in orders.activity(every: .month, from: "2023-12-01", through: "2024-03-31") {
      #expect((month.revenuePerCustomer == nil) == (month.customerCount == 0))
      #expect((month.averageOrderValue == nil) == (month.orderCount == 0))
      #expect(month.repeatRate.value?.isFinite ?? true)
    }
    let year = orders.activity(in: TimeWindow(start: "2024-01-01", end: "2025-01-01"))
    switch shop {
    case .onlyRefunds: #expect(year.revenue.description == "-5.01" && year.customerCount == 0)
    case .refundsFirst: #expect(year.revenue.description == "-11.00" && year.customerCount == 2)
    case .huge: #expect(year.revenue.minorUnits == 2 * Int128(Int64.max))
    case .late, .empty: #expect(year.orderCount == 0 && year.repeatRate.value == nil)
    default: #expect(year.customerCount > 0)
    }
  }

  /// Kusto, `sliding-window-counts-plugin.md`: each day with the two before it.
  @Test func `kusto_sliding_window_3d`() throws {
    let rows = [
      ("Bob", 1), ("David", 1), ("David", 1), ("John", 1), ("Bob", 1), ("Ananda", 2), ("Atul", 2),
      ("John", 2), ("Ananda", 3), ("Atul", 3), ("Atul", 3), ("John", 3), ("Bob", 3), ("Betsy", 4),
      ("Bob", 5),
    ]
    let origin: Day = "2017-08-01"
    let orders = try OrderTable(
      customers: rows.map(\.0), days: rows.map { origin + $0.1 }, amounts: rows.map { _ in 100 })
    let windows = (1...7).map { TimeWindow(from: origin + $0 - 2, through: origin + $0) }
    let figures = orders.run(Activity(in: windows))
    #expect(figures.map(\.orderCount) == [5, 8, 13, 9, 7, 2, 1])
    #expect(figures.map(\.customerCount) == [3, 5, 5, 5, 5, 2, 1])
  }

  /// Source: research/lifecycle.md §3.2.
  @Test(.needsCDNOW) func `CDNOW April to June 1998`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let quarter = orders.activity(in: TimeWindow(start: "1998-04-01", end: "1998-07-01"))
    #expect(quarter.customerCount == 3317)
    #expect(quarter.repeatCustomerCount == 1227)
    #expect(quarter.revenue.minorUnits == 21_333_048)
  }

  /// Source: research/lifecycle.md §2.8 and §3.2; by rows, not by days.
  @Test(.needsCDNOW) func `CDNOW January 1997: repeat rate and those who came back`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let january = orders.activity(every: .month, from: "1997-01-01", through: "1998-06-30")[0]
    #expect(january.repeatRate == Rate(844, of: 7846))
    #expect(january.repurchaseRate == Rate(1157, of: 7846))
  }
}

import Clientele
import ClienteleFixtures
import Testing

@Suite struct CohortTriangleTests {
  static let last: Day = "2022-03-10"
  static let months = PeriodSeries(of: .month, from: "2021-02-01", through: "2022-05-31")

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `cells equal the definition`(seed: UInt64) throws {
    let periods: [CalendarPeriod] = [.month, .week(), .quarter, .month]
    let orders = try OrderTable(.random(seed: seed))
    let series = PeriodSeries(
      of: periods[Int(seed % 4)], from: "2021-02-01", through: "2022-05-31")
    let table = orders.run(CohortTriangle(every: series, observedThrough: Self.last))
    expectEqual(table, orders.plainCustomers(through: Self.last), "seed \(seed)")
  }

  private func expectEqual(
    _ table: CohortTable, _ customers: [PlainCustomer], _ comment: Comment
  ) {
    let series = table.series
    #expect(table.count == series.count)
    for cohort in 0..<series.count {
      let members = customers.filter { $0.purchaseDays.first.map(series[cohort].contains) ?? false }
      var cumulative = 0
      #expect(table.cells(ofCohort: cohort).count == series.count - cohort)
      for (offset, cell) in table.cells(ofCohort: cohort).enumerated() {
        let window = series[cohort + offset]
        #expect(cell == table[cohort, offset], comment)
        #expect(cell.window == window && cell.offset == offset, comment)
        #expect(cell.state == Completeness(of: window, observedUpTo: Self.last + 1), comment)
        #expect(cell.cohortCustomerCount == members.count, comment)
        #expect(
          cell.customerCount == members.count { !$0.purchases(in: window).isEmpty }, comment)
        #expect(
          cell.orderCount == members.reduce(0) { $0 + $1.purchases(in: window).count }, comment)
        let revenue = members.map { $0.revenue(in: window) }
        let first = members.map { $0.revenue(in: series[cohort]) }
        let total = revenue.reduce(0, +)
        cumulative += total
        #expect(cell.revenue.minorUnits == Int128(total), comment)
        #expect(cell.cumulativeRevenue.minorUnits == Int128(cumulative), comment)
        let kept = zip(revenue, first).reduce(0) { $0 + max(0, min($1.0, $1.1)) }
        let base = first.reduce(0) { $0 + max(0, $1) }
        let isKnown = cell.state != .unobserved
        #expect(
          cell.grossRevenueRetention
            == (isKnown && base > 0 ? Double(kept) / Double(base) : nil), comment)
        let firstTotal = first.reduce(0, +)
        #expect(
          cell.netRevenueRetention
            == (isKnown && firstTotal > 0 ? Double(total) / Double(firstTotal) : nil), comment)
      }
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `groups divide the triangle`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed))
    let customers = orders.plainCustomers(through: Self.last)
    let groups = CustomerGroups(
      names: ["b", "a", "nobody"],
      groups: customers.indices.dropLast(3).map { $0 % 3 == 2 ? nil : $0 % 3 })
    let tables = orders.run(
      GroupedCohortTriangles(every: Self.months, by: groups, observedThrough: Self.last))
    #expect(tables.map(\.name) == ["b", "a", "nobody"])
    for (group, table) in tables.enumerated() {
      let members = customers.indices.filter { groups.group(of: $0) == group }
      expectEqual(table, members.map { customers[$0] }, "seed \(seed), group \(group)")
    }
  }

  @Test func `customers are grouped by their first channel`() throws {
    var columns = OrderColumns(
      customers: .texts(["a", "a", "b", "c", "c", "d"]),
      days: ["2024-01-05", "2024-02-05", "2024-01-07", "2024-03-01", "2024-03-01", "2024-03-02"],
      amounts: [100, 100, 100, 200, 100, -100])
    columns.dimensions = [
      .init(name: "channel", level: .order, values: ["web", "app", "app", "web", "app", "app"]),
      .init(name: "region", level: .customer, values: ["N", "N", "S", "S", "S", "N"]),
    ]
    let orders = try OrderTable(columns)
    let channels = try #require(orders.customerGroups(byFirst: "channel"))
    #expect(channels.names == ["app", "web"])
    // c bought twice on the first day: the smaller order decides. d never bought.
    #expect((0..<4).map(channels.group(of:)) == [1, 0, 0, nil])
    #expect(try #require(orders.customerGroups(by: "region")).group(of: 2) == 1)
    #expect(orders.customerGroups(by: "channel") == nil)
    #expect(orders.customerGroups(byFirst: "region") == nil)
    let tables = orders.cohorts(
      every: .month, from: "2024-01-01", through: "2024-03-31", by: channels,
      observedThrough: "2024-03-31")
    #expect(tables[1][0, 1].retentionRate == Rate(1, of: 1))
    #expect(tables[0].pooledRetention(after: 1) == Rate(0, of: 1))
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    let laws = AnalysisLaws(seed: seed)
    let plain = CohortTriangle(every: Self.months, observedThrough: Self.last)
    #expect(try laws.violations(of: plain, over: columns) == [])
    let grouped = GroupedCohortTriangles(
      every: Self.months,
      by: CustomerGroups(names: ["x", "y"], groups: (0..<90).map { $0 % 2 }),
      observedThrough: Self.last)
    #expect(try laws.violations(of: grouped, over: columns) == [])
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have cells or none`(shop: EdgeShop) throws {
    let table = try shop.orders.cohorts(
      every: .month, from: "2024-01-01", through: "2024-06-30", observedThrough: "2024-04-15")
    for cohort in 0..<table.count {
      for cell in table.cells(ofCohort: cohort) {
        #expect(cell.grossRevenueRetention.map { (0...1).contains($0) } ?? true)
        #expect(cell.netRevenueRetention?.isFinite ?? true)
        #expect(cell.retentionRate.value.map { (0...1).contains($0) } ?? true)
        if cell.state == .unobserved { #expect(cell.cumulativeRevenuePerCustomer == nil) }
      }
    }
    if shop == .empty || shop == .late || shop == .onlyRefunds {
      #expect(table.pooledRevenuePerCustomer(through: 1) == nil)
      #expect(table.pooledRetention(after: 1).value == nil)
    }
  }

  @Test func `a true zero is 0, and a period that has not begun has no rate`() throws {
    let orders = try OrderTable(days: ["a": ["2024-01-05", "2024-03-05"]])
    let cells = orders.cohorts(
      every: .month, from: "2024-01-01", through: "2024-04-30", observedThrough: "2024-03-10"
    ).cells(ofCohort: 0)
    #expect(cells.map(\.state) == [.complete, .complete, .partial, .unobserved])
    #expect(cells.map(\.retentionRate.value) == [1, 0, 1, nil])
    #expect(cells.map(\.netRevenueRetention) == [1, 0, 1, nil])
  }

  /// Amplitude, `retention-analysis-n-day-ltv.md` @6e7e48e3: 3-day LTV of cohorts of 100, 120 and
  /// 80 customers who spend 500, 720 and 320; then with cohorts of which only the first is over.
  @Test func `amplitude_3day_ltv_mature and amplitude_3day_ltv_immature`() throws {
    func orders(_ totals: [Int64]) throws -> OrderTable {
      var columns = OrderColumns(customers: .integers([]), days: [], amounts: [])
      var ids: [Int64] = []
      for (cohort, size) in [100, 120, 80].enumerated() {
        for member in 0..<size {
          ids.append(Int64(cohort * 1000 + member))
          columns.days.append(("2024-05-01" as Day) + cohort)
          columns.amounts.append(member == 0 ? totals[cohort] * 100 - Int64(size) + 1 : 1)
        }
      }
      columns.customers = .integers(ids)
      return try OrderTable(columns)
    }
    let mature = try orders([500, 720, 320]).cohorts(
      every: .day, from: "2024-05-01", through: "2024-05-05", observedThrough: "2024-05-05")
    #expect(
      (0..<3).map { mature[$0, 2].cumulativeRevenuePerCustomer?.value } == [5, 6, 4])
    let overall = try #require(mature.pooledRevenuePerCustomer(through: 2))
    #expect(overall.total.description == "1540.00" && overall.count == 300)
    #expect(overall.rounded.description == "5.13")
    let immature = try orders([500, 720, 200]).cohorts(
      every: .day, from: "2024-05-01", through: "2024-05-05", observedThrough: "2024-05-03")
    #expect(immature.pooledRevenuePerCustomer(through: 2)?.value == 5)
  }

  /// Kusto, `activity-counts-metrics-plugin.md`: those new on each day.
  @Test func `kusto_activity_counts`() throws {
    var days: [String: [Day]] = [:]
    for (offset, names) in ["ADJB", "CTJ", "HTTJBS", "S"].enumerated() {
      for name in names { days["\(name)", default: []].append(("2017-08-01" as Day) + offset) }
    }
    let orders = try OrderTable(days: days)
    let table = orders.cohorts(
      every: .day, from: "2017-08-01", through: "2017-08-04", observedThrough: "2017-08-04")
    #expect((0..<4).map { table[$0, 0].customerCount } == [4, 2, 2, 0])
    let activity = orders.activity(every: .day, from: "2017-08-01", through: "2017-08-04")
    #expect(activity.map(\.orderCount) == [4, 3, 6, 1])
    #expect(activity.map(\.customerCount) == [4, 3, 5, 1])
  }

  /// research/lifecycle.md §3.2: new customers of CDNOW.
  @Test(.needsCDNOW) func `CDNOW by month`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let table = orders.cohorts(
      every: .month, from: "1997-01-01", through: "1998-06-30", observedThrough: "1998-06-30")
    #expect(
      (0..<18).map { table[$0, 0].customerCount } == [7846, 8476, 7248]
        + Array(repeating: 0, count: 15))
    #expect(table[0, 1].retentionRate == Rate(1157, of: 7846))
    let revenue = (0..<18).reduce(Int128(0)) {
      $0 + table.cells(ofCohort: $1).last!.cumulativeRevenue.minorUnits
    }
    #expect(revenue == 250_031_563)
  }

  @Test func `a group without a name and a negative customer are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = CustomerGroups(names: ["a"], groups: [0, 1])
    }
    await #expect(processExitsWith: .failure) { _ = CustomerSet([3, -1]) }
  }
}

import Clientele
import Testing

/// Published worked examples, from `shared/data/lifecycle_examples.json`; each test names its
/// source there.
@Suite struct RetentionExamplesTests {
  static let start: Day = "2020-06-10"

  /// PostHog, `test_retention_query_runner.py` @02ace87d.
  @Test func `posthog_retention_day_recurring`() throws {
    let orders = try OrderTable(days: [
      "person1": [0, 1, 2, 5, 6].map { Self.start + $0 },
      "person2": [1, 2, 3, 6].map { Self.start + $0 },
    ])
    expectTriangle(
      orders, PeriodSeries(of: .day, from: Self.start, through: Self.start + 10),
      [
        [1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0], [2, 2, 1, 0, 1, 2, 0, 0, 0, 0],
        [2, 1, 0, 1, 2, 0, 0, 0, 0], [1, 0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0],
        [1, 1, 0, 0, 0, 0], [2, 0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0], [0, 0], [0],
      ])
  }

  /// PostHog, the same file.
  @Test func `posthog_retention_month_recurring`() throws {
    func days(_ months: [Int]) -> [Day] { months.map { Day(year: 2020, month: $0, day: 10)! } }
    let orders = try OrderTable(days: [
      "person1": days([1, 2, 3, 5, 6, 9]), "person2": days([1, 2, 3, 6, 7, 11]),
    ])
    expectTriangle(
      orders, PeriodSeries(of: .month, from: "2020-01-01", through: "2020-11-30"),
      [
        [2, 2, 2, 0, 1, 2, 1, 0, 1, 0, 1], [2, 2, 0, 1, 2, 1, 0, 1, 0, 1],
        [2, 0, 1, 2, 1, 0, 1, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 1, 0, 0],
        [2, 1, 0, 1, 0, 1], [1, 0, 0, 0, 1], [0, 0, 0, 0], [1, 0, 0], [0, 0], [1],
      ])
  }

  /// PostHog, the same file.
  @Test(arguments: [Weekday.sunday, .monday])
  func `posthog_retention_week_recurring`(first: Weekday) throws {
    let orders = try OrderTable(days: [
      "person1": [
        "2020-06-10", "2020-06-11", "2020-06-17", "2020-06-24", "2020-07-04", "2020-07-11",
      ],
      "person2": [
        "2020-06-10", "2020-06-11", "2020-06-17", "2020-07-04", "2020-07-11", "2020-07-25",
      ],
    ])
    expectTriangle(
      orders,
      PeriodSeries(of: .week(startingOn: first), from: "2020-06-10", through: "2020-07-25"),
      [
        [2, 2, 1, 2, 2, 0, 1], [2, 1, 2, 2, 0, 1], [1, 1, 1, 0, 0], [2, 2, 0, 1], [2, 0, 1],
        [0, 0], [1],
      ])
  }

  /// The first column is the cohort, the others who came back in the k-th period.
  private func expectTriangle(_ orders: OrderTable, _ series: PeriodSeries, _ expected: [[Int]]) {
    #expect(series.count == expected.count)
    let last = series.window.end - 1
    let table = orders.run(
      RecurringRetention(
        ofEach: series, returningInPeriods: (1...20).map(ReturnSpan.on), observedThrough: last))
    for (cohort, row) in expected.enumerated() {
      let observed = table.rates[cohort].filter { $0.state == .complete }.map(\.numerator)
      #expect([table[cohort, 0].denominator] + observed == row)
    }
  }

  /// PostHog, the same file: "cumulative" is a return in period k or later, in the range.
  @Test func `posthog_retention_on_or_after`() throws {
    let offsets = [
      "person1": [0, 3, 4], "person2": [0, 1], "person3": [1, 2, 3], "person4": [3, 4],
      "person5": [4],
    ]
    let orders = try OrderTable(days: offsets.mapValues { $0.map { Self.start + $0 } })
    let expected = [[2, 1, 1, 0, 0], [1, 1, 0, 0], [3, 2, 0], [3, 0], [0]]
    let last = Self.start + 5
    for (cohort, row) in expected.enumerated() {
      let day = Self.start + 1 + cohort
      let horizon = last - day
      let rates = orders.retention(
        of: TimeWindow(from: day, through: day),
        returning: (0..<horizon).map { .onOrAfter($0 + 1, horizon: horizon) } + [.within(1)],
        observedThrough: last)
      #expect([rates[0].denominator] + rates.dropLast().map(\.numerator) == row)
    }
  }

  /// OpenPanel, `retention-fixtures.ts` @ed7bddda; first-touch.
  @Test func `openpanel_first_touch_day`() throws {
    let orders = try OrderTable(days: [
      "RU1": ["2024-03-04", "2024-03-05", "2024-03-06"], "RU2": ["2024-03-04", "2024-03-06"],
      "RU3": ["2024-03-04"], "RU4": ["2024-03-05", "2024-03-06"], "RU5": ["2024-03-05"],
    ])
    let days = PeriodSeries(of: .day, from: "2024-03-04", through: "2024-03-05").windows
    let table = orders.run(
      FirstTouchRetention(
        of: days,
        returning: [.on(1), .on(2), .onOrAfter(1, horizon: 2), .onOrAfter(2, horizon: 2)],
        observedThrough: "2024-03-06"))
    #expect(table.rates[0] == [1, 2, 2, 2].map { Rate($0, of: 3) })
    #expect(table[1, 0] == Rate(1, of: 2))
    #expect(table[1, 1].state == .unobserved)
    #expect(table[1, 2] == Rate(1, of: 2, state: .partial))
  }

  /// OpenPanel, the same file.
  @Test func `openpanel_year_boundary_week`() throws {
    let orders = try OrderTable(days: ["WU1": ["2024-12-30", "2025-01-06"], "WU2": ["2024-12-30"]])
    let weeks = PeriodSeries(
      of: .week(startingOn: .sunday), from: "2024-12-30", through: "2025-01-06")
    let table = orders.run(
      FirstTouchRetention(
        ofEach: weeks, returningInPeriods: [.on(1)], observedThrough: "2025-01-31"))
    #expect(table.cohorts[0].start == "2024-12-29")
    #expect(table[0, 0] == Rate(1, of: 2))
  }

  /// OpenPanel, `retention.service.test.ts`. Their gate admits the week that begins at the end of
  /// observation; a week that has not begun has no rate here.
  @Test func `openpanel_weighted_average`() {
    let sizes = [100, 80, 60]
    let returns = [[50, 25, 10], [40, 0, 0], [30, 0, 0]]
    let cohorts = (0..<3).map { ("2024-01-07" as Day) + 7 * $0 }
    let pooled = (0..<3).map { column in
      Rate.pooled(
        (0..<3).map { row in
          let start = cohorts[row] + 7 * (column + 1)
          let state = Completeness(
            of: TimeWindow(start: start, end: start + 7), observedUpTo: "2024-01-28")
          return Rate(returns[row][column], of: sizes[row], state: state)
        })
    }
    #expect(pooled == [Rate(90, of: 180), Rate(25, of: 100), Rate(0, of: 0)])
    #expect(pooled[2].value == nil)
  }

  /// Kusto, `new-activity-metrics-plugin.md` @1bbb122c: new on the day, and who of them came back.
  @Test func `kusto_new_activity_metrics`() throws {
    let users = [[0, 2, 3, 4], [0, 1, 3, 4, 5], [0, 2, 4, 5], [0, 1, 2, 3], [0, 1, 2, 3, 4]]
    var days: [String: [Day]] = [:]
    for (offset, ids) in users.enumerated() {
      for id in ids { days["\(id)", default: []].append(("2019-11-01" as Day) + offset) }
    }
    let table = try OrderTable(days: days).run(
      FirstTouchRetention(
        of: PeriodSeries(of: .day, from: "2019-11-01", through: "2019-11-02").windows,
        returning: (1...4).map(ReturnSpan.on), observedThrough: "2019-11-05"))
    #expect(table.rates[0] == [3, 3, 3, 4].map { Rate($0, of: 4) })
    #expect(table.rates[1].dropLast() == [1, 1, 1].map { Rate($0, of: 2) })
    // Kusto reports the sixth, which has no data, as everyone lost.
    #expect(table[1, 3].value == nil)
  }

  /// ClickHouse documentation, `retention()`; Doris, `retention.md` @077e3362.
  @Test func `clickhouse_retention and doris_retention`() throws {
    let first: Day = "2020-01-01"
    var days: [String: [Day]] = [:]
    for (offset, count) in [5, 10, 15].enumerated() {
      for id in 0..<count { days["\(id)", default: []].append(first + offset) }
    }
    let rates = try OrderTable(days: days).retention(
      of: TimeWindow(from: first, through: first), returning: [.on(1), .on(2)],
      observedThrough: first + 2)
    #expect(rates == [Rate(5, of: 5), Rate(5, of: 5)])

    let start: Day = "2022-10-12"
    let doris = try OrderTable(days: [
      "0": [start, start + 1, start + 2], "1": [start, start + 1], "2": [start],
    ]).retention(
      of: TimeWindow(from: start, through: start), returning: [.on(1), .on(2)],
      observedThrough: start + 2)
    #expect(doris == [Rate(2, of: 3), Rate(1, of: 3)])
  }

  /// Mixpanel, `retention.mdx` @ba229069: they weigh by size twice and print 56 %; PostHog issue
  /// 25998: the mean of rates says 10 %.
  @Test func `mixpanel_average and posthog_issue_25998`() {
    let mixpanel = Rate.pooled([
      Rate(500, of: 1000), Rate(400, of: 500), Rate(10, of: 700, state: .partial),
    ])
    #expect(mixpanel == Rate(900, of: 1500))
    #expect(mixpanel.value == 0.6)
    #expect(Rate.pooled([Rate(2, of: 10), Rate(0, of: 100)]) == Rate(2, of: 110))
  }

  /// research/lifecycle.md §3.2.
  @Test(.needsCDNOW) func `CDNOW: customers of 1997-01-15, and all customer days`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let day = TimeWindow(from: "1997-01-15", through: "1997-01-15")
    let end: Day = "1998-06-30"
    let lengths = [1, 7, 30, 90, 180]
    let within = orders.retention(of: day.start, within: lengths, observedThrough: end)
    #expect(within == [2, 12, 41, 66, 81].map { Rate($0, of: 246) })
    let on = orders.retention(
      of: day, returning: lengths.map(ReturnSpan.on), observedThrough: end)
    #expect(on.map(\.numerator) == [2, 2, 1, 1, 1])
    let all = orders.retention(
      ofEachDayIn: TimeWindow(from: "1997-01-01", through: end), within: 1...30,
      observedThrough: end)
    #expect(all.pooled[29] == Rate(20188, of: 65636))
  }
}

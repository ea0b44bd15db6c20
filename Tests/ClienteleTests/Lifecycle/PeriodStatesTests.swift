import Clientele
import ClienteleFixtures
import Testing

@Suite struct PeriodStatesTests {
  @Test(arguments: 0..<16 as Range<UInt64>)
  func `states equal the definition`(seed: UInt64) throws {
    let periods: [CalendarPeriod] = [.month, .week(), .day, .quarter]
    let orders = try OrderTable(.random(seed: seed))
    let last: Day = "2022-03-10"
    let period = periods[Int(seed % 4)]
    let states = orders.periodStates(
      every: period, from: "2021-03-05", through: "2022-05-01", observedThrough: last)
    let customers = orders.plainCustomers(through: last)
    for state in states {
      let before = TimeWindow(
        start: period.start(containing: state.window.start - 1), end: state.window.start)
      let active = customers.filter { !$0.purchases(in: state.window).isEmpty }
      let former = customers.filter { !$0.purchases(in: before).isEmpty }
      let new = active.filter { state.window.contains($0.purchaseDays[0]) }
      let returning = former.count { !$0.purchases(in: state.window).isEmpty }
      let comment: Comment = "seed \(seed), \(state.window)"
      #expect(state.activeCount == active.count, comment)
      #expect(state.newCount == new.count, comment)
      #expect(state.returningCount == returning, comment)
      #expect(state.resurrectingCount == active.count - new.count - returning, comment)
      #expect(state.dormantCount == former.count - returning, comment)
      #expect(state.state == Completeness(of: state.window, observedUpTo: last + 1), comment)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let series = PeriodSeries(of: .week(), from: "2021-03-05", through: "2022-05-01")
    let analysis = PeriodStates(every: series, observedThrough: "2022-03-10")
    #expect(try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have states`(shop: EdgeShop) throws {
    let states = try shop.orders.periodStates(
      every: .month, from: "2024-01-01", through: "2024-05-31", observedThrough: "2024-04-15")
    for state in states {
      #expect((state.quickRatio == nil) == (state.dormantCount == 0 || state.state == .unobserved))
    }
  }

  static let dayEvents: [String: [Day]] = [
    "p1": ["2020-01-11", "2020-01-12", "2020-01-13", "2020-01-15", "2020-01-17", "2020-01-19"],
    "p2": ["2020-01-09", "2020-01-12"], "p3": ["2020-01-12"], "p4": ["2020-01-15"],
  ]
  static let weekEvents: [String: [Day]] = [
    "p1": ["2020-02-01", "2020-02-05", "2020-02-10", "2020-02-15", "2020-02-27", "2020-03-02"],
    "p2": ["2020-02-11", "2020-02-18"], "p3": ["2020-02-12"], "p4": ["2020-02-27"],
  ]
  static let monthEvents: [String: [Day]] = [
    "p1": ["2020-01-11", "2020-02-12", "2020-03-13", "2020-05-15", "2020-07-17", "2020-09-19"],
    "p2": ["2019-12-09", "2020-02-12"], "p3": ["2020-02-12"], "p4": ["2020-05-15"],
  ]
  /// The days above in UTC, seen from US/Pacific: p1 bought at 23:00 and at 01:00 of the next day.
  static let pacificEvents = dayEvents.merging([
    "p1": ["2020-01-11", "2020-01-11", "2020-01-13", "2020-01-15", "2020-01-17", "2020-01-19"]
  ]) { $1 }

  /// PostHog, `test_lifecycle_query_runner.py` @30d5d25f, from
  /// `shared/data/lifecycle_examples.json`.
  @Test func `posthog_lifecycle_day`() throws {
    try expect(
      Self.dayEvents, .day, "2020-01-12", "2020-01-19",
      [
        [1, 0, 0, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 1, 0, 1],
        [0, 2, 1, 0, 2, 0, 1, 0],
      ])
  }

  @Test func `posthog_lifecycle_tz_pacific`() throws {
    try expect(
      Self.pacificEvents, .day, "2020-01-12", "2020-01-19",
      [
        [1, 0, 0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0], [1, 1, 0, 1, 0, 1, 0, 1],
        [1, 2, 1, 0, 2, 0, 1, 0],
      ])
  }

  @Test func `posthog_lifecycle_dst`() throws {
    try expect(
      ["p1": ["2025-03-09"]], .day, "2025-03-08", "2025-03-11",
      [[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]])
  }

  @Test(arguments: [Weekday.sunday, .monday])
  func `posthog_lifecycle_week`(first: Weekday) throws {
    try expect(
      Self.weekEvents, .week(startingOn: first), "2020-02-05", "2020-03-09",
      [[0, 2, 0, 1, 0, 0], [1, 1, 1, 0, 1, 0], [0, 0, 0, 1, 0, 0], [0, 0, 2, 1, 1, 1]])
  }

  @Test func `posthog_lifecycle_week_boundary`() throws {
    try expect(
      Self.dayEvents, .week(startingOn: .sunday), "2020-01-14", "2020-01-19",
      [[2, 0], [2, 1], [0, 0], [0, 3]])
  }

  @Test func `posthog_lifecycle_month`() throws {
    try expect(
      Self.monthEvents, .month, "2020-02-01", "2020-09-01",
      [
        [1, 0, 0, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0], [1, 0, 0, 1, 0, 1, 0, 1],
        [0, 2, 1, 0, 2, 0, 1, 0],
      ])
  }

  /// New, returning, resurrecting and dormant; PostHog prints the dormant as negative numbers.
  private func expect(
    _ events: [String: [Day]], _ period: CalendarPeriod, _ first: Day, _ last: Day,
    _ expected: [[Int]]
  ) throws {
    let states = try OrderTable(days: events)
      .periodStates(every: period, from: first, through: last, observedThrough: "2030-01-01")
    #expect(states.map(\.newCount) == expected[0])
    #expect(states.map(\.returningCount) == expected[1])
    #expect(states.map(\.resurrectingCount) == expected[2])
    #expect(states.map(\.dormantCount) == expected[3])
  }

  /// The table published for CDNOW, from `shared/data/lifecycle_examples.json`: per month the
  /// new, those active in the month before too, those who return, and everyone else.
  @Test(.needsCDNOW) func `cdnow_monthly_states`() throws {
    let states = try #require(ReferenceData.cdnow).periodStates(
      every: .month, from: "1997-01-01", through: "1998-06-30", observedThrough: "1998-06-30")
    let zeros = Array(repeating: 0, count: 15)
    #expect(states.map(\.newCount) == [7846, 8476, 7248] + zeros)
    #expect(
      states.map(\.returningCount) == [
        0, 1157, 1681, 1773, 852, 747, 746, 604, 528, 532, 624, 632, 512, 472, 571, 518, 459, 446,
      ])
    #expect(
      states.map(\.resurrectingCount) == [
        0, 0, 595, 1049, 1362, 1592, 1434, 1168, 1211, 1307, 1404, 1232, 1025, 1079, 1489, 919,
        1029, 1060,
      ])
    var known = 0
    let inactive = states.map { state in
      defer { known += state.newCount }
      return known - state.returningCount - state.resurrectingCount
    }
    #expect(
      inactive == [
        0, 6689, 14046, 20748, 21356, 21231, 21390, 21798, 21831, 21731, 21542, 21706, 22033,
        22019, 21510, 22133, 22082, 22064,
      ])
  }
}

import Clientele
import ClienteleFixtures
import Foundation
import Testing

@Suite struct RetentionTests {
  static let spans: [ReturnSpan] = [
    .within(1), .within(30), .within(7), .on(1), .on(10), .on(400), .onOrAfter(5, horizon: 60),
    .onOrAfter(1, horizon: 20), .onOrAfter(40, horizon: 60), .onOrAfter(3, horizon: 700),
    .bracket(8, 14), .bracket(31, 90), .bracket(1, 5), .within(1000), .onOrAfter(9, horizon: 9),
  ]

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `rates equal the definition for any windows`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let orders = try OrderTable(.random(seed: seed))
    let range = OrderColumns.randomWindow
    var place = range.start - 40
    let windows = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
      // Every third time one after the other, with gaps or without.
      let start =
        seed % 3 == 0
        ? place + [0, 0, 1, 30].randomElement(using: &generator)!
        : range.start + Int.random(in: -40..<range.dayCount, using: &generator)
      place = start + [0, 1, 1, 7, 31, 100].randomElement(using: &generator)!
      return TimeWindow(start: start, end: place)
    }
    let last = range.end - Int.random(in: 0...200, using: &generator)
    let spans = seed % 3 == 0 ? [.within(7), .within(90)] : Self.spans
    let customers = orders.plainCustomers(through: last)
    let recurring = orders.run(
      RecurringRetention(of: windows, returning: spans, observedThrough: last))
    let firstTouch = orders.run(
      FirstTouchRetention(of: windows, returning: spans, observedThrough: last))
    for (cohort, window) in windows.enumerated() {
      let buyers = customers.filter { !$0.purchases(in: window).isEmpty }
      let starters = buyers.filter { window.contains($0.purchaseDays[0]) }
      for (column, span) in spans.enumerated() {
        let days = span.offsets
        let watched = TimeWindow(
          from: window.end - 1 + days.lowerBound, through: window.end - 1 + days.upperBound)
        let state = Completeness(of: watched, observedUpTo: last + 1)
        func rate(_ members: [PlainCustomer]) -> Rate {
          Rate(
            members.count { !$0.purchases(in: watched).isEmpty }, of: members.count, state: state)
        }
        let comment: Comment = "seed \(seed), \(window), \(span)"
        #expect(recurring[cohort, column] == rate(buyers), comment)
        #expect(firstTouch[cohort, column] == rate(starters), comment)
      }
    }
  }

  @Test func `purchases in no cohort leave nothing in a partial`() throws {
    struct Bins: Decodable { var counts: [[UInt32]] }
    let orders = try OrderTable(.random(seed: 5))
    let window = TimeWindow(from: "2021-06-01", through: "2021-06-30")
    func counted<M: CohortMembership>(_ question: Retention<M>) throws -> (UInt32, Int) {
      let partial = orders.partial(of: question, groups: 0..<orders.groupCount)
      let bins = try JSONDecoder().decode(Bins.self, from: JSONEncoder().encode(partial))
      return (bins.counts[0].reduce(0, +), orders.run(question)[0, 0].denominator)
    }
    let recurring = try counted(
      RecurringRetention(of: [window], returning: [.within(30)], observedThrough: "2022-03-10"))
    #expect(recurring.0 == UInt32(recurring.1) && recurring.1 > 0)
    let firstTouch = try counted(
      FirstTouchRetention(of: [window], returning: [.within(30)], observedThrough: "2022-03-10"))
    #expect(firstTouch.0 == UInt32(firstTouch.1) && firstTouch.1 > 0)
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `rates by periods equal the definition`(seed: UInt64) throws {
    let periods: [CalendarPeriod] = [.month, .week(startingOn: .saturday), .quarter, .day]
    let orders = try OrderTable(.random(seed: seed))
    let last: Day = "2022-03-10"
    let period = periods[Int(seed % 4)]
    let series = PeriodSeries(of: period, from: "2021-02-03", through: "2022-05-01")
    let spans: [ReturnSpan] =
      seed % 8 < 4
      ? [.within(1), .within(3), .within(100)]
      : [.on(1), .on(2), .within(3), .onOrAfter(2, horizon: 5), .bracket(2, 3), .on(100)]
    let table = orders.run(
      RecurringRetention(ofEach: series, returningInPeriods: spans, observedThrough: last))
    let customers = orders.plainCustomers(through: last)
    for cohort in 0..<series.count {
      let buyers = customers.filter { !$0.purchases(in: series[cohort]).isEmpty }
      for (column, span) in spans.enumerated() {
        let (first, past) = (span.offsets.lowerBound, span.offsets.upperBound + 1)
        let watched = TimeWindow(
          start: Self.start(of: series, cohort + first), end: Self.start(of: series, cohort + past))
        let rate = Rate(
          buyers.count { !$0.purchases(in: watched).isEmpty }, of: buyers.count,
          state: Completeness(of: watched, observedUpTo: last + 1))
        #expect(table[cohort, column] == rate, "seed \(seed), \(series[cohort]), \(span)")
      }
    }
  }

  private static func start(of series: PeriodSeries, _ index: Int) -> Day {
    switch series.period {
    case .day: series.starts[0] + index
    case .week: series.starts[0] + index * 7
    case .month: series.starts[0] + .months(index)
    case .quarter: series.starts[0] + .months(3 * index)
    case .year: series.starts[0] + .years(index)
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    let laws = AnalysisLaws(seed: seed)
    let spans = Self.spans.filter { $0.offsets.upperBound <= 90 }
    let months = PeriodSeries(of: .month, from: "2021-01-01", through: "2022-03-10")
    let days = PeriodSeries(of: .day, from: "2021-01-01", through: "2021-02-28").windows
    let bases = months.windows.map { TimeWindow.active(asOf: $0.start, for: .months(3)) }
    let last: Day = "2022-03-10"
    let curve = RecurringRetention(
      of: days, returning: (1...90).map(ReturnSpan.within), observedThrough: last)
    #expect(try laws.violations(of: curve, over: columns) == [])
    for windows in [days, bases, months.windows + [months.window]] {
      let recurring = RecurringRetention(
        of: windows, returning: spans, observedThrough: last)
      #expect(try laws.violations(of: recurring, over: columns) == [])
      let firstTouch = FirstTouchRetention(
        of: windows, returning: spans, observedThrough: last)
      #expect(try laws.violations(of: firstTouch, over: columns) == [])
    }
    let periods = RecurringRetention(
      ofEach: months, returningInPeriods: [.on(1), .within(4)], observedThrough: last)
    #expect(try laws.violations(of: periods, over: columns) == [])
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `within never falls, on-or-after never rises, on is below both`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed))
    let day = OrderColumns.randomWindow.start + 100
    func counts(_ span: (Int) -> ReturnSpan) -> [Int] {
      orders.retention(
        of: TimeWindow(start: day, end: day + 30), returning: (1...120).map(span),
        observedThrough: "2022-06-30"
      ).map(\.numerator)
    }
    let (within, on) = (counts { .within($0) }, counts { .on($0) })
    let after = counts { .onOrAfter($0, horizon: 120) }
    for index in 1..<120 {
      #expect(within[index - 1] <= within[index] && after[index - 1] >= after[index])
      #expect(on[index] <= min(within[index], after[index]))
    }
    #expect(after[0] == within[119])
  }

  @Test func `a second order on the same day is no return`() throws {
    let orders = try OrderTable(days: ["a": ["2024-01-01", "2024-01-01"]])
    let rates = orders.retention(of: "2024-01-01", within: [1], observedThrough: "2024-02-01")
    #expect(rates == [Rate(0, of: 1)])
  }

  @Test func `a cell is complete when its last day was observed, and not before`() throws {
    let orders = try OrderTable(days: ["a": ["2024-01-01", "2024-01-03"], "b": ["2024-01-01"]])
    func rate(_ last: Day) -> Rate {
      orders.retention(
        of: TimeWindow(from: "2024-01-01", through: "2024-01-01"), returning: [.bracket(2, 3)],
        observedThrough: last)[0]
    }
    #expect(rate("2024-01-04") == Rate(1, of: 2))
    #expect(rate("2024-01-03") == Rate(1, of: 2, state: .partial))
    #expect(rate("2024-01-02") == Rate(0, of: 2, state: .unobserved))
    #expect(rate("2024-01-02").value == nil)
    #expect(rate("2023-12-31") == Rate(0, of: 0, state: .unobserved))
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have rates or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let table = orders.retention(
      ofEachDayIn: TimeWindow(start: "2023-12-01", end: "2024-04-01"), within: 1...40,
      observedThrough: "2024-03-15")
    for rate in table.rates.joined() { #expect(rate.value?.isFinite ?? true) }
    let spans = Self.spans
    let rates = orders.retention(
      ofActiveAsOf: "2024-02-20", returning: spans, observedThrough: "2024-03-15")
    #expect(rates.count == spans.count)
    if shop == .empty || shop == .late || shop == .onlyRefunds {
      #expect(table.pooled.allSatisfy { $0.value == nil })
    }
  }

  @Test func `spans that cannot be are refused`() async {
    await #expect(processExitsWith: .failure) { _ = ReturnSpan.within(0).offsets }
    await #expect(processExitsWith: .failure) { _ = ReturnSpan.bracket(5, 4).offsets }
    await #expect(processExitsWith: .failure) {
      _ = ReturnSpan.onOrAfter(1, horizon: 100_001).offsets
    }
  }

  /// METRICS.md §1 and §2: month ends.
  @Test func `the active base is counted back from the day after`() {
    func start(_ day: Day, _ months: Int) -> Day {
      TimeWindow.active(asOf: day, for: .months(months)).start
    }
    #expect(
      [3, 6, 12].map { start("2024-05-31", $0) } == ["2024-03-01", "2023-12-01", "2023-06-01"])
    #expect(
      [3, 6, 12].map { start("2024-02-28", $0) } == ["2023-11-29", "2023-08-29", "2023-02-28"])
  }

  @Test func `the active base of a day are the customers of its stages`() throws {
    let orders = try OrderTable(.random(seed: 5))
    let day: Day = "2022-01-31"
    let active = orders.run(LifecycleSeries(asOf: [day])).snapshots[0].activeCount
    let rates = orders.retention(
      ofActiveAsOf: day, returning: [.within(30)], observedThrough: "2022-06-30")
    #expect(rates[0].denominator == active)
  }
}

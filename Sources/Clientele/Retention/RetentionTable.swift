/// Rates of cohorts × spans, each with its counts and its state.
///
/// A cell whose days are not over is `partial` and can still grow; one whose first day has not
/// come is `unobserved`. A cohort that nobody returned to has 0, not an empty cell.
public struct RetentionTable<Membership: CohortMembership>: Hashable, Sendable, Codable {
  /// When the members of each cohort bought.
  public let cohorts: [TimeWindow]
  /// What counts as a return, for each column.
  public let spans: [ReturnSpan]
  /// `[cohorts × spans]`.
  public let rates: [[Rate]]

  init(cohorts: [TimeWindow], spans: [ReturnSpan], rates: [[Rate]]) {
    self.cohorts = cohorts
    self.spans = spans
    self.rates = rates
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    cohorts = try container.decode([TimeWindow].self, forKey: .cohorts)
    spans = try container.decode([ReturnSpan].self, forKey: .spans)
    rates = try container.decode([[Rate]].self, forKey: .rates)
    guard rates.count == cohorts.count, rates.allSatisfy({ $0.count == spans.count }) else {
      throw decoder.refusal("there must be a rate for each cohort and span")
    }
  }

  /// The rate of one cohort for one span, by their places.
  public subscript(cohort: Int, span: Int) -> Rate { rates[cohort][span] }

  /// For each span Σ returned ÷ Σ members over the cohorts whose days are over. Never a mean of
  /// rates: a cohort of two customers does not weigh as much as one of a hundred.
  public var pooled: [Rate] {
    spans.indices.map { span in Rate.pooled(rates.lazy.map { $0[span] }) }
  }
}

extension OrderTable {
  /// The customers of one day, and how many of them have come back within each of some numbers
  /// of days.
  ///
  /// ```swift
  /// let rates = orders.retention(of: "2025-11-11", within: [1, 7, 30], observedThrough: today)
  /// rates[2].numerator       // 16
  /// rates[2].denominator     // 29
  /// ```
  ///
  /// - Returns: A rate for each of `dayCounts`, complete when that many days were observed.
  /// - Precondition: Each of `dayCounts` is 1 through 100,000.
  public func retention(
    of day: Day, within dayCounts: [Int], observedThrough last: Day
  ) -> [Rate] {
    retention(
      of: TimeWindow(from: day, through: day), returning: dayCounts.map(ReturnSpan.within),
      observedThrough: last)
  }

  /// The customers of one window, and how many of them came back in each span after its last day.
  public func retention(
    of window: TimeWindow, returning spans: [ReturnSpan], observedThrough last: Day
  ) -> [Rate] {
    run(RecurringRetention(of: [window], returning: spans, observedThrough: last)).rates[0]
  }

  /// The customers who were active as of a day, and how many of them came back in each span after
  /// it.
  ///
  /// - Parameters:
  ///   - day: The day on which the customers are active.
  ///   - active: How long a purchase keeps a customer active.
  ///   - spans: When a purchase is a return.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  public func retention(
    ofActiveAsOf day: Day, active: CalendarSpan = .months(3), returning spans: [ReturnSpan],
    observedThrough last: Day
  ) -> [Rate] {
    retention(
      of: .active(asOf: day, for: active), returning: spans, observedThrough: last)
  }

  /// The customers of every day of a window, and how many of them have come back within each
  /// number of days: the whole curve for all days, in one pass.
  ///
  /// ```swift
  /// let curve = orders.retention(
  ///   ofEachDayIn: october, within: 1...30, observedThrough: "2026-11-30").pooled
  /// curve[6].value     // 0.0886…
  /// ```
  public func retention(
    ofEachDayIn window: TimeWindow, within dayCounts: ClosedRange<Int>,
    observedThrough last: Day
  ) -> RetentionTable<Recurring> {
    let days = (0..<window.dayCount).map {
      TimeWindow(start: window.start + $0, end: window.start + $0 + 1)
    }
    return run(
      RecurringRetention(
        of: days, returning: dayCounts.map(ReturnSpan.within), observedThrough: last))
  }
}

extension TimeWindow {
  /// The days on which a purchase makes a customer active as of a day.
  ///
  /// ```swift
  /// TimeWindow.active(asOf: "2024-05-31", for: .months(3)).start   // 2024-03-01
  /// ```
  ///
  /// - Precondition: `span` is longer than nothing.
  public static func active(asOf day: Day, for span: CalendarSpan) -> TimeWindow {
    TimeWindow(start: day + 1 - span, end: day + 1)
  }
}

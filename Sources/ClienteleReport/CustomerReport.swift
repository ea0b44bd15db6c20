public import Clientele

/// One shop's customers as of one day: every section of the report, worked out in one pass over
/// the orders.
///
/// ```swift
/// let report = CustomerReport(of: orders, asOf: "2026-10-31")
/// report.stages[.sleeping]            // 80
/// report.quarter.repeatRate.value     // 0.4529…
/// ```
///
/// All windows are counted back from the day after the as-of day, so that a month end gives
/// calendar months.
public struct CustomerReport: Sendable {
  /// The last day that is seen, and the last the orders are complete for.
  public let asOf: Day
  /// Stages as of the day and of the twelve months before, oldest first.
  public let lifecycle: LifecycleHistory
  /// Who moved in the last three months.
  public let movement: LifecycleMovement
  /// The last three months, and the three before.
  public let quarter: WindowActivity
  public let previousQuarter: WindowActivity
  /// The last thirteen months, oldest first.
  public let months: [WindowActivity]
  /// Customers of every day of the last year, and who has come back within 1, 2 … 180 days.
  public let retentionCurve: [Rate]
  /// Who of the silent, sleeping and lost bought in the last 30 days.
  public let reactivation: StageResponses
  /// Cohorts of the last twelve calendar months.
  public let cohorts: CohortTable
  /// Quintile scores and eleven segments; `nil` when nobody has bought.
  public let rfm: RFMScores?

  /// How long customers of all time take to their second purchase, over a year.
  public let secondPurchase: SurvivalCurve
  /// The days between purchases of one customer.
  public let gaps: GapDistribution
  /// How revenue is spread over customers.
  public let concentration: RevenueDistribution

  /// The retention curve at 7, 30, 60, 90 and 180 days.
  public var retention: [(span: ReturnSpan, rate: Rate)] {
    [7, 30, 60, 90, 180].map { (.within($0), retentionCurve[$0 - 1]) }
  }

  /// The stages as of ``asOf``.
  public var stages: LifecycleSnapshot { lifecycle.snapshots[lifecycle.snapshots.count - 1] }

  /// Days in which a purchase is a response.
  public static let responseDayCount = 30

  /// - Complexity: One pass over the orders, and a few over the customers.
  public init(
    of orders: OrderTable, asOf day: Day, boundaries: LifecycleBoundaries = .standard,
    threads: Int? = nil
  ) {
    let end = day + 1
    let starts = (0...13).reversed().map { end - CalendarSpan.months($0) }
    let windows = zip(starts, starts.dropFirst()).map { TimeWindow(start: $0, end: $1) }
    let quarters = [6, 3].map { TimeWindow(start: end - .months($0), end: end - .months($0 - 3)) }
    let spans = (1...180).map(ReturnSpan.within)
    let year = TimeWindow(from: end - .years(1), through: day)
    let months = PeriodSeries(of: .month, from: end - .months(12), through: day)
    let responses = TimeWindow(start: end - Self.responseDayCount, end: end)

    let answers = orders.run(
      LifecycleSeries(asOf: starts.dropFirst().map { $0 - 1 }, boundaries: boundaries),
      Migration(from: end - .months(3) - 1, to: day, boundaries: boundaries),
      Activity(in: windows, observedThrough: day),
      Activity(in: quarters, observedThrough: day),
      PooledRetention(ofDaysIn: year, returning: spans, observedThrough: day),
      Reactivation(in: responses, boundaries: boundaries, observedThrough: day),
      CohortTriangle(every: months, observedThrough: day),
      RFMValues(asOf: day), PurchaseSurvival(through: 365, observedThrough: day),
      PurchaseGaps(observedThrough: day), Concentration(through: day), threads: threads)

    asOf = day
    lifecycle = answers.0
    movement = answers.1
    self.months = answers.2
    previousQuarter = answers.3[0]
    quarter = answers.3[1]
    retentionCurve = answers.4
    reactivation = answers.5.responses
    cohorts = answers.6
    rfm = CustomerReport.scores(answers.7, threads: threads)
    secondPurchase = answers.8
    gaps = answers.9[0]
    concentration = answers.10
  }

  /// Quintiles always fit the built-in map, and the values they were fitted to.
  private static func scores(_ values: RFMColumns, threads: Int?) -> RFMScores? {
    guard values.scoredCount > 0 else { return nil }
    do throws(RFMError) {
      guard let scale = try values.fit(.quantile(5), threads: threads) else { return nil }
      return try values.scores(on: scale, threads: threads)
    } catch {
      preconditionFailure("quintiles must fit: \(error)")
    }
  }
}

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
  /// The same figures of the quarter before.
  public let previousQuarter: WindowActivity
  /// The last thirteen months, oldest first.
  public let months: [WindowActivity]
  /// Customers of every day of the last year, and who has come back within 1, 2 … 180 days.
  public let retentionCurve: [Rate]
  /// Of the customers of three months who have been watched for 90 days, those who came back by
  /// then: of the latest three months for which that is known of nearly every day …
  public let returning: Rate
  /// … and of the three months before.
  public let previousReturning: Rate
  /// Revenue per customer of ``quarter`` and ``previousQuarter``, with intervals.
  public let revenueMeans: (previous: RevenueMean, now: RevenueMean)
  /// Who of the silent, sleeping and lost bought in the last 30 days.
  public let reactivation: StageResponses
  /// The same of the 30 days before.
  public let previousReactivation: StageResponses
  /// Cohorts of the last twelve calendar months.
  public let cohorts: CohortTable
  /// Quintile scores and eleven segments; `nil` when nobody has bought.
  public let rfm: RFMScores?
  /// The segments of ``rfm``; empty without it.
  public let segments: [SegmentSummary]
  /// How long customers of all time take to their second purchase, over a year.
  public let secondPurchase: SurvivalCurve
  /// The days between purchases of one customer.
  public let gaps: GapDistribution
  /// How revenue is spread over customers.
  public let concentration: RevenueDistribution
  /// What is told of ``concentration``.
  public let concentrationFigures: ConcentrationFigures
  /// All that was loaded, also what is later than ``asOf``.
  public let totals: ShopTotals
  /// Where stages end.
  public let boundaries: LifecycleBoundaries
  /// Membership tiers; `nil` without a ladder.
  public let tiers: TierReport?
  /// What is still to come, or why no model could be fitted; `nil` when not asked for.
  public let future: Result<FutureOutlook, PurchaseModelError>?

  /// The retention curve at 7, 30, 60, 90 and 180 days.
  public var retention: [(span: ReturnSpan, rate: Rate)] {
    [7, 30, 60, 90, 180].map { (.within($0), retentionCurve[$0 - 1]) }
  }

  /// The stages as of ``asOf``.
  public var stages: LifecycleSnapshot { lifecycle.snapshots[lifecycle.snapshots.count - 1] }

  /// Days in which a purchase is a response.
  public static let responseDayCount = 30

  /// - Parameters:
  ///   - orders: The shop.
  ///   - day: The last day that is seen, and the last the orders are complete for.
  ///   - boundaries: Where stages end.
  ///   - ladder: Membership tiers, if the shop has some.
  ///   - future: What a model makes of the customers, or why there is none; `nil` for no such
  ///     section.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Complexity: One pass over the orders, two more with a ladder, and a few over the customers.
  public init(
    of orders: OrderTable, asOf day: Day, boundaries: LifecycleBoundaries = .standard,
    ladder: TierLadder? = nil, future: Result<FutureOutlook, PurchaseModelError>? = nil,
    threads: Int? = nil
  ) {
    let end = day + 1
    func window(_ from: Int, _ to: Int) -> TimeWindow {
      TimeWindow(start: end - .months(from), end: end - .months(to))
    }
    let starts = (0...13).reversed().map { end - CalendarSpan.months($0) }
    let monthEnds = starts.dropFirst().map { $0 - 1 }
    let windows = zip(starts, starts.dropFirst()).map { TimeWindow(start: $0, end: $1) }
    let quarters = [window(6, 3), window(3, 0)]
    let spans = (1...180).map(ReturnSpan.within)
    let year = TimeWindow(from: end - .years(1), through: day)
    let months = PeriodSeries(of: .month, from: end - .months(12), through: day)
    let responses = TimeWindow(start: end - Self.responseDayCount, end: end)
    let before = TimeWindow(
      start: end - 2 * Self.responseDayCount, end: end - Self.responseDayCount)
    let quarter = [ReturnSpan.within(90)]

    let answers = orders.run(
      LifecycleSeries(asOf: monthEnds, boundaries: boundaries),
      Migration(from: end - .months(3) - 1, to: day, boundaries: boundaries),
      Activity(in: windows, observedThrough: day),
      Activity(in: quarters, observedThrough: day),
      PooledRetention(ofDaysIn: year, returning: spans, observedThrough: day),
      Reactivation(in: responses, boundaries: boundaries, observedThrough: day),
      CohortTriangle(every: months, observedThrough: day),
      RFMValues(asOf: day), PurchaseSurvival(through: 365, observedThrough: day),
      PurchaseGaps(observedThrough: day), Concentration(through: day),
      PooledRetention(ofDaysIn: window(6, 3), returning: quarter, observedThrough: day),
      PooledRetention(ofDaysIn: window(9, 6), returning: quarter, observedThrough: day),
      Reactivation(in: before, boundaries: boundaries, observedThrough: day),
      MeanRevenue(in: quarters), threads: threads)

    asOf = day
    lifecycle = answers.0
    movement = answers.1
    self.months = answers.2
    previousQuarter = answers.3[0]
    self.quarter = answers.3[1]
    retentionCurve = answers.4
    reactivation = answers.5.responses
    cohorts = answers.6
    rfm = CustomerReport.scores(answers.7, threads: threads)
    segments = rfm?.summaries(threads: threads) ?? []
    secondPurchase = answers.8
    gaps = answers.9[0]
    concentration = answers.10
    concentrationFigures = ConcentrationFigures(of: answers.10)
    returning = answers.11[0]
    previousReturning = answers.12[0]
    previousReactivation = answers.13.responses
    revenueMeans = (answers.14[0], answers.14[1])
    totals = ShopTotals(of: orders, asOf: day)
    self.boundaries = boundaries
    tiers = ladder.map {
      TierReport(of: orders, on: $0, asOf: monthEnds, movingFrom: end - .months(3) - 1, threads)
    }
    self.future = future
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

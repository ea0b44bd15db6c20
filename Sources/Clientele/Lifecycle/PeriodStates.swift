/// New, returning, resurrecting and dormant customers of each period of a series.
///
/// *New* is the first purchase ever, not the first in the series: customers who bought before it
/// are known. The last period may not be over; its counts can still change, the dormant fall.
///
/// ```swift
/// let months = orders.periodStates(
///   every: .month, from: "2026-01-01", through: "2026-06-30", observedThrough: "2026-06-30")
/// months[0].quickRatio!     // 1.03125
/// ```
///
/// - Complexity: O(purchases + days).
///
/// Source: the lifecycle reports of PostHog and Amplitude; unlike PostHog's, nobody is new because
/// of the day their profile was made, and no one silent for years is forgotten.
public struct PeriodStates: Analysis {
  private let series: PeriodSeries
  private let observedEnd: Day
  /// The period before the series has place 0.
  private let places: DayPlaces

  /// The states of each period of a series; the orders are complete through `last`, and later
  /// ones are not seen.
  public init(every series: PeriodSeries, observedThrough last: Day) {
    self.series = series
    observedEnd = last + 1
    let before = series.period.start(containing: series.starts[0] - 1)
    places = DayPlaces(
      [TimeWindow(start: before, end: series.starts[0])] + series.windows,
      observedUpTo: observedEnd)
  }

  /// What is counted about one period.
  fileprivate struct Counts: Sendable, Codable {
    var active = 0
    var new = 0
    var returning = 0
  }

  /// Counts of each place, and of days outside.
  public struct Partial: Sendable, Codable {
    fileprivate var counts: [Counts]
  }

  public func makePartial() -> Partial {
    Partial(counts: Array(repeating: Counts(), count: series.count + 2))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    var counts = partial.counts.mutableSpan
    for position in block.positions {
      let rows = block.purchases(at: position)
      guard let first = rows.first else { continue }
      counts[places[block.purchaseDays[first]]].new += 1
      var previous = places.outside
      for row in rows {
        let place = places[block.purchaseDays[row]]
        counts[place].active += place == previous ? 0 : 1
        counts[place].returning += place == previous + 1 ? 1 : 0
        previous = place
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for place in partial.counts.indices {
      partial.counts[place].active += other.counts[place].active
      partial.counts[place].new += other.counts[place].new
      partial.counts[place].returning += other.counts[place].returning
    }
  }

  public func finish(_ partial: Partial, in currency: Currency) -> [PeriodState] {
    (1...series.count).map { place in
      let (before, counts) = (partial.counts[place - 1], partial.counts[place])
      return PeriodState(
        window: series[place - 1],
        state: Completeness(of: series[place - 1], observedUpTo: observedEnd),
        newCount: counts.new, returningCount: counts.returning,
        resurrectingCount: counts.active - counts.new - counts.returning,
        dormantCount: before.active - counts.returning)
    }
  }

  public var answerSize: AnswerSize {
    AnswerSize(
      partialByteCount: series.count.times(MemoryLayout<Counts>.stride),
      resultByteCount: series.count.times(MemoryLayout<PeriodState>.stride))
  }
}

/// What became of customers from one period to the next.
public struct PeriodState: Hashable, Sendable, Codable {
  /// The days of the period.
  public let window: TimeWindow
  /// Whether the period was over when observation ended. In one that is not, customers may still
  /// return who are counted as dormant; of one that has not begun, nothing is known.
  public let state: Completeness
  /// First purchase ever.
  public let newCount: Int
  /// Bought in this period and in the one before, and not for the first time.
  public let returningCount: Int
  /// Bought in this period and some time ago, but not in the one before.
  public let resurrectingCount: Int
  /// Bought in the period before, but not in this one.
  public let dormantCount: Int

  /// Everyone who bought in the period.
  public var activeCount: Int { newCount + returningCount + resurrectingCount }

  /// (new + resurrecting) ÷ dormant: above 1 the number of customers grows. `nil` when nobody
  /// became dormant, or the period has not begun.
  public var quickRatio: Double? {
    dormantCount == 0 || state == .unobserved
      ? nil : Double(newCount + resurrectingCount) / Double(dormantCount)
  }
}

extension OrderTable {
  /// New, returning, resurrecting and dormant customers of each period from the one that holds
  /// `first` through the one that holds `last`. The orders are complete through `observed`.
  ///
  /// - Precondition: `first <= last`.
  public func periodStates(
    every period: CalendarPeriod, from first: Day, through last: Day,
    observedThrough observed: Day
  ) -> [PeriodState] {
    let series = PeriodSeries(of: period, from: first, through: last)
    return run(PeriodStates(every: series, observedThrough: observed))
  }
}

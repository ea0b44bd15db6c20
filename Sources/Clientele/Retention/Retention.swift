/// Which share of a cohort comes back (客户保持率), for many cohorts and many spans in one pass.
///
/// A cohort is who bought in a window: a day, a week, a month, or the active base as of a day.
/// Offsets are counted from the window's last day, so that everyone is watched over the same days;
/// for the cohort of a day that is the day itself. In a series they can be counted in periods
/// instead. A second purchase on the same day, or in the same period, is no return.
///
/// ```swift
/// let days = PeriodSeries(of: .day, from: "2025-11-11", through: "2026-06-30")
/// let table = orders.run(
///   RecurringRetention(
///     of: days.windows, returning: (1...90).map(ReturnSpan.within),
///     observedThrough: "2026-06-30"))
/// table[0, 29].value      // 0.5517…: the customers of 11 November, within 30 days
/// table.pooled[29].value  // 0.4294…: the customers of all days whose 30 days are over
/// ```
///
/// - Complexity: O(purchases) for any number of `within`, whatever the number of cohorts, as long
///   as their windows do not overlap; every purchase counts once in each cohort it belongs to.
///   Other spans take O(returns in reach) for each of those.
public struct Retention<Membership: CohortMembership>: Analysis {
  private let windows: [TimeWindow]
  private let spans: [ReturnSpan]
  private let observedEnd: Day
  /// In a series counted by periods: its periods, and as many more as returns can reach.
  private let periods: [TimeWindow]?
  private let bins: ReturnBins
  private let clocks: [RetentionClock]
  /// For each clock a shorter way to the same counts, where there is one.
  private let places: [ReturnPlaces?]

  /// Offsets in days from the last day of each window.
  ///
  /// - Parameters:
  ///   - windows: When the members of each cohort bought. They may overlap.
  ///   - spans: When a purchase is a return.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  /// - Precondition: The spans' offsets are valid, see ``ReturnSpan/offsets``.
  public init(
    of windows: [TimeWindow], returning spans: [ReturnSpan], observedThrough last: Day
  ) {
    self.init(windows, periods: nil, spans, observedUpTo: last + 1)
  }

  /// Offsets in periods from the period of each cohort: `on(1)` is the next month of a month.
  ///
  /// - Parameters:
  ///   - series: The periods in which the members of each cohort bought.
  ///   - spans: When a purchase is a return, in periods.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  /// - Precondition: The spans' offsets are valid, see ``ReturnSpan/offsets``.
  public init(
    ofEach series: PeriodSeries, returningInPeriods spans: [ReturnSpan],
    observedThrough last: Day
  ) {
    let reach = spans.map(\.offsets.upperBound).max() ?? 0
    self.init(
      series.windows, periods: series.windows(andNext: reach), spans, observedUpTo: last + 1)
  }

  private init(
    _ windows: [TimeWindow], periods: [TimeWindow]?, _ spans: [ReturnSpan],
    observedUpTo end: Day
  ) {
    self.windows = windows
    self.periods = periods
    self.spans = spans
    observedEnd = end
    let firstAnchor = windows.map(\.end).min() ?? end
    bins = ReturnBins(spans, longest: max(0, end - firstAnchor))
    let reach = bins.reach
    let periodPlaces = periods.map { DayPlaces($0, observedUpTo: $0[$0.count - 1].end) }
    let clocks = WindowClock.clocks(for: windows, observedUpTo: end).map { clock in
      RetentionClock(windows, places: clock, reach: reach, observedUpTo: end) { day in
        periodPlaces.map { Int32($0[day.number]) } ?? day.number
      }
    }
    let isByPlaces = bins.needFirstReturnsOnly
    self.clocks = clocks
    places = clocks.map { [bins] in isByPlaces ? ReturnPlaces($0, width: bins.width) : nil }
  }

  /// For each clock and cohort the bins of `ReturnBins`, and behind them room for those in no
  /// cohort, which holds zeros.
  public struct Partial: Sendable, Codable {
    fileprivate var counts: [[UInt32]]
  }

  public func makePartial() -> Partial {
    Partial(counts: clocks.map { Array(repeating: 0, count: ($0.anchors.count + 1) * bins.width) })
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    for (index, clock) in clocks.enumerated() {
      var counts = partial.counts[index].mutableSpan
      if let places = places[index] {
        block.countFirstReturns(places, bins, Membership.rule, into: &counts)
      } else if bins.needFirstReturnsOnly {
        block.countFirstReturns(clock, bins, Membership.rule, into: &counts)
      } else {
        block.countReturns(clock, bins, Membership.rule, into: &counts)
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for index in partial.counts.indices { partial.counts[index].add(other.counts[index]) }
  }

  public func finish(_ partial: Partial, in currency: Currency) -> RetentionTable<Membership> {
    var rates = [[Rate]](repeating: [], count: windows.count)
    for (clock, counts) in zip(clocks, partial.counts) {
      for (place, index) in clock.indices.enumerated() {
        let row = counts[place * bins.width..<(place + 1) * bins.width]
        let memberCount = bins.memberCount(row)
        rates[index] = zip(spans, bins.returnCounts(spans, row)).map { span, count in
          Rate(count, of: memberCount, state: state(of: span, cohort: index))
        }
      }
    }
    return RetentionTable(cohorts: windows, spans: spans, rates: rates)
  }

  public var answerSize: AnswerSize {
    AnswerSize(
      partialByteCount: windows.count.plus(clocks.count).times(4).times(bins.width),
      resultByteCount: windows.count.times(spans.count.times(MemoryLayout<Rate>.stride).plus(64)))
  }

  /// Complete when the last day that counts was observed.
  private func state(of span: ReturnSpan, cohort: Int) -> Completeness {
    let offsets = span.offsets
    let watched: TimeWindow
    if let periods {
      watched = TimeWindow(
        start: periods[cohort + offsets.lowerBound].start,
        end: periods[cohort + offsets.upperBound].end)
    } else {
      let anchor = windows[cohort].end - 1
      watched = TimeWindow(
        from: anchor + offsets.lowerBound, through: anchor + offsets.upperBound)
    }
    return Completeness(of: watched, observedUpTo: observedEnd)
  }
}

/// Retention of everyone who bought in each window.
public typealias RecurringRetention = Retention<Recurring>

/// Retention of everyone who first bought in each window.
public typealias FirstTouchRetention = Retention<FirstTouch>

/// Who bought in each of some windows, how often, and what it brought.
///
/// A customer counts in every window with a purchase of theirs. Refunds lower the revenue of the
/// window they are dated in, whoever bought there. Windows may overlap, repeat, or leave gaps;
/// the result has one row of figures for each, in the caller's order.
///
/// ```swift
/// let months = PeriodSeries(of: .month, from: "2026-01-01", through: "2026-06-30")
/// let activity = orders.run(Activity(every: months, observedThrough: "2026-06-30"))
/// activity[0].customerCount           // 52
/// activity[0].repeatRate.value        // 0.1730…
/// ```
///
/// - Complexity: O(purchases + refunds + days), whatever the number of windows, when none lies
///   inside another; times the depth of nesting otherwise.
public struct Activity: Analysis {
  /// In the caller's order; after a series, the period that follows it.
  private let windows: [TimeWindow]
  /// The number of windows that were asked for.
  private let count: Int
  private let observedEnd: Day
  private let lookup: Lookup

  /// How windows are found: where they do not overlap each day has one place.
  private enum Lookup: Sendable {
    case disjoint(DayPlaces)
    case overlapping([WindowClock])
  }

  /// Figures for any windows.
  ///
  /// - Parameters:
  ///   - windows: The days of each row of figures, in any order.
  ///   - last: The last day the orders are complete for; later orders are not seen. `nil` when all
  ///     windows are over.
  public init(in windows: [TimeWindow], observedThrough last: Day? = nil) {
    self.windows = windows
    count = windows.count
    // Without windows any day will do.
    observedEnd = last.map { $0 + 1 } ?? windows.map(\.end).max() ?? Day(number: 0)
    let isDisjoint = zip(windows, windows.dropFirst()).allSatisfy { $0.end <= $1.start }
    lookup =
      isDisjoint
      ? .disjoint(DayPlaces(windows, observedUpTo: observedEnd))
      : .overlapping(WindowClock.clocks(for: windows, observedUpTo: observedEnd))
  }

  /// Figures for each period of a series, with those who came back in the next one.
  ///
  /// - Parameters:
  ///   - series: The periods, a row of figures for each.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  public init(every series: PeriodSeries, observedThrough last: Day) {
    windows = series.windows(andNext: 1)
    count = series.count
    observedEnd = last + 1
    lookup = .disjoint(DayPlaces(windows, observedUpTo: observedEnd))
  }

  /// Counts of windows, or of the differences between one window and the next.
  public struct Partial: Sendable, Codable {
    fileprivate var cells: [[ActivityCounts]]
  }

  public func makePartial() -> Partial {
    switch lookup {
    case .disjoint:
      Partial(cells: [Array(repeating: ActivityCounts(), count: windows.count)])
    case .overlapping(let clocks):
      // One cell more: a stretch of windows may end after the last.
      Partial(cells: clocks.map { Array(repeating: ActivityCounts(), count: $0.windowCount + 1) })
    }
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    switch lookup {
    case .disjoint(let places):
      block.countActivity(in: places, into: &partial.cells[0])
    case .overlapping(let clocks):
      for (index, clock) in clocks.enumerated() {
        var cells = partial.cells[index].mutableSpan
        block.countActivity(in: clock, into: &cells)
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for row in partial.cells.indices {
      for place in partial.cells[row].indices {
        partial.cells[row][place] += other.cells[row][place]
      }
    }
  }

  public func finish(_ partial: Partial, in currency: Currency) -> [WindowActivity] {
    let counts = counts(of: partial)
    let states = windows.map { Completeness(of: $0, observedUpTo: observedEnd) }
    return (0..<count).map { index in
      WindowActivity(
        windows[index], counts[index], in: currency, state: states[index],
        next: windows.count > count ? (counts[index + 1].returning, states[index + 1]) : nil)
    }
  }

  public var answerSize: AnswerSize {
    AnswerSize(
      partialByteCount: windows.count.times(MemoryLayout<ActivityCounts>.stride),
      resultByteCount: windows.count.times(MemoryLayout<WindowActivity>.stride))
  }

  private func counts(of partial: Partial) -> [ActivityCounts] {
    guard case .overlapping(let clocks) = lookup else { return partial.cells[0] }
    var counts = [ActivityCounts](repeating: ActivityCounts(), count: windows.count)
    for (clock, differences) in zip(clocks, partial.cells) {
      var sum = ActivityCounts()
      for (place, index) in clock.indices.enumerated() {
        sum += differences[place]
        counts[index] = sum
      }
    }
    return counts
  }
}

extension OrderTable {
  /// Customers, orders, revenue and repeat rates of each period from the one that holds `first`
  /// through the one that holds `last`.
  ///
  /// ```swift
  /// let months = orders.activity(every: .month, from: "2026-01-01", through: "2026-06-30")
  /// months.map(\.customerCount)     // [52, 26, 56, 56, 49, 46]
  /// months[0].revenue               // 7724.80
  /// ```
  ///
  /// - Parameters:
  ///   - period: The length of a window.
  ///   - first: A day of the first period.
  ///   - last: A day of the last period.
  ///   - observed: The last day the orders are complete for, `last` when not given.
  /// - Precondition: `first <= last`.
  public func activity(
    every period: CalendarPeriod, from first: Day, through last: Day,
    observedThrough observed: Day? = nil
  ) -> [WindowActivity] {
    let series = PeriodSeries(of: period, from: first, through: last)
    return run(Activity(every: series, observedThrough: observed ?? last))
  }

  /// Customers, orders, revenue and repeat rates of one window that is over.
  public func activity(in window: TimeWindow) -> WindowActivity {
    run(Activity(in: [window]))[0]
  }
}

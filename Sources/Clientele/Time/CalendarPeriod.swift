/// A day of the week, Monday first.
public enum Weekday: Int, Hashable, Sendable, Codable, CaseIterable {
  case monday = 0
  case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension Day {
  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let remainder = (Int(number) + 3) % 7
    return Weekday(rawValue: remainder < 0 ? remainder + 7 : remainder)!
  }
}

/// A kind of calendar period: the unit of cohorts, series and steps.
public enum CalendarPeriod: Hashable, Sendable, Codable {
  case day
  /// Seven days that begin on `startingOn`; ISO weeks begin on Monday.
  case week(startingOn: Weekday = .monday)
  case month
  case quarter
  case year

  /// The first day of the period that holds `day`.
  public func start(containing day: Day) -> Day {
    let (year, month, _) = day.civil
    switch self {
    case .day: return day
    case .week(let first):
      let offset = day.weekday.rawValue - first.rawValue
      return day - (offset < 0 ? offset + 7 : offset)
    case .month: return Day(year: year, month: month, validDay: 1)
    case .quarter: return Day(year: year, month: (month - 1) / 3 * 3 + 1, validDay: 1)
    case .year: return Day(year: year, month: 1, validDay: 1)
    }
  }

  /// The length of one period, as a span from its first day to the next period's first day.
  public var span: CalendarSpan {
    switch self {
    case .day: .days(1)
    case .week: .days(7)
    case .month: .months(1)
    case .quarter: .months(3)
    case .year: .years(1)
    }
  }
}

extension CalendarPeriod {
  /// The days `first`, one period later, two periods later … through `last`.
  ///
  /// Each step is counted from the day after `first`, so that a month end is followed by month
  /// ends.
  ///
  /// ```swift
  /// CalendarPeriod.month.steps(from: "2026-01-31", through: "2026-04-01")
  /// // [2026-01-31, 2026-02-28, 2026-03-31]
  /// ```
  public func steps(from first: Day, through last: Day) -> [Day] {
    var days: [Day] = []
    while true {
      let day = (first + 1) + span.multiplied(by: days.count) - 1
      guard day <= last else { return days }
      days.append(day)
    }
  }
}

extension CalendarPeriod {
  /// Windows of one period's length that begin on `first` and tile through `last`; the last one may
  /// end after it.
  ///
  /// Unlike a ``PeriodSeries`` they begin on the day that is given: months from a 15th run from
  /// 15th to 15th.
  public func windows(from first: Day, through last: Day) -> [TimeWindow] {
    var windows: [TimeWindow] = []
    while true {
      let start = first + span.multiplied(by: windows.count)
      guard start <= last else { return windows }
      let end = first + span.multiplied(by: windows.count + 1)
      windows.append(TimeWindow(start: start, end: end))
    }
  }
}

/// Consecutive calendar periods, each with its window, from the one that holds the first day
/// through the one that holds the last.
///
/// ```swift
/// let months = PeriodSeries(of: .month, from: "2026-01-15", through: "2026-03-02")
/// months.count                    // 3: January, February, March
/// months.index(of: "2026-02-28")  // 1
/// ```
public struct PeriodSeries: Hashable, Sendable, Codable {
  public let period: CalendarPeriod
  /// The first day of each period, and of the one after the last: `[count + 1]`.
  public let starts: [Day]

  /// - Precondition: `first <= last`.
  /// - Complexity: O(number of periods).
  public init(of period: CalendarPeriod, from first: Day, through last: Day) {
    precondition(first <= last, "a series cannot end before it starts")
    self.period = period
    var starts = [period.start(containing: first)]
    while starts[starts.count - 1] <= last {
      // Every period starts on a day of month that all months have, so steps do not drift.
      starts.append(starts[starts.count - 1] + period.span)
    }
    self.starts = starts
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    period = try container.decode(CalendarPeriod.self, forKey: .period)
    starts = try container.decode([Day].self, forKey: .starts)
    let span = period.span
    guard starts.count > 1, period.start(containing: starts[0]) == starts[0],
      zip(starts, starts.dropFirst()).allSatisfy({ $0 + span == $1 })
    else { throw decoder.refusal("periods must begin and follow as the calendar has them") }
  }

  /// The number of periods; at least 1.
  public var count: Int { starts.count - 1 }

  /// All days of all periods.
  public var window: TimeWindow { TimeWindow(start: starts[0], end: starts[count]) }

  public subscript(index: Int) -> TimeWindow {
    TimeWindow(start: starts[index], end: starts[index + 1])
  }

  /// The period that holds `day`, or `nil` outside the series.
  ///
  /// - Complexity: O(log n).
  public func index(of day: Day) -> Int? {
    guard window.contains(day) else { return nil }
    return starts.partitioningIndex { $0 > day } - 1
  }
}

extension Array {
  /// The first index whose element satisfies a predicate that is false, then true.
  package func partitioningIndex(where belongsInSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

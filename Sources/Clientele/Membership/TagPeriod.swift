/// Over which days something counts, seen from the as-of day. Later days are never seen.
public enum TagPeriod: Hashable, Sendable {
  /// The calendar week, month, quarter or year of the as-of day, up to that day, or the one before;
  /// weeks begin on Monday.
  public enum Calendar: String, Hashable, Sendable, Codable, CaseIterable {
    case thisWeek, lastWeek, thisMonth, lastMonth, thisQuarter, lastQuarter, thisYear, lastYear
  }

  /// From the first order on.
  case all
  /// The last so many days, weeks, months or years.
  case within(CalendarSpan)
  /// From one span ago up to a shorter span ago: `.between(.days(180), .days(90))` are the ninety
  /// days before the last ninety.
  case between(CalendarSpan, CalendarSpan)
  /// Between two days, both inside; `nil` for no border.
  case days(from: Day?, through: Day?)
  /// A calendar period.
  case calendar(Calendar)

  /// The first day inside, and the first day after; never after the as-of day.
  func days(asOf day: Day) -> (start: Int32, end: Int32) {
    let end = day + 1
    switch self {
    case .all: return (.min, end.number)
    case .within(let span): return ((end - span).number, end.number)
    case .between(let longer, let shorter):
      return ((end - longer).number, (end - shorter).number)
    case .days(let first, let last):
      return (first?.number ?? .min, min(last.map { $0 + 1 } ?? end, end).number)
    case .calendar(let calendar):
      let current = calendar.period.start(containing: day)
      guard calendar.isLast else { return (current.number, end.number) }
      return (calendar.period.start(containing: current - 1).number, current.number)
    }
  }

  /// Why there are no such days, or `nil`.
  var fault: String? {
    let allowed = 1...100_000
    switch self {
    case .within(let span) where !allowed.contains(span.count): return "\(span) has no days"
    case .between(let longer, let shorter):
      guard allowed.contains(longer.count), allowed.contains(shorter.count),
        longer.averageDayCount > shorter.averageDayCount
      else { return "the longer of the two spans comes first, like 180d, 90d" }
      return nil
    case .days(let first?, let last?) where last < first: return "\(last) is before \(first)"
    default: return nil
    }
  }
}

extension TagPeriod.Calendar {
  fileprivate var period: CalendarPeriod {
    switch self {
    case .thisWeek, .lastWeek: .week()
    case .thisMonth, .lastMonth: .month
    case .thisQuarter, .lastQuarter: .quarter
    case .thisYear, .lastYear: .year
    }
  }

  fileprivate var isLast: Bool {
    switch self {
    case .lastWeek, .lastMonth, .lastQuarter, .lastYear: true
    case .thisWeek, .thisMonth, .thisQuarter, .thisYear: false
    }
  }
}

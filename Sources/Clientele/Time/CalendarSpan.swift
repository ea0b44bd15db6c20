/// A length of time as people say it: 30 days, 2 weeks, 3 months, 1 year.
///
/// Months and years keep the day of month and clamp it to the month's last day. They are always
/// counted from the anchor itself, never by repeated steps:
///
/// ```swift
/// let end: Day = "2024-05-31"
/// end - .months(6)                   // 2023-11-30
/// end - .months(3) - .months(3)      // 2023-11-29: the detour over February loses a day
/// ```
public enum CalendarSpan: Hashable, Sendable {
  case days(Int)
  case weeks(Int)
  case months(Int)
  case years(Int)

  /// The number of units, without the unit.
  public var count: Int {
    switch self {
    case .days(let count), .weeks(let count), .months(let count), .years(let count): count
    }
  }

  fileprivate var negated: CalendarSpan { multiplied(by: -1) }

  /// A span `factor` times as long; not the span repeated.
  func multiplied(by factor: Int) -> CalendarSpan {
    switch self {
    case .days(let count): .days(count * factor)
    case .weeks(let count): .weeks(count * factor)
    case .months(let count): .months(count * factor)
    case .years(let count): .years(count * factor)
    }
  }
}

extension Day {
  /// The same day of month a span later, clamped to the month's last day.
  public static func + (day: Day, span: CalendarSpan) -> Day {
    switch span {
    case .days(let count): return day + count
    case .weeks(let count): return day + 7 * count
    case .years(let count): return day + .months(12 * count)
    case .months(let count):
      let (year, month, dayOfMonth) = day.civil
      let months = year * 12 + (month - 1) + count
      let targetYear = months >= 0 ? months / 12 : (months - 11) / 12
      let targetMonth = months - targetYear * 12 + 1
      let last = Day.lengthOfMonth(targetMonth, inYear: targetYear)
      return Day(year: targetYear, month: targetMonth, validDay: min(dayOfMonth, last))
    }
  }

  /// The same day of month a span earlier (⊖), clamped to the month's last day.
  public static func - (day: Day, span: CalendarSpan) -> Day { day + span.negated }
}

/// A count and a unit letter: `90d`, `2w`, `3m`, `1y`.
extension CalendarSpan: TextCodable {
  public init?(_ text: some StringProtocol) {
    guard let unit = text.last, let count = Int(text.dropLast()), count > 0, count <= 100_000,
      text.first != "+"
    else { return nil }
    switch unit {
    case "d": self = .days(count)
    case "w": self = .weeks(count)
    case "m": self = .months(count)
    case "y": self = .years(count)
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .days(let count): "\(count)d"
    case .weeks(let count): "\(count)w"
    case .months(let count): "\(count)m"
    case .years(let count): "\(count)y"
    }
  }

  public static var expectedText: String { "a span like 3m" }
}

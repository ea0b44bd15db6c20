/// How far back purchases and refunds count.
///
/// A customer whose last purchase lies before that has no figures.
public enum OrderHistory: Hashable, Sendable {
  /// From the first order on.
  case all
  /// A span back from the day after the as-of day: `.last(.months(12))`.
  case last(CalendarSpan)
  /// From a day on, which is inside.
  case since(Day)

  /// The first day that counts as of `day`; `nil` when all do.
  func start(asOf day: Day) -> Day? {
    switch self {
    case .all: nil
    case .last(let span): day + 1 - span
    case .since(let first): first
    }
  }
}

/// `all`, a span like `12m`, or a day like `2026-01-01`.
extension OrderHistory: TextCodable {
  /// `all`, `12m` or `2026-01-01`; otherwise `nil`.
  public init?(_ text: some StringProtocol) {
    if text == "all" {
      self = .all
    } else if let span = CalendarSpan(text) {
      self = .last(span)
    } else if let day = Day(text) {
      self = .since(day)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .all: "all"
    case .last(let span): span.description
    case .since(let day): day.description
    }
  }

  public static var expectedText: String { "all, a span like 12m or a day" }
}

/// One of the three figures that a customer is scored by.
///
/// The first is often called recency; that word belongs to purchase models here, where it is the
/// time from the first purchase to the last.
public enum RFMDimension: String, Hashable, Sendable, Codable, CaseIterable {
  /// R: fewer is better.
  case daysSinceLastOrder
  /// F: more is better.
  case frequency
  /// M: more is better.
  case monetary

  /// R, F or M, as codes like 5-4-3 have them.
  public var letter: String {
    switch self {
    case .daysSinceLastOrder: "R"
    case .frequency: "F"
    case .monetary: "M"
    }
  }
}

/// Which score a value gets that is equal to a cut.
///
/// Half of a shop's customers may have bought once. They are all equal to the same cut, so this
/// choice decides more than any other. Equal values always get equal scores.
public enum RFMTies: String, Hashable, Sendable, Codable, CaseIterable {
  /// The lower one: the cut must be passed.
  case lowerScore
  /// The higher one: reaching the cut is enough.
  case higherScore
}

/// What a customer's monetary value is.
///
/// Amounts of purchases up to the as-of day. A refund up to the as-of day lowers what the
/// customer brought on the refund's own day, whichever order it belongs to: so it lowers ``sum``
/// and ``mean``, which may be negative, and leaves ``median`` and ``max``, which speak of single
/// orders, as they were. Under the policy `restated`, refunds lower the orders themselves, and so
/// all four.
public enum MonetaryMeasure: String, Hashable, Sendable, Codable, CaseIterable {
  /// Purchases less refunds.
  case sum
  /// Purchases less refunds, by the number of purchases: the average order value.
  case mean
  /// The purchase in the middle; the mean of the two in the middle when their number is even.
  case median
  /// The largest purchase.
  case max
}

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
extension OrderHistory: CustomStringConvertible, LosslessStringConvertible, Codable {
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

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let history = OrderHistory(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(text) is not all, a span like 12m or a day"))
    }
    self = history
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

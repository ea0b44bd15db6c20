/// When a customer must come back to count as retained: offsets from the cohort's last day, or in
/// periods from the cohort's period.
///
/// ```swift
/// ReturnSpan.within(30).offsets                   // 1...30
/// ReturnSpan.on(7).offsets                        // 7...7
/// ReturnSpan.onOrAfter(7, horizon: 90).offsets    // 7...90
/// ReturnSpan.bracket(8, 14).offsets               // 8...14
/// ```
///
/// A second purchase on the cohort's own day has offset 0: it is no return.
public enum ReturnSpan: Hashable, Sendable {
  /// Has come back by the N-th day: the everyday meaning of 客户保持率. Never falls as N grows.
  case within(Int)
  /// Came back on the N-th day itself. Of the customers of one day hardly anyone does.
  case on(Int)
  /// Came back on the N-th day or later, as far as the horizon. Without a horizon the figures of
  /// older cohorts would count more days than those of younger ones.
  case onOrAfter(Int, horizon: Int)
  /// Came back between two days, both included.
  case bracket(Int, Int)

  /// The offsets that count.
  ///
  /// - Precondition: They begin at 1 or later, end no earlier, and at 100,000 at most.
  public var offsets: ClosedRange<Int> {
    let (first, last) =
      switch self {
      case .within(let last): (1, last)
      case .on(let day): (day, day)
      case .onOrAfter(let first, let horizon): (first, horizon)
      case .bracket(let first, let last): (first, last)
      }
    precondition(Self.isPossible(first, last), "\(self) is no span of returns")
    return first...last
  }

  private static func isPossible(_ first: Int, _ last: Int) -> Bool {
    1 <= first && first <= last && last <= 100_000
  }
}

/// In a file `{"within": [30]}`, `{"on": [7]}`, `{"onOrAfter": [7, 90]}` or `{"bracket": [8, 14]}`.
extension ReturnSpan: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case within, on, onOrAfter, bracket
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let keys = CodingKeys.allCases.filter(container.contains)
    guard keys.count == 1 else { throw decoder.refusal("a span of returns is of one kind") }
    let days = try container.decode([Int].self, forKey: keys[0])
    let span: ReturnSpan? =
      switch (keys[0], days.count) {
      case (.within, 1): .within(days[0])
      case (.on, 1): .on(days[0])
      case (.onOrAfter, 2): .onOrAfter(days[0], horizon: days[1])
      case (.bracket, 2): .bracket(days[0], days[1])
      default: nil
      }
    guard let span, Self.isPossible(keys[0] == .within ? 1 : days[0], days[days.count - 1]) else {
      throw decoder.refusal("\(keys[0].stringValue) cannot have the days \(days)")
    }
    self = span
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .within(let last): try container.encode([last], forKey: .within)
    case .on(let day): try container.encode([day], forKey: .on)
    case .onOrAfter(let first, let horizon):
      try container.encode([first, horizon], forKey: .onOrAfter)
    case .bracket(let first, let last): try container.encode([first, last], forKey: .bracket)
    }
  }
}

/// Which purchases make a customer a member of a cohort.
public enum CohortRule: String, Hashable, Sendable, Codable {
  /// Any purchase: a customer is in every cohort they bought in.
  case recurring
  /// The first purchase ever: a customer is in one cohort at most.
  case firstTouch
}

/// Keeps figures of recurring and of first-touch cohorts apart: they answer different questions,
/// and must not be compared by accident.
public protocol CohortMembership: Sendable {
  /// Which purchases make a customer a member.
  static var rule: CohortRule { get }
}

/// Cohorts of everyone who bought in a window, see ``CohortRule/recurring``.
public enum Recurring: CohortMembership {
  /// Any purchase.
  public static var rule: CohortRule { .recurring }
}

/// Cohorts of everyone whose first purchase ever lies in a window, see ``CohortRule/firstTouch``.
public enum FirstTouch: CohortMembership {
  /// The first purchase ever.
  public static var rule: CohortRule { .firstTouch }
}

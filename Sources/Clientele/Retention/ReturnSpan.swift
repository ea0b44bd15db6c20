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
public enum ReturnSpan: Hashable, Sendable, Codable {
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
    precondition(1 <= first && first <= last && last <= 100_000, "\(self) is no span of returns")
    return first...last
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

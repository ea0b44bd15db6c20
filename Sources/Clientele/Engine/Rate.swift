/// How much of the time that a figure speaks of has been observed.
public enum Completeness: String, Hashable, Sendable, Codable {
  /// All of it: the figure is final.
  case complete
  /// It has begun and is not over: the figure can still grow.
  case partial
  /// It has not begun: there is no figure yet.
  case unobserved

  /// The state of a window that was watched up to, and not including, `end`.
  public init(of window: TimeWindow, observedUpTo end: Day) {
    self = window.end <= end ? .complete : window.start < end ? .partial : .unobserved
  }
}

/// A share of customers with everything needed to judge it: what was counted, of how many, and
/// whether the counting is over.
///
/// ```swift
/// let wake = Rate(177, of: 3442)
/// wake.value!               // 0.05142…
/// wake.interval!.low        // 0.044532…
/// Rate(0, of: 0).value      // nil: nobody was asked
/// ```
public struct Rate: Hashable, Sendable, Codable {
  /// What was counted.
  public let numerator: Int
  /// Of how many.
  public let denominator: Int
  /// Whether the counting is over.
  public let state: Completeness

  /// - Precondition: `0 <= numerator <= denominator`.
  public init(_ numerator: Int, of denominator: Int, state: Completeness = .complete) {
    precondition(0 <= numerator && numerator <= denominator, "a rate lies between 0 and 1")
    self.numerator = numerator
    self.denominator = denominator
    self.state = state
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    numerator = try container.decode(Int.self, forKey: .numerator)
    denominator = try container.decode(Int.self, forKey: .denominator)
    state = try container.decode(Completeness.self, forKey: .state)
    guard 0 <= numerator && numerator <= denominator else {
      throw decoder.refusal("\(numerator) of \(denominator) is no rate")
    }
  }

  /// 0 through 1; `nil` when the denominator is 0 or nothing was observed.
  public var value: Double? {
    denominator == 0 || state == .unobserved ? nil : Double(numerator) / Double(denominator)
  }

  /// The 95 % interval of the share behind the counts; `nil` when ``value`` is.
  ///
  /// Source: Wilson (1927), without continuity correction, z = 1.959964.
  public var interval: (low: Double, high: Double)? {
    guard let share = value else { return nil }
    let count = Double(denominator)
    let z = StandardNormal.twoSided95
    let spread = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    let middle = share + z * z / (2 * count)
    let scale = 1 + z * z / count
    // At the ends the formula gives 0 and 1 but for rounding.
    let low = numerator == 0 ? 0 : max(0, (middle - spread) / scale)
    let high = numerator == denominator ? 1 : min(1, (middle + spread) / scale)
    return (low, high)
  }

  /// Σ numerators / Σ denominators of the complete rates: never a mean of rates.
  public static func pooled(_ rates: some Sequence<Rate>) -> Rate {
    var numerator = 0
    var denominator = 0
    for rate in rates where rate.state == .complete {
      numerator += rate.numerator
      denominator += rate.denominator
    }
    return Rate(numerator, of: denominator)
  }
}

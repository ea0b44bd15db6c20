import Glibc

/// How likely something has happened by each day, from customers of whom some were watched for
/// longer than others.
///
/// A customer for whom it has not happened yet is *censored*: known to have waited this long. The
/// share of all customers would count them as if it never happened; the share of those watched
/// long enough would throw away what the others tell. This estimate does neither. Without
/// censoring it is the plain share.
///
/// Source: Kaplan and Meier (1958); standard error and interval by Greenwood (1926). For small
/// groups ``Point/logLogInterval`` is nearer to 95 % (Borgan and Liestøl 1990).
///
/// ```swift
/// let curve = orders.run(PurchaseSurvival(through: 90, observedThrough: today))
/// curve[30]!.probability      // 0.1916…
/// ```
public struct SurvivalCurve: Hashable, Sendable, Codable {
  /// The estimate by the end of one day.
  public struct Point: Hashable, Sendable, Codable {
    /// Days waited.
    public let day: Int
    /// The probability that it has happened by this day: 0 through 1, never falling.
    public let probability: Double
    /// Of ``probability``; `nil` once it is 1.
    public let standardError: Double?
    /// The lower end of Greenwood's 95 % interval, not below 0; `nil` once ``probability`` is 1.
    public var low: Double? { reach.map { max(0, probability - $0) } }
    /// The upper end of Greenwood's 95 % interval, not above 1; `nil` when ``low`` is.
    public var high: Double? { reach.map { min(1, probability + $0) } }
    /// The 95 % interval computed on the log(−log) scale, which keeps it between 0 and 1; `nil`
    /// while ``probability`` is 0 and once it is 1.
    ///
    /// Source: Kalbfleisch and Prentice (1980).
    public var logLogInterval: (low: Double, high: Double)? {
      guard let reach, probability > 0 else { return nil }
      let logSurvival = log(1 - probability)
      let spread = exp(reach / (1 - probability) / -logSurvival)
      return (1 - exp(logSurvival / spread), 1 - exp(logSurvival * spread))
    }
    /// Customers who had waited until this day, and were watched on it.
    public let atRisk: Int
    /// Customers for whom it happened on this day.
    public let eventCount: Int

    /// Half of Greenwood's 95 % interval.
    private var reach: Double? { standardError.map { StandardNormal.twoSided95 * $0 } }
  }

  /// The customers that the curve is made from.
  public let customerCount: Int
  /// One point a day, from day 1 to the last on which someone was at risk.
  public let points: [Point]

  /// - Parameters:
  ///   - events: For each number of days, from 0, customers for whom it happened then.
  ///   - censored: Customers who were watched that long, and for whom it had not happened.
  ///   - later: Customers who waited longer than the arrays go.
  /// - Precondition: Both have the same length; all counts are 0 or more.
  public init(events: [Int], censored: [Int], later: Int = 0) {
    precondition(events.count == censored.count, "events and censored must have the same length")
    precondition(
      later >= 0 && (events + censored).allSatisfy { $0 >= 0 }, "customers cannot be fewer than 0")
    customerCount = zip(events, censored).reduce(later) { $0 + $1.0 + $1.1 }
    var atRisk = customerCount
    var survival = 1.0
    var greenwood = 0.0
    var points: [Point] = []
    for (day, (happened, left)) in zip(events, censored).enumerated() where atRisk > 0 {
      let (waiting, survivors) = (Double(atRisk), atRisk - happened)
      survival = survivors == 0 ? 0 : survival * (Double(survivors) / waiting)
      if survivors > 0 { greenwood += Double(happened) / (waiting * Double(survivors)) }
      if day > 0 {
        points.append(
          Point(
            day: day, survival: survival, greenwood: greenwood, atRisk: atRisk,
            eventCount: happened))
      }
      atRisk -= happened + left
    }
    self.points = points
  }

  /// The estimate by a day, or `nil` when nobody was watched that long.
  ///
  /// - Precondition: `day > 0`.
  public subscript(day: Int) -> Point? {
    precondition(day > 0, "days are counted from 1")
    return day <= points.count ? points[day - 1] : nil
  }

  /// The first day by which it has happened with a probability; `nil` when it was not watched that
  /// long. `day(reaching: 0.5)` is the median wait.
  public func day(reaching probability: Double) -> Int? {
    points.first { $0.probability >= probability }?.day
  }
}

extension SurvivalCurve.Point {
  /// - Parameter greenwood: Σ events ÷ (at risk × survivors).
  fileprivate init(
    day: Int, survival: Double, greenwood: Double, atRisk: Int, eventCount: Int
  ) {
    self.day = day
    probability = 1 - survival
    standardError = survival > 0 ? survival * greenwood.squareRoot() : nil
    self.atRisk = atRisk
    self.eventCount = eventCount
  }
}

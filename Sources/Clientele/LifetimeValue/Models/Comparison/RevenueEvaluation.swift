/// How well expected purchases times expected spend foretold what customers brought in the holdout.
///
/// All amounts are in major units; refunds are not taken off.
public struct RevenueEvaluation: Hashable, Sendable, Codable {
  /// Of all customers, as the models of purchases and of spend expect it.
  public let expected: Double
  /// As it was.
  public let actual: Double
  /// The mean over customers of |expected − actual|.
  public let meanAbsoluteError: Double
  /// The root of the mean over customers of (expected − actual)².
  public let rootMeanSquareError: Double
  /// The mean over customers of expected − actual: above 0 when too much was expected.
  public let bias: Double
  /// How well the ranking by expected revenue sorts actual revenue: 0 for chance, 1 for the best
  /// possible ranking; `nil` when there was none, or all brought the same.
  public let gini: Double?
  /// What the best 10, 20 and 50 % of customers by expected revenue brought; empty when nobody
  /// brought anything.
  public let gains: [RevenueGain]
}

/// What the best customers by expected revenue brought.
public struct RevenueGain: Hashable, Sendable, Codable {
  /// Of the customers.
  public let share: Double
  /// Of the revenue.
  public let revenue: Double
  /// The most that any ranking could have put there.
  public let mostRevenue: Double
}

extension RevenueEvaluation {
  /// - Parameters:
  ///   - expected: Of each customer.
  ///   - actual: Of each customer; none is below 0.
  init(expected: [Double], actual: [Double]) {
    let size = Double(max(1, actual.count))
    let errors = zip(expected, actual).map { $0 - $1 }
    self.expected = expected.reduce(0, +)
    self.actual = actual.reduce(0, +)
    meanAbsoluteError = errors.reduce(0) { $0 + $1.magnitude } / size
    rootMeanSquareError = (errors.reduce(0) { $0 + $1 * $1 } / size).squareRoot()
    bias = errors.reduce(0, +) / size
    guard let ranked = RankedOutcomes(scores: expected, outcomes: actual),
      let best = RankedOutcomes(scores: actual, outcomes: actual)
    else {
      (gini, gains) = (nil, [])
      return
    }
    gini = ranked.gini(best: best)
    gains = [0.1, 0.2, 0.5].map { share in
      RevenueGain(
        share: share, revenue: ranked.gain(at: share), mostRevenue: best.gain(at: share))
    }
  }
}

/// How likely customers are to buy in the days after a day: a logistic regression on features of
/// their purchases and any columns of the caller's own (意向度).
///
/// Fitted once, stored as JSON, applied to later data: features, scales, means and the length of
/// the window travel with it.
///
/// ```swift
/// let model = try orders.propensity(asOf: "2026-05-04", days: 90, observedThrough: today)
/// model.terms.count                                           // 9
/// let scores = try model.scores(of: orders, asOf: today)
/// scores[1]!                                                  // 0.01978…
/// ```
///
/// Columns are standardised: a coefficient is the change of the log odds with one standard
/// deviation. With a penalty, coefficients are drawn towards 0 a little, and intervals are those of
/// a normal prior with variance `1 ÷ penalty`; without one they are Wald's.
///
/// Which figures depend on what: rows, buyers and outcomes are exact. Coefficients are the same to
/// the bit for any order of rows and any number of threads on one machine; another processor's BLAS
/// may change their last digits (a relative 1e-9).
public struct PropensityModel: Hashable, Sendable {
  /// The last day that the features of the fit saw.
  public let fittedAsOf: Day
  /// The number of days after the as-of day in which a purchase counts.
  public let days: Int
  /// The strength of the penalty on squared coefficients; 0 for none.
  public let penalty: Double
  /// Whom it was fitted to, and how many of them bought.
  public let base: Rate
  /// The log odds of a customer whose columns all have the mean.
  public let intercept: Double
  /// One for each column that is in the model, in the order they were given.
  public let terms: [PropensityTerm]
  /// Of intercept and coefficients, in this order: symmetric.
  public let covariance: [[Double]]
  /// Σ ln P(outcome), without the penalty.
  public let logLikelihood: Double
  /// What is worth knowing about the fit.
  public let warnings: [PropensityWarning]
  /// Of the amounts that it was fitted to; `nil` when it had no code.
  public let currencyCode: String?

  /// Where purchases counted as outcomes.
  public var window: TimeWindow { TimeWindow(start: fittedAsOf + 1, end: fittedAsOf + 1 + days) }

  /// Σ ln P(outcome) when everyone is given the same probability.
  public var nullLogLikelihood: Double {
    let (buyers, all) = (Double(base.numerator), Double(base.denominator))
    return buyers * naturalLog(buyers / all) + (all - buyers) * naturalLog((all - buyers) / all)
  }

  /// How much nearer to certainty the columns lead than none: `1 − ln L ÷ ln L₀`.
  ///
  /// Source: McFadden (1974).
  public var pseudoRSquared: Double { 1 - logLikelihood / nullLogLikelihood }

  /// The standard error of ``intercept``.
  public var interceptError: Double { covariance[0][0].squareRoot() }

  /// The features of purchases that it needs.
  public var features: [PurchaseFeature] { terms.compactMap(\.feature) }

  /// The columns of the caller's own that it needs.
  public var ownColumns: [String] { terms.filter { $0.feature == nil }.map(\.name) }

  /// The standard error of the log odds of customers with these standardised values: what the
  /// estimate itself leaves open.
  func logOddsError(_ standardised: [Double]) -> Double {
    let row = [1] + standardised
    var variance = 0.0
    for (place, value) in row.enumerated() {
      for (other, factor) in row.enumerated() {
        variance += value * factor * covariance[place][other]
      }
    }
    return max(0, variance).squareRoot()
  }
}

/// A column of a propensity model and its coefficient.
public struct PropensityTerm: Hashable, Sendable {
  /// The name of the feature, or of the caller's column.
  public let name: String
  /// `nil` for a column of the caller's own.
  public let feature: PurchaseFeature?
  /// How values enter.
  public let scale: FeatureScale
  /// What stands in for a missing value; `nil` when it is an error.
  public let fill: Double?
  /// Of the scaled values in the fit.
  public let mean: Double
  /// The standard deviation of the scaled values in the fit, by `n`; greater than 0.
  public let deviation: Double
  /// The change of the log odds with one standard deviation.
  public let coefficient: Double
  /// Of ``coefficient``.
  public let standardError: Double

  /// The 95 % interval of ``coefficient``: Wald's.
  public var interval: (low: Double, high: Double) {
    let reach = StandardNormal.twoSided95 * standardError
    return (coefficient - reach, coefficient + reach)
  }

  /// By what the odds are multiplied with one standard deviation; infinite when the coefficient is
  /// beyond 709.
  public var oddsRatio: Double { exponential(coefficient) }

  /// The change of the log odds with one unit of the scaled value: of the value itself when the
  /// scale is plain.
  public var coefficientPerUnit: Double { coefficient / deviation }

  /// The standard error of ``coefficientPerUnit``.
  public var standardErrorPerUnit: Double { standardError / deviation }

  func standardised(_ value: Double) -> Double { (scale.scaled(value) - mean) / deviation }
}

/// How well a propensity model told who would buy in a window that it had not seen.
public struct PropensityEvaluation: Hashable, Sendable, Codable {
  /// The last day that features saw.
  public let asOf: Day
  /// Where purchases counted.
  public let window: TimeWindow
  /// Who bought in it, of those who had bought by ``asOf``.
  public let base: Rate
  /// Who was found among the best.
  public let gains: GainsCurve
  /// Whether those who were given 30 % bought in 30 of 100 cases: groups of customers by their
  /// probability, from the lowest.
  public let calibration: [CalibrationBin]
  /// How many were expected to buy.
  public let expectedBuyerCount: Double
  /// The mean of −ln P(outcome): 0 is certainty. Probabilities are taken to lie 10⁻¹⁵ away from 0
  /// and 1.
  public let logLoss: Double
  /// The log loss of giving everyone the base rate of the fit.
  public let baseLogLoss: Double
  /// The mean of (probability − outcome)².
  ///
  /// Source: Brier (1950).
  public let brierScore: Double

  /// The number of groups of ``calibration``, if scores allow it.
  public static let calibrationBinCount = 10

  /// - Precondition: There are customers.
  init(
    asOf: Day, window: TimeWindow, probabilities: [Double], outcomes: [UInt8], fitted: Rate
  ) {
    let scored = ScoredOutcomes(probabilities, outcomes)
    self.asOf = asOf
    self.window = window
    gains = GainsCurve(scored)
    base = gains.base
    let count = Double(base.denominator)
    let fittedShare = fitted.value ?? 0.5
    var (expected, loss, baseLoss, squares) = (0.0, 0.0, 0.0, 0.0)
    for group in scored.groups {
      let (buyers, others) = (
        Double(group.buyerCount), Double(group.customerCount - group.buyerCount)
      )
      expected += group.score * (buyers + others)
      loss += Self.loss(group.score, buyers, others)
      baseLoss += Self.loss(fittedShare, buyers, others)
      squares +=
        buyers * (1 - group.score) * (1 - group.score) + others * group.score * group.score
    }
    expectedBuyerCount = expected
    logLoss = loss / count
    baseLogLoss = baseLoss / count
    brierScore = squares / count
    calibration = CalibrationBin.bins(of: scored, count: Self.calibrationBinCount)
  }

  private static func loss(_ probability: Double, _ buyers: Double, _ others: Double) -> Double {
    let inner = min(max(probability, 1e-15), 1 - 1e-15)
    return -buyers * naturalLog(inner) - others * naturalLog(1 - inner)
  }
}

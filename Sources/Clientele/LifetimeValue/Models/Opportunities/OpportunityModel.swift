import ClienteleKernels
import Glibc

/// The BG/BB model: chances to buy come one by one, for example once a year; at each, a customer
/// who is still one takes it with a probability of their own, and before each, leaves with another.
/// The first is beta distributed with `alpha` and `beta`, the second with `gamma` and `delta`.
///
/// ```swift
/// let model = try OpportunityModel(alpha: 1.204, beta: 0.750, gamma: 0.657, delta: 2.783)
/// let history = try OpportunityHistory(frequency: 2, recency: 4, opportunities: 6)
/// model.probabilityAlive(history, after: 1)      // 0.58…
/// ```
///
/// Source: Fader, Hardie and Shang (2010), "Customer-base analysis in a discrete-time
/// noncontractual setting".
public struct OpportunityModel: Hashable, Sendable {
  /// Of the chance of a purchase at an opportunity: beta-distributed with ``alpha`` and ``beta``.
  public let alpha: Double
  /// See ``alpha``.
  public let beta: Double
  /// Of the chance of leaving before an opportunity: beta-distributed with ``gamma`` and ``delta``.
  public let gamma: Double
  /// See ``gamma``.
  public let delta: Double
  /// How well the model fits; `nil` when its parameters were given.
  public let fit: ModelFit?

  /// A model with known parameters.
  ///
  /// - Throws: ``PurchaseModelError/parameter(_:_:)`` unless all are above 0.
  public init(
    alpha: Double, beta: Double, gamma: Double, delta: Double
  ) throws(PurchaseModelError) {
    try self.init([alpha, beta, gamma, delta], fit: nil)
  }

  init(_ parameters: [Double], fit: ModelFit?) throws(PurchaseModelError) {
    alpha = try checked(parameters[0], "alpha")
    beta = try checked(parameters[1], "beta")
    gamma = try checked(parameters[2], "gamma")
    delta = try checked(parameters[3], "delta")
    self.fit = fit
  }

  /// In the order in which standard errors and covariances are.
  public static let parameterNames = ["alpha", "beta", "gamma", "delta"]

  /// In the order of ``parameterNames``.
  public var parameters: [Double] { [alpha, beta, gamma, delta] }

  /// The logarithm of the likelihood; `nil` when parameters were given.
  public var logLikelihood: Double? { fit?.logLikelihood }

  /// 2 · parameters − 2 · log-likelihood.
  public var aic: Double? { fit?.aic(parameterCount: 4) }

  /// parameters · ln(customers) − 2 · log-likelihood.
  public var bic: Double? { fit?.bic(parameterCount: 4) }

  /// One for each parameter; `nil` when they are not determined.
  public var standardErrors: [Double]? {
    fit?.covariance.map { rows in rows.indices.map { rows[$0][$0].squareRoot() } }
  }

  /// What the user should know.
  public var warnings: [FitWarning] { fit?.warnings ?? [] }

  /// What the user of figures for so many chances should know besides; `nil` for all there will
  /// ever be, much of which can lie in years that nobody has observed.
  public func warnings(in chances: Int?) -> [FitWarning] {
    chances == nil && gamma <= 1 ? [.needsHorizon(parameter: "gamma", value: gamma)] : []
  }
}

extension OpportunityTable {
  /// The BG/BB model under which these histories are most likely.
  ///
  /// - Parameter threads: How many threads may work; `nil` for all processors. The result is the
  ///   same to the last bit.
  /// - Throws: ``PurchaseModelError`` when there is nothing to learn from, or no best parameters
  ///   were found.
  /// - Complexity: O(distinct histories · chances) for each of some ten steps, in parallel.
  public func fit(threads: Int? = nil) throws(PurchaseModelError) -> OpportunityModel {
    guard customerCount > 0 else { throw .noCustomers }
    guard contains(where: { $0.frequency > 0 }) else {
      throw .noRepeatPurchases(customerCount: customerCount)
    }
    guard count >= 4 else { throw .tooFewHistories(count, parameterCount: 4) }
    let likelihood = BetaBinomialLikelihood(self)
    let threads = threads ?? availableThreadCount
    let search = LikelihoodSearch(
      starts: [[0, 0, 0, 1], [-1, 0, -1, 0], [1, 2, 0, 2]],
      bounds: Array(repeating: log(1e-4)...log(1e4), count: 4),
      names: OpportunityModel.parameterNames)
    guard
      let optimum = search.optimum(of: { place in likelihood.landscape(at: place, threads: threads)
      })
    else { throw .noOptimum(model: "bg-bb") }
    let values = optimum.place.map { exp($0) }
    let covariance = optimum.covariance?.transformed(by: SymmetricMatrix(diagonal: values).rows)
    return try OpportunityModel(
      values,
      fit: ModelFit(
        logLikelihood: optimum.logLikelihood, customerCount: customerCount,
        covariance: covariance?.rows, stepCount: optimum.stepCount, warnings: optimum.warnings))
  }
}

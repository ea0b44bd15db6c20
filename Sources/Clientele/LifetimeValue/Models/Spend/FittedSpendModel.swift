import ClienteleKernels
import Glibc

/// The gamma-gamma model of what a purchase brings, with its parameters.
///
/// A customer's purchases vary around a mean of their own, and these means vary between customers;
/// how often someone buys does not matter. Few purchases say little about a customer's mean: it is
/// drawn towards that of all.
///
/// ```swift
/// let model = try FittedSpendModel(p: 6.25, q: 3.74, v: 15.44)
/// model.expectedSpend(meanSpend: 22.35, purchaseCount: 2)    // 24.6…
/// model.populationMean                                       // 35.2…
/// ```
///
/// `q` is above 1: otherwise the mean of all customers, and with it every expected spend, would be
/// infinite or below 0.
///
/// Source: Fader and Hardie (2013), "The gamma-gamma model of monetary value".
public struct FittedSpendModel: Hashable, Sendable {
  /// The shape of one customer's amounts.
  public let p: Double
  /// The shape of customers' scales; above 1.
  public let q: Double
  /// An amount, in major units.
  public let v: Double
  /// The currency of the amounts, when it was known.
  public let currencyCode: String?
  /// How well the model fits; `nil` when its parameters were given.
  public let fit: ModelFit?

  /// A model with known parameters.
  ///
  /// - Throws: ``PurchaseModelError/parameter(_:_:)`` unless `p` and `v` are above 0 and `q` is
  ///   above 1.
  public init(
    p: Double, q: Double, v: Double, currencyCode: String? = nil
  ) throws(PurchaseModelError) {
    try self.init(p: p, q: q, v: v, currencyCode: currencyCode, fit: nil)
  }

  init(
    p: Double, q: Double, v: Double, currencyCode: String?, fit: ModelFit?
  ) throws(PurchaseModelError) {
    self.p = try checked(p, "p")
    self.v = try checked(v, "v")
    guard q > 1, q < .infinity else { throw .parameter("q", q) }
    self.q = q
    self.currencyCode = currencyCode
    self.fit = fit
  }

  /// - Precondition: `p` and `v` are above 0 and `q` above 1.
  init(validP p: Double, q: Double, v: Double, currencyCode: String?) {
    self.p = p
    self.q = q
    self.v = v
    self.currencyCode = currencyCode
    fit = nil
  }

  /// In the order in which standard errors and covariances are.
  public static let parameterNames = ["p", "q", "v"]

  /// The mean of all customers' means, in major units: what to expect of someone new.
  public var populationMean: Double { v * p / (q - 1) }

  /// What a purchase of a customer brings on average, in major units.
  ///
  /// - Parameters:
  ///   - meanSpend: Of the purchases seen, in major units; not below 0.
  ///   - purchaseCount: How many purchases that is the mean of; 0 for a customer without any, of
  ///     whom the mean of all is expected.
  /// - Precondition: Neither is below 0.
  public func expectedSpend(meanSpend: Double, purchaseCount: Int) -> Double {
    precondition(meanSpend >= 0 && purchaseCount >= 0, "spend and purchases are not below 0")
    let x = Double(purchaseCount)
    return (v + x * meanSpend) * p / (p * x + (q - 1))
  }

  /// The logarithm of the likelihood, of amounts in major units; `nil` when parameters were given.
  public var logLikelihood: Double? { fit?.logLikelihood }

  /// 2 · parameters − 2 · log-likelihood.
  public var aic: Double? { fit?.aic(parameterCount: 3) }

  /// parameters · ln(customers) − 2 · log-likelihood.
  public var bic: Double? { fit?.bic(parameterCount: 3) }

  /// Of p, q and v; `nil` when they are not determined.
  public var standardErrors: [Double]? {
    fit?.covariance.map { rows in rows.indices.map { rows[$0][$0].squareRoot() } }
  }

  /// What the user should know.
  public var warnings: [FitWarning] { fit?.warnings ?? [] }
}

extension SpendTable {
  /// The gamma-gamma model under which these amounts are most likely.
  ///
  /// - Parameters:
  ///   - currencyCode: The currency of the amounts, to be kept with the model.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same to
  ///     the last bit.
  /// - Throws: ``PurchaseModelError`` when nobody has spent anything, all spend the same, or no
  ///   best parameters were found.
  /// - Complexity: O(customers) for each of some ten steps, in parallel.
  public func fit(
    currencyCode: String? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) -> FittedSpendModel {
    guard let first = means.first else { throw .noSpend }
    guard means.contains(where: { $0 != first }) else { throw .equalSpend(first) }
    guard Set(zip(counts, means).map { [Double($0), $1] }).count >= 3 else {
      throw .tooFewHistories(2, parameterCount: 3)
    }
    let likelihood = GammaGammaLikelihood(self)
    let threads = threads ?? availableThreadCount
    let mean = means.reduce(0, +) / Double(customerCount)
    let starts = [(6.0, 3.0), (1, 2), (30, 10)].map { p, above in
      [log(p), log(above), log(mean * above / p)]
    }
    let search = LikelihoodSearch(
      starts: starts, bounds: [-10...14, -14...14, log(mean) - 24...log(mean) + 24],
      names: FittedSpendModel.parameterNames, triesAllStarts: customerCount < 20_000)
    guard
      let optimum = search.optimum(of: { place in likelihood.landscape(at: place, threads: threads)
      })
    else { throw .noOptimum(model: "gamma-gamma") }
    return try model(optimum, currencyCode)
  }

  private func model(
    _ optimum: LikelihoodSearch.Optimum, _ currencyCode: String?
  ) throws(PurchaseModelError) -> FittedSpendModel {
    let values = optimum.place.map { exp($0) }
    var warnings = optimum.warnings
    if warnings.contains(.towardsZero(parameter: "q")) || values[1] < 1e-3 {
      warnings.removeAll { $0 == .towardsZero(parameter: "q") }
      warnings.append(.spendHasNoMean)
    }
    if leftOutCount > 0 { warnings.append(.spendNotPositive(customerCount: leftOutCount)) }
    if let correlation = correlationWithFrequency, correlation.magnitude > 0.3 {
      warnings.append(.spendDependsOnFrequency(correlation: correlation))
    }
    let covariance = optimum.covariance?.transformed(by: SymmetricMatrix(diagonal: values).rows)
    return try FittedSpendModel(
      p: values[0], q: 1 + values[1], v: values[2], currencyCode: currencyCode,
      fit: ModelFit(
        logLikelihood: optimum.logLikelihood, customerCount: customerCount,
        covariance: covariance?.rows, stepCount: optimum.stepCount, warnings: warnings))
  }
}

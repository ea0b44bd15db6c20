import Glibc

/// A purchase model with its parameters: fitted once, stored, and applied to any customer later.
///
/// ```swift
/// let model = try FittedPurchaseModel(
///   .bgNBD, parameters: ["r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426], unit: .week)
/// let history = try PurchaseHistory(frequency: 2, recency: 30.43, age: 38.86)
/// model.probabilityAlive(history)               // 0.726…
/// model.expectedPurchases(history, in: 39)      // 1.22…
/// ```
///
/// All times, α and β among them, are in ``unit``.
public struct FittedPurchaseModel: Hashable, Sendable {
  /// Which model, with its `k`.
  public let model: PurchaseModel
  /// What its times are counted in.
  public let unit: TimeUnit
  /// In the order of ``PurchaseModel/parameterNames``. With covariates, of a customer for whom all
  /// of them are 0.
  public let parameters: [Double]
  /// How covariates change a customer's parameters; `nil` without covariates.
  public let covariates: CovariateEffects?
  /// How well the model fits; `nil` when its parameters were given.
  public let fit: ModelFit?

  init(
    model: PurchaseModel, unit: TimeUnit, parameters: [Double], covariates: CovariateEffects?,
    fit: ModelFit?
  ) {
    self.model = model
    self.unit = unit
    self.parameters = parameters
    self.covariates = covariates
    self.fit = fit
  }

  /// A model with known parameters: from a paper, or from another program.
  ///
  /// - Throws: ``PurchaseModelError`` when a parameter is missing, unknown or not above 0.
  /// - Precondition: The model's `k` is known.
  public init(
    _ model: PurchaseModel, parameters: [String: Double], unit: TimeUnit
  ) throws(PurchaseModelError) {
    precondition(model.k != nil, "a model with parameters has a known k")
    let names = model.parameterNames
    guard parameters.count == names.count else {
      throw .parameterCount(parameters.count, expected: names.count)
    }
    var values: [Double] = []
    for name in names { values.append(try checked(parameters[name] ?? .nan, name)) }
    self.init(model: model, unit: unit, parameters: values, covariates: nil, fit: nil)
  }

  init(_ model: PurchaseModel, of table: HistoryTable, _ optimum: LikelihoodSearch.Optimum) {
    let parameters = optimum.place.map { exp($0) }
    let covariance = optimum.covariance?.transformed(
      by: SymmetricMatrix(diagonal: parameters).rows)
    var warnings = optimum.warnings
    if case .betaGeometric(_, mayLeaveAtOnce: false) = model.kind {
      warnings.append(
        .oneTimeBuyersCountAsAlive(
          customerCount: table.customerCount - table.repeatCustomerCount))
    }
    self.init(
      model: model, unit: table.unit, parameters: parameters, covariates: nil,
      fit: ModelFit(
        logLikelihood: optimum.logLikelihood, customerCount: table.customerCount,
        covariance: covariance?.rows, stepCount: optimum.stepCount, warnings: warnings))
  }

  func adding(_ warning: FitWarning) -> FittedPurchaseModel {
    var fit = fit
    fit?.warnings.append(warning)
    return FittedPurchaseModel(
      model: model, unit: unit, parameters: parameters, covariates: covariates, fit: fit)
  }

  /// The value of a parameter; `nil` when the model has none of the name.
  public subscript(name: String) -> Double? {
    model.parameterNames.firstIndex(of: name).map { parameters[$0] }
  }
}

/// How well a model fits the data it was fitted to.
extension FittedPurchaseModel {
  /// The logarithm of the likelihood, in the unit of the model; `nil` when parameters were given.
  ///
  /// It is the density of the purchase times, so it depends on the unit: with times c times as
  /// large it is lower by Σ x · ln c. Compare models in one unit.
  public var logLikelihood: Double? { fit?.logLikelihood }

  /// 2 · parameters − 2 · log-likelihood: lower is better. `k` does not count as a parameter.
  public var aic: Double? { fit?.aic(parameterCount: estimateCount) }

  /// parameters · ln(customers) − 2 · log-likelihood: lower is better.
  public var bic: Double? { fit?.bic(parameterCount: estimateCount) }

  /// One for each parameter, and then for each effect of ``covariates`` on rates and on dropout;
  /// `nil` when they are not determined.
  public var standardErrors: [Double]? {
    fit?.covariance.map { rows in rows.indices.map { rows[$0][$0].squareRoot() } }
  }

  /// What the user should know.
  public var warnings: [FitWarning] { fit?.warnings ?? [] }

  /// What the user of figures in a horizon should know besides: that without an end they can lie
  /// in years that nobody has observed. Nothing for a horizon that ends.
  public func warnings(in horizon: Double) -> [FitWarning] {
    guard horizon == .infinity, let cause = causeOfEndlessStay else { return [] }
    return [.needsHorizon(parameter: cause.parameter, value: cause.value)]
  }

  /// Why the mean time until a customer leaves is infinite; `nil` where it is not. Where nobody
  /// ever leaves, dropout is 0.
  var causeOfEndlessStay: (parameter: String, value: Double)? {
    guard let place = model.parameterNames.firstIndex(where: { ["a", "s"].contains($0) }) else {
      return ("dropout", 0)
    }
    return parameters[place] > 1 ? nil : (model.parameterNames[place], parameters[place])
  }

  /// The number of estimates, effects included.
  var estimateCount: Int {
    parameters.count + (covariates.map { $0.onRate.count + $0.onDropout.count } ?? 0)
  }
}

/// A parameter that may be any number above 0.
func checked(_ value: Double, _ name: String) throws(PurchaseModelError) -> Double {
  guard value > 0, value < .infinity else { throw .parameter(name, value) }
  return value
}

import Glibc

/// How properties of customers change how often they buy and how soon they leave.
///
/// A customer with the values z buys e^(γ·z) times as often as one for whom all are 0: `alpha`
/// becomes `alpha` · e^(−γ·z). In the Pareto/NBD model another γ changes the rate of leaving alike,
/// through `beta`. In the BG/NBD family it is added to the logit of the mean probability of
/// leaving, ln(a ÷ b), and a + b stays as it is.
///
/// Source: Fader and Hardie (2007), "Incorporating time-invariant covariates into the Pareto/NBD
/// and BG/NBD models", for the Pareto/NBD model. For the BG/NBD model they let `a` and `b` grow
/// alike, which cannot change the mean a ÷ (a + b).
public struct CovariateEffects: Hashable, Sendable {
  /// What the covariates are called.
  public let names: [String]
  /// One for each: on the logarithm of the rate of purchases.
  public let onRate: [Double]
  /// One for each: on the logarithm of the rate, or the logit of the mean probability, of leaving.
  /// Empty for a model in which nobody leaves.
  public let onDropout: [Double]

  /// The parameters of a customer.
  func parameters(
    _ base: [Double], of model: PurchaseModel, for values: [Double]
  ) -> [Double] {
    let rate = zip(onRate, values).reduce(0) { $0 + $1.0 * $1.1 }
    let dropout = zip(onDropout, values).reduce(0) { $0 + $1.0 * $1.1 }
    var parameters = base
    parameters[1] *= exp(-rate)
    switch model.kind {
    case .gammaPoisson: break
    case .pareto: parameters[3] *= exp(-dropout)
    case .betaGeometric:
      let precision = base[2] + base[3]
      let logit = log(base[2] / base[3]) + dropout
      parameters[2] = precision * logistic(logit)
      parameters[3] = precision * logistic(-logit)
    }
    return parameters
  }
}

extension CovariateEffects: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case names, onRate, onDropout
  }

  public init(from decoder: any Decoder) throws {
    let keys = try StrictContainer(decoder, CodingKeys.self)
    names = try keys.decode(.names)
    onRate = try keys.decode(.onRate)
    onDropout = try keys.decode(.onDropout)
    guard onRate.count == names.count, onDropout.isEmpty || onDropout.count == names.count else {
      throw keys.fault("there is not one effect for each covariate")
    }
  }
}

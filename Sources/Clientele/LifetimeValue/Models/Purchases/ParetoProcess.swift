import Glibc

/// The Pareto/NBD model: purchases come at random at a rate λ of the customer's own, and the
/// customer leaves at random at a rate μ. λ is gamma distributed with `r` and `alpha`, μ with `s`
/// and `beta`.
///
/// Source: Schmittlein, Morrison and Colombo (1987); formulas as in Fader and Hardie (2005), "A
/// note on deriving the Pareto/NBD model". They subtract two nearly equal hypergeometric functions,
/// which overflow. Here the same likelihood is a sum of two positive terms, and each function is
/// brought by Euler's transformation to ₂F₁(1, b; c; z), which cannot overflow; see
/// ``ParetoTerms``.
struct ParetoProcess: PurchaseProcess {
  let r: Double
  let alpha: Double
  let s: Double
  let beta: Double

  func logLikelihood(of history: PurchaseHistory) -> Double {
    let terms = ParetoTerms(self, history)
    return GammaFunctions.logRise(r, by: Double(history.frequency)) + terms.logAlive
      + terms.logOdds
  }

  func probabilityAlive(_ history: PurchaseHistory) -> Double {
    guard history.recency < history.age else { return 1 }
    return ParetoOdds(self, history)?.probabilityAlive ?? slowProbabilityAlive(history)
  }

  /// Where continued fractions would have to be too deep.
  func slowProbabilityAlive(_ history: PurchaseHistory) -> Double {
    exp(-max(0, ParetoDeparture(self, history).sums.value))
  }

  func future(after history: PurchaseHistory) -> ParetoFuture {
    ParetoFuture(
      shape: r + Double(history.frequency), rate: alpha + history.age, s: s,
      beta: beta + history.age)
  }
}

/// The likelihood of a history, but for Γ(r + x) ÷ Γ(r), as a product: that of being alive at the
/// end of observation, and what having left since the last purchase adds to it.
struct ParetoTerms {
  /// ln of α^r β^s (α + T)^−(r + x) (β + T)^−s.
  let logAlive: Double
  /// ln (1 + left ÷ alive): 0 when the last purchase was on the last day.
  let logOdds: Double

  /// More steps of the continued fraction than this are slower than adding up.
  static let deepest = 1000

  init(_ process: ParetoProcess, _ history: PurchaseHistory) {
    let (r, alpha, s, beta) = (process.r, process.alpha, process.s, process.beta)
    let (x, age) = (Double(history.frequency), history.age)
    logAlive = -r * log1p(age / alpha) - x * log(alpha + age) - s * log1p(age / beta)
    logOdds =
      history.recency < age
      ? ParetoOdds(process, history)?.logarithm ?? ParetoDeparture(process, history).sums.value
      : 0
  }
}

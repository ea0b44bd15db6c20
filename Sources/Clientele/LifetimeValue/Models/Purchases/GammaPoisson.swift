import Glibc

/// The NBD model: purchases come at random at a rate of the customer's own, and nobody leaves.
///
/// Source: Ehrenberg (1959), "The pattern of consumer purchases".
struct GammaPoissonProcess: PurchaseProcess {
  let r: Double
  let alpha: Double

  func logLikelihood(of history: PurchaseHistory) -> Double {
    let x = Double(history.frequency)
    return GammaFunctions.logRise(r, by: x) - r * log1p(history.age / alpha)
      - x * log(alpha + history.age)
  }

  func probabilityAlive(_ history: PurchaseHistory) -> Double { 1 }

  func future(after history: PurchaseHistory) -> GammaPoissonFuture {
    GammaPoissonFuture(shape: r + Double(history.frequency), rate: alpha + history.age)
  }
}

/// Purchases at random for ever, at a rate that is gamma distributed.
struct GammaPoissonFuture: PurchaseFuture {
  let shape: Double
  let rate: Double

  func expectedPurchases(in horizon: Double) -> Double { shape * horizon / rate }

  func probabilityOfPurchase(in horizon: Double) -> Double {
    -expm1(-shape * log1p(horizon / rate))
  }

  func countProbabilities(in horizon: Double, upTo most: Int) -> [Double] {
    NegativeBinomial(shape: shape, odds: horizon / rate).probabilities(upTo: most)
  }

  func discountedPurchases(rate discount: Double, in horizon: Double) -> Double? {
    guard discount > 0 else {
      return horizon < .infinity ? expectedPurchases(in: horizon) : nil
    }
    return shape / rate * discountedTime(rate: discount, horizon)
  }
}

/// ∫ e^(−rate · t) dt from 0 to `horizon`.
func discountedTime(rate: Double, _ horizon: Double) -> Double {
  horizon < .infinity ? horizon * meanDecay(rate * horizon) : 1 / rate
}

import Glibc

/// Purchases at random at a gamma distributed rate, until the customer leaves at another.
struct ParetoFuture: PurchaseFuture {
  /// r + x.
  let shape: Double
  /// α + T.
  let rate: Double
  let s: Double
  /// β + T.
  let beta: Double

  func expectedPurchases(in horizon: Double) -> Double {
    let length = log1p(horizon / beta)
    return shape * beta / rate * length * meanDecay((s - 1) * length)
  }

  func probabilityOfPurchase(in horizon: Double) -> Double {
    // The first purchase comes at u, and the customer is still there.
    sum(over: horizon) { time, staying in
      staying * exp(-(shape + 1) * log1p(time / rate)) * shape / rate
    }
  }

  func countProbabilities(in horizon: Double, upTo most: Int) -> [Double] {
    let stay = exp(-s * log1p(horizon / beta))
    var probabilities = NegativeBinomial(shape: shape, odds: horizon / rate)
      .probabilities(upTo: most).map { $0 * stay }
    guard horizon > 0 else { return probabilities }
    forEachTime(in: horizon, peakedBy: Double(most)) { time, weight in
      let leaving = weight * s / (beta + time) * exp(-s * log1p(time / beta))
      let counts = NegativeBinomial(shape: shape, odds: time / rate).probabilities(upTo: most)
      for (count, probability) in counts.enumerated() {
        probabilities[count] += leaving * probability
      }
    }
    return probabilities
  }

  func discountedPurchases(rate discount: Double, in horizon: Double) -> Double? {
    if discount == 0 && horizon == .infinity {
      return s > 1 ? shape * beta / (rate * (s - 1)) : nil
    }
    return shape * beta / rate
      * discountedDecay(order: s, rate: discount * beta, end: horizon / beta)
  }

  /// The integral over times in a horizon of a function of the time and the probability of staying
  /// that long.
  private func sum(over horizon: Double, _ function: (Double, Double) -> Double) -> Double {
    var sum = 0.0
    forEachTime(in: horizon, peakedBy: 0) { time, weight in
      sum += weight * function(time, exp(-s * log1p(time / beta)))
    }
    return min(1, sum)
  }

  /// Places and weights for an integral over times in a horizon, close enough for functions that
  /// fall as purchases and customers do.
  private func forEachTime(
    in horizon: Double, peakedBy count: Double, _ body: (_ time: Double, _ weight: Double) -> Void
  ) {
    let least = min(rate, beta)
    let length = log1p(horizon / least)
    var start = 0.0
    while start < length {
      let time = least * expm1(start)
      let slope =
        (shape + 1 + count) * (least + time) / (rate + time)
        + (s + 1) * (least + time) / (beta + time) + 1
      let step = min(1, 4 / slope, length - start)
      GaussLegendre.sixteen.forEachPlace(from: start, length: step) { place, weight in
        let reach = least * exp(place)
        body(least * expm1(place), weight * reach)
      }
      start += step
      let fall = shape * log1p(time / rate) + s * log1p(time / beta)
      if fall > 45 + 10 * count { break }
    }
  }
}

import Glibc

/// Purchases at a gamma distributed rate of steps, after each of which the customer may leave with
/// a beta distributed probability.
struct BetaGeometricFuture: PurchaseFuture {
  /// Steps already done.
  let steps: PurchaseSteps
  /// α + T.
  let rate: Double
  let a: Double
  /// b, raised by the purchases after which the customer stayed.
  let b: Double

  /// r + kx: of a customer whose next purchase is as far away as can be.
  var shape: Double { steps.shape }

  func probabilityOfPurchase(in horizon: Double) -> Double {
    mean { done in
      steps.count == 1
        ? -expm1(-shape * log1p(horizon / rate))
        : NegativeBinomial(shape: shape + Double(done), odds: horizon / rate)
          .tail(from: Double(steps.count - done))
    }
  }

  /// The mean over the numbers of steps that may have been done.
  func mean(_ value: (Int) -> Double) -> Double {
    guard steps.count > 1 else { return value(0) }
    var (sum, weights) = (0.0, 0.0)
    for (done, weight) in steps.weights.enumerated() where weight > 0 {
      sum += weight * value(done)
      weights += weight
    }
    return sum / weights
  }
}

/// Numbers of purchases.
extension BetaGeometricFuture {
  func countProbabilities(in horizon: Double, upTo most: Int) -> [Double] {
    var result = Array(repeating: 0.0, count: most + 1)
    let total = steps.sum
    for (done, weight) in steps.weights.enumerated() where weight > 0 {
      let counts = NegativeBinomial(shape: shape + Double(done), odds: horizon / rate)
      let probabilities = countProbabilities(counts, done: done, upTo: most)
      for (count, probability) in probabilities.enumerated() {
        result[count] += weight / total * probability
      }
    }
    return result
  }

  private func countProbabilities(
    _ counts: NegativeBinomial, done: Int, upTo most: Int
  ) -> [Double] {
    let k = steps.count
    let last = (most + 1) * k - done
    let exactly = counts.probabilities(upTo: last)
    let atLeast = counts.tails(upTo: last)
    var staying = 1.0
    return (0...most).map { count in
      // Steps for `count` purchases and no more, and still there after all of them.
      let first = max(0, count * k - done)
      var probability = exactly[first..<((count + 1) * k - done)].reduce(0, +) * staying
      if count > 0 {
        // Steps for as many or more, and gone after the last.
        let stayedBefore = staying / stayingFactor(count - 1)
        probability += atLeast[count * k - done] * (stayedBefore - staying)
      }
      staying *= stayingFactor(count)
      return probability
    }
  }

  /// How likely a customer who stayed after `count` purchases stays after one more.
  private func stayingFactor(_ count: Int) -> Double {
    (b + Double(count)) / (a + b + Double(count))
  }
}

/// Purchases that are worth less the later they come.
extension BetaGeometricFuture {
  func discountedPurchases(rate discount: Double, in horizon: Double) -> Double? {
    if discount == 0 {
      if horizon < .infinity { return expectedPurchases(in: horizon) }
      // Everyone buys until they leave: 1 ÷ p times.
      return a > 1 ? (a + b - 1) / (a - 1) : nil
    }
    return steps.count == 1
      ? discountedByLeaving(discount, horizon) : discountedBySteps(discount, horizon)
  }

  /// The mean over the probabilities of leaving of what is left of purchases that fade with them.
  private func discountedByLeaving(_ discount: Double, _ horizon: Double) -> Double {
    let time = discountedTime(rate: discount, horizon)
    let steepness = (shape + 1) * min(horizon / rate, 1 / (discount * rate))
    return betaMean(a, b, atZero: shape / rate * time, steepness: steepness) { share in
      guard share * steepness > 1e-17 else { return shape / rate * time }
      return shape / share
        * discountedDecay(
          order: shape + 1, rate: discount * rate / share, end: horizon * share / rate)
    }
  }

  /// e^(−δH) M(H) + δ ∫ e^(−δu) M(u) du, with M(u) the purchases expected by u.
  private func discountedBySteps(_ discount: Double, _ horizon: Double) -> Double {
    let end = min(horizon, 45 / discount)
    let length = log1p(end / rate)
    var (start, sum) = (0.0, exp(-discount * end) * expectedPurchases(in: end))
    while start < length {
      let slope = discount * rate * exp(start) + 1
      let step = min(1, 4 / slope, length - start)
      sum += GaussLegendre.sixteen.integral(from: start, length: step) { place in
        let time = rate * expm1(place)
        return discount * exp(-discount * time) * expectedPurchases(in: time) * rate * exp(place)
      }
      start += step
    }
    return sum
  }
}

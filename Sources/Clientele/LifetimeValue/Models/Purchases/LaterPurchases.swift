import Glibc

/// What happens between two times to come. All sums are of positive terms: nothing cancels, however
/// short or far away the time between is.
extension GammaPoissonFuture {
  func probabilityOfPurchase(after start: Double, until end: Double) -> Double {
    probabilityOfPurchase(in: end - start)
  }

  func purchasePairs(after start: Double, until end: Double) -> Double {
    let odds = (end - start) / rate
    return shape * (shape + 1) * odds * odds
  }
}

/// Whoever is still there after a time has the same rate of purchases, and a rate of leaving that
/// is known to be lower.
extension ParetoFuture {
  func probabilityOfPurchase(after start: Double, until end: Double) -> Double {
    staying(start) * after(start).probabilityOfPurchase(in: end - start)
  }

  func purchasePairs(after start: Double, until end: Double) -> Double {
    // λ² · 2 ∫ w P(staying until start + w) dw.
    let (length, odds) = (end - start, (end - start) / rate)
    let later = length / (beta + start)
    return staying(start) * 2 * shape * (shape + 1) * odds * odds
      * meanRamp(order: s, end: later)
  }

  private func staying(_ time: Double) -> Double { exp(-s * log1p(time / beta)) }

  private func after(_ time: Double) -> ParetoFuture {
    ParetoFuture(shape: shape, rate: rate, s: s, beta: beta + time)
  }
}

/// Customers leave with purchases only: those with one at rate λp leave.
extension BetaGeometricFuture {
  func probabilityOfPurchase(after start: Double, until end: Double) -> Double {
    guard start > 0 else { return probabilityOfPurchase(in: end) }
    guard end > start else { return 0 }
    guard steps.count == 1 else { return probabilityOfRegularPurchase(start, end - start) }
    let (before, length) = (start / rate, (end - start) / rate)
    return betaMean(
      a, b, atZero: -expm1(-shape * log1p(length)), steepness: (shape + 1) * before
    ) { share in
      let there = 1 + share * before
      return exp(-shape * log1p(share * before)) * -expm1(-shape * log1p(length / there))
    }
  }

  /// The sum over the steps done before the start.
  private func probabilityOfRegularPurchase(_ start: Double, _ length: Double) -> Double {
    let k = steps.count
    var (sum, weights) = (0.0, 0.0)
    for (done, weight) in steps.weights.enumerated() where weight > 0 {
      let shape = steps.shape + Double(done)
      let before = NegativeBinomial(shape: shape, odds: start / rate)
      var most = 16
      while most < 1 << 14, before.tail(from: Double(most)) > 1e-13 { most *= 2 }
      var staying = 1.0
      var value = 0.0
      for (count, probability) in before.probabilities(upTo: most).enumerated() {
        let total = done + count
        if count > 0, total % k == 0 {
          let purchases = Double(total / k - 1)
          staying *= (b + purchases) / (a + b + purchases)
        }
        guard probability > 0 else { continue }
        let then = NegativeBinomial(
          shape: shape + Double(count), odds: length / (rate + start))
        let missing = then.probabilities(upTo: k - total % k - 1).reduce(0, +)
        value += probability * staying * max(0, 1 - missing)
      }
      sum += weight * value
      weights += weight
    }
    return min(1, sum / weights)
  }

  func purchasePairs(after start: Double, until end: Double) -> Double {
    guard steps.count == 1 else { return pairsOfRegularPurchases(start, end) }
    // λ² (1 − p) · 2 ∫ w e^(−λp (start + w)) dw.
    let (before, length) = (start / rate, (end - start) / rate)
    guard length > 0 else { return 0 }
    let mean = betaMean(
      a, b, atZero: 0.5, steepness: (shape + 3) * (before + length) + 1
    ) { share in
      let there = share * before
      let ramp = meanRamp(order: shape + 2, end: share * length / (1 + there))
      return (1 - share) * exp(-(shape + 2) * log1p(there)) * ramp
    }
    return 2 * shape * (shape + 1) * length * length * mean
  }
}

extension BetaGeometricFuture {
  /// As many for the mean as if purchases came at random at the same rate; no fewer than there must
  /// be for the mean and the probability of one.
  private func pairsOfRegularPurchases(_ start: Double, _ end: Double) -> Double {
    let random = BetaGeometricFuture(
      steps: PurchaseSteps(atRandomWithShape: steps.shape), rate: rate * Double(steps.count), a: a,
      b: b)
    func mean(_ future: BetaGeometricFuture) -> Double {
      future.expectedPurchases(in: end) - future.expectedPurchases(in: start)
    }
    let (ours, theirs) = (max(0, mean(self)), mean(random))
    guard theirs > 0 else { return 0 }
    let pairs =
      random.purchasePairs(after: start, until: end) * (ours / theirs) * (ours / theirs)
    return max(pairs, 2 * (ours - probabilityOfPurchase(after: start, until: end)))
  }
}

/// ∫ v (1 + v · end)^(−order) dv from 0 to 1: a half when the end is 0.
func meanRamp(order: Double, end: Double) -> Double {
  guard end * (order.magnitude + 2) > 1e-3 else {
    // To the third power of a thousandth.
    let third = order * (order + 1) * (order + 2)
    return 0.5 - order * end / 3 + order * (order + 1) * end * end / 8 - third * end * end * end
      / 30
  }
  let length = log1p(end)
  return length * (meanDecay((order - 2) * length) - meanDecay((order - 1) * length))
    / (end * end)
}

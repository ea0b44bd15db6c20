import Glibc

/// Counts of random events whose rate is gamma distributed: Poisson counts within a time t at a
/// rate with shape n and rate α.
package struct NegativeBinomial: Sendable {
  let shape: Double
  /// t ÷ α.
  let odds: Double

  package init(shape: Double, odds: Double) {
    self.shape = shape
    self.odds = odds
  }

  /// ln P(N = count).
  func logProbability(_ count: Int) -> Double {
    guard odds > 0 else { return count == 0 ? 0 : -.infinity }
    let number = Double(count)
    return GammaFunctions.logRise(shape, by: number) - GammaFunctions.logGamma(number + 1)
      - number * log1p(1 / odds) - shape * log1p(odds)
  }

  /// P(N = 0), P(N = 1) … P(N = most).
  package func probabilities(upTo most: Int) -> [Double] {
    guard odds > 0 else { return (0...most).map { $0 == 0 ? 1 : 0 } }
    let logHit = -log1p(1 / odds)
    var logarithm = -shape * log1p(odds)
    return (0...most).map { count in
      let probability = exp(logarithm)
      logarithm += log((shape + Double(count)) / Double(count + 1)) + logHit
      return probability
    }
  }

  /// P(N ≥ count), for any count, whole or not.
  package func tail(from count: Double) -> Double {
    guard count > 0 else { return 1 }
    guard odds > 0 else { return 0 }
    return regularizedBeta(odds: odds, count, shape)
  }

  /// P(N ≥ 0) … P(N ≥ most).
  package func tails(upTo most: Int) -> [Double] {
    var tails = probabilities(upTo: most)
    // From the far end on everything is added: nothing cancels.
    var rest = tail(from: Double(most) + 1)
    for count in stride(from: most, through: 0, by: -1) {
      rest += tails[count]
      tails[count] = min(1, rest)
    }
    return tails
  }
}

/// I_x(a, b), the regularised incomplete beta function, where x ÷ (1 − x) is `odds`.
///
/// Source: Press et al. (2007), "Numerical Recipes", 6.4.
func regularizedBeta(odds: Double, _ a: Double, _ b: Double) -> Double {
  let (share, rest) = (odds / (1 + odds), 1 / (1 + odds))
  let front = exp(
    -a * log1p(1 / odds) - b * log1p(odds) - GammaFunctions.logBeta(a, b))
  let direct = share < (a + 1) / (a + b + 2)
  if direct { return min(1, front * betaFraction(share, a, b) / a) }
  let complement = front * betaFraction(rest, b, a) / b
  guard complement >= 0.999 else { return 1 - complement }
  // Where nearly nothing is left of 1, only what adds up from nothing is exact. Next to 1 the
  // fraction needs as many steps as the odds are large.
  return odds > 50 && a >= 1
    ? betaIntegral(odds: odds, a, b) : min(1, front * betaFraction(share, a, b) / a)
}

/// ∫ t^(a−1) (1 − t)^(b−1) dt ÷ B(a, b) in u = −ln (1 − t), where for small b nothing is steep.
private func betaIntegral(odds: Double, _ a: Double, _ b: Double) -> Double {
  let length = log1p(odds)
  let panelCount = max(1, length.rounded(.up))
  let panel = length / panelCount
  var sum = 0.0
  for number in 0..<Int(panelCount) {
    sum += GaussLegendre.sixteen.integral(from: Double(number) * panel, length: panel) { u in
      exp((a - 1) * log1p(-exp(-u)) - b * u)
    }
  }
  return min(1, exp(log(sum) - GammaFunctions.logBeta(a, b)))
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
  let tiny = 1e-300
  func kept(_ number: Double) -> Double { number.magnitude < tiny ? tiny : number }
  var c = 1.0
  var d = 1 / kept(1 - (a + b) * x / (a + 1))
  var value = d
  for step in 1...100_000 {
    let m = Double(step)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / kept(1 + even * d)
    c = kept(1 + even / c)
    value *= c * d
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / kept(1 + odd * d)
    c = kept(1 + odd / c)
    value *= c * d
    if (c * d - 1).magnitude < 1e-15 { break }
  }
  return value
}

import Glibc

/// The BG/NBD family: a customer may leave after each purchase, with a probability p of their own
/// that is beta distributed with `a` and `b`. Between purchases pass `steps` random steps, at a
/// rate λ of their own that is gamma distributed with `r` and `alpha`: one step is pure chance,
/// more make purchases regular.
///
/// | | may leave after a repeat purchase | also after the first |
/// |---|---|---|
/// | one step | BG/NBD | MBG/NBD |
/// | k steps | BG/CNBD-k | MBG/CNBD-k |
///
/// Source: Fader, Hardie and Lee (2005), "Counting your customers the easy way"; Batislam, Denizel
/// and Filiztekin (2007); Platzer and Reutterer (2016), "Ticking away the moments"; Reutterer,
/// Platzer and Schröder (2020).
struct BetaGeometricProcess: PurchaseProcess {
  let r: Double
  let alpha: Double
  let a: Double
  let b: Double
  /// k.
  let steps: Int
  /// Whether the first purchase may be the last.
  let mayLeaveAtOnce: Bool

  /// Purchases after which the customer may have left and did not, but for the last one.
  private func chances(_ history: PurchaseHistory) -> Double {
    Double(history.frequency) + (mayLeaveAtOnce ? 1 : 0)
  }

  func logLikelihood(of history: PurchaseHistory) -> Double {
    let (k, x) = (Double(steps), Double(history.frequency))
    let count = k * x
    let chances = chances(history)
    return GammaFunctions.logRise(r, by: count) - x * GammaFunctions.logGamma(k)
      - r * log1p(history.age / alpha)
      - count * log(alpha + history.age)
      + GammaFunctions.logRise(b, by: chances) - GammaFunctions.logRise(a + b, by: chances)
      + logOfSum(logLeft(history), logSteps(history))
  }

  /// ln of the likelihood of all numbers of steps done, by that of none: 0 for one step, without a
  /// list of one, which would take longer than everything else.
  private func logSteps(_ history: PurchaseHistory) -> Double {
    steps == 1 ? 0 : log(PurchaseSteps(self, history).sum)
  }

  /// ln of the likelihood of having left after the last purchase, by that of being alive with no
  /// step done since.
  private func logLeft(_ history: PurchaseHistory) -> Double {
    let chances = chances(history)
    guard chances > 0 else { return -.infinity }
    let shape = r + Double(steps) * Double(history.frequency)
    return log(a / (b + (chances - 1)))
      + shape * log1p((history.age - history.recency) / (alpha + history.recency))
  }

  /// Alive ÷ (alive + left), both ÷ e^rise: nothing overflows, and no logarithms are taken.
  func probabilityAlive(_ history: PurchaseHistory) -> Double {
    let chances = chances(history)
    guard chances > 0 else { return 1 }
    let shape = r + Double(steps) * Double(history.frequency)
    let rise = shape * log1p((history.age - history.recency) / (alpha + history.recency))
    let alive = (steps == 1 ? 1 : PurchaseSteps(self, history).sum) * exp(-rise)
    return alive / (alive + a / (b + (chances - 1)))
  }

  var futureDependsOnRecency: Bool { steps > 1 }

  func future(after history: PurchaseHistory) -> BetaGeometricFuture {
    BetaGeometricFuture(
      steps: PurchaseSteps(self, history), rate: alpha + history.age, a: a,
      b: b + chances(history))
  }
}

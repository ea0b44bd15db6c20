import Glibc

/// The mean number of purchases.
extension BetaGeometricFuture {
  func expectedPurchases(in horizon: Double) -> Double {
    Self.expectedPurchases(of: [self], in: horizon)[0]
  }

  static func expectedPurchases(of futures: [Self], in horizon: Double) -> [Double] {
    guard horizon > 0, let first = futures.first else { return futures.map { _ in 0 } }
    guard first.steps.count == 1 else {
      return futures.map { $0.expectedRegularPurchases(in: horizon) }
    }
    var values: [Double] = []
    values.reserveCapacity(futures.count)
    for start in stride(from: 0, to: futures.count, by: Lanes.scalarCount) {
      let group = futures[start..<min(start + Lanes.scalarCount, futures.count)]
      let series = series(of: group, in: horizon)
      for (lane, future) in group.enumerated() {
        values.append(
          future.quickExpectation(in: horizon, series, lane)
            ?? future.expectedPurchasesByLeaving(in: horizon))
      }
    }
    return values
  }

  /// Up to eight customers' series; spare lanes repeat the first one.
  private static func series(of group: ArraySlice<Self>, in horizon: Double) -> LeavingSeries {
    func lanes(_ value: (Self) -> Double) -> Lanes {
      var lanes = Lanes(repeating: value(group.first!))
      for (lane, future) in group.enumerated() { lanes[lane] = value(future) }
      return lanes
    }
    return LeavingSeries(
      lanes { $0.a + $0.b - 1 - $0.shape }, lanes(\.a), lanes { $0.a + $0.b - 1 },
      lanes { $0.isQuick(in: horizon) ? horizon / ($0.rate + horizon) : 0 })
  }

  private func isQuick(in horizon: Double) -> Bool { horizon / (rate + horizon) < 0.92 }

  /// The series that Euler's transformation makes of equation 10 of the paper.
  ///
  ///     C h − (1 − z)^(a − 1) Σ (A)ₙ (a)ₙ₋₁ zⁿ ÷ ((C + 1)ₙ₋₁ n!)
  ///
  /// with C = a + b − 1, A = C − shape, z = t ÷ (α + T + t) and h = (1 − (1 − z)^(a − 1)) ÷ (a −
  /// 1). It has no pole where the paper's has them, at a = 1 and a + b = 1.
  ///
  /// - Returns: `nil` where it is slow, or where too many digits cancel.
  private func quickExpectation(
    in horizon: Double, _ series: LeavingSeries, _ lane: Int
  ) -> Double? {
    guard isQuick(in: horizon), series.isComplete(lane) else { return nil }
    let logRest = -log1p(horizon / rate)
    let factor = exp((a - 1) * logRest)
    let ceiling = (a + b - 1) * -logRest * meanDecay((1 - a) * logRest)
    let result = ceiling - factor * series.sum[lane]
    let error = 1e-15 * (ceiling.magnitude + factor * series.largest[lane])
    return error < 1e-12 * result ? result : nil
  }

  /// The mean of (1 − (1 + p t ÷ (α + T))^−shape) ÷ p over the probabilities of leaving.
  private func expectedPurchasesByLeaving(in horizon: Double) -> Double {
    let odds = horizon / rate
    return betaMean(a, b, atZero: shape * odds, steepness: (shape + 1) * odds) { share in
      share * odds * (shape + 1) < 1e-17
        ? shape * odds : -expm1(-shape * log1p(share * odds)) / share
    }
  }

  /// The sum over m of the probability that the steps suffice for m purchases and that the customer
  /// stays after m − 1.
  private func expectedRegularPurchases(in horizon: Double) -> Double {
    mean { done in
      let counts = NegativeBinomial(shape: shape + Double(done), odds: horizon / rate)
      return StepSum(counts: counts, steps: steps.count, done: done, a: a, b: b).value
    }
  }
}

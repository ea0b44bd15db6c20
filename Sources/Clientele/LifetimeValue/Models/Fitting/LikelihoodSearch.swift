import Glibc

/// The search for the parameters under which the data are most likely.
///
/// Places are logarithms of parameters, and covariates' effects as they are.
struct LikelihoodSearch {
  /// Tried in their order; the best end wins.
  var starts: [[Double]]
  var bounds: [ClosedRange<Double>]
  /// What the coordinates are called, for warnings.
  var names: [String]
  /// Whether all starts are tried, or later ones only when earlier ones fail.
  var triesAllStarts = true

  struct Optimum: Sendable {
    var place: [Double]
    var logLikelihood: Double
    /// Of the place; `nil` where the likelihood does not curve downwards in every direction.
    var covariance: SymmetricMatrix?
    var warnings: [FitWarning]
    var stepCount: Int
  }

  /// - Parameter logLikelihood: With its gradient and Hessian.
  /// - Returns: `nil` when no start leads to an end.
  func optimum(of logLikelihood: ([Double]) -> Landscape) -> Optimum? {
    let region = TrustRegion(bounds: bounds)
    var best: TrustRegion.Outcome?
    for start in starts {
      let outcome = region.minimum(from: start) { place in logLikelihood(place).negated }
      guard let outcome, outcome.ending != .exhausted else { continue }
      let isBetter =
        best.map { outcome.landscape.value < $0.landscape.value - 1e-9 } ?? true
      if isBetter { best = outcome }
      if !triesAllStarts { break }
    }
    guard let best else { return nil }
    let covariance =
      best.ending == .minimum ? best.landscape.hessian.scaledInverse : nil
    return Optimum(
      place: best.place, logLikelihood: -best.landscape.value, covariance: covariance,
      warnings: warnings(best, covariance), stepCount: best.stepCount)
  }

  private func warnings(
    _ outcome: TrustRegion.Outcome, _ covariance: SymmetricMatrix?
  ) -> [FitWarning] {
    if case .atBounds(let places) = outcome.ending {
      return places.map { place in
        outcome.place[place] <= bounds[place].lowerBound
          ? .towardsZero(parameter: names[place]) : .towardsInfinity(parameter: names[place])
      }
    }
    return names.indices.compactMap { index -> FitWarning? in
      // Without a covariance, or with a standard error above twice the value.
      guard covariance.map({ $0[index, index] > 4 }) ?? true else { return nil }
      if outcome.place[index] > bounds[index].upperBound - 4 {
        return .towardsInfinity(parameter: names[index])
      }
      return outcome.place[index] < bounds[index].lowerBound + 4
        ? .towardsZero(parameter: names[index]) : .poorlyDetermined(parameter: names[index])
    }
  }
}

extension Landscape {
  fileprivate var negated: Landscape {
    Landscape(
      value: -value, gradient: gradient.map { -$0 }, hessian: hessian.scaled(by: -1))
  }
}

extension SymmetricMatrix {
  /// The inverse, found with every diagonal element brought to 1, so that the sizes of variables do
  /// not matter; `nil` unless the matrix is positive definite.
  var scaledInverse: SymmetricMatrix? {
    let scales = (0..<size).map { self[$0, $0] }
    guard scales.allSatisfy({ $0 > 0 && $0 < .infinity }) else { return nil }
    let roots = scales.map { 1 / $0.squareRoot() }
    var scaled = self
    for row in 0..<size {
      for column in 0...row { scaled[row, column] *= roots[row] * roots[column] }
    }
    guard var inverse = scaled.inverse(threshold: 1e-11) else { return nil }
    for row in 0..<size {
      for column in 0...row { inverse[row, column] *= roots[row] * roots[column] }
    }
    return inverse
  }
}

import Glibc

/// The last factor of the likelihood of the BG/NBD family: the customer has left after the last
/// purchase, or is still there and between two purchases.
struct Leaving {
  private let a: Double
  /// b + chances − 1.
  private let rest: Double
  private let logOdds: Double
  private let canLeave: Bool
  /// r + kx.
  private let shape: Double

  init(_ prepared: BetaGeometricLikelihood.Prepared, chances: Double, shape: Double) {
    a = prepared.a
    self.shape = shape
    canLeave = chances > 0
    rest = canLeave ? prepared.b + (chances - 1) : 1
    logOdds = log(a / rest)
  }

  /// The logarithm of the factor, its gradient and its Hessian.
  @inline(__always)
  func ending(recency: Double, age: Double, alpha: Double, steps: Int) -> LikelihoodSums {
    let staying =
      steps > 1
      ? stepsDone(recency: recency, age: age, alpha: alpha, steps: steps) : LikelihoodSums()
    guard canLeave else { return staying }
    let (atLast, atAge) = (1 / (alpha + recency), 1 / (alpha + age))
    let rise = log1p((age - recency) * atLast)
    let logLeft = logOdds + shape * rise
    let slope = atAge - atLast
    let left = SIMD4(rise, shape * slope, 1 / a, -1 / rest)
    let difference = logLeft - staying.value
    let share = logistic(difference)
    var sums = LikelihoodSums()
    sums.value =
      difference > 0 ? logLeft + log1p(exp(-difference)) : staying.value + log1p(exp(difference))
    sums.gradient = share * left + (1 - share) * staying.gradient
    // The Hessian of ln (e^f + e^g) has the means of both, and the spread between their slopes.
    sums.hessian.r0 = SIMD4(0, share * slope, 0, 0)
    sums.hessian.r1 = SIMD4(
      share * slope, share * shape * (atLast * atLast - atAge * atAge), 0, 0)
    sums.hessian.r2 = SIMD4(0, 0, -share / (a * a), 0)
    sums.hessian.r3 = SIMD4(0, 0, 0, share / (rest * rest))
    sums.hessian.addSquare(of: left - staying.gradient, times: share * (1 - share))
    if steps > 1 {
      sums.hessian.r0 += (1 - share) * staying.hessian.r0
      sums.hessian.r1 += (1 - share) * staying.hessian.r1
    }
    return sums
  }

  /// ln of the sum over the steps that may have been done since the last purchase.
  private func stepsDone(
    recency: Double, age: Double, alpha: Double, steps: Int
  ) -> LikelihoodSums {
    let inverse = 1 / (alpha + age)
    let share = (age - recency) * inverse
    var (weight, first, second) = (1.0, 0.0, 0.0)
    var (sum, byShape, byAlpha) = (1.0, 0.0, 0.0)
    var (bendShape, bendBoth, bendAlpha) = (0.0, 0.0, 0.0)
    for step in 1..<steps {
      let (j, factor) = (Double(step), shape + Double(step - 1))
      weight *= factor / j * share
      first += 1 / factor
      second += 1 / (factor * factor)
      sum += weight
      byShape += weight * first
      byAlpha -= weight * j * inverse
      bendShape += weight * (first * first - second)
      bendBoth -= weight * first * j * inverse
      bendAlpha += weight * j * (j + 1) * inverse * inverse
    }
    let (slopeShape, slopeAlpha) = (byShape / sum, byAlpha / sum)
    let common = bendBoth / sum - slopeShape * slopeAlpha
    var sums = LikelihoodSums()
    sums.value = log(sum)
    sums.gradient = SIMD4(slopeShape, slopeAlpha, 0, 0)
    sums.hessian.r0 = SIMD4(bendShape / sum - slopeShape * slopeShape, common, 0, 0)
    sums.hessian.r1 = SIMD4(common, bendAlpha / sum - slopeAlpha * slopeAlpha, 0, 0)
    return sums
  }
}

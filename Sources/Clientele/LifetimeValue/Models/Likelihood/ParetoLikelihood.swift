import Glibc

/// The likelihood of the Pareto/NBD model: its parameters are `r`, `alpha`, `s` and `beta`.
///
/// Eight customers at a time: the continued fractions are chains of divisions, each of which waits
/// for the one before, and eight chains wait together.
struct ParetoLikelihood: HistoryLikelihood {
  struct Prepared: Sendable {
    let process: ParetoProcess
    let purchases: RisingFactorials
  }

  var parameterCount: Int { 4 }
  var hasHessian: Bool { false }

  func prepare(_ parameters: [Double], for table: HistoryTable) -> Prepared {
    Prepared(
      process: ParetoProcess(
        r: parameters[0], alpha: parameters[1], s: parameters[2], beta: parameters[3]),
      purchases: RisingFactorials(of: parameters[0], counts: table.distinctFrequencies))
  }

  func sums(
    of table: HistoryTable, frequency index: Int, rows: Range<Int>, with prepared: Prepared
  ) -> LikelihoodSums {
    let frequency = table.distinctFrequencies[index]
    let process = prepared.process
    var sums = LikelihoodSums()
    var weightSum = 0.0
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Lanes.scalarCount) {
      let group = start..<min(start + Lanes.scalarCount, rows.upperBound)
      var (recency, age) = (Lanes(repeating: 0), Lanes(repeating: 0))
      var weight = Lanes(repeating: 0)
      for lane in 0..<Lanes.scalarCount {
        // Spare lanes repeat the last row, with no weight.
        let row = min(start + lane, rows.upperBound - 1)
        recency[lane] = table.recencies[row]
        age[lane] = table.ages[row]
        if row == start + lane { weight[lane] = table.weights[row] }
      }
      weightSum += weight.sum()
      let lanes = ParetoLanes(process, Double(frequency), recency, age)
      if let lanes, lanes.isFinite {
        sums.value += (weight * lanes.value).sum()
        sums.gradient += SIMD4(
          (weight * lanes.byR).sum(), (weight * lanes.byAlpha).sum(),
          (weight * lanes.byS).sum(), (weight * lanes.byBeta).sum())
      } else {
        for row in group { sums += slowly(table[row], process, weight: table.weights[row]) }
      }
    }
    sums.value += weightSum * prepared.purchases.logarithms[index]
    sums.gradient[0] += weightSum * prepared.purchases.firsts[index]
    return sums
  }

  /// One customer, for parameters where the fractions converge too slowly.
  private func slowly(
    _ history: PurchaseHistory, _ process: ParetoProcess, weight: Double
  ) -> LikelihoodSums {
    let (alpha, beta, age) = (process.alpha, process.beta, history.age)
    let x = Double(history.frequency)
    let terms = ParetoTerms(process, history)
    var slopes = SIMD4(
      -log1p(age / alpha), process.r * age / (alpha * (alpha + age)) - x / (alpha + age),
      -log1p(age / beta), process.s * age / (beta * (beta + age)))
    if history.recency < age { slopes += ParetoDeparture(process, history).slopes }
    var sums = LikelihoodSums()
    sums.value = weight * (terms.logAlive + terms.logOdds)
    sums.gradient = weight * slopes
    return sums
  }
}

/// Eight customers' log-likelihoods, but for Γ(r + x) ÷ Γ(r), with their gradients.
struct ParetoLanes {
  let value: Lanes
  let byR: Lanes
  let byAlpha: Lanes
  let byS: Lanes
  let byBeta: Lanes

  /// - Returns: `nil` where the continued fractions would have to be too deep.
  init?(_ process: ParetoProcess, _ x: Double, _ recency: Lanes, _ age: Lanes) {
    let (r, alpha, s, beta) = (process.r, process.alpha, process.s, process.beta)
    let zAtLast = (alpha - beta) / (alpha + recency)
    let zAtAge = (beta - alpha) / (beta + age)
    // The fraction is deepest for the largest and the smallest argument.
    let depths = [zAtLast.max(), zAtLast.min(), zAtAge.max(), zAtAge.min()]
      .map(GaussFraction.depth)
    let depth = depths.max()!
    guard depth <= ParetoTerms.deepest else { return nil }
    let shape = r + x
    let sum = shape + s
    let c = Lanes(repeating: sum + 1)
    let left = GaussFraction(Lanes(repeating: shape), c, zAtLast, depth: depth)
    let alive = GaussFraction(Lanes(repeating: s), c, zAtAge, depth: depth)

    let (a, b) = (Fade(alpha, recency), Fade(beta, recency))
    let (aAtAge, bAtAge) = (Fade(alpha, age), Fade(beta, age))
    let (logX, logS) = (log(shape), log(s))
    let leftPart =
      logS - r * a.growth - x * (a.growth + log(alpha)) - s * b.growth + left.value.logarithm
    let alivePart =
      logX - r * aAtAge.growth - x * (aAtAge.growth + log(alpha)) - s * bAtAge.growth
      + alive.value.logarithm
    let (joint, share) = alivePart.logOfSum(with: leftPart)
    value = joint - log(sum)
    let other = 1 - share
    // Slopes of both parts, and the means of them.
    let leftByZ = left.logByZ * a.inverse
    let aliveByZ = alive.logByZ * bAtAge.inverse
    byR =
      share * (left.logByB + left.logByC - a.growth)
      + other * (1 / shape + alive.logByC - aAtAge.growth) - 1 / sum
    byS =
      share * (1 / s + left.logByC - b.growth)
      + other * (alive.logByB + alive.logByC - bAtAge.growth) - 1 / sum
    byAlpha =
      share * (r * a.loss - x * a.inverse + leftByZ * (beta + recency) * a.inverse)
      + other * (r * aAtAge.loss - x * aAtAge.inverse - aliveByZ)
    byBeta =
      share * (s * b.loss - leftByZ)
      + other * (s * bAtAge.loss + aliveByZ * (alpha + age) * bAtAge.inverse)
  }

  var isFinite: Bool {
    (value + byR + byAlpha + byS + byBeta).sum().isFinite
  }

  /// What a parameter that is a time makes of times.
  private struct Fade {
    /// ln (1 + t ÷ parameter).
    let growth: Lanes
    /// 1 ÷ (parameter + t).
    let inverse: Lanes
    /// 1 ÷ parameter − 1 ÷ (parameter + t).
    let loss: Lanes

    init(_ parameter: Double, _ time: Lanes) {
      growth = (time / parameter).logOfOneMore
      inverse = 1 / (parameter + time)
      loss = time * inverse / parameter
    }
  }
}

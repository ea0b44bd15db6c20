import Glibc

/// Eight customers' log-likelihoods in the Pareto/NBD model, but for Γ(r + x) ÷ Γ(r), with their
/// derivatives.
///
/// The likelihood is a sum of two terms: ``last`` with a hypergeometric function at the last
/// purchase, and ``end`` with one at the end of observation.
struct ParetoLanes {
  private let last: ParetoTerm
  private let end: ParetoTerm
  /// r + s + x.
  private let sum: Double

  /// - Returns: `nil` where the continued fractions would have to be too deep.
  init?(_ process: ParetoProcess, _ x: Double, _ recency: Lanes, _ age: Lanes) {
    let (r, alpha, s, beta) = (process.r, process.alpha, process.s, process.beta)
    let zAtLast = (alpha - beta) / (alpha + recency)
    let zAtEnd = (beta - alpha) / (beta + age)
    // The fraction is deepest for the largest and the smallest argument.
    let depths = [zAtLast.max(), zAtLast.min(), zAtEnd.max(), zAtEnd.min()]
      .map(GaussFraction.depth)
    let depth = depths.max()!
    guard depth <= ParetoTerms.deepest else { return nil }
    sum = r + s + x
    let c = Lanes(repeating: sum + 1)
    let ofLast = GaussFraction(Lanes(repeating: r + x), c, zAtLast, depth: depth)
    let ofEnd = GaussFraction(Lanes(repeating: s), c, zAtEnd, depth: depth)
    last = ParetoTerm(process, x, recency, factor: .s, ofLast.byRates(alpha, beta, recency))
    end = ParetoTerm(
      process, x, age, factor: .shape, ofEnd.byRates(beta, alpha, age).exchanged)
  }

  /// The weighted sum over the lanes.
  func sums(_ weight: Lanes) -> LikelihoodSums {
    let (joint, share) = end.value.logOfSum(with: last.value)
    let (ofLast, ofEnd) = (weight * share, weight * (1 - share))
    // The Hessian of ln (e^f + e^g) has the means of both, and the spread between their slopes.
    let spread = ofLast * (1 - share)
    let total = weight.sum()
    var sums = LikelihoodSums()
    sums.value = (weight * joint).sum() - total * log(sum)
    func mean(_ part: KeyPath<ParetoTerm, Lanes>) -> Double {
      (ofLast * last[keyPath: part] + ofEnd * end[keyPath: part]).sum()
    }
    let slopes = SIMD4(mean(\.byR), mean(\.byAlpha), mean(\.byS), mean(\.byBeta))
    sums.gradient = slopes - total / sum * SIMD4(1, 0, 1, 0)
    let differences = [
      last.byR - end.byR, last.byAlpha - end.byAlpha, last.byS - end.byS,
      last.byBeta - end.byBeta,
    ]
    let bends: [KeyPath<ParetoTerm, Lanes>] = [
      \.byRR, \.byRAlpha, \.byRS, \.byRBeta, \.byAlphaAlpha, \.byAlphaS, \.byAlphaBeta, \.bySS,
      \.bySBeta, \.byBetaBeta,
    ]
    var place = 0
    for row in 0..<4 {
      for column in row..<4 {
        let bend =
          mean(bends[place]) + (spread * differences[row] * differences[column]).sum()
          + (row % 2 == 0 && column % 2 == 0 ? total / (sum * sum) : 0)
        sums.hessian.set(row, column, bend)
        place += 1
      }
    }
    return sums
  }
}

/// ln of a term of the likelihood, with its derivatives.
struct ParetoTerm {
  /// What the term is multiplied with, beside powers and a hypergeometric function.
  enum Factor {
    /// s.
    case s
    /// r + x.
    case shape
  }

  let value: Lanes
  let (byR, byAlpha, byS, byBeta): (Lanes, Lanes, Lanes, Lanes)
  let (byRR, byRAlpha, byRS, byRBeta): (Lanes, Lanes, Lanes, Lanes)
  let (byAlphaAlpha, byAlphaS, byAlphaBeta): (Lanes, Lanes, Lanes)
  let (bySS, bySBeta, byBetaBeta): (Lanes, Lanes, Lanes)

  init(
    _ process: ParetoProcess, _ x: Double, _ time: Lanes, factor: Factor, _ series: ParetoSeries
  ) {
    let (r, alpha, s, beta) = (process.r, process.alpha, process.s, process.beta)
    let (a, b) = (1 / (alpha + time), 1 / (beta + time))
    let (growthA, growthB) = ((time / alpha).logOfOneMore, (time / beta).logOfOneMore)
    let (lossA, lossB) = (time * a / alpha, time * b / beta)
    let own = factor == .s ? s : r + x
    let slope = 1 / own
    let (ofShape, ofS) = factor == .s ? (0, slope) : (slope, 0)
    value =
      log(own) - x * log(alpha) - (r + x) * growthA - s * growthB + series.value.logarithm
    byR = series.byShape + (ofShape - growthA)
    byAlpha = series.byAlpha + (r * lossA - x * a)
    byS = series.byS + (ofS - growthB)
    byBeta = series.byBeta + s * lossB
    byRR = series.byShapeShape - ofShape * ofShape
    byRAlpha = series.byShapeAlpha + lossA
    byRS = series.byShapeS
    byRBeta = series.byShapeBeta
    byAlphaAlpha = series.byAlphaAlpha + (r * (a * a - 1 / (alpha * alpha)) + x * a * a)
    byAlphaS = series.bySAlpha
    byAlphaBeta = series.byAlphaBeta
    bySS = series.bySS - ofS * ofS
    bySBeta = series.bySBeta + lossB
    byBetaBeta = series.byBetaBeta + s * (b * b - 1 / (beta * beta))
  }
}

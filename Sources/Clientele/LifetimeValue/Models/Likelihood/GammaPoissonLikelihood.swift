import Glibc

/// The likelihood of the NBD model: its parameters are `r` and `alpha`.
struct GammaPoissonLikelihood: HistoryLikelihood {
  struct Prepared: Sendable {
    let r: Double
    let alpha: Double
    let rises: RisingFactorials
  }

  func prepare(_ parameters: [Double], for table: HistoryTable) -> Prepared {
    Prepared(
      r: parameters[0], alpha: parameters[1],
      rises: RisingFactorials(of: parameters[0], counts: table.distinctFrequencies))
  }

  func sums(
    of table: HistoryTable, frequency index: Int, rows: Range<Int>, with prepared: Prepared
  ) -> LikelihoodSums {
    let (r, alpha) = (prepared.r, prepared.alpha)
    let x = Double(table.distinctFrequencies[index])
    let rises = prepared.rises
    var sums = LikelihoodSums()
    for row in rows {
      let (age, weight) = (table.ages[row], table.weights[row])
      let growth = log1p(age / alpha)
      let inverse = 1 / (alpha + age)
      sums.value +=
        weight * (rises.logarithms[index] - r * growth - x * (growth + log(alpha)))
      let byAlpha = r * age / alpha * inverse - x * inverse
      let common = age / alpha * inverse
      let bend = r * (inverse * inverse - 1 / (alpha * alpha)) + x * inverse * inverse
      sums.gradient += weight * SIMD4(rises.firsts[index] - growth, byAlpha, 0, 0)
      sums.hessian.r0 += weight * SIMD4(rises.seconds[index], common, 0, 0)
      sums.hessian.r1 += weight * SIMD4(common, bend, 0, 0)
    }
    return sums
  }
}

import Glibc

/// The likelihood of the BG/NBD family: its parameters are `r`, `alpha`, `a` and `b`.
struct BetaGeometricLikelihood: HistoryLikelihood {
  /// k.
  let steps: Int
  /// Whether the first purchase may be the last.
  let mayLeaveAtOnce: Bool

  struct Prepared: Sendable {
    let r: Double
    let alpha: Double
    let a: Double
    let b: Double
    /// Of `r` by the steps of each frequency.
    let purchases: RisingFactorials
    /// Of `b` and `a + b` by the chances to leave.
    let staying: RisingFactorials
    let choices: RisingFactorials
  }

  func prepare(_ parameters: [Double], for table: HistoryTable) -> Prepared {
    let frequencies = table.distinctFrequencies
    let chances = mayLeaveAtOnce ? frequencies.map { $0 + 1 } : frequencies
    let (a, b) = (parameters[2], parameters[3])
    return Prepared(
      r: parameters[0], alpha: parameters[1], a: a, b: b,
      purchases: RisingFactorials(of: parameters[0], counts: frequencies.map { $0 * steps }),
      staying: RisingFactorials(of: b, counts: chances),
      choices: RisingFactorials(of: a + b, counts: chances))
  }

  func constant(of table: HistoryTable) -> Double {
    guard steps > 1 else { return 0 }
    let k = Double(steps)
    return (k - 1) * table.logGapTotal
      - Double(table.repeatPurchaseCount) * GammaFunctions.logGamma(k)
  }

  func sums(
    of table: HistoryTable, frequency index: Int, rows: Range<Int>, with prepared: Prepared
  ) -> LikelihoodSums {
    var sums = LikelihoodSums()
    let frequency = table.distinctFrequencies[index]
    let count = Double(frequency * steps)
    let (alpha, r) = (prepared.alpha, prepared.r)
    let leaving = Leaving(
      prepared, chances: Double(mayLeaveAtOnce ? frequency + 1 : frequency), shape: r + count)
    var weightSum = 0.0
    var (last, logRate, growth) = (-1.0, 0.0, 0.0)
    for row in rows {
      let (recency, age, weight) = (table.recencies[row], table.ages[row], table.weights[row])
      if age != last {
        // Rows are in the order of their ages.
        last = age
        growth = log1p(age / alpha)
        logRate = count * log(alpha + age)
      }
      let inverse = 1 / (alpha + age)
      let mixed = leaving.ending(recency: recency, age: age, alpha: alpha, steps: steps)
      weightSum += weight
      sums.value += weight * (mixed.value - r * growth - logRate)
      let common = age / alpha * inverse
      sums.gradient +=
        weight * (mixed.gradient + SIMD4(-growth, r * common - count * inverse, 0, 0))
      let bend = r * (inverse * inverse - 1 / (alpha * alpha)) + count * inverse * inverse
      sums.hessian.r0 += weight * (mixed.hessian.r0 + SIMD4(0, common, 0, 0))
      sums.hessian.r1 += weight * (mixed.hessian.r1 + SIMD4(common, bend, 0, 0))
      sums.hessian.r2 += weight * mixed.hessian.r2
      sums.hessian.r3 += weight * mixed.hessian.r3
    }
    addShared(prepared, index, times: weightSum, to: &sums)
    return sums
  }

  /// What all customers of one frequency have in common.
  private func addShared(
    _ prepared: Prepared, _ index: Int, times weight: Double, to sums: inout LikelihoodSums
  ) {
    let (purchases, staying, choices) = (prepared.purchases, prepared.staying, prepared.choices)
    sums.value +=
      weight
      * (purchases.logarithms[index] + staying.logarithms[index] - choices.logarithms[index])
    let (chosen, bent) = (choices.firsts[index], choices.seconds[index])
    sums.gradient +=
      weight * SIMD4(purchases.firsts[index], 0, -chosen, staying.firsts[index] - chosen)
    sums.hessian.r0 += weight * SIMD4(purchases.seconds[index], 0, 0, 0)
    sums.hessian.r2 += weight * SIMD4(0, 0, -bent, -bent)
    sums.hessian.r3 += weight * SIMD4(0, 0, -bent, staying.seconds[index] - bent)
  }
}

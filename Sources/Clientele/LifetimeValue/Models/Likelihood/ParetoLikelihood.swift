import Glibc

/// The likelihood of the Pareto/NBD model: its parameters are `r`, `alpha`, `s` and `beta`.
///
/// Eight customers at a time: the continued fractions are chains of divisions, each of which waits
/// for the one before, and eight chains wait together.
struct ParetoLikelihood: HistoryLikelihood {
  static var rowsPerThread: Int { 4096 }

  struct Prepared: Sendable {
    let process: ParetoProcess
    let purchases: RisingFactorials
  }

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
      let joint = ParetoLanes(process, Double(frequency), recency, age)?.sums(weight)
      if let joint, joint.isFinite {
        sums += joint
      } else {
        for row in group { sums += slowly(table[row], process, weight: table.weights[row]) }
      }
    }
    sums.value += weightSum * prepared.purchases.logarithms[index]
    sums.gradient[0] += weightSum * prepared.purchases.firsts[index]
    sums.hessian.r0[0] += weightSum * prepared.purchases.seconds[index]
    return sums
  }

  /// One customer, for parameters where the fractions converge too slowly.
  private func slowly(
    _ history: PurchaseHistory, _ process: ParetoProcess, weight: Double
  ) -> LikelihoodSums {
    let (alpha, beta, age) = (process.alpha, process.beta, history.age)
    let x = Double(history.frequency)
    var sums = LikelihoodSums()
    if history.recency < age { sums = ParetoDeparture(process, history).sums }
    let (toAlpha, toBeta) = (1 / (alpha + age), 1 / (beta + age))
    sums.value +=
      -process.r * log1p(age / alpha) - x * log(alpha + age) - process.s * log1p(age / beta)
    sums.gradient += SIMD4(
      -log1p(age / alpha), process.r * age / alpha * toAlpha - x * toAlpha, -log1p(age / beta),
      process.s * age / beta * toBeta)
    sums.hessian.r0[1] += age / alpha * toAlpha
    sums.hessian.r1[0] += age / alpha * toAlpha
    sums.hessian.r1[1] +=
      process.r * (toAlpha * toAlpha - 1 / (alpha * alpha)) + x * toAlpha * toAlpha
    sums.hessian.r2[3] += age / beta * toBeta
    sums.hessian.r3[2] += age / beta * toBeta
    sums.hessian.r3[3] += process.s * (toBeta * toBeta - 1 / (beta * beta))
    var weighted = LikelihoodSums()
    weighted.add(sums, times: weight)
    return weighted
  }
}

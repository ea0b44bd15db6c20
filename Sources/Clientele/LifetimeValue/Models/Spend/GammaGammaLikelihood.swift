import ClienteleKernels
import Glibc

/// The log-likelihood of the gamma-gamma model, by ln p, ln (q − 1) and ln v.
struct GammaGammaLikelihood: Sendable {
  let table: SpendTable
  private let distinctCounts: [Int]
  private let runs: [Range<Int>]
  /// ln (x m) of each customer.
  private let logTotals: [Double]
  private let logMeans: [Double]

  private static let blockRowCount = 4096

  init(_ table: SpendTable) {
    self.table = table
    var (distinct, runs): ([Int], [Range<Int>]) = ([], [])
    var start = 0
    for row in table.counts.indices
    where row + 1 == table.counts.count || table.counts[row + 1] != table.counts[row] {
      distinct.append(table.counts[row])
      // Long runs are cut, so that threads can share them.
      for cut in stride(from: start, to: row + 1, by: Self.blockRowCount) {
        runs.append(cut..<min(cut + Self.blockRowCount, row + 1))
      }
      start = row + 1
    }
    distinctCounts = distinct
    self.runs = runs
    logMeans = table.means.map { log($0) }
    logTotals = zip(table.counts, table.means).map { log(Double($0) * $1) }
  }

  /// What customers with one number of purchases have in common.
  private struct Shared: Sendable {
    let x: Double
    let (p, q, v): (Double, Double, Double)
    let value: Double
    let byP: Double
    let byQ: Double
    let bendP: Double
    let bendBoth: Double
    let bendQ: Double

    init(_ count: Int, _ p: Double, _ q: Double, _ v: Double) {
      x = Double(count)
      (self.p, self.q, self.v) = (p, q, v)
      let (start, end) = (p * x, p * x + q)
      let (digammaQ, trigammaQ) = (GammaFunctions.digamma(q), GammaFunctions.trigamma(q))
      let (digamma, trigamma) = (GammaFunctions.digamma(end), GammaFunctions.trigamma(end))
      value = GammaFunctions.logRise(start, by: q) - GammaFunctions.logGamma(q)
      byP = x * (digamma - GammaFunctions.digamma(start))
      byQ = digamma - digammaQ
      bendP = x * x * (trigamma - GammaFunctions.trigamma(start))
      bendBoth = x * trigamma
      bendQ = trigamma - trigammaQ
    }
  }

  func landscape(at place: [Double], threads: Int) -> Landscape {
    let (p, above, v) = (exp(place[0]), exp(place[1]), exp(place[2]))
    let shared = Dictionary(
      uniqueKeysWithValues: distinctCounts.map { ($0, Shared($0, p, 1 + above, v)) })
    let parts = mapTasks(runs.count, threads: threads) { run in
      sums(of: runs[run], shared[table.counts[runs[run].lowerBound]]!)
    }
    var total = LikelihoodSums()
    for part in parts { total += part }
    // d q ÷ d ln (q − 1) is q − 1, as if it were the parameter.
    return total.byLogarithms(of: [p, above, v])
  }

  private func sums(of rows: Range<Int>, _ shared: Shared) -> LikelihoodSums {
    let (x, p, q, v) = (shared.x, shared.p, shared.q, shared.v)
    let logV = log(v)
    var sums = LikelihoodSums()
    for row in rows {
      let total = x * table.means[row]
      let inverse = 1 / (total + v)
      let (logTotal, logAll) = (logTotals[row], log(total + v))
      sums.value +=
        shared.value + q * (logV - logAll) + p * x * (logTotal - logAll) - logMeans[row]
      let slopes = SIMD4(
        shared.byP + x * (logTotal - logAll), shared.byQ + logV - logAll,
        q / v - (p * x + q) * inverse, 0)
      sums.gradient += slopes
      let (pv, qv) = (-x * inverse, 1 / v - inverse)
      let vv = (p * x + q) * inverse * inverse - q / (v * v)
      sums.hessian.r0 += SIMD4(shared.bendP, shared.bendBoth, pv, 0)
      sums.hessian.r1 += SIMD4(shared.bendBoth, shared.bendQ, qv, 0)
      sums.hessian.r2 += SIMD4(pv, qv, vv, 0)
    }
    return sums
  }
}

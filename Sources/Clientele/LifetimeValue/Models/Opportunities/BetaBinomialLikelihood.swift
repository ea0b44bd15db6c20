import ClienteleKernels
import Glibc

/// The log-likelihood of the BG/BB model: its parameters are `alpha`, `beta`, `gamma` and `delta`.
struct BetaBinomialLikelihood: Sendable {
  let table: OpportunityTable
  private let mostChances: Int
  private let blocks: [Range<Int>]

  init(_ table: OpportunityTable) {
    self.table = table
    mostChances = table.map(\.opportunities).max() ?? 0
    blocks = stride(from: 0, to: table.count, by: 64).map { $0..<Swift.min($0 + 64, table.count) }
  }

  /// Value, gradient and Hessian by the logarithms of the parameters.
  func landscape(at logarithms: [Double], threads: Int) -> Landscape {
    let parameters = logarithms.map { exp($0) }
    let terms = BetaBinomialTerms(parameters, mostChances: mostChances)
    let parts = mapTasks(blocks.count, threads: threads) { block in
      var sums = LikelihoodSums()
      for row in blocks[block] { sums.add(terms.sums(of: table[row]), times: table.weights[row]) }
      return sums
    }
    var total = LikelihoodSums()
    for part in parts { total += part }
    return total.byLogarithms(of: parameters)
  }
}

/// Tables from which the likelihood of any history of chances is put together.
struct BetaBinomialTerms: Sendable {
  private let gamma: Double
  private let ofAlpha: RisingFactorials
  private let ofBeta: RisingFactorials
  private let ofTaking: RisingFactorials
  private let ofDelta: RisingFactorials
  private let ofLeaving: RisingFactorials

  init(_ parameters: [Double], mostChances: Int) {
    let counts = Array(0...mostChances + 1)
    let (alpha, beta, delta) = (parameters[0], parameters[1], parameters[3])
    gamma = parameters[2]
    ofAlpha = RisingFactorials(of: alpha, counts: counts)
    ofBeta = RisingFactorials(of: beta, counts: counts)
    ofTaking = RisingFactorials(of: alpha + beta, counts: counts)
    ofDelta = RisingFactorials(of: delta, counts: counts)
    ofLeaving = RisingFactorials(of: gamma + delta, counts: counts)
  }

  /// ln of the likelihood that the customer had `chances` chances and was there for all of them.
  func logAlive(_ history: OpportunityHistory) -> Double {
    taking(history, until: history.opportunities)
      + ofDelta.logarithms[history.opportunities] - ofLeaving.logarithms[history.opportunities]
  }

  /// ln of the likelihood of a history.
  func logLikelihood(_ history: OpportunityHistory) -> Double {
    var value = logAlive(history)
    for last in history.recency..<history.opportunities {
      value = logOfSum(value, logLeft(history, after: last))
    }
    return value
  }

  private func taking(_ history: OpportunityHistory, until last: Int) -> Double {
    ofAlpha.logarithms[history.frequency] + ofBeta.logarithms[last - history.frequency]
      - ofTaking.logarithms[last]
  }

  /// ln of the likelihood of having left before the chance after `last`.
  private func logLeft(_ history: OpportunityHistory, after last: Int) -> Double {
    taking(history, until: last) + log(gamma) + ofDelta.logarithms[last]
      - ofLeaving.logarithms[last + 1]
  }

  /// The log-likelihood of one history with its derivatives.
  func sums(of history: OpportunityHistory) -> LikelihoodSums {
    let logLikelihood = logLikelihood(history)
    var sums = LikelihoodSums()
    let (x, n) = (history.frequency, history.opportunities)
    add(
      share: exp(logAlive(history) - logLikelihood), x, taken: n, stayed: n, left: false, to: &sums)
    for last in history.recency..<n {
      add(
        share: exp(logLeft(history, after: last) - logLikelihood), x, taken: last, stayed: last,
        left: true, to: &sums)
    }
    sums.hessian.addSquare(of: sums.gradient, times: -1)
    sums.value = logLikelihood
    return sums
  }

  private func add(
    share: Double, _ x: Int, taken: Int, stayed: Int, left: Bool, to sums: inout LikelihoodSums
  ) {
    let all = stayed + (left ? 1 : 0)
    let slopes = SIMD4(
      ofAlpha.firsts[x] - ofTaking.firsts[taken],
      ofBeta.firsts[taken - x] - ofTaking.firsts[taken],
      (left ? 1 / gamma : 0) - ofLeaving.firsts[all],
      ofDelta.firsts[stayed] - ofLeaving.firsts[all])
    let (taking, leaving) = (ofTaking.seconds[taken], ofLeaving.seconds[all])
    sums.gradient += share * slopes
    sums.hessian.addSquare(of: slopes, times: share)
    sums.hessian.r0 += share * SIMD4(ofAlpha.seconds[x] - taking, -taking, 0, 0)
    sums.hessian.r1 += share * SIMD4(-taking, ofBeta.seconds[taken - x] - taking, 0, 0)
    sums.hessian.r2 +=
      share * SIMD4(0, 0, (left ? -1 / (gamma * gamma) : 0) - leaving, -leaving)
    sums.hessian.r3 += share * SIMD4(0, 0, -leaving, ofDelta.seconds[stayed] - leaving)
  }
}

import ClienteleKernels
import Glibc

extension HistoryTable {
  /// The parameters under which these histories are most likely.
  ///
  /// ```swift
  /// let histories = orders.run(PurchaseHistories(through: "2026-04-30", unit: .week))
  /// let model = try histories.table.fit(.mbgNBD)
  /// model.logLikelihood!      // -3397.724…
  /// ```
  ///
  /// - Parameters:
  ///   - model: With `k` left out, every `k` from 1 on is tried until two in a row fit worse.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same to
  ///     the last bit.
  /// - Returns: A model whose ``FittedPurchaseModel/warnings`` say where the histories do not
  ///   determine it.
  /// - Throws: ``PurchaseModelError`` when there is nothing to learn from, or no best parameters
  ///   were found.
  /// - Complexity: O(distinct histories) for each of some ten steps, in parallel.
  public func fit(
    _ model: PurchaseModel, threads: Int? = nil
  ) throws(PurchaseModelError) -> FittedPurchaseModel {
    try checkContent(for: model)
    guard model.k == nil else { return try fitted(model, startingAt: nil, threads: threads) }
    var best: FittedPurchaseModel?
    var declines = 0
    var start: [Double]?
    for k in 1...PurchaseModel.largestK {
      let candidate = try fitted(model.with(k: k), startingAt: start, threads: threads)
      // One more step means steps that come faster.
      start = candidate.parameters
      start![1] *= Double(k) / Double(k + 1)
      if best.map({ candidate.logLikelihood! > $0.logLikelihood! }) ?? true {
        best = candidate
        declines = 0
      } else {
        declines += 1
      }
      if declines == 2 { break }
    }
    guard let best, best.model.k == PurchaseModel.largestK else { return best! }
    return best.adding(.mostRegularTried(k: PurchaseModel.largestK))
  }

  private func checkContent(for model: PurchaseModel) throws(PurchaseModelError) {
    guard customerCount > 0 else { throw .noCustomers }
    guard repeatPurchaseCount > 0 else { throw .noRepeatPurchases(customerCount: customerCount) }
    let needed = model.parameterNames.count
    guard count >= needed else { throw .tooFewHistories(count, parameterCount: needed) }
  }

  private func fitted(
    _ model: PurchaseModel, startingAt start: [Double]?, threads: Int?
  ) throws(PurchaseModelError) -> FittedPurchaseModel {
    let likelihood = model.likelihood
    let threads = threads ?? availableThreadCount
    var search = ModelStarts(self).search(for: model)
    if let start { search.starts = [start.map { log($0) }] + search.starts }
    // Later starts guard against lesser peaks; for many histories the first has never led to one.
    search.triesAllStarts = count < 4000
    guard
      let optimum = search.optimum(of: { place in
        likelihood.landscape(of: self, at: place, threads: threads)
      })
    else { throw .noOptimum(model: model.description) }
    return FittedPurchaseModel(model, of: self, optimum)
  }
}

extension PurchaseModel {
  fileprivate func with(k: Int) -> PurchaseModel {
    guard case .betaGeometric(_, let mayLeaveAtOnce) = kind else { return self }
    return mayLeaveAtOnce ? .mbgCNBD(k: k) : .bgCNBD(k: k)
  }
}

/// Where the search for parameters begins and ends.
struct ModelStarts {
  /// Purchases by the time of all customers.
  private let meanRate: Double
  private let meanAge: Double

  init(_ table: HistoryTable) {
    let customers = table.weights.reduce(0, +)
    let time = zip(table.ages, table.weights).reduce(0) { $0 + $1.0 * $1.1 }
    meanAge = time / customers
    meanRate = Double(table.repeatPurchaseCount) / time
  }

  func search(for model: PurchaseModel) -> LikelihoodSearch {
    let steps = Double(model.k ?? 1)
    let scale = log(meanAge)
    // Beyond these customers are as good as equal, or as different as can be.
    let shapes = log(1e-4)...log(1e4)
    let times = scale - 14...scale + 14
    func rates(_ r: Double, _ slowing: Double) -> [Double] {
      [log(r), log(r / (meanRate * steps * slowing))]
    }
    var search = LikelihoodSearch(starts: [], bounds: [], names: model.parameterNames)
    switch model.kind {
    case .gammaPoisson:
      search.starts = [rates(0.5, 1), rates(5, 1)]
      search.bounds = [shapes, times]
    case .pareto:
      search.starts = [
        rates(0.6, 2) + [log(0.6), log(0.3 * meanAge)],
        rates(2, 4) + [log(2), log(3 * meanAge)],
        rates(1, 1) + [log(0.1), log(meanAge)],
      ]
      search.bounds = [shapes, times, shapes, times]
    case .betaGeometric:
      search.starts = [
        rates(0.4, 2) + [log(0.8), log(2)], rates(1, 4) + [log(2), log(10)],
        rates(1, 1) + [log(0.1), log(1)],
      ]
      search.bounds = [shapes, times, shapes, shapes]
    }
    return search
  }
}

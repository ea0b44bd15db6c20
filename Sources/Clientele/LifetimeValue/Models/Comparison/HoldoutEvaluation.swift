import Glibc

/// Customers with a history, as arrays: what models are judged by.
struct HoldoutBase {
  let histories: HistoryColumns
  let track: RepeatPurchaseDays
  /// What repeat purchases are tracked by.
  let windows: [TimeWindow]
  /// Customer numbers.
  private let customers: [Int]
  private let frequencies: [Int]
  private let actual: [Double]
  /// 1 for those who bought in the holdout.
  private let bought: [UInt8]
  /// Of the holdout, in the unit of the histories.
  private let horizon: Double
  private let spend: FittedSpendModel?
  /// What each spends a purchase, as expected; empty without a model of spend.
  private let expectedSpends: [Double]
  private let actualRevenues: [Double]

  init(
    _ histories: HistoryColumns, track: RepeatPurchaseDays, windows: [TimeWindow],
    spend: FittedSpendModel?
  ) {
    self.histories = histories
    self.spend = spend
    self.track = track
    self.windows = windows
    let question = histories.question
    horizon = Double(question.holdoutEnd - question.end) / question.unit.dayCount
    customers = histories.indices.filter { histories.tableRow(of: $0) != nil }
    let found = customers.map { histories[$0]! }
    frequencies = found.map(\.history.frequency)
    actual = found.map { Double($0.holdoutFrequency) }
    bought = actual.map { $0 > 0 ? 1 : 0 }
    expectedSpends = spend.map { spend in found.map { spend.expectedSpend(of: $0) } } ?? []
    actualRevenues = found.map { max(0, $0.holdoutSpend) }
  }

  var holdoutPurchaseCount: Int { Int(actual.reduce(0, +)) }

  func evaluation(
    of model: FittedPurchaseModel, threads: Int?
  ) throws(PurchaseModelError) -> ModelEvaluation {
    let purchases = try values(.expectedPurchases(in: horizon), by: model, threads)
    let chances = try values(.probabilityOfPurchase(in: horizon), by: model, threads)
    let size = Double(max(1, customers.count))
    let errors = zip(purchases, actual).map { $0 - $1 }
    let buyers = GainsCurve(ScoredOutcomes(purchases, bought))
    return ModelEvaluation(
      model: model, expectedPurchases: purchases.reduce(0, +),
      actualPurchases: holdoutPurchaseCount,
      meanAbsoluteError: errors.reduce(0) { $0 + $1.magnitude } / size,
      rootMeanSquareError: (errors.reduce(0) { $0 + $1 * $1 } / size).squareRoot(),
      bias: errors.reduce(0, +) / size,
      correlation: correlation(purchases, actual), frequencyBins: frequencyBins(purchases),
      calibration: CalibrationBin.bins(of: ScoredOutcomes(chances, bought), count: 10),
      gains: gains(purchases, buyers), auc: buyers.auc, gini: gini(purchases),
      tracking: tracking(model),
      revenue: spend == nil
        ? nil
        : RevenueEvaluation(
          expected: zip(purchases, expectedSpends).map { $0 * $1 }, actual: actualRevenues))
  }

  private func values(
    _ figure: PurchaseFigure, by model: FittedPurchaseModel, _ threads: Int?
  ) throws(PurchaseModelError) -> [Double] {
    let values = try histories.values(of: figure, by: model, threads: threads)
    return customers.map { values[$0]! }
  }

  private func frequencyBins(_ expected: [Double]) -> [FrequencyBin] {
    let last = 7
    var sums = Array(repeating: (count: 0, expected: 0.0, actual: 0.0), count: last + 1)
    for place in customers.indices {
      let bin = min(frequencies[place], last)
      sums[bin].count += 1
      sums[bin].expected += expected[place]
      sums[bin].actual += actual[place]
    }
    return sums.enumerated().compactMap { bin, sum in
      sum.count == 0
        ? nil
        : FrequencyBin(
          frequency: bin, isOpen: bin == last, customerCount: sum.count,
          expectedMean: sum.expected / Double(sum.count),
          actualMean: sum.actual / Double(sum.count))
    }
  }

  /// - Parameter buyers: In the order of the scores.
  private func gains(_ scores: [Double], _ buyers: GainsCurve) -> [ModelGain] {
    guard let purchases = RankedOutcomes(scores: scores, outcomes: actual) else { return [] }
    return [0.1, 0.2, 0.5].compactMap { share in
      guard let captured = buyers.captured(byBest: share),
        let most = buyers.perfectlyCaptured(byBest: share)
      else { return nil }
      return ModelGain(
        share: share, buyers: captured, purchases: purchases.gain(at: share), mostBuyers: most)
    }
  }

  private func gini(_ scores: [Double]) -> Double? {
    guard let ranked = RankedOutcomes(scores: scores, outcomes: actual),
      let best = RankedOutcomes(scores: actual, outcomes: actual)
    else { return nil }
    return ranked.gini(best: best)
  }

  private func tracking(_ model: FittedPurchaseModel) -> [TrackedPeriod] {
    // Purchases that a new customer makes within each number of days.
    let days = histories.question.unit.dayCount
    var byAge: [Int: Double] = [0: 0]
    func expected(_ age: Int) -> Double {
      guard age > 0 else { return 0 }
      if let known = byAge[age] { return known }
      let value = model.expectedPurchasesOfNewCustomer(in: Double(age) / days)
      byAge[age] = value
      return value
    }
    var periods: [TrackedPeriod] = []
    var (sum, count, next, brought) = (0.0, 0, 0, 0.0)
    let mean = spend?.populationMean
    for window in windows {
      var value = 0.0
      for newcomers in track.newcomers where newcomers.day < window.end {
        let (start, end) = (window.start - 1 - newcomers.day, window.end - 1 - newcomers.day)
        value += Double(newcomers.count) * (expected(end) - expected(start))
      }
      var (actual, revenue) = (0, 0.0)
      while next < track.repeats.count, track.repeats[next].day < window.end {
        actual += track.repeats[next].count
        revenue += track.revenue[next].value
        next += 1
      }
      sum += value
      count += actual
      brought += revenue
      periods.append(
        TrackedPeriod(
          window: window, isCalibration: window.end <= histories.question.end + 1,
          expected: value, actual: actual, cumulativeExpected: sum, cumulativeActual: count,
          expectedRevenue: mean.map { $0 * value }, actualRevenue: revenue,
          cumulativeExpectedRevenue: mean.map { $0 * sum }, cumulativeActualRevenue: brought))
    }
    return periods
  }
}

/// −1 through 1; `nil` where one of them does not vary.
func correlation(_ left: [Double], _ right: [Double]) -> Double? {
  let size = Double(max(1, left.count))
  let (leftMean, rightMean) = (left.reduce(0, +) / size, right.reduce(0, +) / size)
  var (both, ofLeft, ofRight) = (0.0, 0.0, 0.0)
  for (x, y) in zip(left, right) {
    both += (x - leftMean) * (y - rightMean)
    ofLeft += (x - leftMean) * (x - leftMean)
    ofRight += (y - rightMean) * (y - rightMean)
  }
  guard ofLeft > 0, ofRight > 0 else { return nil }
  return max(-1, min(1, both / (ofLeft.squareRoot() * ofRight.squareRoot())))
}

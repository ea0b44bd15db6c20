import Clientele
import ClienteleFixtures
import Testing

@Suite struct ModelComparisonTests {
  private static let shop: (orders: OrderTable, comparison: ModelComparison) = {
    let orders = try! FixtureShop.orders()
    return (
      orders,
      try! orders.compareModels(
        [.nbd, .bgNBD, .mbgNBD, .mbgCNBD()], calibratedThrough: "2025-10-31",
        holdoutThrough: "2026-10-31", unit: .week)
    )
  }()

  @Test func `no share is more than all, in whatever order amounts are added`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let amounts = (0..<40).map { place in
        place % 2 == 0 ? Double(Int.random(in: 1...100_000, using: &generator)) / 100 : 0
      }
      let best = try #require(RankedOutcomes(scores: amounts, outcomes: amounts))
      #expect(best.gain(at: 0.5) <= 1 && best.gain(at: 0.9) <= 1, "seed \(seed)")
    }
  }

  @Test func `figures are those of their definitions`() throws {
    let (orders, comparison) = Self.shop
    let histories = orders.purchaseHistories(
      through: "2025-10-31", holdoutThrough: "2026-10-31", unit: .week)
    let customers = histories.indices.filter { histories[$0] != nil }
    #expect(comparison.customerCount == customers.count)
    let actual = customers.map { Double(histories[$0]!.holdoutFrequency) }
    #expect(Double(comparison.holdoutPurchaseCount) == actual.reduce(0, +))
    for evaluation in comparison.evaluations {
      let expected = customers.map {
        evaluation.model.expectedPurchases(histories[$0]!.history, in: 365.0 / 7)
      }
      let errors = zip(expected, actual).map { $0 - $1 }
      let size = Double(customers.count)
      let name = evaluation.model.model.description
      expectClose(evaluation.expectedPurchases, expected.reduce(0, +), within: 1e-12, name)
      expectClose(
        evaluation.meanAbsoluteError, errors.reduce(0) { $0 + $1.magnitude } / size,
        within: 1e-12, name)
      expectClose(
        evaluation.rootMeanSquareError,
        (errors.reduce(0) { $0 + $1 * $1 } / size).squareRoot(), within: 1e-12, name)
      expectClose(evaluation.bias, errors.reduce(0, +) / size, within: 1e-10, name)
      let auc = Self.auc(scores: expected, bought: actual.map { $0 > 0 })
      expectClose(try #require(evaluation.auc), auc, within: 1e-12, name)
      let gini = Self.concordance(expected, actual) / Self.concordance(actual, actual)
      expectClose(try #require(evaluation.gini), gini, within: 1e-10, name)
      #expect(evaluation.frequencyBins.reduce(0) { $0 + $1.customerCount } == customers.count)
      #expect(
        evaluation.calibration.reduce(0) { $0 + $1.observed.denominator } == customers.count)
      #expect(
        evaluation.calibration.reduce(0) { $0 + $1.observed.numerator }
          == actual.count { $0 > 0 })
      for (left, right) in zip(evaluation.calibration, evaluation.calibration.dropFirst()) {
        #expect(left.highest < right.lowest, "\(name): equal probabilities are in two bins")
      }
    }
  }

  /// How often a buyer is before someone who did not buy; equal scores count a half.
  private static func auc(scores: [Double], bought: [Bool]) -> Double {
    var (sum, pairs) = (0.0, 0.0)
    for buyer in scores.indices where bought[buyer] {
      for other in scores.indices where !bought[other] {
        pairs += 1
        sum +=
          scores[buyer] > scores[other] ? 1 : scores[buyer] == scores[other] ? 0.5 : 0
      }
    }
    return sum / pairs
  }

  /// Σ over pairs of the difference of outcomes, in the order of the scores; equal scores cancel.
  private static func concordance(_ scores: [Double], _ outcomes: [Double]) -> Double {
    var sum = 0.0
    for left in scores.indices {
      for right in scores.indices where scores[left] > scores[right] {
        sum += outcomes[left] - outcomes[right]
      }
    }
    return sum
  }

  @Test func `every purchase is tracked, and what a model expects adds up`() throws {
    let (orders, comparison) = Self.shop
    let days = orders.run(
      RepeatPurchases(ofCustomersThrough: "2025-10-31", until: "2026-10-31"))
    #expect(days.newcomers.reduce(0) { $0 + $1.count } == comparison.customerCount)
    for evaluation in comparison.evaluations {
      let last = try #require(evaluation.tracking.last)
      let seen = days.repeats.filter { $0.day < last.window.end }.reduce(0) { $0 + $1.count }
      #expect(last.cumulativeActual == seen)
      // A customer's expected purchases from the first day to the end of the last week.
      let all = days.newcomers.reduce(0.0) { sum, entry in
        sum + Double(entry.count)
          * evaluation.model.expectedPurchasesOfNewCustomer(
            in: Double(last.window.end - 1 - entry.day) / 7)
      }
      expectClose(last.cumulativeExpected, all, within: 1e-10)
      #expect(evaluation.tracking.allSatisfy { $0.expected >= 0 })
    }
  }

  @Test func `revenue is expected purchases times expected spend, and judged by what came`() throws
  {
    let (orders, comparison) = Self.shop
    let histories = orders.purchaseHistories(
      through: "2025-10-31", holdoutThrough: "2026-10-31", unit: .week)
    let customers = histories.compactMap(\.self)
    let spend = try histories.spendTable.fit()
    let actual = customers.map(\.holdoutSpend)
    let size = Double(customers.count)
    for evaluation in comparison.evaluations {
      let expected = customers.map { customer in
        evaluation.model.expectedPurchases(customer.history, in: 365.0 / 7)
          * spend.expectedSpend(
            meanSpend: customer.meanSpend ?? 0,
            purchaseCount: customer.meanSpend == nil ? 0 : customer.history.frequency)
      }
      let errors = zip(expected, actual).map { $0 - $1 }
      let revenue = try #require(evaluation.revenue)
      let name = evaluation.model.model.description
      expectClose(revenue.expected, expected.reduce(0, +), within: 1e-11, name)
      expectClose(revenue.actual, actual.reduce(0, +), within: 1e-12, name)
      expectClose(
        revenue.meanAbsoluteError, errors.reduce(0) { $0 + $1.magnitude } / size, within: 1e-11,
        name)
      expectClose(
        revenue.rootMeanSquareError, (errors.reduce(0) { $0 + $1 * $1 } / size).squareRoot(),
        within: 1e-11, name)
      expectClose(
        revenue.bias, errors.reduce(0, +) / size, within: 1e-9, scale: revenue.meanAbsoluteError,
        name)
      let gini = Self.concordance(expected, actual) / Self.concordance(actual, actual)
      expectClose(try #require(revenue.gini), gini, within: 1e-9, name)
      #expect(revenue.gains.map(\.share) == [0.1, 0.2, 0.5])
      #expect(revenue.gains.allSatisfy { $0.revenue > $0.share && $0.revenue <= $0.mostRevenue })
      // Tracked amounts are those of all repeat purchase days, refunds aside.
      let last = try #require(evaluation.tracking.last)
      let bought = orders.plainCustomers.reduce(0.0) { sum, customer in
        guard let first = customer.purchaseDays.first, first <= "2025-10-31" else { return sum }
        return sum
          + customer.purchases.reduce(0) {
            $1.day > first && $1.day < last.window.end ? $0 + Double($1.amount) / 100 : $0
          }
      }
      expectClose(last.cumulativeActualRevenue, bought, within: 1e-11, name)
      expectClose(
        last.cumulativeExpectedRevenue!, last.cumulativeExpected * spend.populationMean,
        within: 1e-12, name)
    }
  }

  @Test func `scores that are equal take their customers in no order`() throws {
    let equal = try #require(
      RankedOutcomes(scores: [1, 1, 1, 1], outcomes: [1, 0, 0, 0]))
    #expect(equal.gain(at: 0.25) == 0.25 && equal.gain(at: 1) == 1 && equal.area == 0.5)
    let ranked = try #require(
      RankedOutcomes(scores: [9, 8, 8, 7, 1], outcomes: [1, 1, 0, 0, 0]))
    #expect(ranked.gain(at: 0) == 0)
    expectClose(ranked.gain(at: 0.2), 0.5, within: 1e-15)
    expectClose(ranked.gain(at: 0.4), 0.75, within: 1e-15)
    expectClose(ranked.gain(at: 0.6), 1, within: 1e-15)
    #expect(RankedOutcomes(scores: [1, 2], outcomes: [0, 0]) == nil)
    #expect(RankedOutcomes(scores: [], outcomes: []) == nil)
  }

  @Test func `the best are the best, and results travel and do not depend on threads`() throws {
    let (orders, comparison) = Self.shop
    let byAIC = try #require(comparison.bestByAIC)
    #expect(comparison.evaluations.allSatisfy { $0.model.aic! >= byAIC.model.aic! })
    let nearest = try #require(comparison.bestInHoldout)
    #expect(
      comparison.evaluations.allSatisfy { $0.meanAbsoluteError >= nearest.meanAbsoluteError })
    #expect(try afterJSON(comparison) == comparison)
    let other = try orders.compareModels(
      [.nbd, .bgNBD, .mbgNBD, .mbgCNBD()], calibratedThrough: "2025-10-31",
      holdoutThrough: "2026-10-31", unit: .week, threads: 1)
    #expect(other == comparison)
    for warning in comparison.warnings {
      #expect(warning.description.split(separator: " ").count > 5)
    }
  }

  @Test func `bases that models cannot learn from are errors, or failures with a reason`() throws {
    let once = try OrderTable(
      customers: (0..<9).map { "\($0)" }, days: (0..<9).map { ("2024-01-01" as Day) + $0 },
      amounts: (0..<9).map { _ in 100 })
    #expect(throws: PurchaseModelError.noRepeatPurchases(customerCount: 9)) {
      try once.compareModels(calibratedThrough: "2024-02-01", holdoutThrough: "2024-03-01")
    }
    #expect(throws: PurchaseModelError.noCustomers) {
      try once.compareModels(calibratedThrough: "2023-02-01", holdoutThrough: "2024-03-01")
    }
    // Three histories are enough for two parameters, not for four.
    let few = try OrderTable(
      customers: ["a", "a", "b", "b", "c"],
      days: ["2024-01-01", "2024-01-09", "2024-01-02", "2024-02-02", "2024-01-05"],
      amounts: [100, 200, 300, 100, 100])
    let comparison = try few.compareModels(
      [.nbd, .mbgNBD], calibratedThrough: "2024-03-01", holdoutThrough: "2024-03-20")
    #expect(comparison.evaluations.map(\.model.model) == [.nbd])
    #expect(comparison.failures.map(\.model) == ["mbg-nbd"])
    #expect(comparison.warnings.contains(.nobodyBoughtInHoldout))
    #expect(comparison.evaluations[0].gains == [] && comparison.evaluations[0].auc == nil)
    #expect(comparison.evaluations[0].gini == nil)
    let revenue = comparison.evaluations[0].revenue
    #expect(
      revenue == nil || (revenue?.actual == 0 && revenue?.gains == [] && revenue?.gini == nil))
  }

  @Test func `days of first and repeat purchases are an analysis: laws hold`() throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let violations = try AnalysisLaws(seed: seed).violations(
        of: RepeatPurchases(ofCustomersThrough: "2022-02-10", until: "2022-04-30"),
        over: .random(seed: seed))
      #expect(violations == [])
    }
  }
}

/// The CDNOW sample, judged by 39 weeks: figures of `research/clv.md` §3.2.
@Suite(.needs("cdnow/sample.csv")) struct CDNOWComparisonTests {
  @Test func `purchases by frequency, errors and totals are the published ones`() throws {
    let comparison = try ReferenceData.cdnowSample().compareModels(
      [.bgNBD, .mbgNBD, .mbgCNBD(), .paretoNBD], calibratedThrough: "1997-09-30",
      holdoutThrough: "1998-06-30")
    // With one step MBG/CNBD-k is MBG/NBD, and is there once.
    #expect(comparison.evaluations.map(\.model.model) == [.bgNBD, .mbgNBD, .paretoNBD])
    #expect(comparison.holdoutPurchaseCount == 1882)
    let bg = comparison.evaluations[0]
    let pareto = comparison.evaluations[2]
    #expect(bg.frequencyBins.map(\.customerCount) == [1411, 439, 214, 100, 62, 38, 29, 64])
    let actual = [0.2367, 0.6970, 1.3925, 1.56, 2.5323, 2.9474, 3.8621, 6.3594]
    let ofBG = [0.22509, 0.52314, 1.04413, 1.52026, 2.16382, 2.65379, 3.50396, 6.15704]
    let ofPareto = [0.138, 0.600, 1.196, 1.714, 2.399, 2.907, 3.819, 6.403]
    for place in actual.indices {
      // As many digits as were published.
      expectClose(bg.frequencyBins[place].actualMean, actual[place], within: 6e-5, scale: 1)
      expectClose(bg.frequencyBins[place].expectedMean, ofBG[place], within: 3e-4, scale: 1)
      expectClose(
        pareto.frequencyBins[place].expectedMean, ofPareto[place], within: 1.5e-3, scale: 1)
    }
    expectClose(bg.correlation!, 0.6256, within: 6e-5, scale: 1)
    expectClose(pareto.correlation!, 0.6302, within: 6e-5, scale: 1)
    #expect(comparison.bestByAIC?.model.model == .mbgNBD)
    #expect(comparison.bestInHoldout?.model.model == .paretoNBD)
    #expect(
      comparison.warnings.contains(
        .criteriaDisagree(byAIC: "mbg-nbd", inHoldout: "pareto-nbd")))
    expectClose(pareto.tracking.last!.cumulativeExpected, 4270, within: 5e-3)
  }
}

import Clientele
import ClienteleFixtures
import Testing

@Suite struct PurchaseModelFitTests {
  private static let table = SimulatedHistories.table

  @Test func `a second program finds the same parameters, likelihoods and standard errors`() throws
  {
    for answer in SimulatedHistories.answers {
      let fitted = try Self.table.fit(answer.model)
      let name = fitted.model.description
      expectClose(try #require(fitted.logLikelihood), answer.logLikelihood, within: 1e-12, name)
      for (found, expected) in zip(fitted.parameters, answer.parameters) {
        // Where the likelihood is flat the last digits of parameters are open.
        expectClose(found, expected, within: 1e-7, name)
      }
      for (found, expected) in zip(try #require(fitted.standardErrors), answer.standardErrors) {
        expectClose(found, expected, within: 1e-6, name)
      }
      let covariance = try #require(fitted.fit?.covariance)
      expectClose(covariance[0][1], answer.covariance, within: 1e-6, name)
      for row in covariance.indices {
        for column in covariance.indices {
          #expect(covariance[row][column] == covariance[column][row], "\(name)")
        }
      }
      expectClose(
        try fitted.logLikelihood(of: Self.table), answer.logLikelihood, within: 1e-12, name)
      let count = Double(answer.parameters.count)
      expectClose(
        try #require(fitted.aic), 2 * count - 2 * answer.logLikelihood, within: 1e-12, name)
      // ln 300.
      expectClose(
        try #require(fitted.bic), 5.703782474656201 * count - 2 * answer.logLikelihood,
        within: 1e-12, name)
    }
  }

  @Test func `k is found by itself`() throws {
    #expect(try Self.table.fit(.mbgCNBD()).model == .mbgCNBD(k: 2))
    #expect(try Self.table.fit(.bgCNBD()).model == .bgCNBD(k: 2))
    // The search begins elsewhere, and ends at the same optimum.
    let (found, given) = (try Self.table.fit(.mbgCNBD()), try Self.table.fit(.mbgCNBD(k: 2)))
    for (left, right) in zip(found.parameters, given.parameters) {
      expectClose(left, right, within: 1e-7)
    }
    expectClose(found.logLikelihood!, given.logLikelihood!, within: 1e-13)
  }

  /// The data do not say how many: nobody's purchases are spread at random.
  @Test func `purchases as regular as a clock say that k wants to grow`() throws {
    let histories = try (1...12).flatMap { period in
      try (0..<6).map { extra in
        let count = 60 / period + extra
        return try PurchaseHistory(
          frequency: count, recency: Double(count * period),
          age: Double(count * period + (extra % 3) * period * 5))
      }
    }
    let logGaps = histories.reduce(0.0) { sum, history in
      let gap = history.recency / Double(history.frequency)
      return sum + Double(history.frequency) * GammaFunctions.logRise(gap, by: 1)
    }
    let fitted = try HistoryTable(histories, unit: .week, logGapTotal: logGaps).fit(.mbgCNBD())
    #expect(fitted.model.k == PurchaseModel.largestK)
    #expect(fitted.warnings.contains(.mostRegularTried(k: PurchaseModel.largestK)))
  }

  @Test func `another unit changes no prediction, and the likelihood by the purchases alone`()
    throws
  {
    let days = HistoryTable(
      Self.table.map { history in
        try! PurchaseHistory(
          frequency: history.frequency, recency: history.recency * 7, age: history.age * 7)
      }, customerCounts: Self.table.indices.map(Self.table.customerCount(of:)), unit: .day,
      logGapTotal: Self.table.logGapTotal
        + Double(Self.table.repeatPurchaseCount) * 1.9459101490553132)
    for answer in SimulatedHistories.answers {
      let (inWeeks, inDays) = (try Self.table.fit(answer.model), try days.fit(answer.model))
      let name = answer.model.description
      // Each purchase time has 7 times as many values that it can have: Σ x · ln 7.
      expectClose(
        inWeeks.logLikelihood! - inDays.logLikelihood!, 517 * 1.9459101490553132, within: 1e-9,
        name)
      expectClose(inDays.parameters[1], 7 * inWeeks.parameters[1], within: 1e-6, name)
      for row in [0, 40, 100] {
        expectClose(
          inDays.expectedPurchases(days[row], in: 273),
          inWeeks.expectedPurchases(Self.table[row], in: 39), within: 1e-6, name)
      }
    }
    let fitted = try days.fit(.bgNBD)
    #expect(throws: PurchaseModelError.otherUnit(model: .day, histories: .week)) {
      try fitted.values(of: .probabilityAlive, for: Self.table)
    }
  }

  @Test func `any number of threads gives the same bits`() throws {
    for (model, size) in [(PurchaseModel.bgNBD, 4000), (.mbgNBD, 4000), (.paretoNBD, 1200)] {
      let table = HistoryTable.random(customers: size, seed: 3)
      let fitted = try table.fit(model, threads: 1)
      let values = try fitted.values(of: .expectedPurchases(in: 9), for: table, threads: 1)
      for threads in [2, 5] {
        #expect(try table.fit(model, threads: threads) == fitted)
        #expect(
          try fitted.values(of: .expectedPurchases(in: 9), for: table, threads: threads)
            == values)
      }
    }
  }

  @Test func `slopes and curvatures are those of the likelihood, for any parameters`() {
    let places = [
      [-0.5, 2.4, -0.6, 2.5], [1, -1, 3, 4], [-3, 4, -4, -2], [0.1, 3, 0, 3],
      // α and β differ by a factor of a million: the continued fractions give up.
      [0.2, -6, 0.5, 8], [0.2, 9, 0.5, -7],
    ]
    for model in SimulatedHistories.answers.map(\.model) {
      for place in places {
        let place = Array(place.prefix(model.parameterNames.count))
        #expect(Self.slopeErrors(model, at: place).allSatisfy { $0 < 1e-5 }, "\(model) \(place)")
      }
    }
  }

  /// How far the gradient and the Hessian are from differences of likelihoods and gradients, by
  /// their own size.
  private static func slopeErrors(_ model: PurchaseModel, at place: [Double]) -> [Double] {
    let here = model.landscape(of: table, at: place)
    let size = here.gradient.map(\.magnitude).max()! + here.value.magnitude * 1e-3
    let bend = here.hessian.rows.joined().map(\.magnitude).max()! + here.value.magnitude * 1e-3
    return place.indices.flatMap { index -> [Double] in
      let step = 1e-4
      var (before, after) = (place, place)
      before[index] -= step
      after[index] += step
      let (left, right) = (
        model.landscape(of: table, at: before), model.landscape(of: table, at: after)
      )
      let slope = (right.value - left.value) / (2 * step)
      let bends = place.indices.map { other in
        (right.gradient[other] - left.gradient[other]) / (2 * step)
      }
      return [(slope - here.gradient[index]).magnitude / size]
        + place.indices.map { (bends[$0] - here.hessian[index, $0]).magnitude / bend }
    }
  }
}

extension HistoryTable {
  /// Histories without a model behind them, on a grid of days.
  static func random(customers: Int, seed: UInt64) -> HistoryTable {
    var generator = SeededGenerator(seed: seed)
    let histories = (0..<customers).map { _ in
      let age = Int.random(in: 100...400, using: &generator)
      let isOneTime = Int.random(in: 0..<10, using: &generator) < 6
      let frequency =
        isOneTime
        ? 0
        : 1 + Int.random(in: 0..<4, using: &generator) * Int.random(in: 0..<6, using: &generator)
      let recency = isOneTime ? 0 : Int.random(in: 1...age, using: &generator)
      return try! PurchaseHistory(
        frequency: frequency, recency: Double(recency) / 7, age: Double(age) / 7)
    }
    return HistoryTable(histories, unit: .week)
  }
}

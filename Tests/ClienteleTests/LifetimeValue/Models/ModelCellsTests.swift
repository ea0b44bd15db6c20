import Clientele
import ClienteleFixtures
import Testing

/// Log-likelihood, P(alive), expected and discounted purchases where other programs give NaN,
/// infinity or a few digits.
@Suite struct ModelCellsTests {
  /// A model at one place, a history, and what comes out of them.
  struct Cell {
    let model: FittedPurchaseModel
    let history: PurchaseHistory
    var horizon = 52.0
    /// ln 1.15 ÷ 52.
    var rate = 0.002687729661060743
    let logLikelihood: Double
    let alive: Double
    let expected: Double
    let discounted: Double?

    /// - Parameters:
    ///   - model: The name and the parameters.
    ///   - history: x, tₓ and T.
    ///   - results: In the order of the properties; a dash for what was not computed.
    init(
      _ model: [Substring], _ history: some Collection<Substring>,
      _ results: some Collection<Substring>
    ) throws {
      let kind = try #require(PurchaseModel(model[0]))
      let values = try model.dropFirst().map { try #require(Double($0)) }
      self.model = try FittedPurchaseModel(
        kind, parameters: Dictionary(uniqueKeysWithValues: zip(kind.parameterNames, values)),
        unit: .week)
      let history = Array(history)
      self.history = try PurchaseHistory(
        frequency: try #require(Int(history[0])), recency: try #require(Double(history[1])),
        age: try #require(Double(history[2])))
      let results = Array(results)
      logLikelihood = try #require(Double(results[0]))
      alive = try #require(Double(results[1]))
      expected = try #require(Double(results[2]))
      discounted = Double(results[3])
    }

    func check() throws {
      let claim = "\(model.model) \(model.parameters), \(history), \(horizon), \(rate)"
      let table = HistoryTable([history], unit: .week)
      expectClose(try model.logLikelihood(of: table), logLikelihood, within: 1e-9, claim)
      expectClose(model.probabilityAlive(history), alive, within: 1e-9, claim)
      expectClose(
        model.expectedPurchases(history, in: horizon), expected, within: 1e-9, claim)
      if let discounted {
        expectClose(
          try model.discountedPurchases(history, rate: rate), discounted, within: 1e-9, claim)
      }
    }
  }

  @Test func `hard cells agree with 40 digits to a relative 1e-9`() throws {
    var model: [Substring] = []
    var count = 0
    for line in HardCells.text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words[0].contains("nbd") {
        model = words
      } else {
        try Cell(model, words.prefix(3), words.dropFirst(3)).check()
        count += 1
      }
    }
    #expect(count == 114)
  }

  @Test func `random cells agree with 40 digits to a relative 1e-9`() throws {
    let lines = RandomCells.text.split(separator: "\n").map { $0.split(separator: " ") }
    for start in stride(from: 0, to: lines.count, by: 3) {
      var cell = try Cell(lines[start], lines[start + 1].prefix(3), lines[start + 2])
      cell.horizon = try #require(Double(lines[start + 1][3]))
      cell.rate = try #require(Double(lines[start + 1][4]))
      try cell.check()
    }
    #expect(lines.count == 270)
  }

  @Test func `every figure of hard cells agrees with its integrals to a relative 1e-9`() throws {
    let lines = ManyFigureCells.text.split(separator: "\n").map { $0.split(separator: " ") }
    for start in stride(from: 0, to: lines.count, by: 4) {
      let expected = lines[start + 2] + lines[start + 3]
      // The model, the history and a place for what is read by itself.
      let cell = try Cell(lines[start], lines[start + 1].prefix(3), expected.prefix(3) + ["-"])
      let times = try lines[start + 1].map { try #require(Double($0)) }
      let (model, history, count) = (cell.model, cell.history, Int(times[8]))
      let figures: [PurchaseFigure?] = [
        nil, .probabilityAlive, .expectedPurchases(in: times[3]),
        .probabilityOfPurchase(in: times[3]), .purchase(after: times[6], until: times[7]),
        .purchasePairs(after: times[6], until: times[7]),
        .discountedPurchases(rate: times[4], in: times[5]),
      ]
      let claim = "\(model.model) \(model.parameters), \(lines[start + 1])"
      for (figure, text) in zip(figures, expected) {
        guard let value = Double(text) else { continue }
        let found: Double
        if let figure {
          found = try model.value(of: figure, after: history)
        } else {
          found = try model.logLikelihood(of: HistoryTable([history], unit: .week))
        }
        expectClose(
          found, value, within: 1e-9, scale: figure == nil ? 1 : 0,
          "\(figure.map { "\($0)" } ?? "log-likelihood"), \(claim)")
      }
      let chances = model.countProbabilities(history, in: times[3], upTo: count)
      expectClose(chances[count], try #require(Double(expected[7])), within: 1e-9, claim)
    }
    #expect(lines.count == 280)
  }

  /// Parameters and histories from the smallest to the largest that anyone might have.
  private static let sizes = [1e-6, 1e-3, 0.1, 1, 30, 1e4]

  @Test func `no valid history gives NaN, infinity or less than 0`() throws {
    let models: [PurchaseModel] = [
      .nbd, .paretoNBD, .bgNBD, .mbgNBD, .bgCNBD(k: 3), .mbgCNBD(k: 12),
    ]
    let histories = [
      try PurchaseHistory(frequency: 0, recency: 0, age: 0),
      try PurchaseHistory(frequency: 0, recency: 0, age: 1e5),
      try PurchaseHistory(frequency: 1, recency: 1e-9, age: 1e4),
      try PurchaseHistory(frequency: 3, recency: 40, age: 40),
      try PurchaseHistory(frequency: 5000, recency: 9000, age: 9001),
    ]
    var generator = SeededGenerator(seed: 5)
    for model in models {
      // With steps between purchases every figure is a sum of many.
      for _ in 0..<(model.k == 1 ? 12 : 3) {
        let names = model.parameterNames
        let values = names.map { _ in Self.sizes.randomElement(using: &generator)! }
        let fitted = try FittedPurchaseModel(
          model, parameters: Dictionary(uniqueKeysWithValues: zip(names, values)), unit: .week)
        for history in histories { try checkRanges(fitted, history) }
      }
    }
  }

  private func checkRanges(_ model: FittedPurchaseModel, _ history: PurchaseHistory) throws {
    let claim = "\(model.model) \(model.parameters), \(history)"
    let alive = model.probabilityAlive(history)
    #expect((0...1).contains(alive), "\(claim): \(alive)")
    let table = HistoryTable([history], unit: .week)
    #expect(try model.logLikelihood(of: table).isFinite, "\(claim)")
    var last = 0.0
    for horizon in model.model.k == 1 ? [0, 1e-6, 1, 52, 1e4] : [0, 1e-6, 1, 52] {
      let expected = model.expectedPurchases(history, in: horizon)
      #expect(expected >= last * (1 - 1e-9) && expected < .infinity, "\(claim): \(expected)")
      last = expected
      let chance = model.probabilityOfPurchase(history, in: horizon)
      #expect((0...1).contains(chance), "\(claim): \(chance)")
      #expect(chance <= alive * (1 + 1e-9) && chance <= expected * (1 + 1e-9), "\(claim)")
    }
    // With steps between purchases every discounted value is an integral of sums.
    for rate in model.model.k == 1 ? [1e-4, 0.1] : [0.1] {
      for horizon in model.model.k == 1 ? [1, 52, Double.infinity] : [4] {
        let value = try model.discountedPurchases(history, rate: rate, in: horizon)
        #expect(value >= 0 && value < .infinity, "\(claim), \(rate), \(horizon): \(value)")
      }
    }
    let counts = model.countProbabilities(history, in: 20, upTo: 12)
    #expect(counts.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(claim): \(counts)")
    #expect(counts.reduce(0, +) <= 1 + 1e-9, "\(claim): \(counts)")
    expectClose(
      1 - counts[0], model.probabilityOfPurchase(history, in: 20), within: 1e-9, scale: 1, claim)
  }
}

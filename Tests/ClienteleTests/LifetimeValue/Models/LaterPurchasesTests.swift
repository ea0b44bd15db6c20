import Clientele
import Testing

/// What happens between two times to come.
@Suite struct LaterPurchasesTests {
  private func model(_ model: PurchaseModel, _ values: [Double]) throws -> FittedPurchaseModel {
    try FittedPurchaseModel(
      model, parameters: Dictionary(uniqueKeysWithValues: zip(model.parameterNames, values)),
      unit: .week)
  }

  private static let histories: [(x: Int, last: Double, age: Double)] = [
    (0, 0, 0), (0, 0, 39), (2, 30.43, 38.86), (26, 31, 31), (150, 100, 104),
  ]

  private func models() throws -> [FittedPurchaseModel] {
    [
      try model(.nbd, [0.385, 12.07]), try model(.paretoNBD, [0.553, 10.578, 0.606, 11.669]),
      try model(.paretoNBD, [1.2, 50, 2, 3]), try model(.bgNBD, [0.243, 4.414, 0.793, 2.426]),
      try model(.mbgNBD, [0.525, 6.183, 0.891, 1.614]), try model(.bgNBD, [0.3, 2, 1, 0.4]),
    ]
  }

  @Test func `integrals over rates and probabilities of leaving agree`() throws {
    // Integrated over λ and p with 18 digits (mpmath 1.3.0), of a customer who is alive.
    for (values, history, times, chance, pairs) in [
      (
        [0.243, 4.414, 0.793, 2.426], (2, 30.43, 38.86), (10.0, 20.0), 0.338429429774,
        0.2745108992957
      ),
      ([1.5, 20, 1.5, 1], (2, 35, 40), (26, 52), 0.44374382061, 0.878416605019),
    ] as [([Double], (Int, Double, Double), (Double, Double), Double, Double)] {
      let model = try model(.bgNBD, values)
      let history = try PurchaseHistory(
        frequency: history.0, recency: history.1, age: history.2)
      let alive = model.probabilityAlive(history)
      func found(_ figure: PurchaseFigure) throws -> Double {
        try model.value(of: figure, after: history) / alive
      }
      expectClose(
        try found(.purchase(after: times.0, until: times.1)), chance, within: 1e-9)
      expectClose(
        try found(.purchasePairs(after: times.0, until: times.1)), pairs, within: 1e-9)
    }
  }

  @Test func `simulated customers with regular purchases do as expected`() throws {
    // Four million draws each (NumPy 2.4.6); the last number is four standard errors.
    for (model, history, times, chance, mean, error) in [
      (
        try model(.mbgCNBD(k: 2), [1.33, 2.81, 0.425, 0.79]), (3, 12, 52), (10.0, 30.0), 0.7818305,
        1.336471, 1e-3
      ),
      (
        try model(.mbgCNBD(k: 3), [1.33, 2.81, 0.425, 0.79]), (0, 0, 12), (4, 12), 0.343361,
        0.381375, 1e-3
      ),
      (
        try model(.bgCNBD(k: 2), [0.36, 1.13, 0.52, 2.79]), (5, 40, 52), (26, 52), 0.82426975,
        2.1681345, 4e-3
      ),
    ] as [(FittedPurchaseModel, (Int, Double, Double), (Double, Double), Double, Double, Double)] {
      let history = try PurchaseHistory(
        frequency: history.0, recency: history.1, age: history.2)
      let alive = model.probabilityAlive(history)
      let found =
        try model.value(
          of: .purchase(after: times.0, until: times.1), after: history) / alive
      expectClose(found, chance, within: 1e-3, scale: 1, "\(model.model)")
      let purchases =
        try model.value(
          of: .purchases(after: times.0, until: times.1), after: history) / alive
      expectClose(purchases, mean, within: error, scale: 1, "\(model.model)")
    }
  }

  @Test func `simulated customers of Pareto/NBD do as expected`() throws {
    // Six million draws (NumPy 2.4.6); standard errors of 0.0002 and 0.0006.
    let model = try model(.paretoNBD, [0.553, 10.578, 0.606, 11.669])
    let history = try PurchaseHistory(frequency: 2, recency: 30.43, age: 38.86)
    let alive = model.probabilityAlive(history)
    func found(_ figure: PurchaseFigure) throws -> Double {
      try model.value(of: figure, after: history) / alive
    }
    expectClose(
      try found(.purchase(after: 10, until: 20)), 0.322480, within: 8e-4, scale: 1)
    expectClose(
      try found(.purchases(after: 10, until: 20)), 0.442006, within: 1.5e-3, scale: 1)
    expectClose(
      try found(.purchasePairs(after: 10, until: 20)), 0.313544, within: 2.4e-3, scale: 1)
  }

  @Test func `from now on they are what is known without a start`() throws {
    for model in try models() {
      for (x, last, age) in Self.histories {
        let history = try PurchaseHistory(frequency: x, recency: last, age: age)
        let claim = "\(model.model) \(model.parameters), \(history)"
        for horizon in [0, 1e-3, 1, 13.0] {
          expectClose(
            try model.value(of: .purchase(after: 0, until: horizon), after: history),
            model.probabilityOfPurchase(history, in: horizon), within: 1e-11, claim)
          expectClose(
            try model.value(of: .purchases(after: 0, until: horizon), after: history),
            model.expectedPurchases(history, in: horizon), within: 1e-13, claim)
        }
        // Σ n (n − 1) P(n), where all counts that matter are in sight.
        guard x < 100 else { continue }
        let counts = model.countProbabilities(history, in: 8, upTo: 400)
        let pairs = counts.enumerated().reduce(0) { sum, entry in
          sum + Double(entry.offset) * Double(entry.offset - 1) * entry.element
        }
        expectClose(
          try model.value(of: .purchasePairs(after: 0, until: 8), after: history), pairs,
          within: 1e-7, scale: 1e-6, claim)
      }
    }
  }

  @Test func `a stretch is likelier than its parts, and no likelier than both`() throws {
    for model in try models() + [try self.model(.mbgCNBD(k: 3), [1.3, 2.8, 0.4, 0.8])] {
      for (x, last, age) in Self.histories where x < 100 || model.model.k == 1 {
        let history = try PurchaseHistory(frequency: x, recency: last, age: age)
        let claim = "\(model.model) \(model.parameters), \(history)"
        func chance(_ start: Double, _ end: Double) throws -> Double {
          try model.value(of: .purchase(after: start, until: end), after: history)
        }
        let (first, second) = (try chance(3, 10), try chance(10, 26))
        let both = try chance(3, 26)
        #expect(both >= max(first, second) * (1 - 1e-12), "\(claim)")
        #expect(both <= (first + second) * (1 + 1e-12), "\(claim)")
        #expect(both <= model.probabilityAlive(history) * (1 + 1e-12), "\(claim)")
        #expect(try chance(10, 10) == 0, "\(claim)")
        let mean = try model.value(of: .purchases(after: 3, until: 26), after: history)
        let pairs = try model.value(of: .purchasePairs(after: 3, until: 26), after: history)
        #expect(both <= mean * (1 + 1e-9) && mean - both <= pairs * (0.5 + 1e-9), "\(claim)")
      }
    }
  }

  @Test func `times that cannot be are refused`() throws {
    let model = try model(.nbd, [1, 10])
    for (start, end) in [(-1, 3), (3, 1), (0, .infinity), (.nan, 1)] as [(Double, Double)] {
      for figure in [
        PurchaseFigure.purchase(after: start, until: end),
        .purchases(after: start, until: end), .purchasePairs(after: start, until: end),
      ] {
        #expect(throws: PurchaseModelError.self) { try model.value(of: figure, after: .new) }
      }
    }
  }
}

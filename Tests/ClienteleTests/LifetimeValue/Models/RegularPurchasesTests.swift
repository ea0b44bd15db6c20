import Clientele
import Testing

/// Models in which every k-th random step is a purchase.
@Suite struct RegularPurchasesTests {
  private func model(_ model: PurchaseModel, _ values: [Double]) throws -> FittedPurchaseModel {
    try FittedPurchaseModel(
      model, parameters: Dictionary(uniqueKeysWithValues: zip(model.parameterNames, values)),
      unit: .week)
  }

  private func history(_ x: Int, _ last: Double, _ age: Double) throws -> PurchaseHistory {
    try PurchaseHistory(frequency: x, recency: last, age: age)
  }

  /// r, α, a and b that BTYDplus finds for its grocer, with k = 2.
  private static let grocer = [1.3291973, 2.8126003, 0.42471558, 0.79004022]

  @Test func `the probability of being alive is that of BTYDplus`() throws {
    let model = try model(.mbgCNBD(k: 2), Self.grocer)
    let expected = [0.156425, 0.0292111, 0.00386127, 0.000439831, 0.0000461024]
    for (x, expected) in zip(1..., expected) {
      expectClose(model.probabilityAlive(try history(x, 12, 52)), expected, within: 1e-5, "\(x)")
    }
  }

  /// BTYDplus takes MBG/NBD's formula with k times α, which does not know how many steps are done.
  @Test func `expected purchases are exact where BTYDplus approximates`() throws {
    let model = try model(.mbgCNBD(k: 2), Self.grocer)
    var values = Self.grocer
    values[1] *= 2
    let random = try self.model(.mbgNBD, values)
    let published = [0.282281, 0.0754277, 0.0129738, 0.00182000, 0.000226639]
    for (x, published) in zip(1..., published) {
      let customer = try history(x, 12, 52)
      let alive = model.probabilityAlive(customer)
      let approximation =
        alive * random.expectedPurchases(customer, in: 52) / random.probabilityAlive(customer)
      expectClose(approximation, published, within: 1e-5, "\(x)")
      // The exact value is 0.4 % less to 6 % more.
      expectClose(
        model.expectedPurchases(customer, in: 52), published, within: 0.06, "\(x)")
      #expect(model.expectedPurchases(customer, in: 52) != approximation)
    }
  }

  @Test func `a million simulated customers agree`() throws {
    // Simulated in Python (NumPy 2.4.6), with the standard errors of the means.
    let pair = try model(.mbgCNBD(k: 2), [1.3, 2.8, 0.42, 0.8])
    let triple = try model(.bgCNBD(k: 3), [1.3, 2.8, 0.42, 0.8])
    for (model, expected, error, counts) in [
      (pair, 3.385838, 0.00546, [0.386266, 0.15676, 0.095262, 0.06736, 0.050482]),
      (triple, 2.996079, 0.00367, [0.101614, 0.385454, 0.155761, 0.093358, 0.063074]),
    ] {
      let found = model.expectedPurchasesOfNewCustomer(in: 40)
      #expect((found - expected).magnitude < 3 * error, "\(model.model): \(found)")
      let probabilities = model.countProbabilities(.new, in: 40, upTo: 4)
      for (found, expected) in zip(probabilities, counts) {
        expectClose(found, expected, within: 0.0015, scale: 1, "\(model.model)")
      }
    }
    // Customers with no repeat purchase in 40 weeks, and the next 30.
    for (model, expected, error, chance) in [
      (pair, 0.0702857616, 0.00053, 0.053333713), (triple, 0.5638789931, 0.00206, 0.4825516169),
    ] {
      let customer = try history(0, 0, 40)
      let found = model.expectedPurchases(customer, in: 30)
      #expect((found - expected).magnitude < 3 * error, "\(model.model): \(found)")
      expectClose(
        model.probabilityOfPurchase(customer, in: 30), chance, within: 0.003, scale: 1,
        "\(model.model)")
    }
  }

  @Test func `with one step the sums over steps are the closed forms`() throws {
    // Three ways to the same number: a series, a mean over leaving, and a sum over purchases.
    for values in [[0.243, 4.414, 0.793, 2.426], [3, 2, 0.1, 0.2], [0.5, 40, 5, 9]] {
      let model = try model(.mbgNBD, values)
      for customer in [try history(0, 0, 30), try history(4, 20, 30)] {
        for horizon in [0.5, 10, 200, 5000] {
          let counts = model.countProbabilities(customer, in: horizon, upTo: 600)
          let sum = counts.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
          let rest = 1 - counts.reduce(0, +)
          let expected = model.expectedPurchases(customer, in: horizon)
          if rest < 1e-12 { expectClose(sum, expected, within: 1e-9, "\(values) \(horizon)") }
          #expect(sum <= expected * (1 + 1e-9))
        }
      }
    }
  }

  @Test func `horizons of thousands of purchases are summed by their integral`() throws {
    // a next to 0: nobody leaves, and k steps make every k-th a purchase.
    for k in [2, 5] {
      let model = try model(.mbgCNBD(k: k), [4, 1, 1e-9, 10])
      let customer = try history(0, 0, 0)
      let expected = model.expectedPurchases(customer, in: 1e4)
      // Steps: 4 · 10⁴ on average; a purchase for each k, less (k − 1) ÷ 2k that are under way.
      let size = Double(k)
      expectClose(expected, 4e4 / size - (size - 1) / (2 * size), within: 1e-7, "\(k)")
    }
  }
}

/// The grocer of BTYDplus, whose customers come regularly.
@Suite(.needs("clv/grocery_elog.csv")) struct GroceryTests {
  private static let histories: HistoryColumns? = {
    try? ReferenceData.orders("clv/grocery_elog.csv", customer: 0, date: 1, amount: nil)
      .purchaseHistories(through: "2006-12-31", holdoutThrough: "2007-12-30", unit: .week)
  }()

  @Test func `every model fits as BTYDplus and BTYD have it`() throws {
    let table = try #require(Self.histories).table
    #expect(table.customerCount == 1525)
    #expect(table.repeatPurchaseCount == 5569)
    for (model, parameters, logLikelihood) in [
      (PurchaseModel.nbd, [0.42031951, 5.2451073], -16_376.864),
      (.paretoNBD, [0.78643539, 5.678976, 0.38622085, 5.7171182], -15_782.392),
      (.bgNBD, [0.34859199, 2.5809376, 0.50382616, 3.6443625], -15_836.566),
      (.mbgNBD, [1.2567908, 6.0384758, 0.36825145, 0.71573522], -15_781.939),
      (.bgCNBD(), [0.35906101, 1.1293875, 0.5228132, 2.7853414], -15_054.173),
      (.mbgCNBD(), [1.3291973, 2.8126003, 0.42471558, 0.79004022], -14_978.211),
    ] {
      let fitted = try table.fit(model)
      // Their search ends at a gradient that is not quite 0.
      for (found, expected) in zip(fitted.parameters, parameters) {
        expectClose(found, expected, within: 5e-4, "\(model)")
      }
      expectClose(fitted.logLikelihood!, logLikelihood, within: 1e-7, "\(model)")
      if model.k == nil { #expect(fitted.model.k == 2) }
    }
  }

  @Test func `k = 2 foresees the next year best`() throws {
    let histories = try #require(Self.histories)
    let actual = histories.map { Double($0!.holdoutFrequency) }
    #expect(actual.reduce(0, +) == 3389)
    for (model, expected) in [
      (PurchaseModel.nbd, 2.609), (.bgNBD, 1.577), (.paretoNBD, 1.508), (.bgCNBD(), 1.474),
      (.mbgCNBD(), 1.431),
    ] {
      let fitted = try histories.fit(model)
      let values = try histories.values(of: .expectedPurchases(in: 52), by: fitted).map { $0! }
      let error = zip(values, actual).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 1525
      // With regular purchases theirs is an approximation, and the exact expectation is nearer.
      expectClose(error, expected, within: fitted.model.k == 1 ? 1e-3 : 2.5e-2, "\(model)")
      #expect(error < expected + 1e-3, "\(model)")
    }
  }
}

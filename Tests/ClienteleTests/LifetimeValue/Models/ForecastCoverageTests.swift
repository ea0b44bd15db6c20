import Clientele
import ClienteleFixtures
import Testing

/// Forecasts of shops that do what their models say, held against what then happens. The full count
/// is `make recovery`.
@Suite struct ForecastCoverageTests {
  private static let shopCount = 30

  /// How often the intervals held, and how far off the sums were in standard deviations.
  private struct Tally {
    var held = 0
    var squares = 0.0

    mutating func add(_ figure: ForecastFigure, actual: Double) throws {
      let (low, high) = (try #require(figure.low), try #require(figure.high))
      if low <= actual && actual <= high { held += 1 }
      let (chance, error) = (
        try #require(figure.chanceDeviation), try #require(figure.parameterError)
      )
      let distance = actual - figure.value
      squares += distance * distance / (chance * chance + error * error)
    }
  }

  private func check(_ kind: PurchaseModel, _ values: [Double]) throws {
    let spend = try FittedSpendModel(p: 6, q: 4.5, v: 15)
    let shop = ModelShop(
      purchases: try FittedPurchaseModel(
        kind, parameters: Dictionary(uniqueKeysWithValues: zip(kind.parameterNames, values)),
        unit: .week),
      spend: spend, customers: 400,
      joining: TimeWindow(from: "2024-01-01", through: "2024-08-31"), watchedThrough: "2025-09-30")
    let window = TimeWindow(from: "2025-04-01", through: "2025-09-30")
    var (orders, buyers, revenue) = (Tally(), Tally(), Tally())
    for seed in 1...UInt64(Self.shopCount) {
      let histories = try OrderTable(shop.columns(seed: seed)).purchaseHistories(
        through: window.start - 1, holdoutThrough: window.end - 1, unit: .week)
      let model = CustomerValueModel(
        purchases: try histories.fit(kind), spend: try histories.spendTable.fit())
      let total = try model.forecast(for: histories, in: [window]).all.total
      let seen = histories.compactMap(\.self)
      try orders.add(total.orders, actual: seen.reduce(0) { $0 + Double($1.holdoutFrequency) })
      try buyers.add(total.buyers, actual: Double(seen.count { $0.holdoutFrequency > 0 }))
      try revenue.add(
        try #require(total.revenue), actual: seen.reduce(0) { $0 + $1.holdoutSpend })
    }
    for (name, tally) in [("orders", orders), ("buyers", buyers), ("revenue", revenue)] {
      // 28 or 29 of 30 are expected; fewer than 25 would happen once in 300 times.
      #expect(tally.held >= 25, "\(kind) \(name): \(tally.held)")
      // The mean of 30 squares of normal deviates is 1 ± 0.26: intervals may not be too wide
      // either.
      let mean = tally.squares / Double(Self.shopCount)
      #expect((0.3...1.8).contains(mean), "\(kind) \(name): \(mean)")
    }
  }

  @Test func `95 % intervals of forecasts hold what customers then do`() throws {
    try check(.mbgNBD, [0.8, 8, 0.9, 2])
    try check(.paretoNBD, [0.8, 10, 0.9, 15])
  }
}

import Clientele
import ClienteleFixtures
import Glibc

/// `clientele-models forecasts`: shops that do what a model says, forecast from one day on, and
/// what they then did; for `make recovery`.
///
///     mbg-nbd 2000 1 0.8 8 0.9 2     model, customers, seed and parameters by the week
func serveForecasts() throws {
  let window = TimeWindow(from: "2025-04-01", through: "2025-09-30")
  while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    guard words.count > 3, let model = PurchaseModel(words[0]), let customers = Int(words[1]),
      let seed = UInt64(words[2])
    else { fail("what is: \(line)") }
    let values = words.dropFirst(3).compactMap(Double.init)
    let shop = ModelShop(
      purchases: try FittedPurchaseModel(
        model, parameters: Dictionary(uniqueKeysWithValues: zip(model.parameterNames, values)),
        unit: .week),
      spend: try FittedSpendModel(p: 6, q: 4.5, v: 15), customers: customers,
      joining: TimeWindow(from: "2024-01-01", through: "2024-08-31"),
      watchedThrough: window.end - 1)
    let histories = try OrderTable(shop.columns(seed: seed)).purchaseHistories(
      through: window.start - 1, holdoutThrough: window.end - 1, unit: .week)
    let fitted = CustomerValueModel(
      purchases: try histories.fit(model), spend: try histories.spendTable.fit())
    let total = try fitted.forecast(for: histories, in: [window]).all.total
    let seen = histories.compactMap(\.self)
    let actual = [
      ("orders", total.orders, seen.reduce(0) { $0 + Double($1.holdoutFrequency) }),
      ("buyers", total.buyers, Double(seen.count { $0.holdoutFrequency > 0 })),
      ("revenue", total.revenue!, seen.reduce(0) { $0 + $1.holdoutSpend }),
    ]
    say(
      actual.map { name, figure, actual in
        guard let low = figure.low, let high = figure.high else { return (name, "null") }
        return (name, "[\(low), \(actual), \(high)]")
      })
  }
}

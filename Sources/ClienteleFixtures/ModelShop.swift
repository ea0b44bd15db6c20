public import Clientele
import Glibc

/// A shop whose customers do exactly what a purchase model says, and spend as a Gamma-Gamma model
/// says: what intervals are held against.
///
/// Customers join evenly over some days. Whoever is drawn never changes: rates of purchases and of
/// leaving, and the mean of what is spent, are each customer's own. Purchases happen in continuous
/// time and count at the end of their day, as they do in histories; two of a day are one.
///
/// ```swift
/// let model = try FittedPurchaseModel(
///   .mbgNBD, parameters: ["r": 0.8, "alpha": 8, "a": 0.9, "b": 2], unit: .week)
/// let shop = ModelShop(
///   purchases: model, spend: try FittedSpendModel(p: 6, q: 4, v: 15), customers: 500,
///   joining: TimeWindow(from: "2025-01-01", through: "2025-06-30"), watchedThrough: "2026-06-30")
/// try OrderTable(shop.columns(seed: 1)).customerCount     // 500
/// ```
public struct ModelShop: Sendable {
  /// What decides when customers buy, and when they leave.
  public let purchases: FittedPurchaseModel
  /// What decides how much.
  public let spend: FittedSpendModel
  /// How many customers there are.
  public let customerCount: Int
  /// When they make their first purchase.
  public let joining: TimeWindow
  /// The last day with orders.
  public let last: Day

  /// - Parameters:
  ///   - purchases: Any model without covariates.
  ///   - spend: Of single purchases, in major units of 100 minor ones.
  ///   - customers: At least 1.
  ///   - joining: At least one day.
  ///   - last: The last day with orders.
  /// - Precondition: As above.
  public init(
    purchases: FittedPurchaseModel, spend: FittedSpendModel, customers: Int, joining: TimeWindow,
    watchedThrough last: Day
  ) {
    precondition(customers >= 1 && joining.dayCount >= 1 && joining.end <= last + 1)
    precondition(purchases.covariates == nil, "customers differ by chance alone")
    self.purchases = purchases
    self.spend = spend
    customerCount = customers
    self.joining = joining
    self.last = last
  }

  /// All orders, customer by customer.
  ///
  /// - Parameter seed: Another seed draws other customers.
  /// - Complexity: O(orders).
  public func columns(seed: UInt64) -> OrderColumns {
    var generator = SeededGenerator(seed: seed)
    var (customers, days, amounts): ([Int64], [Day], [Int64]) = ([], [], [])
    for customer in 0..<customerCount {
      let first = joining.start + Int.random(in: 0..<joining.dayCount, using: &generator)
      // A purchase is gamma distributed with shape p, at a rate that is gamma distributed as well.
      let rate = generator.gamma(spend.q) / spend.v
      for day in [first] + purchaseDays(from: first, using: &generator) {
        customers.append(Int64(customer))
        days.append(day)
        amounts.append(max(1, Int64((100 * generator.gamma(spend.p) / rate).rounded())))
      }
    }
    return OrderColumns(customers: .integers(customers), days: days, amounts: amounts)
  }

  /// Days of repeat purchases, ascending.
  private func purchaseDays(
    from first: Day, using generator: inout SeededGenerator
  ) -> [Day] {
    let unit = purchases.unit.dayCount
    let rate = generator.gamma(parameter("r")) / parameter("alpha")
    var end = Double(last - first) / unit
    var leaving = 0.0
    if purchases["s"] != nil {
      let hazard = generator.gamma(parameter("s")) / parameter("beta")
      end = min(end, generator.exponential() / hazard)
    } else if purchases["a"] != nil {
      let (left, stayed) = (generator.gamma(parameter("a")), generator.gamma(parameter("b")))
      leaving = left / (left + stayed)
    }
    if purchases.model.description.hasPrefix("mbg"), generator.uniform() < leaving { return [] }
    var days: [Day] = []
    var time = 0.0
    while true {
      for _ in 0..<(purchases.model.k ?? 1) { time += generator.exponential() / rate }
      guard time <= end else { return days }
      let day = first + Int((time * unit).rounded(.up))
      if day != days.last ?? first { days.append(day) }
      if generator.uniform() < leaving { return days }
    }
  }

  private func parameter(_ name: String) -> Double { purchases[name]! }
}

extension SeededGenerator {
  /// Above 0, with mean 1.
  mutating func exponential() -> Double { -log1p(-uniform()) }

  /// A gamma variate with rate 1.
  ///
  /// Source: Marsaglia and Tsang (2000), "A simple method for generating gamma variables".
  mutating func gamma(_ shape: Double) -> Double {
    guard shape >= 1 else {
      return gamma(shape + 1) * pow(1 - uniform(), 1 / shape)
    }
    let size = shape - 1.0 / 3
    while true {
      let normal = (2 * exponential()).squareRoot() * cos(2 * .pi * uniform())
      let root = 1 + normal / (9 * size).squareRoot()
      guard root > 0 else { continue }
      let cube = root * root * root
      let bound = 0.5 * normal * normal + size * (1 - cube + log(cube))
      if log(1 - uniform()) < bound { return size * cube }
    }
  }
}

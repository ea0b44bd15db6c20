/// How many customers brought how much, from the least to the most.
///
/// All shares are quotients of exact whole numbers. Customers of equal revenue are one entry: no
/// figure can depend on who of them comes first.
///
/// ```swift
/// let shop = orders.concentration(through: today)
/// shop.share(ofTop: 0.2)!             // 0.7252…
/// shop.smallestShare(bringing: 0.8)!  // 0.275
/// shop.gini!                          // 0.6748…
/// ```
public struct RevenueDistribution: Hashable, Sendable, Codable {
  /// Customers of the same revenue.
  struct Run: Hashable, Sendable, Codable {
    let revenue: Int128
    var customerCount: Int
  }

  /// Ascending by revenue.
  let runs: [Run]
  let currency: Currency
  let total: Int128
  /// The number of customers.
  public let customerCount: Int
  /// Customers who got back more than they paid: they lower the revenue of all.
  public let negativeCustomerCount: Int

  init(_ revenues: [Int128], in currency: Currency) {
    var runs: [Run] = []
    for revenue in revenues.sorted() {
      if runs.last?.revenue == revenue {
        runs[runs.count - 1].customerCount += 1
      } else {
        runs.append(Run(revenue: revenue, customerCount: 1))
      }
    }
    self.runs = runs
    self.currency = currency
    customerCount = revenues.count
    negativeCustomerCount = revenues.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    total = runs.reduce(0) { $0 + $1.revenue * Int128($1.customerCount) }
  }

  /// What all customers brought together, those below zero included.
  public var revenue: Money { Money(minorUnits: total, in: currency) }

  /// Revenue ÷ customers; `nil` without customers.
  public var revenuePerCustomer: ExactMean? { revenue.divided(by: customerCount) }

  /// The Gini coefficient: 0 when all customers bring the same, near 1 when one brings everything.
  ///
  /// - Returns: 0 through 1 − 1/n, or more where some customers got back more than they paid; `nil`
  ///   without revenue.
  /// - Complexity: O(different revenues).
  ///
  /// Source: Gini (1912), as (2 Σ i·xᵢ) ÷ (n Σ xᵢ) − (n + 1) ÷ n over xᵢ in ascending order.
  public var gini: Double? {
    guard total > 0 else { return nil }
    // Below 2¹²⁷ for any table of fewer than 2³¹ orders of 64-bit amounts.
    var numerator = -Int128(customerCount + 1) * total
    var before = 0
    for run in runs {
      // Twice the sum of the places of the run's customers.
      let places = run.customerCount * (2 * before + run.customerCount + 1)
      numerator += run.revenue * Int128(places)
      before += run.customerCount
    }
    return Double(numerator) / Double(Int128(customerCount) * total)
  }

  /// The share of revenue that the best customers bring.
  ///
  /// A share of customers that is no whole number of them takes the last one in part.
  ///
  /// - Parameter share: Of customers, 0 through 1, to a millionth.
  /// - Returns: 0 through 1, or more where others got back more than they paid; `nil` without
  ///   revenue.
  /// - Precondition: `share` lies in 0...1.
  /// - Complexity: O(different revenues).
  public func share(ofTop share: Double) -> Double? {
    guard total > 0 else { return nil }
    // Everything in millionths of a customer.
    var left = Millionths(share).value * Int128(customerCount)
    var sum: Int128 = 0
    for run in runs.reversed() {
      let taken = min(left, Int128(run.customerCount) * 1_000_000)
      sum += run.revenue * taken
      left -= taken
    }
    return Double(sum) / Double(total * 1_000_000)
  }

  /// What a number of the best customers bring together.
  ///
  /// - Precondition: `count` is 0 through ``customerCount``.
  /// - Complexity: O(different revenues).
  public func revenue(ofTop count: Int) -> Money {
    precondition((0...customerCount).contains(count), "there are not so many customers")
    var left = count
    var sum: Int128 = 0
    for run in runs.reversed() {
      let taken = min(left, run.customerCount)
      sum += run.revenue * Int128(taken)
      left -= taken
    }
    return Money(minorUnits: sum, in: currency)
  }

  /// The smallest number of customers who together bring a share of the revenue.
  ///
  /// - Parameter share: Of revenue, 0 through 1, to a millionth.
  /// - Returns: 0 through ``customerCount``; `nil` without revenue.
  /// - Precondition: `share` lies in 0...1.
  /// - Complexity: O(different revenues).
  public func smallestCount(bringing share: Double) -> Int? {
    guard total > 0 else { return nil }
    var missing = Millionths(share).value * total
    var count = 0
    for run in runs.reversed() where missing > 0 {
      let each = run.revenue * 1_000_000
      let needed = min(Int128(run.customerCount), (missing + each - 1) / max(1, each))
      missing -= needed * each
      count += Int(needed)
    }
    return count
  }

  /// The smallest share of customers who together bring a share of the revenue: the 20 of 20/80.
  ///
  /// - Returns: 0 through 1; `nil` without revenue.
  /// - Precondition: `share` lies in 0...1.
  public func smallestShare(bringing share: Double) -> Double? {
    smallestCount(bringing: share).map { Double($0) / Double(customerCount) }
  }

  /// A point of the Lorenz curve: so many customers, from the least on, bring so much.
  public struct LorenzPoint: Hashable, Sendable, Codable {
    /// 0 through 1.
    public let customerShare: Double
    /// Never above ``customerShare``; below 0 where customers got back more than they paid.
    public let revenueShare: Double
  }

  /// The Lorenz curve at equal steps of customers, from (0, 0) to (1, 1); empty without revenue.
  ///
  /// - Parameter stepCount: The number of steps; one less than that of points.
  /// - Precondition: `stepCount` is 1 through 1,000,000.
  /// - Complexity: O(different revenues + steps).
  public func lorenzCurve(stepCount: Int = 100) -> [LorenzPoint] {
    precondition((1...1_000_000).contains(stepCount), "a curve has 1 to 1,000,000 steps")
    guard total > 0 else { return [] }
    let scale = Int128(stepCount)
    var points: [LorenzPoint] = []
    // Everything in parts of a customer, as many as there are steps.
    var (sum, seen): (Int128, Int128) = (0, 0)
    for run in runs {
      let end = seen + Int128(run.customerCount) * scale
      while points.count <= stepCount, Int128(points.count * customerCount) <= end {
        let part = Int128(points.count * customerCount) - seen
        points.append(
          LorenzPoint(
            customerShare: Double(points.count) / Double(stepCount),
            revenueShare: Double(sum + part * run.revenue) / Double(total * scale)))
      }
      sum += run.revenue * Int128(run.customerCount) * scale
      seen = end
    }
    return points
  }
}

public import Clientele

/// What a report says of how revenue is spread over customers.
public struct ConcentrationFigures: Hashable, Sendable {
  /// The best customers: those who brought most.
  public struct BestCustomers: Hashable, Sendable {
    /// In percent of all.
    public let percent: Int
    /// How many that are, rounded up.
    public let customerCount: Int
    /// What they brought together.
    public let revenue: Money
    /// … of what all brought; `nil` when that is not above 0.
    public let share: Double?
  }

  /// Customers with a purchase.
  public let customerCount: Int
  /// What they brought.
  public let revenue: Money
  /// The Gini coefficient; `nil` without revenue.
  public let gini: Double?
  /// The smallest share of customers that brings 80 % of revenue; `nil` without revenue.
  public let shareBringingEighty: Double?
  /// At each percent of customers; empty without revenue.
  public let lorenzCurve: [RevenueDistribution.LorenzPoint]
  /// The best 1, 5, 10, 20 and 50 percent; empty without customers.
  public let best: [BestCustomers]

  /// - Complexity: O(different revenues).
  init(of spread: RevenueDistribution) {
    customerCount = spread.customerCount
    revenue = spread.revenue
    gini = spread.gini
    shareBringingEighty = spread.smallestShare(bringing: 0.8)
    lorenzCurve = spread.lorenzCurve()
    let total = spread.revenue.value
    best =
      spread.customerCount == 0
      ? []
      : [1, 5, 10, 20, 50].map { percent in
        let count = (spread.customerCount * percent + 99) / 100
        let revenue = spread.revenue(ofTop: count)
        return BestCustomers(
          percent: percent, customerCount: count, revenue: revenue,
          share: total > 0 ? revenue.value / total : nil)
      }
  }
}

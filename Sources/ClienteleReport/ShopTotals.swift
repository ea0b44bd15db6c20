public import Clientele

/// What a shop's orders add up to.
public struct ShopTotals: Hashable, Sendable {
  /// Customers with a purchase.
  public let customerCount: Int
  /// Purchases.
  public let orderCount: Int
  /// Refunds.
  public let refundCount: Int
  /// What was paid, less what was paid back.
  public let revenue: Money
  /// The first and last day with a purchase; `nil` without purchases.
  public let days: ClosedRange<Day>?
  /// Of all amounts.
  public let currency: Currency
  /// Purchases after the as-of day, which no other figure has seen.
  public let unseenOrderCount: Int

  /// - Complexity: O(orders + customers).
  init(of orders: OrderTable, asOf day: Day) {
    customerCount = orders.purchaserCount
    orderCount = orders.orderCount
    refundCount = orders.refundCount
    revenue = orders.revenue
    days = orders.days
    currency = orders.currency
    unseenOrderCount = orders.orderCount(after: day)
  }
}

/// Membership tiers over a year, and who moved in the last three months.
public struct TierReport: Hashable, Sendable {
  /// As of thirteen month ends, oldest first.
  public let history: TierHistory
  /// Of the last three months.
  public let movement: TierMovement

  /// The tiers now.
  public var now: TierSnapshot { history.snapshots[history.snapshots.count - 1] }

  /// The tiers three months ago, by name and place.
  public var before: TierSnapshot { history.snapshots[history.snapshots.count - 4] }

  init(
    of orders: OrderTable, on ladder: TierLadder, asOf days: [Day], movingFrom base: Day,
    _ threads: Int?
  ) {
    let answers = orders.run(
      TierSeries(of: ladder, asOf: days, in: orders.currency),
      TierSeries(of: ladder, asOf: [base, days[days.count - 1]], in: orders.currency),
      threads: threads)
    history = answers.0
    movement = answers.1.movements[0]
  }
}

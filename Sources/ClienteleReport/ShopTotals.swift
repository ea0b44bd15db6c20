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

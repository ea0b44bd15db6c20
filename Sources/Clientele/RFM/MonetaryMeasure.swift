/// What a customer's monetary value is.
///
/// Amounts of purchases up to the as-of day. A refund up to the as-of day lowers what the
/// customer brought, whichever order it belongs to: so it lowers ``sum``, which may be negative,
/// and leaves ``mean``, ``median`` and ``max``, which speak of the purchases themselves, as they
/// were. Under the policy `restated`, refunds lower the orders themselves, and so all four.
///
/// Someone buys for 100, 300 and 200, and gets 250 back: the sum is 350, the mean 200, the median
/// 200 and the maximum 300. Net of the refund the mean would be 116.67, like no purchase made.
public enum MonetaryMeasure: String, Hashable, Sendable, Codable, CaseIterable {
  /// Purchases less refunds.
  case sum
  /// Purchases by their number: what an order of the customer's is worth on average.
  case mean
  /// The purchase in the middle; the mean of the two in the middle when their number is even.
  case median
  /// The largest purchase.
  case max
}

extension MonetaryMeasure {
  /// Whether the measure speaks of the purchases themselves, and needs a column beside revenue.
  @inline(__always)
  var isOfPurchases: Bool { self != .sum }
}

/// What a customer's monetary value is.
///
/// Amounts of purchases up to the as-of day. A refund up to the as-of day lowers what the
/// customer brought on the refund's own day, whichever order it belongs to: so it lowers ``sum``
/// and ``mean``, which may be negative, and leaves ``median`` and ``max``, which speak of single
/// orders, as they were. Under the policy `restated`, refunds lower the orders themselves, and so
/// all four.
public enum MonetaryMeasure: String, Hashable, Sendable, Codable, CaseIterable {
  /// Purchases less refunds.
  case sum
  /// Purchases less refunds, by the number of purchases: the average order value.
  case mean
  /// The purchase in the middle; the mean of the two in the middle when their number is even.
  case median
  /// The largest purchase.
  case max
}

extension MonetaryMeasure {
  /// Whether the measure speaks of single orders, and needs a column beside revenue.
  @inline(__always)
  var hasPeaks: Bool { self == .median || self == .max }
}

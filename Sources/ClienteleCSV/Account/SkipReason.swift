/// Why a record that is well formed is no purchase, by the rules of the schema.
public enum SkipReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// Its status says so: not paid, closed …
  case status
  case cancelled
  case test
  case missingCustomer
  case missingAmount
  /// A line whose quantity is not above zero, in an order that is no refund.
  case nonPositiveQuantity
  /// An order of amount zero.
  case zeroAmount
  /// A repeat of another record of its order, in every respect.
  case identical
  /// A later record of an order that the first one decides.
  case conflict
  /// A refund, where revenue is gross.
  case refund
}

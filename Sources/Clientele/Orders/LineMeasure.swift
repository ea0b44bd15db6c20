/// A further amount of each row, by which the lines of orders are kept apart.
///
/// Amounts are of the whole row, in minor units, not of one piece.
public enum LineMeasure: String, Hashable, Sendable, Codable, CaseIterable {
  /// What the row would have cost without any discount.
  case listPrice
  /// What was taken off: the list price is this and what was paid.
  case discount
  /// What the goods cost the shop.
  case cost
  /// What serving the order cost the shop: shipping, returns, support.
  case serviceCost

  /// The amount for a row that takes something back: goods and their prices go the other way, the
  /// trouble does not.
  func ofRefund(_ amount: Int64) -> Int64 {
    self == .serviceCost || amount <= 0 ? amount : -amount
  }
}

/// What a source says about the lines of its orders.
package struct LineKind: Hashable, Sendable {
  package let measures: [LineMeasure]
  /// An order's whole amount stands on its first line, and none on the others.
  package let amountsAreWhole: Bool

  package init(measures: [LineMeasure], amountsAreWhole: Bool = false) {
    precondition(Set(measures).count == measures.count, "one column for each measure")
    self.measures = measures
    self.amountsAreWhole = amountsAreWhole
  }
}

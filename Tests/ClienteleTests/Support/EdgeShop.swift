import Clientele

/// Shops at the edge of what can be asked: every analysis answers about them, or says that there
/// is no answer.
enum EdgeShop: String, CaseIterable {
  case empty, oneOrder, onlyRefunds, refundsFirst, zeroAmounts, allEqual, late, oneCustomer, huge
  /// Everyone of the others but the huge.
  case mixed

  var orders: OrderTable {
    get throws {
      let rows = rows
      var policies = OrderPolicies()
      if self == .zeroAmounts || self == .mixed { policies.zeroAmountOrders = .count }
      return try OrderTable(
        OrderColumns(
          customers: .texts(rows.map(\.customer)), days: rows.map(\.day),
          amounts: rows.map(\.amount)),
        policies: policies)
    }
  }

  private typealias Row = (customer: String, day: Day, amount: Int64)

  private var rows: [Row] {
    switch self {
    case .empty: []
    case .oneOrder: [("a", "2024-01-31", 500)]
    case .onlyRefunds: [("a", "2024-01-15", -500), ("b", "2024-02-29", -1)]
    case .refundsFirst:
      [
        ("a", "2024-01-01", -900), ("a", "2024-02-01", 500), ("a", "2024-02-01", -700),
        ("b", "2024-01-15", -100), ("b", "2024-03-31", 100),
      ]
    case .zeroAmounts: [("a", "2024-01-31", 0), ("a", "2024-02-01", 0), ("b", "2024-02-10", 0)]
    case .allEqual:
      ["a", "b", "c", "d"].flatMap { id -> [Row] in
        [(id, "2024-01-10", 100), (id, "2024-02-10", 100)]
      }
    case .late: [("a", "2030-01-01", 100), ("b", "2030-02-01", 100)]
    case .oneCustomer:
      (0..<60).map { index -> Row in ("a", ("2024-01-01" as Day) + index * 3 / 2, 100) }
    case .mixed:
      EdgeShop.allCases.filter { $0 != .huge && $0 != .mixed }.flatMap { shop in
        shop.rows.map { ("\(shop.rawValue)-\($0.customer)", $0.day, $0.amount) }
      }
    case .huge:
      [
        ("a", "2024-01-01", .max), ("a", "2024-01-02", .max), ("a", "2024-02-01", .max),
        ("b", "2024-01-01", .max), ("b", "2024-02-02", -.max), ("b", "2024-02-03", -.max),
      ]
    }
  }
}

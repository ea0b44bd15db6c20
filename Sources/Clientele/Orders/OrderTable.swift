package import ClienteleKernels

/// A shop's orders in memory: immutable columns, every customer's orders together and in day
/// order.
///
/// Grouping by customer is what every question about customers begins with. A table does it once;
/// then each question is one pass over neighbours in memory, and any number of questions share
/// the pass (``run(_:threads:)``). Purchases and refunds lie apart, so that counting purchases
/// never has to look at the sign of an amount.
///
/// ```swift
/// let orders = try OrderTable(
///   customers: ["ann", "bob", "ann"],
///   days: ["2026-01-05", "2026-01-05", "2026-02-01"],
///   amounts: [12_00, 5_50, 7_25])
/// orders.orderCount         // 3
/// orders.customerCount      // 2
/// orders.purchases(of: 0)[1].amount   // 7.25
/// ```
///
/// A table is a value that shares its columns: copying it is free, and it can be sent to any
/// thread. It takes 12 bytes an order and 4 bytes a customer, besides ids and dimensions.
public struct OrderTable: Sendable {
  /// Everyone with a purchase or a refund.
  public let customers: CustomerDirectory
  /// The one currency and scale of all amounts.
  public let currency: Currency
  /// The first and last day with a purchase; `nil` in a table without purchases.
  public let days: ClosedRange<Day>?
  /// Properties of orders and customers, in the source's order.
  public let dimensions: [Dimension]

  package let purchases: ClusteredColumns
  /// In the same groups as ``purchases``; `nil` when there are none.
  package let refunds: ClusteredColumns?
  /// What each purchase is the sum of; `nil` when lines were not kept.
  package let lines: OrderLines?
  /// For each dimension of customers its values; `nil` for dimensions of orders.
  package let customerProperties: [CustomerProperty?]
  /// What frequency counts.
  let purchaseUnit: OrderPolicies.PurchaseUnit

  /// The number of purchases.
  public var orderCount: Int { purchases.rowCount }

  /// Everything that was paid, minus everything that was paid back.
  ///
  /// - Complexity: O(purchases + refunds).
  public var revenue: Money {
    Money(minorUnits: purchases.valueTotal - (refunds?.valueTotal ?? 0), in: currency)
  }

  /// The number of customers with at least one purchase.
  ///
  /// - Complexity: O(customers).
  public var purchaserCount: Int {
    (0..<customerCount).reduce(0) { $0 + (purchases.rows(of: $1).isEmpty ? 0 : 1) }
  }

  /// The number of purchases after a day: what an answer as of that day has not seen.
  ///
  /// - Complexity: O(purchases).
  public func orderCount(after day: Day) -> Int {
    let purchases = purchases
    let keys = purchases.keys.span
    var count = 0
    for row in keys.indices where keys[row] > day.number { count += 1 }
    return count
  }

  /// The number of refunds after a day: what an answer as of that day has not seen.
  ///
  /// - Complexity: O(refunds).
  public func refundCount(after day: Day) -> Int {
    guard let refunds else { return 0 }
    let keys = refunds.keys.span
    var count = 0
    for row in keys.indices where keys[row] > day.number { count += 1 }
    return count
  }

  /// The number of refunds.
  public var refundCount: Int { refunds?.rowCount ?? 0 }

  /// The number of customers, also of those with refunds only. Customer numbers run from 0 up to,
  /// and not including, this.
  public var customerCount: Int { customers.count }

  /// Bytes that orders and refunds take for customer, day, amount and order boundary.
  public var byteCount: Int {
    purchases.byteCount + (refunds?.byteCount ?? 0)
  }

  /// The dimension with a name, or `nil`.
  public func dimension(named name: String) -> Dimension? {
    dimensions.first { $0.name == name }
  }

  /// One customer's purchases, in day order.
  ///
  /// - Precondition: `customer` is 0 ..< ``customerCount``.
  /// - Complexity: O(purchases of the customer).
  public func purchases(of customer: Int) -> [(day: Day, amount: Money)] {
    events(of: customer, in: purchases)
  }

  /// One customer's refunds, in day order, as positive amounts.
  ///
  /// - Precondition: `customer` is 0 ..< ``customerCount``.
  public func refunds(of customer: Int) -> [(day: Day, amount: Money)] {
    refunds.map { events(of: customer, in: $0) } ?? []
  }

  /// The values of a dimension of orders for one customer's purchases, in their order.
  ///
  /// - Precondition: The dimension is one of this table's, and a property of orders.
  public func values(of dimension: Dimension, ofPurchasesBy customer: Int) -> [String] {
    let place = place(of: dimension, at: .order)
    // A table without purchases has no codes.
    return purchases.rows(of: customer).map {
      dimension.texts.text(at: Int(purchases.codes[place][$0]))
    }
  }

  /// The value of a dimension of customers.
  ///
  /// - Precondition: The dimension is one of this table's, and a property of customers.
  public func value(of dimension: Dimension, ofCustomer customer: Int) -> String {
    let index = dimensions.firstIndex { $0.name == dimension.name && $0.level == .customer }
    guard let index, let codes = customerProperties[index]?.codes else {
      preconditionFailure("\(dimension.name) is not a property of customers here")
    }
    return dimension.texts.text(at: Int(codes[customer]))
  }

  /// The place of a dimension among those of a level.
  private func place(of dimension: Dimension, at level: Dimension.Level) -> Int {
    let place = dimensions.filter { $0.level == level }.firstIndex { $0.name == dimension.name }
    guard let place else {
      preconditionFailure("\(dimension.name) is not a property of \(level.rawValue)s here")
    }
    return place
  }

  private func events(
    of customer: Int, in columns: ClusteredColumns
  ) -> [(day: Day, amount: Money)] {
    precondition(customer >= 0 && customer < customerCount, "no such customer")
    return columns.rows(of: customer).map { row in
      (Day(number: columns.keys[row]), Money(minorUnits: columns.values[row], in: currency))
    }
  }
}

/// Why orders could not be made into a table.
public enum OrderTableError: Error, Hashable, Sendable {
  /// More memory would be needed than the caller allows. Nothing was kept.
  case overBudget(limitBytes: Int, neededBytes: Int)
  /// The system has not enough memory.
  case outOfMemory(neededBytes: Int)
  /// There are more different ids, or values of a dimension, than 32 bits can number.
  case tooManyValues(limit: Int)
  /// Two records with one order id deny each other.
  case conflictingRecords(record: Int, firstRecord: Int, OrderDisagreement)
  /// Two tables cannot be joined, because they disagree about something.
  case differentTables(TableDisagreement)

  package init(_ failure: MemoryFailure) {
    switch failure {
    case .overBudget(let limit, let needed):
      self = .overBudget(limitBytes: limit, neededBytes: needed)
    case .exhausted(let needed): self = .outOfMemory(neededBytes: needed)
    case .tooManyTexts(let limit): self = .tooManyValues(limit: limit)
    }
  }
}

extension OrderTableError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .overBudget(let limit, let needed):
      "the orders need \(needed) bytes, more than the \(limit) allowed"
    case .outOfMemory(let needed):
      "the system could not give \(needed) bytes for the orders"
    case .tooManyValues(let limit):
      "there are more than \(limit) different ids, or values of a dimension"
    case .conflictingRecords(let record, let first, let disagreement):
      "record \(record) has the order id of record \(first) and \(disagreement)"
    case .differentTables(let disagreement):
      "tables with \(disagreement) cannot be joined"
    }
  }
}

/// What the columns of an order file mean, and by which rules its records become orders.
///
/// Columns are found by the names in the header, never by position. A schema starts from a
/// preset and is changed where a shop differs:
///
/// ```swift
/// var schema = OrderSchema.plain
/// schema.columns.amount = ["net_total"]
/// schema.dateFormat = DateFormat("dd/MM/yyyy")!
/// ```
public struct OrderSchema: Hashable, Sendable {
  /// How names in the header are compared.
  public enum HeaderMatching: String, Hashable, Sendable, Codable, CaseIterable {
    case exact
    /// Without spaces around, and with a–z equal to A–Z.
    case loose
  }

  public var columns: OrderColumns
  /// Further columns to keep, by which orders or customers can be grouped.
  public var dimensions: [DimensionColumn]
  public var records: RecordMeaning

  public var encoding: TextEncoding
  public var dialect: CSVDialect
  public var headerMatching: HeaderMatching
  public var dateFormat: DateFormat
  public var numbers: NumberFormat

  /// Decimals of the currency's minor unit, 0 through 6: more in the file is an error.
  public var scale: Int
  /// The one currency of the file; `nil` takes the one of the first record that names any.
  public var currency: String?

  public var statuses: StatusRules
  /// Customer ids that stand for nobody.
  public var anonymousCustomers: [String]
  public var missingCustomer: MissingValuePolicy
  public var missingAmount: MissingValuePolicy
  public var zeroAmountOrders: ZeroAmountPolicy
  public var refunds: RefundPolicy
  /// Orders whose id begins so are refunds.
  public var refundOrderPrefix: String?
  public var nonPositiveQuantities: NonPositiveQuantityPolicy
  public var identicalLines: IdenticalLinePolicy
  public var conflictingOrders: OrderConflictPolicy

  public init(columns: OrderColumns) {
    self.columns = columns
    dimensions = []
    records = .orders
    encoding = .utf8
    dialect = CSVDialect()
    headerMatching = .exact
    dateFormat = .iso
    numbers = .plain
    scale = 2
    currency = nil
    statuses = StatusRules()
    anonymousCustomers = []
    missingCustomer = .error
    missingAmount = .error
    zeroAmountOrders = .skip
    refunds = .net
    refundOrderPrefix = nil
    nonPositiveQuantities = .refund
    identicalLines = .keep
    conflictingOrders = .error
  }
}

/// The names that each column may have, the preferred one first. An empty list: there is none.
public struct OrderColumns: Hashable, Sendable {
  /// Without this column every record is an order.
  public var order: [String]
  public var customer: [String]
  public var date: [String]
  /// The amount paid; or empty, and quantity times price is the amount.
  public var amount: [String]
  public var quantity: [String]
  public var price: [String]
  public var status: [String]
  /// How much of the order was paid back, on whatever day; booked on the order's day.
  public var refund: [String]
  public var currency: [String]
  /// Anything in this column: the order was cancelled.
  public var cancelled: [String]
  /// `true`, `yes` or `1` in this column: nobody ordered, somebody tried the shop.
  public var test: [String]

  public init(
    order: [String] = [], customer: [String], date: [String], amount: [String] = [],
    quantity: [String] = [], price: [String] = [], status: [String] = [],
    refund: [String] = [], currency: [String] = [], cancelled: [String] = [],
    test: [String] = []
  ) {
    self.order = order
    self.customer = customer
    self.date = date
    self.amount = amount
    self.quantity = quantity
    self.price = price
    self.status = status
    self.refund = refund
    self.currency = currency
    self.cancelled = cancelled
    self.test = test
  }
}

/// A column by which orders or customers can be grouped.
public struct DimensionColumn: Hashable, Sendable {
  /// What a value of the column describes.
  public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    case customer, order, line
  }

  /// What the dimension is called in results.
  public var name: String
  /// What the column is called in the file.
  public var column: String
  public var level: Level

  public init(name: String, column: String? = nil, of level: Level) {
    self.name = name
    self.column = column ?? name
    self.level = level
  }
}

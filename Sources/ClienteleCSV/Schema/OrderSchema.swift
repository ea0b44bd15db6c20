public import Clientele

/// What the columns of an order file mean, and by which rules its records become orders.
///
/// Columns are found by the names in the header, never by position. A schema starts from a
/// preset and is changed where a shop differs:
///
/// ```swift
/// var schema = OrderSchema.plain
/// schema.columns[.amount] = ["net_total"]
/// schema.dateFormat = DateFormat("dd/MM/yyyy")!
/// ```
public struct OrderSchema: Hashable, Sendable {
  /// How names in the header are compared.
  public enum HeaderMatching: String, Hashable, Sendable, Codable, CaseIterable {
    case exact
    /// Without spaces around, and with a–z equal to A–Z.
    case loose
  }

  public var columns: Columns
  /// Further columns to keep, by which orders or customers can be grouped.
  public var dimensions: [DimensionColumn]
  /// Columns of further amounts. With them, or with an empty list, the lines of orders are kept
  /// apart; `nil` keeps what orders sum to.
  public var measures: [MeasureColumn]?
  /// What a record is, and what counts as a purchase.
  public var policies: OrderPolicies
  /// Which lines carry the order's own cells, where records are lines.
  public var orderCells: OrderCells

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
  /// Orders whose id begins so are refunds.
  public var refundOrderPrefix: String?
  public var nonPositiveQuantities: NonPositiveQuantityPolicy

  public init(columns: Columns) {
    self.columns = columns
    dimensions = []
    measures = nil
    policies = OrderPolicies()
    orderCells = .everyLine
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
    refundOrderPrefix = nil
    nonPositiveQuantities = .refund
  }
}

/// Orders as a service has them: arrays of the same length, one row per order or line.
///
/// ```swift
/// var columns = OrderColumns(
///   customers: .integers([7, 7, 12]), days: ["2026-01-05", "2026-03-01", "2026-01-09"],
///   amounts: [12_00, 7_25, 5_50])
/// columns.dimensions = [
///   .init(name: "channel", level: .order, values: ["app", "web", "app"])
/// ]
/// try OrderTable(columns).customerCount     // 2
/// ```
public struct OrderColumns: Sendable {
  /// Who ordered, in the shop's own ids.
  public enum Customers: Sendable {
    case texts([String])
    case integers([Int64])
    /// Integers of 32 bits, as most databases number customers: the same table as from
    /// `integers`, made faster.
    case numbers([UInt32])

    var count: Int {
      switch self {
      case .texts(let ids): ids.count
      case .integers(let ids): ids.count
      case .numbers(let ids): ids.count
      }
    }
  }

  /// A named property, one value per row.
  public struct DimensionColumn: Sendable {
    public var name: String
    public var level: Dimension.Level
    public var values: [String]

    public init(name: String, level: Dimension.Level, values: [String]) {
      self.name = name
      self.level = level
      self.values = values
    }
  }

  /// A further amount of each row.
  public struct MeasureColumn: Sendable {
    public var measure: LineMeasure
    /// Minor units, of the whole row.
    public var amounts: [Int64]

    public init(_ measure: LineMeasure, amounts: [Int64]) {
      self.measure = measure
      self.amounts = amounts
    }
  }

  public var customers: Customers
  public var days: [Day]
  /// Minor units; negative for refunds.
  public var amounts: [Int64]
  /// Order ids; `nil` when every row is an order of its own.
  public var orders: [String]?
  public var dimensions: [DimensionColumn] = []
  /// Further amounts, one column for each measure. With them, or with an empty list, the lines of
  /// orders are kept apart, for ``PastValue``; `nil` keeps what orders sum to.
  public var measures: [MeasureColumn]?

  public init(customers: Customers, days: [Day], amounts: [Int64], orders: [String]? = nil) {
    self.customers = customers
    self.days = days
    self.amounts = amounts
    self.orders = orders
  }
}

public import Clientele

extension OrderSchema {
  /// What a column can mean.
  public enum Role: String, Hashable, Sendable, Codable, CaseIterable, CodingKey {
    /// Without this column every record is an order.
    case order
    case customer
    case date
    /// The amount paid; without this column it is quantity times price.
    case amount
    case quantity, price
    case status
    /// How much of the order was paid back, on whatever day; booked on the order's day.
    case refund
    case currency
    /// Anything in this column: the order was cancelled.
    case cancelled
    /// `true`, `yes` or `1` in this column: nobody ordered, somebody tried the shop.
    case test
  }

  /// The names that the columns may have, the preferred one first.
  ///
  /// A preset lists the names it knows, and takes what the file has. A column that the caller
  /// names must be there: ``subscript(_:)`` demands it.
  public struct Columns: Hashable, Sendable {
    private var names: [Role: [String]]
    /// Without these a file is refused.
    public private(set) var demanded: Set<Role>

    /// The names of columns, of which the first that is there counts.
    public init(_ names: [Role: [String]]) {
      self.init(names, demanded: [.customer, .date])
    }

    init(_ names: [Role: [String]], demanded: Set<Role>) {
      self.names = names
      self.demanded = demanded
    }

    /// The names of a column. Setting them demands the column; setting none gives it up.
    public subscript(role: Role) -> [String] {
      get { names[role] ?? [] }
      set {
        names[role] = newValue.isEmpty ? nil : newValue
        if newValue.isEmpty { demanded.remove(role) } else { demanded.insert(role) }
      }
    }
  }

  /// A column by which orders or customers can be grouped.
  public struct DimensionColumn: Hashable, Sendable {
    /// What the dimension is called in results.
    public var name: String
    /// What the column is called in the file.
    public var column: String
    /// Whose property it is.
    public var level: Dimension.Level

    /// A dimension, and the column that it is read from, if that has another name.
    public init(name: String, column: String? = nil, of level: Dimension.Level) {
      self.name = name
      self.column = column ?? name
      self.level = level
    }
  }
}

/// An object with a role for each key, and for each role one name or a list of names.
extension OrderSchema.Columns: Codable {
  public init(from decoder: any Decoder) throws {
    self.init([:])
    try update(from: decoder)
  }

  mutating func update(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, OrderSchema.Role.self)
    for role in OrderSchema.Role.allCases where container.contains(role) {
      var names: [String] = []
      try container.update(&names, role)
      self[role] = names
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: OrderSchema.Role.self)
    for role in OrderSchema.Role.allCases { try container.encode(self[role], forKey: role) }
  }
}

extension OrderSchema.DimensionColumn: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, column
    case level = "of"
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    let name: String = try container.decode(.name)
    var column: String?
    try container.update(&column, .column)
    self.init(name: name, column: column, of: try container.decode(.level))
  }
}

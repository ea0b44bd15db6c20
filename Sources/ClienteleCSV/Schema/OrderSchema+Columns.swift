public import Clientele

extension OrderSchema {
  /// The names that each column may have, the preferred one first. An empty list: there is none.
  public struct Columns: Hashable, Sendable {
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
    /// What the dimension is called in results.
    public var name: String
    /// What the column is called in the file.
    public var column: String
    /// Whose property it is.
    public var level: Dimension.Level

    public init(name: String, column: String? = nil, of level: Dimension.Level) {
      self.name = name
      self.column = column ?? name
      self.level = level
    }
  }
}

extension OrderSchema.Columns: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case order, customer, date, amount, quantity, price, status, refund, currency, cancelled, test
  }

  public init(from decoder: any Decoder) throws {
    self.init(customer: [], date: [])
    try update(from: decoder)
  }

  mutating func update(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    try container.update(&order, .order)
    try container.update(&customer, .customer)
    try container.update(&date, .date)
    try container.update(&amount, .amount)
    try container.update(&quantity, .quantity)
    try container.update(&price, .price)
    try container.update(&status, .status)
    try container.update(&refund, .refund)
    try container.update(&currency, .currency)
    try container.update(&cancelled, .cancelled)
    try container.update(&test, .test)
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

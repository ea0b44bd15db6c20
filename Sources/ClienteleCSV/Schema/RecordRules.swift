import Clientele

/// Which lines of an order carry what belongs to the whole order.
public enum OrderCells: String, Hashable, Sendable, Codable, CaseIterable {
  /// Every line.
  case everyLine
  /// The first; the lines that follow it leave those cells empty, and the amount too.
  case firstLine
}

/// What to do with a record that lacks something every order needs.
public enum MissingValuePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  case error, skip
}

/// What to do with lines whose quantity is not above zero in orders that are not refunds.
public enum NonPositiveQuantityPolicy: String, Hashable, Sendable, Codable, CaseIterable {
  case refund, skip
}

/// What the status of an order says about it. Upper and lower case of a–z are the same.
public struct StatusRules: Hashable, Sendable {
  /// What to do with a status that no list names.
  public enum Other: String, Hashable, Sendable, Codable, CaseIterable {
    case error, count, skip
  }

  /// Paid and not cancelled.
  public var counted: [String]
  /// Not paid, or cancelled.
  public var skipped: [String]
  /// Paid, and then paid back whole. When the file has a column of refunds, that decides.
  public var refunded: [String]
  /// The record is not an order but a refund: its amount is taken off.
  public var refund: [String]
  public var others: Other

  public init(
    counted: [String] = [], skipped: [String] = [], refunded: [String] = [],
    refund: [String] = [], others: Other = .error
  ) {
    self.counted = counted
    self.skipped = skipped
    self.refunded = refunded
    self.refund = refund
    self.others = others
  }
}

extension StatusRules: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case others, refunded, refund
    case counted = "count"
    case skipped = "skip"
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try StrictContainer(decoder, CodingKeys.self)
    try container.update(&counted, .counted)
    try container.update(&skipped, .skipped)
    try container.update(&refunded, .refunded)
    try container.update(&refund, .refund)
    try container.update(&others, .others)
  }
}

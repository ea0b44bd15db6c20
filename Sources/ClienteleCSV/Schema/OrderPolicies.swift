/// What one record of a file is.
public enum RecordMeaning: String, Hashable, Sendable, Codable, CaseIterable {
  /// A whole order.
  case orders
  /// A line of an order: lines with the same order id are added up.
  case lines
  /// A line of an order, where the first line of each order carries what belongs to the whole,
  /// its amount too, and the lines that follow leave those cells empty.
  case headedLines
}

/// Whether orders of amount zero are purchases.
public enum ZeroAmountPolicy: String, Hashable, Sendable, Codable, CaseIterable {
  case skip, count
}

/// What to do with a record that lacks something every order needs.
public enum MissingValuePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  case error, skip
}

/// What a refund does to the figures.
public enum RefundPolicy: String, Hashable, Sendable, Codable, CaseIterable {
  /// Lowers revenue on its own day.
  case net
  /// Nothing.
  case gross
  /// Is booked on its order; an order refunded in full was no purchase.
  case restated
}

/// What to do with a line that repeats another one exactly.
public enum IdenticalLinePolicy: String, Hashable, Sendable, Codable, CaseIterable {
  case keep, drop
}

/// What to do with an order id met again with other content.
public enum OrderConflictPolicy: String, Hashable, Sendable, Codable, CaseIterable {
  case error, keepFirst, sum
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

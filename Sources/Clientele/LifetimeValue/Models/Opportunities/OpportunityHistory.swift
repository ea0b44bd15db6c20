/// What the BG/BB model knows of one customer, whose chances to buy come one by one: x, tₓ and n.
///
/// Chances are counted from the one after the first purchase.
public struct OpportunityHistory: Hashable, Sendable, Codable {
  /// The chances that were taken, x.
  public let frequency: Int
  /// The last chance that was taken, tₓ, counted from 1; 0 when none was.
  public let recency: Int
  /// All chances, n.
  public let opportunities: Int

  /// - Throws: ``PurchaseModelError/history(frequency:recency:age:)`` unless x ≤ tₓ ≤ n, and tₓ is
  ///   above 0 exactly when x is.
  public init(
    frequency: Int, recency: Int, opportunities: Int
  ) throws(PurchaseModelError) {
    guard frequency >= 0, frequency <= recency, recency <= opportunities,
      opportunities <= 1 << 24, (frequency > 0) == (recency > 0)
    else {
      throw .history(
        frequency: frequency, recency: Double(recency), age: Double(opportunities))
    }
    self.init(validFrequency: frequency, recency: recency, opportunities: opportunities)
  }

  init(validFrequency frequency: Int, recency: Int, opportunities: Int) {
    self.frequency = frequency
    self.recency = recency
    self.opportunities = opportunities
  }

  /// Someone who has just bought for the first time.
  public static let new = OpportunityHistory(validFrequency: 0, recency: 0, opportunities: 0)

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      frequency: container.decode(Int.self, forKey: .frequency),
      recency: container.decode(Int.self, forKey: .recency),
      opportunities: container.decode(Int.self, forKey: .opportunities))
  }
}

/// Distinct histories of chances, each with the number of customers who have it.
public struct OpportunityTable: Hashable, Sendable {
  /// Ascending by chances, then frequency, then recency.
  private let rows: [OpportunityHistory]
  let weights: [Double]

  /// A table of some customers.
  ///
  /// - Parameters:
  ///   - histories: In any order; equal ones are counted.
  ///   - customerCounts: How many customers have each; 1 when `nil`. None is below 0.
  /// - Precondition: There are as many counts as histories.
  /// - Complexity: O(histories · log histories).
  public init(_ histories: [OpportunityHistory], customerCounts: [Int]? = nil) {
    precondition(customerCounts.map { $0.count == histories.count } ?? true, "a count is missing")
    precondition(customerCounts?.allSatisfy { $0 >= 0 } ?? true, "a count below 0")
    var counts: [OpportunityHistory: Int] = [:]
    for (index, history) in histories.enumerated() {
      counts[history, default: 0] += customerCounts?[index] ?? 1
    }
    let rows = counts.keys.filter { counts[$0]! > 0 }.sorted { left, right in
      (left.opportunities, left.frequency, left.recency)
        < (right.opportunities, right.frequency, right.recency)
    }
    self.rows = rows
    weights = rows.map { Double(counts[$0]!) }
  }
}

extension OpportunityTable: RandomAccessCollection {
  public var startIndex: Int { 0 }

  /// The number of distinct histories.
  public var endIndex: Int { rows.count }

  /// A distinct history.
  public subscript(row: Int) -> OpportunityHistory { rows[row] }

  /// How many customers have the history of a row.
  public func customerCount(of row: Int) -> Int { Int(weights[row]) }

  /// All customers.
  public var customerCount: Int { Int(weights.reduce(0, +)) }
}

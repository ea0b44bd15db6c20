/// What a purchase model knows of one customer: x, tₓ and T in the notation of the literature.
///
/// Times are counted from the customer's first purchase, in the unit of the model.
///
/// ```swift
/// let history = try PurchaseHistory(frequency: 2, recency: 30.43, age: 38.86)
/// ```
///
/// Source: Fader, Hardie and Lee (2005), "Counting your customers the easy way".
public struct PurchaseHistory: Hashable, Sendable, Codable {
  /// Repeat purchases, x: days with a purchase after the first one.
  public let frequency: Int
  /// From the first purchase to the last, tₓ: 0 exactly when there is no other.
  public let recency: Double
  /// From the first purchase to the end of what was observed, T.
  public let age: Double

  /// - Throws: ``PurchaseModelError/history(frequency:recency:age:)`` unless 0 ≤ recency ≤ age and
  ///   recency is above 0 exactly when frequency is.
  public init(frequency: Int, recency: Double, age: Double) throws(PurchaseModelError) {
    guard frequency >= 0, frequency <= 1 << 40, recency >= 0, recency <= age, age < .infinity,
      (frequency > 0) == (recency > 0)
    else { throw .history(frequency: frequency, recency: recency, age: age) }
    self.init(validFrequency: frequency, recency: recency, age: age)
  }

  init(validFrequency frequency: Int, recency: Double, age: Double) {
    self.frequency = frequency
    self.recency = recency
    self.age = age
  }

  /// Someone who has just bought for the first time.
  public static let new = PurchaseHistory(validFrequency: 0, recency: 0, age: 0)

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      frequency: container.decode(Int.self, forKey: .frequency),
      recency: container.decode(Double.self, forKey: .recency),
      age: container.decode(Double.self, forKey: .age))
  }
}

import ClienteleKernels

/// A named property of orders (category, channel, coupon …) or of customers (region …), coded:
/// every value is kept once, and orders or customers hold its number.
public struct Dimension: Sendable {
  /// Whose property it is.
  public enum Level: String, Hashable, Sendable, Codable, CaseIterable {
    /// Of an order. An order of several lines has the lowest of their values that is not empty,
    /// by their bytes; how many orders have lines that differ is counted in the load account.
    /// What each line has is not kept.
    case order
    /// Of a customer: the value on the latest day that has one, the lowest if several.
    case customer
  }

  public let name: String
  public let level: Level
  let texts: RankedTexts

  /// All values in byte order. A value's code is its place here.
  ///
  /// - Complexity: O(values).
  public var values: [String] { (0..<texts.count).map(texts.text(at:)) }

  /// The number of different values.
  public var valueCount: Int { texts.count }

  /// The code of a value, or `nil` when nobody has it.
  public func code(of value: String) -> Int? { texts.rank(of: value) }
}

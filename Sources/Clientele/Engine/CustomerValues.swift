/// One value for each customer, gathered block by block: the partial of analyses whose result is
/// a column.
///
/// Blocks may come in any order and from any thread; ``ordered()`` puts them in the order of
/// customer numbers.
public struct CustomerValues<Value: Sendable & Codable>: Sendable, Codable {
  private struct Stretch: Sendable, Codable {
    let firstCustomer: Int
    let values: [Value]
  }

  private var stretches: [Stretch] = []

  /// Nobody's.
  public init() {}

  /// Adds the values of consecutive customers.
  public mutating func append(_ values: [Value], from firstCustomer: Int) {
    stretches.append(Stretch(firstCustomer: firstCustomer, values: values))
  }

  /// Adds the values of other customers.
  public mutating func merge(_ other: CustomerValues<Value>) {
    stretches += other.stretches
  }

  /// All values, by customer number: `[customerCount]`.
  ///
  /// - Precondition: Every customer was added once.
  /// - Complexity: O(customers).
  public func ordered() -> [Value] {
    let sorted = stretches.sorted { $0.firstCustomer < $1.firstCustomer }
    var values: [Value] = []
    values.reserveCapacity(sorted.reduce(0) { $0 + $1.values.count })
    for stretch in sorted {
      precondition(stretch.firstCustomer == values.count, "customers missing or met twice")
      values += stretch.values
    }
    return values
  }
}

import ClienteleKernels

/// The customers of a table: from numbers, which analyses use, to ids, which the shop uses, and
/// back.
///
/// Numbers run from 0 in the order of the ids: texts by their bytes, integers by value. So a
/// customer's number depends on who is in the table, and on nothing else.
///
/// ```swift
/// let number = orders.customers.number(of: "u0007")!
/// orders.customers[number]    // u0007
/// ```
public struct CustomerDirectory: Sendable {
  enum Storage: Sendable {
    case texts(RankedTexts)
    case integers(Column<Int64>)
  }

  let storage: Storage

  /// The number of customers, also of those with refunds only.
  public var count: Int {
    switch storage {
    case .texts(let texts): texts.count
    case .integers(let integers): integers.count
    }
  }

  /// A customer's id as text.
  ///
  /// - Precondition: `number` is 0 ..< ``count``.
  /// - Complexity: O(length).
  public subscript(number: Int) -> String {
    switch storage {
    case .texts(let texts): texts.text(at: number)
    case .integers(let integers): String(integers[number])
    }
  }

  /// The number of the customer with an id, byte for byte, or `nil` when there is none.
  ///
  /// - Complexity: O(log n).
  public func number(of id: String) -> Int? {
    switch storage {
    case .texts(let texts): return texts.rank(of: id)
    case .integers:
      guard let value = Int64(id), String(value) == id else { return nil }
      return number(of: value)
    }
  }

  /// The number of the customer with an integer id; `nil` when there is none or ids are texts.
  ///
  /// - Complexity: O(log n).
  public func number(of id: Int64) -> Int? {
    guard case .integers(let integers) = storage else { return nil }
    var (low, high) = (0, integers.count)
    while low < high {
      let middle = (low + high) / 2
      if integers[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < integers.count && integers[low] == id ? low : nil
  }
}

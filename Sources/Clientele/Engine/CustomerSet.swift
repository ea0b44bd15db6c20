/// Some customers of a table, by their numbers: a target list, a tag, a segment.
///
/// ```swift
/// let ids = ["u0001", "u0007", "u9999"]
/// let targets = CustomerSet(ids.compactMap { orders.customers.number(of: $0) })
/// targets.contains(7)     // true
/// ```
public struct CustomerSet: Hashable, Sendable, Codable {
  /// One bit a customer; without zeros at the end, so that equal sets are equal.
  private var words: [UInt64] = []

  /// Nobody.
  public init() {}

  /// The customers with some numbers, in any order, repeats allowed.
  ///
  /// - Precondition: No number is negative.
  /// - Complexity: O(numbers + the largest).
  public init(_ numbers: some Sequence<Int>) {
    for number in numbers { insert(number) }
  }

  /// The customers whose bits are set; customer 0 is the lowest bit of the first word.
  init(words: [UInt64]) {
    self.words = words
    while self.words.last == 0 { self.words.removeLast() }
  }

  /// Adds a customer.
  ///
  /// - Precondition: `number` is not negative.
  public mutating func insert(_ number: Int) {
    precondition(number >= 0, "customer numbers begin at 0")
    while words.count <= number >> 6 { words.append(0) }
    words[number >> 6] |= 1 << UInt64(number & 63)
  }

  /// The number of customers.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether a customer belongs; nobody has a number below 0.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  public func contains(_ number: Int) -> Bool {
    let word = number >> 6
    return word >= 0 && word < words.count && words[word] >> UInt64(number & 63) & 1 == 1
  }

  /// The customers' numbers, ascending.
  ///
  /// - Complexity: O(the largest ÷ 64 + customers).
  public var numbers: [Int] {
    var numbers: [Int] = []
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(place * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return numbers
  }

  /// How many customers belong to both sets.
  ///
  /// - Complexity: O(the largest ÷ 64).
  public func commonCount(with other: CustomerSet) -> Int {
    zip(words, other.words).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
  }

  /// The lowest customer of both sets, if any.
  func firstCommon(with other: CustomerSet) -> Int? {
    for (place, pair) in zip(words, other.words).enumerated() where pair.0 & pair.1 != 0 {
      return place * 64 + (pair.0 & pair.1).trailingZeroBitCount
    }
    return nil
  }
}

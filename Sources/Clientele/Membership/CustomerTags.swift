/// Who carries which tags as of a day: counts, overlaps and members of any number of tags.
///
/// ```swift
/// let rules = try TagRules([
///   Tag("回头客", TagRule(.metric(.orders, .atLeast(2)))),
///   Tag("沉睡", TagRule(.stage([.sleeping]))),
/// ])
/// let tags = try orders.tags(rules, asOf: today)
/// tags.count(of: "回头客")                    // 204
/// tags.rate(of: "回头客")?.value              // 0.51
/// tags.overlap(of: "回头客", and: "沉睡")      // 35
/// tags.tags(of: 7)                           // ["回头客"]
/// ```
public struct CustomerTags: Hashable, Sendable, Codable {
  /// The last day that was seen.
  public let asOf: Day
  /// In the order of the rules.
  public let names: [String]
  /// For each tag who carries it.
  public let sets: [CustomerSet]
  /// Everyone who has bought by the day: all who could carry a tag.
  public let customers: CustomerSet

  init(asOf day: Day, names: [String], sets: [CustomerSet], customers: CustomerSet) {
    asOf = day
    self.names = names
    self.sets = sets
    self.customers = customers
  }

  /// Who carries a tag; `nil` for a name that no tag has.
  ///
  /// - Complexity: O(tags).
  public subscript(name: String) -> CustomerSet? {
    names.firstIndex(of: name).map { sets[$0] }
  }

  /// How many customers carry a tag; `nil` for a name that no tag has.
  ///
  /// - Complexity: O(tags + customers ÷ 64).
  public func count(of name: String) -> Int? { self[name]?.count }

  /// The customers who carry a tag, of all who have bought; `nil` for a name that no tag has.
  public func rate(of name: String) -> Rate? {
    count(of: name).map { Rate($0, of: customers.count) }
  }

  /// How many customers carry both tags; `nil` for names that no tag has.
  ///
  /// - Complexity: O(tags + customers ÷ 64).
  public func overlap(of first: String, and second: String) -> Int? {
    guard let one = self[first], let other = self[second] else { return nil }
    return one.commonCount(with: other)
  }

  /// For each tag, and each tag, how many customers carry both; on the diagonal those who carry it.
  ///
  /// - Returns: `[tagCount][tagCount]`, symmetrical.
  /// - Complexity: O(tags² × customers ÷ 64).
  public func overlaps() -> [[Int]] {
    var counts = sets.map { _ in [Int](repeating: 0, count: sets.count) }
    for (place, set) in sets.enumerated() {
      for other in place..<sets.count {
        counts[place][other] = set.commonCount(with: sets[other])
        counts[other][place] = counts[place][other]
      }
    }
    return counts
  }

  /// The tags of a customer, by name, in the order of the rules.
  ///
  /// - Complexity: O(tags).
  public func tags(of customer: Int) -> [String] {
    zip(names, sets).filter { $1.contains(customer) }.map(\.0)
  }
}

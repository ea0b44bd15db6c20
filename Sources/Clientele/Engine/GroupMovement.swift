/// How many customers went from each group to each between two days: of a pyramid, of phases, of
/// whatever has the same groups on both.
///
/// The group `nil` stands for customers who were in none. Row sums are the first day's groups,
/// column sums the second's.
///
/// ```swift
/// let spring = CustomerGroups(names: ["new", "loyal"], groups: [0, 1, nil])
/// let autumn = CustomerGroups(names: ["new", "loyal"], groups: [1, 1, 0])
/// let movement = spring.movement(to: autumn)
/// movement[0, 1]                                   // 1
/// movement[nil, 0]                                 // 1
/// spring.members(movingFrom: 0, to: 1, in: autumn) // [0]
/// ```
public struct GroupMovement: Hashable, Sendable, Codable {
  /// The groups' names.
  public let names: [String]
  /// `[(count + 1)²]`: row by row, the last row and column for no group.
  private let counts: [Int]

  fileprivate init(names: [String], counts: [Int]) {
    self.names = names
    self.counts = counts
  }

  /// The customers who were in one group on the first day and in another on the second, by the
  /// groups' places; `nil` for none.
  ///
  /// - Precondition: Places are those of ``names``.
  public subscript(origin: Int?, target: Int?) -> Int {
    for place in [origin, target] {
      precondition(place.map(names.indices.contains) ?? true, "no such group")
    }
    let none = names.count
    return counts[(origin ?? none) * (none + 1) + (target ?? none)]
  }

  /// Every pair of groups that someone could have moved between, row by row; nobody goes from none
  /// to none.
  public var pairs: [(origin: Int?, target: Int?)] {
    let places = names.indices.map(Optional.some) + [nil]
    return places.flatMap { origin in places.map { (origin, $0) } }
      .filter { $0.origin != nil || $0.target != nil }
  }
}

extension CustomerGroups {
  /// How customers moved from these groups to those of another day.
  ///
  /// - Precondition: Both have the same names.
  /// - Complexity: O(customers).
  public func movement(to later: CustomerGroups) -> GroupMovement {
    precondition(names == later.names, "movement is between groups of the same names")
    var counts = [Int](repeating: 0, count: (count + 1) * (count + 1))
    for customer in 0..<max(customerLimit, later.customerLimit) {
      let (origin, target) = (group(of: customer), later.group(of: customer))
      guard origin != nil || target != nil else { continue }
      counts[(origin ?? count) * (count + 1) + (target ?? count)] += 1
    }
    return GroupMovement(names: names, counts: counts)
  }

  /// The numbers of the customers who were in one group and are in another, ascending; there are as
  /// many as ``movement(to:)`` counts.
  ///
  /// - Precondition: Places are those of ``names``, and one of them is not `nil`.
  /// - Complexity: O(customers).
  public func members(
    movingFrom origin: Int?, to target: Int?, in later: CustomerGroups
  ) -> [Int] {
    precondition(origin != nil || target != nil, "nobody goes from none to none")
    return (0..<max(customerLimit, later.customerLimit)).filter {
      group(of: $0) == origin && later.group(of: $0) == target
    }
  }
}

/// How many customers have each tier as of one day.
public struct TierSnapshot: Hashable, Sendable, Codable {
  /// The last day that was seen.
  public let asOf: Day
  /// The ladder's tiers, from the lowest.
  public let tiers: [String]
  /// One a tier.
  public let counts: [Int]

  /// The customers of a tier; `nil` for a name that the ladder does not have.
  public subscript(tier: String) -> Int? { tiers.firstIndex(of: tier).map { counts[$0] } }

  /// Everyone with a tier.
  public var memberCount: Int { counts.reduce(0, +) }
}

/// How many customers went from each tier to each between two days (等级迁移).
///
/// The tier `nil` stands for customers without one: they had not bought yet, or had not earned one.
/// Row sums are the first day's counts, column sums the second's.
///
/// ```swift
/// let movement = orders.tierMovement(on: .taobao, from: "2026-03-31", to: "2026-09-30")
/// movement["高级", "VIP"]        // 9
/// movement.upgradeCount         // 35
/// ```
public struct TierMovement: Hashable, Sendable, Codable {
  /// The first day.
  public let from: Day
  /// The second day.
  public let to: Day
  /// The ladder's tiers, from the lowest.
  public let tiers: [String]
  /// `[(tierCount + 1)²]`: row by row, the last row and column for no tier.
  private let counts: [Int]

  init(from: Day, to: Day, tiers: [String], counts: [Int]) {
    self.from = from
    self.to = to
    self.tiers = tiers
    self.counts = counts
  }

  /// The customers of one tier on the first day and another on the second, by places in
  /// ``tiers``; `nil` for none. Nobody is counted who has none on both.
  ///
  /// - Precondition: Places are those of ``tiers``.
  public subscript(origin: Int?, target: Int?) -> Int {
    let none = tiers.count
    let (row, column) = (origin ?? none, target ?? none)
    precondition((0...none).contains(row) && (0...none).contains(column), "no such tier")
    return counts[row * (none + 1) + column]
  }

  /// The same by name; `nil` for names that the ladder does not have.
  public subscript(origin: String, target: String) -> Int? {
    guard let row = tiers.firstIndex(of: origin), let column = tiers.firstIndex(of: target) else {
      return nil
    }
    return self[row, column]
  }

  /// Every place and none, from the lowest tier: what rows and columns stand for.
  public var places: [Int?] { tiers.indices.map(Optional.some) + [nil] }

  /// Customers who rose from one tier to another.
  public var upgradeCount: Int { count { $0 < $1 } }

  /// Customers who fell from one tier to another.
  public var downgradeCount: Int { count { $0 > $1 } }

  /// Customers with a tier on both days, and the same.
  public var unchangedCount: Int { count { $0 == $1 } }

  /// Customers with a tier on the second day only.
  public var arrivalCount: Int { tiers.indices.reduce(0) { $0 + self[nil, $1] } }

  /// Customers with a tier on the first day only.
  public var departureCount: Int { tiers.indices.reduce(0) { $0 + self[$1, nil] } }

  private func count(where moves: (Int, Int) -> Bool) -> Int {
    tiers.indices.reduce(0) { sum, origin in
      tiers.indices.reduce(sum) { $0 + (moves(origin, $1) ? self[origin, $1] : 0) }
    }
  }
}

/// From a day on a customer has another tier.
public struct TierChange: Hashable, Sendable, Codable {
  /// The first day with the tier.
  public let day: Day
  /// The tier's place in the ladder; `nil` for none.
  public let tier: Int?

  /// A change, real or supposed.
  public init(day: Day, tier: Int?) {
    self.day = day
    self.tier = tier
  }
}

/// The tier histories of all customers, and so every customer's tier on any day.
///
/// A collection with one list of changes per customer number, in the order of days; the list of a
/// customer who never had a tier is empty.
///
/// ```swift
/// let trails = orders.tierTrails(on: .taobao, through: today)
/// trails[9].map(\.day)                                   // [2023-11-11, 2024-06-04, 2025-12-04]
/// trails.tier(of: 9, on: "2025-06-30")                   // 1
/// trails.tiers(on: "2025-06-30").members(of: 2).count    // 6
/// ```
public struct TierTrails: Equatable, Sendable {
  /// The ladder's tiers, from the lowest.
  public let tiers: [String]
  /// The last day that was seen.
  public let lastDay: Day
  /// Where each customer's changes begin, and where the last one's end: `[customerCount + 1]`.
  private var starts = [0]
  private var days: [Int32] = []
  private var places: [Int8] = []

  init(tiers: [String], through day: Day) {
    self.tiers = tiers
    lastDay = day
  }

  mutating func append(counts: [UInt32], days: [Int32], tiers: [Int8]) {
    for count in counts { starts.append(starts[starts.count - 1] + Int(count)) }
    self.days += days
    places += tiers
  }

  /// A customer's tier at the end of a day, by its place in ``tiers``; `nil` for none.
  ///
  /// - Precondition: `customer` is one of the table's, and `day` is not after ``lastDay``.
  /// - Complexity: O(log changes of the customer).
  public func tier(of customer: Int, on day: Day) -> Int? {
    change(of: customer, by: day)?.tier
  }

  /// The change that gave a customer the tier of a day; `nil` when there was none by then.
  ///
  /// - Precondition: `customer` is one of the table's, and `day` is not after ``lastDay``.
  /// - Complexity: O(log changes of the customer).
  public func change(of customer: Int, by day: Day) -> TierChange? {
    precondition(day <= lastDay, "later days were not seen")
    var (low, high) = (starts[customer], starts[customer + 1])
    while low < high {
      let middle = (low + high) / 2
      if days[middle] > day.number { high = middle } else { low = middle + 1 }
    }
    return low == starts[customer] ? nil : change(at: low - 1)
  }

  /// Everyone's tier at the end of a day.
  ///
  /// - Precondition: `day` is not after ``lastDay``.
  /// - Complexity: O(customers × log changes).
  public func tiers(on day: Day) -> CustomerGroups {
    CustomerGroups(names: tiers, groups: indices.map { tier(of: $0, on: day) })
  }

  private func change(at index: Int) -> TierChange {
    TierChange(
      day: Day(number: days[index]), tier: places[index] < 0 ? nil : Int(places[index]))
  }
}

extension TierTrails: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table.
  public var endIndex: Int { starts.count - 1 }

  /// A customer's changes, in the order of days.
  public subscript(customer: Int) -> [TierChange] {
    (starts[customer]..<starts[customer + 1]).map(change(at:))
  }
}

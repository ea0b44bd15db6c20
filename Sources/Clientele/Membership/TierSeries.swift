/// How many customers have each tier as of any number of days, and the movement from each day to
/// the next.
///
/// ```swift
/// let history = orders.run(TierSeries(of: .taobao, asOf: monthEnds, in: orders.currency))
/// history.snapshots[0]["VIP"]            // 11
/// history.movements[0].upgradeCount      // 3
/// ```
///
/// - Complexity: O(purchases + refunds + days), and reviews that move customers.
public struct TierSeries: Analysis {
  /// Strictly ascending.
  public let days: [Day]
  private let plan: TierPlan
  private let dates: TierDates

  /// - Parameters:
  ///   - ladder: What tiers ask for.
  ///   - days: The as-of days.
  ///   - currency: That of the table.
  /// - Precondition: `days` strictly ascend.
  public init(of ladder: TierLadder, asOf days: [Day], in currency: Currency) {
    precondition(
      zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "as-of days must strictly ascend")
    self.days = days
    plan = TierPlan(ladder, in: currency)
    dates = TierDates(of: ladder)
  }

  /// Tiers, and none.
  private var stateCount: Int { plan.ladder.tiers.count + 1 }

  /// Customers whose tier at a day is not the one at the day before:
  /// `[dayCount × stateCount × stateCount]`.
  public func makePartial() -> [UInt32] {
    Array(repeating: 0, count: days.count * stateCount * stateCount)
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout [UInt32]) {
    guard let last = days.last else { return }
    let states = stateCount
    var events = TierEvents()
    for position in block.positions {
      events.take(position, of: block, for: plan)
      // The tier of the day that was passed last, and the one that the next day will see.
      var (shown, current, place) = (states - 1, states - 1, 0)
      TierWalk.changes(of: events, on: plan, dates, through: last.number) { day, tier in
        let next = days.partitioningIndex { $0.number >= day }
        if next > place && shown != current {
          partial[(place * states + shown) * states + current] += 1
          shown = current
        }
        place = next
        current = tier == TierPlan.none ? states - 1 : tier
      }
      if shown != current { partial[(place * states + shown) * states + current] += 1 }
    }
  }

  public func merge(_ other: [UInt32], into partial: inout [UInt32]) { partial.add(other) }

  /// - Precondition: `currency` is the one that was asked about.
  public func finish(_ partial: [UInt32], in currency: Currency) -> TierHistory {
    precondition(currency.scale == plan.currency.scale, "the ladder was made for another currency")
    let (states, names) = (stateCount, plan.ladder.tiers.map(\.name))
    var counts = [Int](repeating: 0, count: states)
    var snapshots: [TierSnapshot] = []
    var movements: [TierMovement] = []
    for (place, day) in days.enumerated() {
      var cells = partial[place * states * states..<(place + 1) * states * states].map(Int.init)
      // Those who moved were counted; the others stayed. Without a tier nobody is known to be.
      for tier in names.indices {
        let left = cells[tier * states..<(tier + 1) * states].reduce(0, +)
        cells[tier * states + tier] = counts[tier] - left
      }
      let movement = TierMovement(
        from: days[max(place - 1, 0)], to: day, tiers: names, counts: cells)
      for tier in names.indices {
        counts[tier] = (0..<states).reduce(0) { $0 + cells[$1 * states + tier] }
      }
      snapshots.append(TierSnapshot(asOf: day, tiers: names, counts: Array(counts.dropLast())))
      if place > 0 { movements.append(movement) }
    }
    return TierHistory(snapshots: snapshots, movements: movements)
  }
}

/// Tier counts of a series of days, and the movement from each to the next.
public struct TierHistory: Hashable, Sendable, Codable {
  /// One a day.
  public let snapshots: [TierSnapshot]
  /// One fewer than ``snapshots``.
  public let movements: [TierMovement]
}

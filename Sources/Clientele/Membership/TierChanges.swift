/// Every customer's tier history through a day: each change, from the first tier on.
///
/// ```swift
/// let trails = orders.run(TierChanges(of: .taobao, through: today, in: orders.currency))
/// trails[9].count      // 3
/// ```
///
/// - Complexity: O(purchases + refunds), and reviews that move customers.
public struct TierChanges: Analysis {
  /// The last day that is seen.
  public let day: Day
  private let plan: TierPlan
  private let dates: TierDates

  /// - Parameters:
  ///   - ladder: What tiers ask for.
  ///   - day: The last day that is seen.
  ///   - currency: That of the table.
  public init(of ladder: TierLadder, through day: Day, in currency: Currency) {
    self.day = day
    plan = TierPlan(ladder, in: currency)
    dates = TierDates(of: ladder)
  }

  /// The changes of some customers, block by block.
  public struct Partial: Sendable, Codable {
    fileprivate var stretches: [Stretch] = []
  }

  fileprivate struct Stretch: Sendable, Codable {
    let firstCustomer: Int
    /// How many changes each customer has.
    var counts: [UInt32] = []
    var days: [Int32] = []
    var tiers: [Int8] = []
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    var events = TierEvents()
    var stretch = Stretch(firstCustomer: block.firstCustomer)
    stretch.counts.reserveCapacity(block.count)
    for position in block.positions {
      let before = stretch.days.count
      events.take(position, of: block, for: plan)
      TierWalk.changes(of: events, on: plan, dates, through: day.number) { day, tier in
        stretch.days.append(day)
        stretch.tiers.append(Int8(tier))
      }
      stretch.counts.append(UInt32(stretch.days.count - before))
    }
    partial.stretches.append(stretch)
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.stretches += other.stretches
  }

  /// - Precondition: `currency` is the one that was asked about, and every customer was added once.
  public func finish(_ partial: Partial, in currency: Currency) -> TierTrails {
    precondition(currency.scale == plan.currency.scale, "the ladder was made for another currency")
    var trails = TierTrails(tiers: plan.ladder.tiers.map(\.name), through: day)
    for stretch in partial.stretches.sorted(by: { $0.firstCustomer < $1.firstCustomer }) {
      precondition(stretch.firstCustomer == trails.count, "customers missing or met twice")
      trails.append(counts: stretch.counts, days: stretch.days, tiers: stretch.tiers)
    }
    return trails
  }
}

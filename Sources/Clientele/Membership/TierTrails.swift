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

/// Every customer's tier history: each change, from the first tier on.
///
/// ```swift
/// let trails = orders.run(TierTrails(of: .taobao, through: "2026-10-31", in: orders.currency))
/// trails[1].map(\.tier)      // ?
/// ```
///
/// - Complexity: O(purchases + refunds), and reviews that move customers.
public struct TierTrails: Analysis {
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

  public func makePartial() -> CustomerValues<[TierChange]> { CustomerValues() }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout CustomerValues<[TierChange]>
  ) {
    var events = TierEvents()
    var trails: [[TierChange]] = []
    trails.reserveCapacity(block.count)
    for position in block.positions {
      events.take(position, of: block, for: plan)
      var trail: [TierChange] = []
      TierWalk.changes(of: events, on: plan, dates, through: day.number) { day, tier in
        trail.append(
          TierChange(day: Day(number: day), tier: tier == TierPlan.none ? nil : tier))
      }
      trails.append(trail)
    }
    partial.append(trails, from: block.firstCustomer)
  }

  public func merge(
    _ other: CustomerValues<[TierChange]>, into partial: inout CustomerValues<[TierChange]>
  ) {
    partial.merge(other)
  }

  /// One list a customer, in the order of days; empty for customers who never had a tier.
  ///
  /// - Precondition: `currency` is the one that was asked about.
  public func finish(
    _ partial: CustomerValues<[TierChange]>, in currency: Currency
  ) -> [[TierChange]] {
    precondition(currency.scale == plan.currency.scale, "the ladder was made for another currency")
    return partial.ordered()
  }
}

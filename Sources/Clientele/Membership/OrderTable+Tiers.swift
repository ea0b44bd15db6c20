extension OrderTable {
  /// Every customer's tier as of a day.
  ///
  /// ```swift
  /// let tiers = orders.tiers(on: .taobao, asOf: "2026-10-31")
  /// tiers.names[tiers.group(of: 7)!]     // 高级
  /// ```
  ///
  /// - Complexity: One pass over the orders.
  public func tiers(on ladder: TierLadder, asOf day: Day) -> CustomerGroups {
    run(CustomerTiers(of: ladder, asOf: day, in: currency))
  }

  /// Tier counts as of many days, and the movement from each to the next.
  ///
  /// - Precondition: `days` strictly ascend.
  /// - Complexity: One pass over the orders, whatever the number of days.
  public func tierHistory(on ladder: TierLadder, asOf days: [Day]) -> TierHistory {
    run(TierSeries(of: ladder, asOf: days, in: currency))
  }

  /// Customers by their tier on two days.
  ///
  /// - Precondition: `base` is before `later`.
  public func tierMovement(on ladder: TierLadder, from base: Day, to later: Day) -> TierMovement {
    precondition(base < later, "movement runs from an earlier to a later day")
    return tierHistory(on: ladder, asOf: [base, later]).movements[0]
  }

  /// The numbers of the customers who had one tier on a day and another on a later one, ascending;
  /// `nil` stands for no tier.
  ///
  /// There are as many as ``TierMovement`` counts. From none to none there is everyone who has a
  /// tier on neither day.
  ///
  /// ```swift
  /// let risen = orders.customers(
  ///   on: .taobao, from: 1, to: 2, between: "2026-03-31", and: "2026-09-30")
  /// risen.count                              // 9
  /// ```
  ///
  /// - Parameters:
  ///   - ladder: What tiers ask for.
  ///   - origin: The tier on the first day, by its place in the ladder.
  ///   - target: The tier on the second day.
  ///   - base: The first day.
  ///   - later: The second day.
  /// - Complexity: One pass over the orders.
  public func customers(
    on ladder: TierLadder, from origin: Int?, to target: Int?, between base: Day, and later: Day
  ) -> [Int] {
    precondition(base < later, "movement runs from an earlier to a later day")
    let trails = tierTrails(on: ladder, through: later)
    return trails.indices.filter {
      trails.tier(of: $0, on: base) == origin && trails.tier(of: $0, on: later) == target
    }
  }

  /// Every customer's tier history through a day.
  ///
  /// ```swift
  /// for change in orders.tierTrails(on: .taobao, through: today)[9] {
  ///   print(change.day, change.tier.map { TierLadder.taobao.tiers[$0].name } ?? "none")
  /// }
  /// ```
  ///
  /// - Complexity: One pass over the orders.
  public func tierTrails(on ladder: TierLadder, through day: Day) -> TierTrails {
    run(TierChanges(of: ladder, through: day, in: currency))
  }
}

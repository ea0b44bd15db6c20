extension OrderTable {
  /// Every customer's tier as of a day.
  ///
  /// ```swift
  /// let tiers = orders.tiers(on: .taobao, asOf: "2026-10-31")
  /// tiers.names[tiers.group(of: 7)!]     // ?
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

  /// Every customer's tier history through a day, one list a customer.
  ///
  /// ```swift
  /// for change in orders.tierTrails(on: .taobao, through: today)[7] {
  ///   print(change.day, change.tier.map { TierLadder.taobao.tiers[$0].name } ?? "none")
  /// }
  /// ```
  public func tierTrails(on ladder: TierLadder, through day: Day) -> [[TierChange]] {
    run(TierTrails(of: ladder, through: day, in: currency))
  }
}

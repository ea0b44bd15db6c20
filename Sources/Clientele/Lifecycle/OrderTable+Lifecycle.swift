extension OrderTable {
  /// How many customers stand in each stage as of one day.
  ///
  /// ```swift
  /// orders.lifecycle(asOf: "2026-10-31")[.sleeping]   // 80
  /// ```
  ///
  /// - Complexity: One pass over the orders.
  public func lifecycle(
    asOf day: Day, boundaries: LifecycleBoundaries = .standard
  ) -> LifecycleSnapshot {
    run(LifecycleSeries(asOf: [day], boundaries: boundaries)).snapshots[0]
  }

  /// Stages as of many days, and the movement from each to the next.
  ///
  /// - Precondition: `days` strictly ascend.
  /// - Complexity: O(purchases + days): a thousand days cost little more than one.
  public func lifecycle(
    asOf days: [Day], boundaries: LifecycleBoundaries = .standard
  ) -> LifecycleHistory {
    run(LifecycleSeries(asOf: days, boundaries: boundaries))
  }

  /// The numbers of the customers in a stage as of a day, ascending.
  ///
  /// There are as many as ``lifecycle(asOf:boundaries:)->LifecycleSnapshot`` counts.
  public func customers(
    in stage: LifecycleStage, asOf day: Day, boundaries: LifecycleBoundaries = .standard
  ) -> [Int] {
    let stages = run(CustomerStages(asOf: day, boundaries: boundaries))
    return stages.indices.filter { stages[$0] == stage }
  }

  /// Customers by their stage on two days.
  ///
  /// - Precondition: `base` is before `later`.
  public func migration(
    from base: Day, to later: Day, boundaries: LifecycleBoundaries = .standard
  ) -> LifecycleMovement {
    run(Migration(from: base, to: later, boundaries: boundaries))
  }
}

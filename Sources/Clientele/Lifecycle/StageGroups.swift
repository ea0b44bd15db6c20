extension CustomerGroups {
  /// Customers by their stage, as ``CustomerStages`` gives them; those without one are in no group.
  ///
  /// ```swift
  /// let stages = CustomerGroups(orders.run(CustomerStages(asOf: today)))
  /// stages.names.count         // 7
  /// stages.group(of: 1)        // 6: lost
  /// ```
  public init(_ stages: [LifecycleStage?]) {
    self.init(names: LifecycleStage.allCases.map(\.name), groups: stages.map { $0?.rawValue })
  }
}

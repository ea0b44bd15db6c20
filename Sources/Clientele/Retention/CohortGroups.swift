import ClienteleKernels

extension OrderTable {
  /// Customers by the period of their first purchase; those who had not bought by a day are in no
  /// group.
  ///
  /// ```swift
  /// let cohorts = orders.customerGroups(byFirstPurchaseIn: .quarter, asOf: today)
  /// cohorts.names[0]       // 2023-Q4
  /// ```
  ///
  /// - Complexity: O(customers × log cohorts).
  public func customerGroups(
    byFirstPurchaseIn period: CalendarPeriod, asOf day: Day
  ) -> CustomerGroups {
    let first = (0..<customerCount).map { customer -> Day? in
      guard let row = purchases.rows(of: customer).first else { return nil }
      let bought = Day(number: purchases.keys[row])
      return bought <= day ? period.start(containing: bought) : nil
    }
    let starts = Array(Set(first.compactMap { $0 })).sorted()
    return CustomerGroups(
      names: starts.map(period.name(ofPeriodFrom:)),
      groups: first.map { start in
        start.map { start in starts.partitioningIndex { $0 >= start } }
      })
  }
}

extension CalendarPeriod {
  /// What a period is called: `2026`, `2026-Q3`, `2026-09`; weeks and days by their first day.
  public func name(ofPeriodFrom start: Day) -> String {
    let text = start.description
    return switch self {
    case .day, .week: text
    case .month: String(text.dropLast(3))
    case .quarter: "\(text.dropLast(6))-Q\((start.civil.month + 2) / 3)"
    case .year: String(text.dropLast(6))
    }
  }
}

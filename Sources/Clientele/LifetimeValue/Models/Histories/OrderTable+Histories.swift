extension OrderTable {
  /// The purchase history of every customer up to a day.
  ///
  /// ```swift
  /// let histories = orders.purchaseHistories(through: "2026-10-31", unit: .month)
  /// histories.table.customerCount       // 400
  /// ```
  ///
  /// - Parameters:
  ///   - end: The last day of calibration; orders must be complete for it.
  ///   - holdoutEnd: The last day to compare predictions with; `nil` for no comparison.
  ///   - unit: What times are counted in.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Precondition: `holdoutEnd` is not before `end`.
  /// - Complexity: O(purchases).
  public func purchaseHistories(
    through end: Day, holdoutThrough holdoutEnd: Day? = nil, unit: TimeUnit = .week,
    threads: Int? = nil
  ) -> HistoryColumns {
    run(
      PurchaseHistories(through: end, holdoutThrough: holdoutEnd, unit: unit), threads: threads)
  }
}

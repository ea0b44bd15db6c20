extension CustomerValueModel {
  /// What all customers, and groups of them, are expected to do and to bring in coming periods.
  ///
  /// ```swift
  /// let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
  /// let model = CustomerValueModel(
  ///   purchases: try histories.fit(.mbgNBD), spend: try histories.spendTable.fit())
  /// let months = CalendarPeriod.month.windows(from: "2026-11-01", through: "2027-01-31")
  /// let forecast = try model.forecast(for: histories, in: months)
  /// forecast.all.periods.count            // 3
  /// forecast.all.total.orders.value       // 194.80…
  /// ```
  ///
  /// Revenue is expected orders × what the customer's purchases bring. Its interval needs the
  /// variance of single purchases, which is finite when `q` is above 2.
  ///
  /// - Parameters:
  ///   - histories: In the unit of the model.
  ///   - windows: Periods after the end of calibration, in any order.
  ///   - groups: Whose parts of the sums are told as well; `nil` for none.
  ///   - covariates: For a model that has some, the same ones, of every customer.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``PurchaseModelError`` when model and histories do not fit together.
  /// - Precondition: There is a window, and all begin after the end of calibration.
  /// - Complexity: O(windows · parameters · (customers + distinct histories)).
  public func forecast(
    for histories: HistoryColumns, in windows: [TimeWindow], by groups: CustomerGroups? = nil,
    covariates: CustomerCovariates? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) -> BaseForecast {
    precondition(
      !windows.isEmpty && windows.allSatisfy { $0.start > histories.question.end },
      "what is forecast comes after calibration")
    if let fitted = spend?.currencyCode, let found = histories.currency.code, fitted != found {
      throw .otherCurrency(fitted: fitted, found: found)
    }
    let bench = ForecastBench(
      model: self, histories: histories, groups: groups, covariates: covariates, threads: threads)
    let all = TimeWindow(
      start: windows.map(\.start).min()!, end: windows.map(\.end).max()!)
    let total = try bench.forecasts(in: all)
    var periods: [[PeriodForecast]] = []
    for window in windows {
      periods.append(windows.count == 1 ? total : try bench.forecasts(in: window))
    }
    let names = [nil] + (groups?.names ?? [])
    let parts = names.indices.map { part in
      GroupForecast(
        name: names[part], customerCount: bench.customerCounts[part],
        periods: periods.map { $0[part] }, total: total[part])
    }
    return BaseForecast(
      currency: histories.currency, periods: windows, all: parts[0],
      groups: Array(parts.dropFirst()))
  }
}

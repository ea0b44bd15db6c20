extension OrderTable {
  /// A model of who buys in the days after a day, fitted to what followed that day.
  ///
  /// ```swift
  /// let model = try orders.propensity(asOf: "2026-05-04", days: 90, observedThrough: today)
  /// model.base.denominator                                       // 345
  /// let judged = try model.evaluation(on: orders, asOf: "2026-08-02", observedThrough: today)
  /// judged.gains.auc!                                            // 0.8…
  /// judged.gains.smallestShare(capturing: 0.95)!                 // 0.8…
  /// ```
  ///
  /// - Parameters:
  ///   - asOf: The last day that features see; those who have bought by then are learnt from.
  ///   - days: The window of outcomes: so many days after `asOf`.
  ///   - observedThrough: The last day that the orders are complete for.
  ///   - features: What the model is made of.
  ///   - columns: Columns of the caller's own, with the values known as of `asOf`.
  ///   - penalty: See ``PropensityModel/init(of:columns:penalty:threads:)``.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``PropensityError``.
  /// - Precondition: `days` is 1 through 100,000.
  /// - Complexity: One pass over the orders, and about six over the customers.
  public func propensity(
    asOf: Day, days: Int, observedThrough: Day,
    features: [PurchaseFeature] = PurchaseFeature.standard, columns: [CustomerColumn] = [],
    penalty: Double = 1, threads: Int? = nil
  ) throws(PropensityError) -> PropensityModel {
    let question = PropensityFeatures(asOf: asOf, days: days, features: features)
    try question.expectObserved(through: observedThrough)
    let table = run(question, threads: threads)
    return try PropensityModel(of: table, columns: columns, penalty: penalty, threads: threads)
  }
}

extension PropensityFeatures {
  /// Outcomes that are not all known would count as none.
  func expectObserved(through last: Day) throws(PropensityError) {
    guard let window, window.end - 1 > last else { return }
    throw .windowNotOver(window, observedThrough: last)
  }
}

extension PropensityModel {
  /// How likely each customer is to buy in the days after a day.
  ///
  /// - Parameters:
  ///   - orders: The customers' orders.
  ///   - asOf: The last day that is seen.
  ///   - columns: The caller's own columns that the model has, with the values known as of `asOf`.
  ///   - threads: How many threads may work; `nil` for all processors.
  /// - Throws: ``PropensityError`` when a column is missing, or the currency is another.
  public func scores(
    of orders: OrderTable, asOf: Day, columns: [CustomerColumn] = [], threads: Int? = nil
  ) throws(PropensityError) -> PropensityScores {
    let table = orders.run(PropensityFeatures(asOf: asOf, features: features), threads: threads)
    return PropensityScores(
      asOf: asOf, window: TimeWindow(start: asOf + 1, end: asOf + 1 + days),
      customers: table.customers,
      probabilities: try probabilities(of: table, columns: columns, threads: threads),
      of: orders.customerCount)
  }

  /// How well the model tells who buys in a window that it has not seen.
  ///
  /// - Parameters:
  ///   - orders: The customers' orders.
  ///   - asOf: The last day that features see; on or after the last day of ``window``.
  ///   - observedThrough: The last day that the orders are complete for.
  ///   - columns: The caller's own columns that the model has, with the values known as of `asOf`.
  ///   - threads: How many threads may work; `nil` for all processors.
  /// - Throws: ``PropensityError``: also when the window begins before that of the fit has ended.
  public func evaluation(
    on orders: OrderTable, asOf: Day, observedThrough: Day, columns: [CustomerColumn] = [],
    threads: Int? = nil
  ) throws(PropensityError) -> PropensityEvaluation {
    guard asOf >= window.end - 1 else {
      throw .notHeldOut(from: asOf + 1, fittedThrough: window.end - 1)
    }
    let question = PropensityFeatures(asOf: asOf, days: days, features: features)
    try question.expectObserved(through: observedThrough)
    let table = orders.run(question, threads: threads)
    guard !table.customers.isEmpty else { throw .nobody(asOf: asOf) }
    let chances = try probabilities(of: table, columns: columns, threads: threads)
    return PropensityEvaluation(
      asOf: asOf, window: question.window!, probabilities: chances, outcomes: table.outcomes,
      fitted: base)
  }
}

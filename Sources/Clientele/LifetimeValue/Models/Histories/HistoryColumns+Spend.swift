extension HistoryColumns {
  /// What customers' repeat purchases brought on average, for all who have some.
  ///
  /// - Complexity: O(customers · log customers).
  public var spendTable: SpendTable {
    var (counts, means): ([Int], [Double]) = ([], [])
    for customer in indices {
      guard let spend = spend(of: customer) else { continue }
      counts.append(spend.count)
      means.append(spend.mean / currency.minorUnitsPerUnit)
    }
    return SpendTable(purchaseCounts: counts, meanSpends: means)
  }
}

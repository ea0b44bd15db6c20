import ClienteleKernels

/// Sums over the customers of a cell, exact whatever their order.
struct CellTotals: Hashable, Sendable {
  var customerCount = 0
  var orderCount = 0
  var revenue: Int128 = 0
  /// Σ monetary values times ``monetaryDivisor``, and what it has to be divided by.
  var monetary: Int128 = 0
  var monetaryDivisor = 0

  mutating func add(_ other: CellTotals) {
    customerCount += other.customerCount
    orderCount += other.orderCount
    revenue += other.revenue
    monetary += other.monetary
    monetaryDivisor += other.monetaryDivisor
  }

  /// Σ monetary values over their number; for averages, over the number of orders.
  func meanMonetary(in currency: Currency) -> ExactMean? {
    Money(minorUnits: monetary, in: currency).divided(by: monetaryDivisor)
  }
}

extension RFMColumns {
  /// What each cell holds.
  func totals(of cells: [[UInt16]], count: Int, threads: Int) -> [CellTotals] {
    let (blocks, measure) = (blocks.blocks, monetary)
    let parts = foldTasks(
      blocks.count, threads: threads,
      initial: { [CellTotals](repeating: CellTotals(), count: count) }
    ) { index, totals in
      let (block, cells) = (blocks[index], cells[index])
      for customer in cells.indices where cells[customer] != CellScoring.nobody {
        let cell = Int(cells[customer])
        let orders = Int(block.frequency[customer])
        totals[cell].customerCount += 1
        totals[cell].orderCount += orders
        totals[cell].revenue += Int128(block.revenue[customer])
        switch measure {
        case .sum: break
        case .mean, .median, .max: totals[cell].monetary += Int128(block.measured[customer])
        }
      }
    }
    var sums = parts[0]
    for part in parts.dropFirst() { for cell in sums.indices { sums[cell].add(part[cell]) } }
    return sums.map { $0.completed(for: measure) }
  }
}

extension CellTotals {
  /// With what the monetary values have to be divided by, and sums, which are the revenue.
  fileprivate func completed(for measure: MonetaryMeasure) -> CellTotals {
    var totals = self
    switch measure {
    case .sum: (totals.monetary, totals.monetaryDivisor) = (revenue, customerCount)
    case .mean: totals.monetaryDivisor = orderCount
    case .median: totals.monetaryDivisor = 2 * customerCount
    case .max: totals.monetaryDivisor = customerCount
    }
    return totals
  }
}

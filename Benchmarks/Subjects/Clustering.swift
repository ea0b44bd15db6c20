import Clientele

/// From rows in the order of time to each customer's rows together.
func clustering() {
  for threads in [1, 2] {
    measure("clustering, \(threads) threads") {
      Shop.table(of: Shop.columns, threads: threads)
    } check: { orders in
      orders.orderCount == Shop.columns.amounts.count && orders.revenue == Shop.revenue
    }
  }

  // The worst order: nothing is near anything.
  let shuffled = shuffledColumns()
  measure("clustering, rows in random order") {
    Shop.table(of: shuffled)
  } check: { orders in
    orders.orderCount == Shop.columns.amounts.count && orders.revenue == Shop.revenue
  }
}

private func shuffledColumns() -> OrderColumns {
  // A stride without a common divisor with a million visits every row once.
  let count = Shop.columns.amounts.count
  let rows = (0..<count).map { $0 * 618_033 % count }
  guard case .integers(let ids) = Shop.columns.customers else { return Shop.columns }
  return OrderColumns(
    customers: .integers(rows.map { ids[$0] }), days: rows.map { Shop.columns.days[$0] },
    amounts: rows.map { Shop.columns.amounts[$0] })
}

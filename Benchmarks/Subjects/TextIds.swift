import Clientele

/// Customers by text ids: the dictionary, and its sorting into numbers.
func textIds() {
  let columns = textColumns()
  measure("clustering, text ids") {
    Shop.table(of: columns)
  } check: { orders in
    orders.customerCount == Shop.orders.customerCount && orders.revenue == Shop.revenue
  }
}

private func textColumns() -> OrderColumns {
  guard case .integers(let ids) = Shop.columns.customers else { return Shop.columns }
  return OrderColumns(
    customers: .texts(ids.map { "customer-\(10_000_000 + $0)" }), days: Shop.columns.days,
    amounts: Shop.columns.amounts)
}

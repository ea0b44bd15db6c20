import Clientele

/// Cohorts by month × months since.
func cohorts() {
  measure("cohorts, monthly triangle") {
    Shop.orders.cohorts(
      every: .month, from: Shop.days.start, through: Shop.lastDay,
      observedThrough: Shop.lastDay)
  } check: { table in
    let cells = (0..<table.count).flatMap { table.cells(ofCohort: $0) }
    return cells.reduce(0) { $0 + $1.orderCount } == Shop.orders.orderCount
      && cells.reduce(0) { $0 + $1.revenue.minorUnits } == Shop.revenue.minorUnits
  }
}

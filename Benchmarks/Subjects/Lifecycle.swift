import Clientele

/// Stages as of many days, and the movement between them.
func lifecycle() {
  let ends = PeriodSeries(of: .month, from: Shop.days.start, through: Shop.lastDay)
  let monthEnds = (12..<36).map { ends.starts[$0 + 1] - 1 }
  let allDays = (0..<Shop.days.dayCount).map { Shop.days.start + $0 }

  measure("lifecycle, one day") {
    Shop.orders.lifecycle(asOf: Shop.lastDay)
  } check: {
    $0.customerCount == Shop.orders.purchaserCount
  }

  measure("lifecycle, 24 month ends") {
    Shop.orders.lifecycle(asOf: monthEnds)
  } check: {
    $0.snapshots[23].customerCount == Shop.orders.purchaserCount
  }

  // A series costs by purchases, not by days: no more than three times the one above.
  measure("lifecycle, 1,096 days") {
    Shop.orders.lifecycle(asOf: allDays)
  } check: { history in
    history.snapshots[1095] == Shop.orders.lifecycle(asOf: Shop.lastDay)
  }

  measure("lifecycle, every customer's stage") {
    Shop.orders.run(CustomerStages(asOf: Shop.lastDay))
  } check: { stages in
    let snapshot = Shop.orders.lifecycle(asOf: Shop.lastDay)
    return LifecycleStage.allCases.allSatisfy { stage in
      stages.count { $0 == stage } == snapshot[stage]
    }
  }
}

import Clientele

/// Figures and scores of every customer.
func rfm() {
  measure("rfm, figures") {
    Shop.orders.run(RFMValues(asOf: Shop.lastDay))
  } check: {
    $0.scoredCount == Shop.orders.purchaserCount
  }

  measure("rfm, quintiles") {
    try Shop.orders.rfm(asOf: Shop.lastDay)
  } check: { scores in
    let counts = scores?.summaries().map(\.customerCount) ?? []
    return counts.reduce(0, +) == Shop.orders.purchaserCount
  }

  measure("rfm, medians") {
    try Shop.orders.rfm(asOf: Shop.lastDay, monetary: .median)
  } check: {
    $0?.values.scoredCount == Shop.orders.purchaserCount
  }
}

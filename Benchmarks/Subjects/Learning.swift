import Clientele

/// Who will buy, and who is alike.
func learning() {
  let fitDay = Shop.lastDay - 180
  measure("propensity, features") {
    Shop.orders.run(PropensityFeatures(asOf: fitDay, days: 90))
  } check: {
    $0.customers.count <= Shop.orders.purchaserCount && $0.buyerCount! > 0
  }

  measure("propensity, fit") {
    try Shop.orders.propensity(asOf: fitDay, days: 90, observedThrough: Shop.lastDay)
  } check: {
    $0.terms.count >= 9
  }

  measure("clusters, five from one start") {
    try Shop.orders.clusters(
      asOf: Shop.lastDay, ClusterQuestion(5...5, starts: 1, silhouetteLimit: 1000))
  } check: {
    $0?.summaries().reduce(0) { $0 + $1.customerCount } == Shop.orders.purchaserCount
  }
}

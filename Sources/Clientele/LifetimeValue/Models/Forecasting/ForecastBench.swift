/// What the sums of a forecast are made from: who is in which part, and what each customer spends.
///
/// Part 0 is all customers, the others are the groups.
struct ForecastBench {
  let model: CustomerValueModel
  let histories: HistoryColumns
  let groups: CustomerGroups?
  let covariates: CustomerCovariates?
  let threads: Int?
  /// For each part the customers with a history.
  let customerCounts: [Int]
  /// Of each customer; empty without a model of spend.
  private let spends: [SpendOutlook]

  init(
    model: CustomerValueModel, histories: HistoryColumns, groups: CustomerGroups?,
    covariates: CustomerCovariates?, threads: Int?
  ) {
    self.model = model
    self.histories = histories
    self.groups = groups
    self.covariates = covariates
    self.threads = threads
    var counts = Array(repeating: 0, count: 1 + (groups?.count ?? 0))
    for customer in histories.indices where histories.tableRow(of: customer) != nil {
      counts[0] += 1
      if let group = groups?.group(of: customer) { counts[group + 1] += 1 }
    }
    customerCounts = counts
    spends =
      model.spend.map { spend in
        histories.indices.map { SpendOutlook(of: histories.spend(of: $0), in: histories, spend) }
      } ?? []
  }

  /// What each part does in one period.
  func forecasts(in window: TimeWindow) throws(PurchaseModelError) -> [PeriodForecast] {
    let (start, stop) = histories.times(of: window)
    let orders = try values(.purchases(after: start, until: stop), by: model.purchases)
    let buyers = try values(.purchase(after: start, until: stop), by: model.purchases)
    let pairs = try values(.purchasePairs(after: start, until: stop), by: model.purchases)
    let sums = sums(orders: orders, buyers: buyers, pairs: pairs)
    let errors = try parameterVariances(orders: orders, from: start, to: stop)
    return sums.indices.map { part in
      PeriodForecast(
        window: window,
        orders: ForecastFigure(
          value: sums[part].orders, parameterVariance: errors?[part].orders,
          chanceVariance: sums[part].ordersVariance),
        buyers: ForecastFigure(
          value: sums[part].buyers, parameterVariance: errors?[part].buyers,
          chanceVariance: sums[part].buyersVariance),
        revenue: spends.isEmpty
          ? nil
          : ForecastFigure(
            value: sums[part].revenue, parameterVariance: errors?[part].revenue,
            chanceVariance: sums[part].revenueVariance.isFinite ? sums[part].revenueVariance : nil)
      )
    }
  }

  /// Sums over the customers of a part, and their variances.
  fileprivate struct Sums {
    var orders = 0.0
    var buyers = 0.0
    var revenue = 0.0
    var ordersVariance = 0.0
    var buyersVariance = 0.0
    var revenueVariance = 0.0
  }

  private func sums(orders: [Double?], buyers: [Double?], pairs: [Double?]) -> [Sums] {
    var sums = Array(repeating: Sums(), count: customerCounts.count)
    for customer in histories.indices {
      guard let orders = orders[customer], let buyers = buyers[customer],
        let pairs = pairs[customer]
      else { continue }
      var one = Sums(orders: orders, buyers: buyers)
      let square = pairs + orders
      one.ordersVariance = max(0, square - orders * orders)
      one.buyersVariance = buyers * (1 - buyers)
      if !spends.isEmpty {
        let spend = spends[customer]
        one.revenue = orders * spend.mean
        one.revenueVariance = max(
          0,
          orders * spend.varianceWithin + square * spend.meanSquare - one.revenue * one.revenue)
      }
      sums[0].add(one)
      if let group = groups?.group(of: customer) { sums[group + 1].add(one) }
    }
    return sums
  }

  private func values(
    _ figure: PurchaseFigure, by model: FittedPurchaseModel
  ) throws(PurchaseModelError) -> [Double?] {
    try histories.values(of: figure, by: model, covariates: covariates, threads: threads)
  }

  /// What parameters that are only estimates add to the variances of sums; `nil` when they were
  /// given, or are not determined.
  private func parameterVariances(
    orders: [Double?], from start: Double, to end: Double
  ) throws(PurchaseModelError) -> [(orders: Double, buyers: Double, revenue: Double)]? {
    guard let covariance = model.purchases.fit?.covariance else { return nil }
    let spendCovariance = model.spend?.fit?.covariance
    guard model.spend == nil || spendCovariance != nil else { return nil }
    var slopes: [(orders: [Double], buyers: [Double], revenue: [Double])] = []
    for index in covariance.indices {
      let (after, before, width) = model.purchases.neighbours(index)
      let figure = PurchaseFigure.purchases(after: start, until: end)
      let change = difference(try values(figure, by: after), try values(figure, by: before), width)
      let buying = PurchaseFigure.purchase(after: start, until: end)
      slopes.append(
        (
          total(change) { _ in 1 },
          total(difference(try values(buying, by: after), try values(buying, by: before), width)) {
            _ in 1
          },
          spends.isEmpty ? [] : total(change) { spends[$0].mean }
        ))
    }
    let ofSpend = spendSlopes(orders: orders)
    return customerCounts.indices.map { part in
      (
        covariance.variance(slopes.map { $0.orders[part] }),
        covariance.variance(slopes.map { $0.buyers[part] }),
        spends.isEmpty
          ? 0
          : covariance.variance(slopes.map { $0.revenue[part] })
            + spendCovariance!.variance(ofSpend.map { $0[part] })
      )
    }
  }

  /// The slopes of revenue by p, q and v.
  private func spendSlopes(orders: [Double?]) -> [[Double]] {
    guard let spend = model.spend else { return [] }
    return (0..<3).map { index in
      let (after, before, width) = spend.neighbours(index)
      return total(orders) { customer in
        let seen = histories.spend(of: customer)
        let (above, below) = (
          SpendOutlook(of: seen, in: histories, after),
          SpendOutlook(of: seen, in: histories, before)
        )
        return (above.mean - below.mean) / width
      }
    }
  }

  private func difference(_ after: [Double?], _ before: [Double?], _ width: Double) -> [Double?] {
    zip(after, before).map { after, before in
      after.flatMap { after in before.map { (after - $0) / width } }
    }
  }

  /// For each part the sum of values times factors.
  private func total(_ values: [Double?], factor: (Int) -> Double) -> [Double] {
    var sums = Array(repeating: 0.0, count: customerCounts.count)
    for (customer, value) in values.enumerated() {
      guard let value else { continue }
      let term = value * factor(customer)
      sums[0] += term
      if let group = groups?.group(of: customer) { sums[group + 1] += term }
    }
    return sums
  }
}

extension ForecastBench.Sums {
  fileprivate mutating func add(_ other: Self) {
    orders += other.orders
    buyers += other.buyers
    revenue += other.revenue
    ordersVariance += other.ordersVariance
    buyersVariance += other.buyersVariance
    revenueVariance += other.revenueVariance
  }
}

extension [[Double]] {
  /// The variance of a figure with these slopes.
  fileprivate func variance(_ slopes: [Double]) -> Double {
    var sum = 0.0
    for (row, slope) in slopes.enumerated() {
      for (column, other) in slopes.enumerated() { sum += slope * self[row][column] * other }
    }
    return Swift.max(0, sum)
  }
}

extension HistoryColumns {
  /// When a window begins and ends, in units from the end of calibration. Purchases of a day count
  /// at its end, as they do in histories.
  package func times(of window: TimeWindow) -> (start: Double, end: Double) {
    let days = question.unit.dayCount
    return (
      Double(window.start - 1 - question.end) / days,
      Double(Swift.max(window.start, window.end) - 1 - question.end) / days
    )
  }
}

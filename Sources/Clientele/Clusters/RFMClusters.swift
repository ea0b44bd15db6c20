/// Every customer's cluster as of a day.
///
/// A collection with one element per customer number: the number of the cluster, from 0; `nil` for
/// customers without a purchase. Cluster 0 has the centre with the highest monetary value.
///
/// ```swift
/// let clusters = try orders.clusters(asOf: "2026-10-31", ClusterQuestion(4...4))!
/// clusters[1]                                        // 2
/// clusters.summaries().map(\.customerCount)          // [67, 85, 113, 135]
/// clusters.choices[0].silhouette                     // 0.3…
/// ```
public struct RFMClusters: Equatable, Sendable {
  /// The figures that were divided.
  public let values: RFMColumns
  /// The centres.
  public let fitted: FittedClusters
  /// Every number of clusters that was tried; empty when stored clusters were applied.
  public let choices: [ClusterChoice]
  /// Figures that are the same for everyone, and count for nothing.
  public let constantDimensions: [RFMDimension]
  /// How many customers the ``choices`` were tried with; all, or a sample.
  public let trialCustomerCount: Int
  /// How many customers silhouettes were taken of; all, or a sample.
  public let silhouetteCustomerCount: Int
  /// A cluster for each customer number; `.max` for nobody.
  let places: [UInt8]

  /// The choice that was taken; `nil` when stored clusters were applied.
  public var choice: ClusterChoice? { choices.first { $0.count == fitted.count } }

  /// The customers of a cluster, ascending.
  ///
  /// - Precondition: `cluster` is 0 ..< `fitted.count`.
  public func members(of cluster: Int) -> [Int] {
    precondition((0..<fitted.count).contains(cluster), "no such cluster")
    return places.indices.filter { Int(places[$0]) == cluster }
  }

  /// The clusters as groups of customers, called `1`, `2` … from the best: to divide other answers
  /// by.
  public var groups: CustomerGroups {
    CustomerGroups(
      names: (1...fitted.count).map(String.init),
      groups: places.map { $0 == .max ? nil : Int($0) })
  }

  /// What the customers of each cluster have in common.
  ///
  /// - Complexity: O(customers).
  public func summaries() -> [ClusterSummary] {
    var sums = Array(repeating: ClusterSums(), count: fitted.count)
    for (customer, place) in places.enumerated() where place != .max {
      guard let value = values[customer] else { continue }
      sums[Int(place)].add(value)
    }
    return sums.map { sum in
      let revenue = Money(minorUnits: sum.revenue, in: values.currency)
      return ClusterSummary(
        customerCount: sum.customerCount, orderCount: sum.orderCount, revenue: revenue,
        averageOrderValue: revenue.divided(by: sum.orderCount),
        meanDaysSinceLastOrder: sum.customerCount == 0
          ? nil : ExactNumber(sum.days, over: sum.customerCount),
        meanFrequency: sum.customerCount == 0
          ? nil : ExactNumber(sum.orderCount, over: sum.customerCount),
        revenuePerCustomer: revenue.divided(by: sum.customerCount))
    }
  }
}

/// The customers of one cluster together: counts, money and means are exact.
public struct ClusterSummary: Hashable, Sendable {
  /// How many they are.
  public let customerCount: Int
  /// Purchases up to the day, within the history that was asked for.
  public let orderCount: Int
  /// Those purchases, less refunds.
  public let revenue: Money
  /// ``revenue`` by ``orderCount``; `nil` without customers, which only stored clusters can have.
  public let averageOrderValue: ExactMean?
  /// In days; `nil` without customers.
  public let meanDaysSinceLastOrder: ExactNumber?
  /// In purchases; `nil` without customers.
  public let meanFrequency: ExactNumber?
  /// ``revenue`` by ``customerCount``; `nil` without customers.
  public let revenuePerCustomer: ExactMean?
}

private struct ClusterSums {
  var customerCount = 0
  var orderCount = 0
  var days = 0
  var revenue: Int128 = 0

  mutating func add(_ value: RFMValue) {
    customerCount += 1
    orderCount += value.frequency
    days += value.daysSinceLastOrder
    revenue += value.revenue.minorUnits
  }
}

extension RFMClusters: RandomAccessCollection {
  /// The first customer number.
  public var startIndex: Int { 0 }

  /// The number of customers in the table.
  public var endIndex: Int { places.count }

  /// A customer's cluster; `nil` without a purchase.
  public subscript(customer: Int) -> Int? {
    places[customer] == .max ? nil : Int(places[customer])
  }
}

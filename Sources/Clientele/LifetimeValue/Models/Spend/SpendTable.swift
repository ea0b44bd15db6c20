import Glibc

/// What customers' repeat purchases brought on average: what a spend model is fitted to.
public struct SpendTable: Hashable, Sendable {
  /// Ascending: so many purchases the mean is of.
  private(set) var counts: [Int] = []
  /// Major units, above 0; ascending where counts are equal.
  private(set) var means: [Double] = []
  /// Customers with repeat purchases who are left out because their mean is not above 0.
  public let leftOutCount: Int

  /// A table of some customers.
  ///
  /// - Parameters:
  ///   - purchaseCounts: How many purchases each mean is of, at least 1.
  ///   - meanSpends: Major units. Customers whose mean is not above 0 are left out and counted.
  /// - Precondition: There are as many counts as means, and none is below 1.
  /// - Complexity: O(customers · log customers).
  public init(purchaseCounts: [Int], meanSpends: [Double]) {
    precondition(purchaseCounts.count == meanSpends.count, "a count for each mean")
    precondition(purchaseCounts.allSatisfy { $0 >= 1 }, "a mean of no purchases")
    let places = meanSpends.indices.filter { meanSpends[$0] > 0 && meanSpends[$0] < .infinity }
      .sorted { left, right in
        (purchaseCounts[left], meanSpends[left]) < (purchaseCounts[right], meanSpends[right])
      }
    counts = places.map { purchaseCounts[$0] }
    means = places.map { meanSpends[$0] }
    leftOutCount = meanSpends.count - places.count
  }

  /// The number of customers.
  public var customerCount: Int { counts.count }

  /// How far frequent buyers spend otherwise: the correlation of counts and means over customers,
  /// −1 through 1; `nil` where one of them does not vary.
  public var correlationWithFrequency: Double? {
    correlation(counts.map { Double($0) }, means)
  }
}

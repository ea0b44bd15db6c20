/// The customer pyramid with the level of every customer (客户金字塔).
///
/// ```swift
/// let now = orders.pyramidMembers(through: "2026-10-31")!
/// let before = orders.pyramidMembers(through: "2025-10-31")!
/// now.pyramid.key.customerCount                     // 110
/// let movement = before.groups.movement(to: now.groups)
/// movement[2, 0]                                    // 4: from small to key
/// now.level(of: 1)                                  // small
/// ```
public struct PyramidMembers: Hashable, Sendable {
  /// The classes, and what they bring.
  public let pyramid: CustomerPyramid
  /// Customers by level: key, main, small; those who did not buy are in no group.
  public let groups: CustomerGroups

  /// - Returns: `nil` without revenue.
  /// - Precondition: `0 <= keyShare <= mainShare <= 1`.
  init?(
    of revenues: [Money?], in currency: Currency, keyShare: Double, mainShare: Double
  ) {
    let distribution = RevenueDistribution(
      revenues.compactMap { $0?.minorUnits }, in: currency)
    guard let pyramid = distribution.pyramid(keyShare: keyShare, mainShare: mainShare) else {
      return nil
    }
    self.pyramid = pyramid
    let levels = CustomerPyramid.Level.allCases
    groups = CustomerGroups(
      names: levels.map(\.rawValue),
      groups: revenues.map { revenue in
        revenue.map(pyramid.level(ofRevenue:)).flatMap(levels.firstIndex)
      })
  }

  /// A customer's level; `nil` without a purchase.
  ///
  /// - Complexity: O(1).
  public func level(of customer: Int) -> CustomerPyramid.Level? {
    groups.group(of: customer).map { CustomerPyramid.Level.allCases[$0] }
  }
}

extension OrderTable {
  /// The pyramid of all revenue up to and including a day, with every customer's level.
  ///
  /// - Parameters:
  ///   - last: The last day that is seen.
  ///   - keyShare: The share of revenue that key customers bring, to a millionth.
  ///   - mainShare: The share that key and main customers bring.
  /// - Returns: `nil` without revenue.
  /// - Precondition: `0 <= keyShare <= mainShare <= 1`.
  /// - Complexity: O(purchases + refunds + n log n) for n customers.
  public func pyramidMembers(
    through last: Day, keyShare: Double = 0.8, mainShare: Double = 0.95
  ) -> PyramidMembers? {
    PyramidMembers(
      of: run(CustomerRevenues(through: last)), in: currency, keyShare: keyShare,
      mainShare: mainShare)
  }

  /// The pyramid of a window's revenue, with every customer's level in it.
  ///
  /// - Returns: `nil` without revenue.
  /// - Precondition: `0 <= keyShare <= mainShare <= 1`.
  public func pyramidMembers(
    in window: TimeWindow, keyShare: Double = 0.8, mainShare: Double = 0.95
  ) -> PyramidMembers? {
    PyramidMembers(
      of: run(CustomerRevenues(in: window)), in: currency, keyShare: keyShare,
      mainShare: mainShare)
  }
}

/// The customers of one segment in one group of customers.
public struct SegmentTotals: Hashable, Sendable, Codable {
  /// Who these customers are.
  public let segment: Segment
  /// Customers of the group in the segment.
  public let customerCount: Int
  /// Their purchases.
  public let orderCount: Int
  /// Those purchases, less refunds.
  public let revenue: Money

  /// ``revenue`` by ``orderCount``; `nil` without customers.
  public var averageOrderValue: ExactMean? { revenue.divided(by: orderCount) }
}

extension RFMScores {
  /// Each segment of each group of customers, also those without anyone, in the map's order.
  ///
  /// ```swift
  /// let rfm = try orders.rfm(asOf: today)!
  /// let regions = orders.customerGroups(by: "region")!
  /// rfm.totals(by: regions).map { $0[0].customerCount }     // [23, 15, 8, 16, 15]
  /// ```
  ///
  /// - Complexity: O(customers × log customers).
  public func totals(by groups: CustomerGroups) -> [[SegmentTotals]] {
    var cells = [CellTotals](
      repeating: CellTotals(), count: groups.count * map.segments.count)
    for customer in indices {
      guard let group = groups.group(of: customer), let segment = segmentPlace(of: customer),
        let value = values[customer]
      else { continue }
      cells[group * map.segments.count + segment].add(
        CellTotals(
          customerCount: 1, orderCount: value.frequency, revenue: value.revenue.minorUnits))
    }
    return (0..<groups.count).map { group in
      map.segments.enumerated().map { place, segment in
        let cell = cells[group * map.segments.count + place]
        return SegmentTotals(
          segment: segment, customerCount: cell.customerCount, orderCount: cell.orderCount,
          revenue: Money(minorUnits: cell.revenue, in: values.currency))
      }
    }
  }
}

import ClienteleKernels

/// A segment's customers together.
///
/// ```swift
/// let best = try orders.rfm(asOf: today)!.summaries()[0]
/// best.segment.name           // Champions
/// best.customerCount          // 77
/// ```
public struct SegmentSummary: Hashable, Sendable, Codable {
  /// Who these customers are.
  public let segment: Segment
  /// Customers with a purchase, each in one segment.
  public let customerCount: Int
  /// Purchases up to the day, within the history that was asked for.
  public let orderCount: Int
  /// Those purchases, less refunds.
  public let revenue: Money
  /// ``revenue`` by ``orderCount``; `nil` without customers.
  public let averageOrderValue: ExactMean?
  /// The customers' median, the mean of the two in the middle when their number is even; `nil`
  /// without customers.
  public let medianDaysSinceLastOrder: ExactNumber?
  /// In purchases; like ``medianDaysSinceLastOrder``.
  public let medianFrequency: ExactNumber?
  /// In major units of money; like ``medianDaysSinceLastOrder``.
  public let medianMonetary: ExactNumber?
}

extension RFMScores {
  /// Each segment of the map, also those without customers, in the map's order.
  ///
  /// - Complexity: O(customers), in parallel.
  public func summaries(threads: Int? = nil) -> [SegmentSummary] {
    let medians = segmentMedians(threads ?? availableThreadCount)
    return map.segments.indices.map { place in
      var sum = CellTotals()
      for (cell, totals) in totals.enumerated() where Int(map.places[cell]) == place {
        sum.add(totals)
      }
      let revenue = Money(minorUnits: sum.revenue, in: values.currency)
      return SegmentSummary(
        segment: map.segments[place], customerCount: sum.customerCount,
        orderCount: sum.orderCount, revenue: revenue,
        averageOrderValue: revenue.divided(by: sum.orderCount),
        medianDaysSinceLastOrder: medians[.daysSinceLastOrder]![place],
        medianFrequency: medians[.frequency]![place],
        medianMonetary: medians[.monetary]![place])
    }
  }

  private func segmentMedians(_ threads: Int) -> [RFMDimension: [ExactNumber?]] {
    let groups = cells.blocks.indices.map { block in
      segmentPlaces(of: block).map { UInt16($0) }
    }
    var medians: [RFMDimension: [ExactNumber?]] = [:]
    for dimension in RFMDimension.allCases {
      let samples = RFMSample(of: dimension, in: values, threads: threads)
        .divided(by: groups, into: map.segments.count)
      medians[dimension] = samples.map { $0.count > 0 ? $0.quantiles([(1, 2)])[0] : nil }
    }
    return medians
  }
}

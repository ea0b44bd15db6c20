/// How unequally customers share in the revenue: the material for the 20/80 rule, the Lorenz
/// curve, the Gini coefficient and the customer pyramid (客户金字塔).
///
/// Customers with a purchase in the window count, each with purchases less refunds, both dated in
/// the window. Whoever got back more than they paid brought nothing, not less.
///
/// ```swift
/// let year = TimeWindow(from: "2025-11-01", through: "2026-10-31")
/// let revenue = orders.concentration(in: year)
/// revenue.share(ofTop: 0.2)                  // 0.6349…: what the best fifth brings
/// revenue.smallestShare(bringing: 0.8)       // 0.3487…: how many it takes for 80 %
/// revenue.pyramid()?.key.customerCount       // 83
/// ```
///
/// - Complexity: O(purchases + refunds + n log n) for n customers of the window.
public struct Concentration: Analysis {
  private let days: Range<Int32>

  /// Revenue of a window.
  public init(in window: TimeWindow) { days = window.start.number..<window.end.number }

  /// All revenue up to and including a day.
  public init(through last: Day) { days = .min..<last.number + 1 }

  /// Each customer's revenue, in no order.
  public struct Partial: Sendable, Codable {
    fileprivate var revenues: [Int128] = []
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    for position in block.positions {
      if let revenue = block.revenue(at: position, in: days) { partial.revenues.append(revenue) }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.revenues += other.revenues
  }

  public func finish(_ partial: Partial, in currency: Currency) -> RevenueDistribution {
    RevenueDistribution(partial.revenues, in: currency)
  }
}

extension OrderTable {
  /// How unequally the customers of a window share in its revenue.
  public func concentration(in window: TimeWindow) -> RevenueDistribution {
    run(Concentration(in: window))
  }

  /// How unequally customers share in all revenue up to and including a day.
  public func concentration(through last: Day) -> RevenueDistribution {
    run(Concentration(through: last))
  }
}

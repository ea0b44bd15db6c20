/// Who bought in a window: the members behind the counts of activity, retention and cohorts.
///
/// ```swift
/// let buyers = orders.run(Buyers(in: october))
/// buyers.count                                        // 62
/// orders.activity(in: october).customerCount          // 62
/// orders.run(Buyers(in: october, atLeast: 2)).count   // 16
/// ```
///
/// - Complexity: O(customers × log of their purchases).
public struct Buyers: Analysis {
  private let days: Range<Int32>
  private let orderCount: Int
  private let cohort: Range<Int32>?

  /// - Parameters:
  ///   - window: The days on which they bought.
  ///   - orderCount: How many purchases they made in it, at least.
  ///   - cohort: The days of their first purchase ever; `nil` for any.
  ///   - last: The last day the orders are complete for; later orders are not seen. `nil` when the
  ///     window is over.
  /// - Precondition: `orderCount` is 1 or more.
  public init(
    in window: TimeWindow, atLeast orderCount: Int = 1, firstBoughtIn cohort: TimeWindow? = nil,
    observedThrough last: Day? = nil
  ) {
    precondition(orderCount >= 1, "buyers have bought")
    let end = min(window.end, last.map { $0 + 1 } ?? window.end)
    days = window.start.number..<max(window.start, end).number
    self.orderCount = orderCount
    self.cohort = cohort.map { $0.start.number..<$0.end.number }
  }

  public func makePartial() -> CustomerSet { CustomerSet() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout CustomerSet) {
    for position in block.positions {
      let rows = block.purchases(at: position)
      guard let first = rows.first else { continue }
      if let cohort, !cohort.contains(block.purchaseDays[first]) { continue }
      let start = block.purchaseDays.firstIndex(in: rows) { $0 >= days.lowerBound }
      let nth = start + orderCount - 1
      if nth < rows.upperBound, block.purchaseDays[nth] < days.upperBound {
        partial.insert(block.customer(at: position))
      }
    }
  }

  public func merge(_ other: CustomerSet, into partial: inout CustomerSet) {
    for customer in other.numbers { partial.insert(customer) }
  }

  public func finish(_ partial: CustomerSet, in currency: Currency) -> CustomerSet { partial }
}

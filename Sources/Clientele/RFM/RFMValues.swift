/// Days since the last order, frequency and monetary value of every customer as of a day.
///
/// Purchases up to and including the day count, within ``history``; what a refund does is said by
/// ``MonetaryMeasure``. Later orders are not seen, and counted. A customer without a purchase has
/// no values, whatever they were refunded. Nor has one whose amounts leave 64 bits; those are
/// counted.
///
/// ```swift
/// let values = orders.run(RFMValues(asOf: "2026-10-31"))
/// values[1]?.daysSinceLastOrder    // 1095
/// values[1]?.monetary.value        // 39.9
/// ```
///
/// - Complexity: O(purchases + refunds); the median sorts each customer's amounts.
public struct RFMValues: Analysis {
  /// The last day that is seen.
  public let day: Day
  /// What the monetary value is.
  public let monetary: MonetaryMeasure
  /// How far back purchases and refunds count.
  public let history: OrderHistory

  /// Asks for the figures of everyone who has bought by the end of a day.
  public init(asOf day: Day, monetary: MonetaryMeasure = .sum, history: OrderHistory = .all) {
    self.day = day
    self.monetary = monetary
    self.history = history
  }

  /// Columns of some customers, block by block.
  public struct Partial: Sendable, Codable {
    fileprivate var blocks: [RFMBlock] = []
    fileprivate var laterOrders = 0
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let (days, amounts) = (block.purchaseDays, block.purchaseAmounts)
    let end = day.number
    let start = history.start(asOf: day)?.number ?? Int32.min
    let totals = RunningTotals(of: amounts)
    let columns = RFMBlock(
      firstCustomer: block.firstCustomer, count: block.count, of: monetary
    ) { columns in
      var scratch: [Int64] = []
      for position in block.positions {
        var rows = block.purchases(at: position)
        if let last = rows.last, days[last] > end {
          let seen = rows.lowerBound..<days.firstIndex(in: rows) { $0 > end }
          partial.laterOrders += rows.count - seen.count
          rows = seen
        }
        if let first = rows.first, days[first] < start {
          rows = days.firstIndex(in: rows) { $0 >= start }..<rows.upperBound
        }
        guard let last = rows.last else { continue }
        let sales = totals.sum(of: rows, in: amounts)
        var revenue = sales
        for row in block.refunds(at: position) {
          let refundDay = block.refundDays[row]
          if start <= refundDay && refundDay <= end { revenue.subtract(block.refundAmounts[row]) }
        }
        columns.set(
          position, days: end &- days[last], frequency: rows.count, revenue: revenue,
          measured: measured(sales, of: amounts.extracting(rows), with: &scratch))
      }
    }
    partial.blocks.append(columns)
  }

  /// The sum of the amounts for means, twice the median, or the largest; an empty sum where none of
  /// these is asked for.
  @inline(__always)
  private func measured(
    _ sales: ExactSum, of amounts: Span<Int64>, with scratch: inout [Int64]
  ) -> ExactSum {
    var measured = ExactSum()
    switch monetary {
    case .sum: break
    case .mean: measured = sales
    case .max:
      var largest = amounts[0]
      for index in amounts.indices { largest = Swift.max(largest, amounts[index]) }
      measured.add(largest)
    case .median:
      scratch.removeAll(keepingCapacity: true)
      for index in amounts.indices { scratch.append(amounts[index]) }
      scratch.sort()
      measured.add(scratch[(scratch.count - 1) / 2])
      measured.add(scratch[scratch.count / 2])
    }
    return measured
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.blocks += other.blocks
    partial.laterOrders += other.laterOrders
  }

  /// - Complexity: O(blocks × log blocks).
  public func finish(_ partial: Partial, in currency: Currency) -> RFMColumns {
    RFMColumns(
      of: self, blocks: partial.blocks.sorted { $0.firstCustomer < $1.firstCustomer },
      laterOrders: partial.laterOrders, currency: currency)
  }
}

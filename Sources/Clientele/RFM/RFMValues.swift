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
  public let monetary: MonetaryMeasure
  public let history: OrderHistory

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
    let days = block.purchaseDays
    let amounts = block.purchaseAmounts
    let end = day.number
    let start = history.start(asOf: day)?.number ?? Int32.min
    var columns = RFMBlock(firstCustomer: block.firstCustomer, capacity: block.count)
    var scratch: [Int64] = []
    var later = 0
    for position in block.positions {
      var rows = block.purchases(at: position)
      if let last = rows.last, days[last] > end {
        let seen = rows.lowerBound..<days.firstIndex(in: rows) { $0 > end }
        later += rows.count - seen.count
        rows = seen
      }
      if let first = rows.first, days[first] < start {
        rows = days.firstIndex(in: rows) { $0 >= start }..<rows.upperBound
      }
      guard let last = rows.last else {
        columns.appendNobody(in: monetary)
        continue
      }
      var revenue = ExactSum()
      for row in rows { revenue.add(amounts[row]) }
      for row in block.refunds(at: position) {
        let refundDay = block.refundDays[row]
        if start <= refundDay && refundDay <= end { revenue.subtract(block.refundAmounts[row]) }
      }
      let peak = peak(of: amounts.extracting(rows), with: &scratch)
      columns.append(
        days: end &- days[last], frequency: rows.count, revenue: revenue, peak: peak,
        in: monetary)
    }
    partial.blocks.append(columns)
    partial.laterOrders += later
  }

  /// Twice the median, or the largest amount; an empty sum where neither is asked for.
  @inline(__always)
  private func peak(of amounts: Span<Int64>, with scratch: inout [Int64]) -> ExactSum {
    var peak = ExactSum()
    switch monetary {
    case .sum, .mean: break
    case .max:
      var largest = amounts[0]
      for index in amounts.indices { largest = Swift.max(largest, amounts[index]) }
      peak.add(largest)
    case .median:
      scratch.removeAll(keepingCapacity: true)
      for index in amounts.indices { scratch.append(amounts[index]) }
      scratch.sort()
      peak.add(scratch[(scratch.count - 1) / 2])
      peak.add(scratch[scratch.count / 2])
    }
    return peak
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

/// A sum of amounts that knows when it has left 64 bits.
struct ExactSum {
  private(set) var value: Int64 = 0
  private var hasOverflown = false

  @inline(__always)
  mutating func add(_ amount: Int64) {
    let (sum, overflow) = value.addingReportingOverflow(amount)
    value = sum
    hasOverflown = hasOverflown || overflow
  }

  @inline(__always)
  mutating func subtract(_ amount: Int64) {
    let (difference, overflow) = value.subtractingReportingOverflow(amount)
    value = difference
    hasOverflown = hasOverflown || overflow
  }

  /// Whether the sum is one, and is not the value that stands for nobody.
  @inline(__always)
  var isValid: Bool { !hasOverflown && value != RFMBlock.nobody }
}

/// The columns of consecutive customers: 16 bytes a customer, 24 with medians or largest orders.
struct RFMBlock: Sendable, Codable, Hashable {
  let firstCustomer: Int
  /// -1 for nobody.
  private(set) var days: [Int32] = []
  /// 0 for nobody.
  private(set) var frequency: [Int32] = []
  /// Purchases less refunds in minor units; ``nobody`` for nobody.
  private(set) var revenue: [Int64] = []
  /// Twice the median or the largest order; empty for sums and means.
  private(set) var peaks: [Int64] = []
  /// Customers with a purchase.
  private(set) var scoredCount = 0
  /// Customers left out because their amounts leave 64 bits.
  private(set) var outOfRangeCount = 0

  static let nobody = Int64.min

  var count: Int { days.count }

  init(firstCustomer: Int, capacity: Int) {
    self.firstCustomer = firstCustomer
    days.reserveCapacity(capacity)
    frequency.reserveCapacity(capacity)
    revenue.reserveCapacity(capacity)
  }

  @inline(__always)
  mutating func appendNobody(in measure: MonetaryMeasure) {
    days.append(-1)
    frequency.append(0)
    revenue.append(Self.nobody)
    if measure.hasPeaks { peaks.append(Self.nobody) }
  }

  @inline(__always)
  mutating func append(
    days since: Int32, frequency count: Int, revenue total: ExactSum, peak: ExactSum,
    in measure: MonetaryMeasure
  ) {
    guard total.isValid && peak.isValid, let count = Int32(exactly: count) else {
      outOfRangeCount += 1
      appendNobody(in: measure)
      return
    }
    scoredCount += 1
    days.append(since)
    frequency.append(count)
    revenue.append(total.value)
    if measure.hasPeaks { peaks.append(peak.value) }
  }
}

extension MonetaryMeasure {
  /// Whether the measure speaks of single orders, and needs a column beside revenue.
  @inline(__always)
  var hasPeaks: Bool { self == .median || self == .max }
}

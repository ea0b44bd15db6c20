import Glibc

/// The purchase history of every customer up to a day, and what followed: what purchase and spend
/// models are fitted to.
///
/// All purchases of a customer on one day are one purchase, whatever the ``unit``. The first day's
/// is where time begins; those after it, through ``end``, are repeat purchases. Customers who have
/// not bought by then have no history. Purchases after ``end`` and through ``holdoutEnd`` are
/// counted apart, to compare with what a model expects; later ones are not seen.
///
/// ```swift
/// let histories = orders.run(
///   PurchaseHistories(through: "2026-04-30", holdoutThrough: "2026-10-31", unit: .week))
/// histories[1]?.history.frequency      // 0
/// histories.table.count                // 331: distinct histories
/// ```
///
/// Refunds change nothing here: a purchase stays one.
///
/// - Complexity: O(purchases), and O(customers) to find equal histories.
public struct PurchaseHistories: Analysis, Hashable {
  /// The last day of calibration: histories end with it.
  public let end: Day
  /// The last day of what is compared with predictions; ``end`` when nothing is.
  public let holdoutEnd: Day
  /// What times are counted in.
  public let unit: TimeUnit

  /// - Parameters:
  ///   - end: The last day of calibration; orders must be complete for it.
  ///   - holdoutEnd: The last day to compare with; `nil` for no comparison.
  ///   - unit: What times are counted in.
  /// - Precondition: `holdoutEnd` is not before `end`.
  public init(through end: Day, holdoutThrough holdoutEnd: Day? = nil, unit: TimeUnit = .week) {
    precondition(end <= holdoutEnd ?? end, "what is compared comes after calibration")
    self.end = end
    self.holdoutEnd = holdoutEnd ?? end
    self.unit = unit
  }

  /// What is kept of one customer: 48 bytes.
  struct Row: Hashable, Sendable, Codable {
    /// Days from the first purchase to the end; below 0 for customers without a history.
    var age: Int32
    var recency: Int32 = 0
    var frequency: Int32 = 0
    /// Days with a purchase after calibration.
    var laterFrequency: Int32 = 0
    /// What repeat purchases brought, in minor units.
    var spend = 0.0
    /// What later purchases brought, in minor units.
    var laterSpend = 0.0
    /// Σ ln of the days between purchases.
    var logGaps = 0.0

    static let nobody = Row(age: -1)
  }

  /// Rows of some customers, block by block.
  public struct Partial: Sendable, Codable {
    fileprivate var rows = CustomerValues<Row>()
    fileprivate var laterOrders = 0
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    var rows: [Row] = []
    rows.reserveCapacity(block.count)
    for position in block.positions {
      let purchases = block.purchases(at: position)
      var reader = RowReader(self)
      for index in purchases {
        reader.add(day: block.purchaseDays[index], amount: block.purchaseAmounts[index])
      }
      rows.append(reader.finished)
      partial.laterOrders += reader.laterOrders
    }
    partial.rows.append(rows, from: block.firstCustomer)
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.rows.merge(other.rows)
    partial.laterOrders += other.laterOrders
  }

  /// - Complexity: O(customers).
  public func finish(_ partial: Partial, in currency: Currency) -> HistoryColumns {
    HistoryColumns(
      of: self, rows: partial.rows.ordered(), laterOrders: partial.laterOrders,
      currency: currency)
  }
}

/// One customer's row while purchases are read in the order of their days.
private struct RowReader {
  private let end: Int32
  private let holdoutEnd: Int32
  private var row = PurchaseHistories.Row.nobody
  private(set) var laterOrders = 0
  private var last: Int32 = 0
  // Amounts of 64 bits add up exactly in 128.
  private var spend: Int128 = 0
  private var laterSpend: Int128 = 0

  init(_ question: PurchaseHistories) {
    end = question.end.number
    holdoutEnd = question.holdoutEnd.number
  }

  mutating func add(day: Int32, amount: Int64) {
    if day > holdoutEnd {
      laterOrders += 1
    } else if day > end {
      guard row.age >= 0 else { return }
      if day != last { row.laterFrequency += 1 }
      laterSpend += Int128(amount)
    } else if row.age < 0 {
      row.age = end - day
    } else {
      let gap = day - last
      if gap > 0 {
        row.frequency += 1
        row.recency += gap
        row.logGaps += log(Double(gap))
      }
      if row.frequency > 0 { spend += Int128(amount) }
    }
    last = day
  }

  var finished: PurchaseHistories.Row {
    var row = row
    row.spend = Double(spend)
    row.laterSpend = Double(laterSpend)
    return row
  }
}

import ClienteleKernels
import Glibc

/// What is known of one customer up to the end of calibration, and after it.
public struct CustomerHistory: Hashable, Sendable {
  /// In the unit that was asked for.
  public let history: PurchaseHistory
  /// The first purchase.
  public let firstDay: Day
  /// The mean of what repeat purchases brought, by the day, in major units; `nil` without any.
  public let meanSpend: Double?
  /// Days with a purchase after calibration, as far as was asked for.
  public let holdoutFrequency: Int
  /// What those purchases brought, in major units.
  public let holdoutSpend: Double
}

/// Every customer's purchase history: the result of ``PurchaseHistories``.
///
/// A collection with one element per customer number; `nil` for customers who have not bought by
/// the end of calibration.
public struct HistoryColumns: Equatable, Sendable {
  /// What was asked.
  public let question: PurchaseHistories
  /// Of all amounts.
  public let currency: Currency
  /// Orders that were not seen, because they are later than everything that was asked for.
  public let laterOrders: Int
  /// The distinct histories: what models are fitted to.
  public let table: HistoryTable
  private let rows: [PurchaseHistories.Row]
  /// For each customer the row of ``table``; `.max` for those without a history.
  private let tableRows: [UInt32]

  init(
    of question: PurchaseHistories, rows: [PurchaseHistories.Row], laterOrders: Int,
    currency: Currency
  ) {
    self.question = question
    self.currency = currency
    self.laterOrders = laterOrders
    self.rows = rows
    let unit = question.unit
    var logGaps = CompensatedSum()
    let logUnit = log(unit.dayCount)
    for row in rows { logGaps.add(row.logGaps - Double(row.frequency) * logUnit) }
    var tableRows = [UInt32](repeating: .max, count: rows.count)
    table = HistoryTable(
      unit: unit, logGapTotal: logGaps.value
    ) { filling in
      for customer in Self.order(of: rows) {
        let history = rows[customer].history(in: unit)
        tableRows[customer] = UInt32(filling.row(for: history))
      }
    }
    self.tableRows = tableRows
  }

  /// Customers with a history, by frequency, then age, then recency.
  private static func order(of rows: [PurchaseHistories.Row]) -> [Int] {
    let members = rows.indices.filter { rows[$0].age >= 0 }
    let keys = members.compactMap { customer in
      let row = rows[customer]
      return DayKey(
        frequency: Int(row.frequency), age: Int(row.age), recency: Int(row.recency))?.bits
    }
    guard keys.count == members.count else {
      return members.sorted { left, right in
        (rows[left].frequency, rows[left].age, rows[left].recency)
          < (rows[right].frequency, rows[right].age, rows[right].recency)
      }
    }
    return sortedOrder(of: keys).places.map { members[Int($0)] }
  }

  /// The row of ``table`` that holds a customer's history; `nil` without one.
  ///
  /// - Precondition: There is a customer of this number.
  public func tableRow(of customer: Int) -> Int? {
    tableRows[customer] == .max ? nil : Int(tableRows[customer])
  }

  /// One value for each customer, from one for each distinct history; `nil` without a history.
  ///
  /// - Precondition: There is a value for each row of ``table``.
  public func spread(_ values: [Double]) -> [Double?] {
    precondition(values.count == table.count, "a value for each distinct history")
    return tableRows.map { $0 == .max ? nil : values[Int($0)] }
  }

  /// Σ ln of the times between successive purchases of some customers.
  func logGaps(of customers: some Sequence<Int>) -> Double {
    var sum = CompensatedSum()
    let logUnit = log(question.unit.dayCount)
    for customer in customers {
      sum.add(rows[customer].logGaps - Double(rows[customer].frequency) * logUnit)
    }
    return sum.value
  }

  /// What repeat purchases of a customer brought on average, in minor units, and how many there
  /// are.
  func spend(of customer: Int) -> (mean: Double, count: Int)? {
    let row = rows[customer]
    guard row.age >= 0, row.frequency > 0 else { return nil }
    return (row.spend / Double(row.frequency), Int(row.frequency))
  }
}

extension HistoryColumns: RandomAccessCollection {
  public var startIndex: Int { 0 }

  /// The number of customers in the table of orders, also of those without a history.
  public var endIndex: Int { rows.count }

  /// A customer's history; `nil` for those who have not bought by the end of calibration.
  public subscript(customer: Int) -> CustomerHistory? {
    let row = rows[customer]
    guard row.age >= 0 else { return nil }
    return CustomerHistory(
      history: row.history(in: question.unit), firstDay: question.end - Int(row.age),
      meanSpend: spend(of: customer).map { $0.mean / currency.minorUnitsPerUnit },
      holdoutFrequency: Int(row.laterFrequency),
      holdoutSpend: row.laterSpend / currency.minorUnitsPerUnit)
  }
}

extension PurchaseHistories.Row {
  /// - Precondition: The customer has one.
  fileprivate func history(in unit: TimeUnit) -> PurchaseHistory {
    PurchaseHistory(
      validFrequency: Int(frequency), recency: Double(recency) / unit.dayCount,
      age: Double(age) / unit.dayCount)
  }
}

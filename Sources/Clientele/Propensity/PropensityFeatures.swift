/// Features of everyone's purchases as of a day, and whether they bought in the days that followed.
///
/// Everyone with a purchase up to and including the day has a row. Nothing after the day enters a
/// feature: neither purchases nor refunds. The outcome is a purchase in the window of `days` days
/// that begins the day after.
///
/// ```swift
/// let table = orders.run(PropensityFeatures(asOf: "2026-07-31", days: 90))
/// table.customers.count                                // 359
/// table.buyerCount!                                    // 74
/// table[.daysSinceLastOrder]![0]                       // 1003.0
/// ```
///
/// - Complexity: O(purchases + refunds).
public struct PropensityFeatures: Analysis {
  /// The last day that features see.
  public let asOf: Day
  /// Where a purchase is an outcome; `nil` when only features are wanted.
  public let window: TimeWindow?
  /// The columns, in this order.
  public let features: [PurchaseFeature]

  /// - Parameters:
  ///   - asOf: The last day that features see.
  ///   - days: How long the window of outcomes is; `nil` for none.
  ///   - features: The columns, each once.
  /// - Precondition: `days` is 1 through 100,000.
  public init(
    asOf: Day, days: Int? = nil, features: [PurchaseFeature] = PurchaseFeature.standard
  ) {
    precondition(days.map((1...100_000).contains) ?? true, "a window has 1 to 100,000 days")
    self.asOf = asOf
    self.features = features
    window = days.map { TimeWindow(start: asOf + 1, end: asOf + 1 + $0) }
  }

  /// Rows of some customers, block by block.
  public struct Partial: Sendable, Codable {
    fileprivate var blocks: [PropensityBlock] = []
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let (days, amounts) = (block.purchaseDays, block.purchaseAmounts)
    let (end, windowEnd) = (asOf.number, window?.end.number ?? asOf.number)
    let unit = block.table.currency.minorUnitsPerUnit
    var rows = PropensityBlock(firstCustomer: block.firstCustomer)
    rows.makeRoom(for: block.count, features.count)
    for position in block.positions {
      let purchases = block.purchases(at: position)
      guard let first = purchases.first, days[first] <= end else { continue }
      var facts = PurchaseFeature.Facts(asOf: end)
      var row = first
      while row < purchases.upperBound, days[row] <= end {
        facts.addPurchase(on: days[row], of: amounts[row])
        row += 1
      }
      for refund in block.refunds(at: position) where block.refundDays[refund] <= end {
        facts.addRefund(of: block.refundAmounts[refund])
      }
      rows.customers.append(block.customer(at: position))
      for feature in features { rows.values.append(feature.value(of: facts, unit: unit)) }
      // Days ascend: the next one is the first after the as-of day.
      rows.outcomes.append(row < purchases.upperBound && days[row] < windowEnd ? 1 : 0)
    }
    partial.blocks.append(rows)
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.blocks += other.blocks
  }

  public func finish(_ partial: Partial, in currency: Currency) -> PropensityTable {
    PropensityTable(
      of: self, blocks: partial.blocks.sorted { $0.firstCustomer < $1.firstCustomer },
      in: currency)
  }
}

/// Rows of consecutive customers.
struct PropensityBlock: Sendable, Codable {
  let firstCustomer: Int
  var customers: [Int] = []
  /// Row by row, in the order of the features.
  var values: [Double] = []
  /// 1 for a purchase in the window.
  var outcomes: [UInt8] = []

  init(firstCustomer: Int) { self.firstCustomer = firstCustomer }

  mutating func makeRoom(for rowCount: Int, _ columnCount: Int) {
    customers.reserveCapacity(rowCount)
    values.reserveCapacity(rowCount * columnCount)
    outcomes.reserveCapacity(rowCount)
  }
}

/// One row for everyone who had bought by a day: the result of ``PropensityFeatures``.
public struct PropensityTable: Equatable, Sendable {
  /// The last day that features have seen.
  public let asOf: Day
  /// Where a purchase was an outcome.
  public let window: TimeWindow?
  /// Of all amounts.
  public let currency: Currency
  /// The columns, in their order.
  public let features: [PurchaseFeature]
  /// Customer numbers, ascending: `[rowCount]`.
  public let customers: [Int]
  /// By feature, then by row.
  let columns: [[Double]]
  /// 1 for a purchase in the window; all 0 without one.
  let outcomes: [UInt8]

  init(of question: PropensityFeatures, blocks: [PropensityBlock], in currency: Currency) {
    asOf = question.asOf
    window = question.window
    features = question.features
    self.currency = currency
    customers = blocks.flatMap(\.customers)
    let (columnCount, rowCount) = (question.features.count, customers.count)
    columns = question.features.indices.map { place in
      var column: [Double] = []
      column.reserveCapacity(rowCount)
      for block in blocks {
        for row in block.customers.indices {
          column.append(block.values[row * columnCount + place])
        }
      }
      return column
    }
    outcomes = blocks.flatMap(\.outcomes)
  }

  /// A column's values: `[customers.count]`, in the units of the feature; `nil` when the feature
  /// was not asked for.
  public subscript(feature: PurchaseFeature) -> [Double]? {
    features.firstIndex(of: feature).map { columns[$0] }
  }

  /// Who bought in the window: `[customers.count]`; `nil` without a window.
  public var bought: [Bool]? { window.map { _ in outcomes.map { $0 != 0 } } }

  /// How many bought in the window; `nil` without one.
  public var buyerCount: Int? { window.map { _ in outcomes.reduce(0) { $0 + Int($1) } } }
}

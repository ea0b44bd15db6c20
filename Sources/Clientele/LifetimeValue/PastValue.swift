/// What each customer has brought so far, split by where it came from (CLV1–CLV6), as an account
/// that balances.
///
/// Later orders are valued as if they had been bought at the first order's discount and served at
/// its cost: in its categories that is repeat purchase, in others cross-sell. What they really cost
/// less to serve, and what they were really sold dearer, is booked apart. So
///
///     margin of later orders = CLV2 + CLV3 + CLV4 + CLV6
///
/// to the last minor unit, for every customer, group and shop. A part whose column the orders lack
/// has no value, and a reason; its effect stays in CLV2.
///
/// ```swift
/// var columns = OrderColumns(
///   customers: .texts(["ann", "ann", "ann"]),
///   days: ["2026-01-05", "2026-02-01", "2026-02-01"], amounts: [80_00, 90_00, 30_00],
///   orders: ["1", "2", "2"])
/// columns.dimensions = [
///   .init(name: "category", level: .order, values: ["tea", "tea", "cups"])
/// ]
/// columns.measures = [.init(.listPrice, amounts: [100_00, 100_00, 30_00])]
/// var policies = OrderPolicies()
/// policies.records = .lines
/// let orders = try OrderTable(columns, policies: policies)
/// let value = orders.pastValue(asOf: "2026-03-01", category: "category")
/// let ann = value[0]!
/// ann.firstOrder           // 80.00
/// ann.repeatPurchases      // 80.00
/// ann.crossSell!           // 24.00
/// ann.priceSensitivity!    // 16.00
/// ann.laterMargin          // 120.00
/// ann.serviceCost          // nil
/// value.columns.missing(for: .serviceCost)!.sentence
/// // "no column of service costs is named"
/// ```
///
/// Of several orders on the first day the smallest is the first. Refunds are dated to their own day
/// and stand beside the parts; those that are booked on their order make it smaller.
///
/// - Complexity: O(lines × log of those of one day).
public struct PastValue: Analysis {
  /// The last day that is seen.
  public let day: Day
  /// What the parts can be measured by.
  public let columns: ValueColumns
  private let places: LinePlaces

  /// Where a line's facts are; `nil` for those that are not known.
  private struct LinePlaces: Hashable, Sendable {
    var usesLines = false
    var category: Int?
    var listPrice: Int?
    var discount: Int?
    var cost: Int?
    var serviceCost: Int?
  }

  /// Asks for the value of orders up to and including a day.
  ///
  /// - Parameters:
  ///   - orders: A table with the lines and measures that the parts are to be told by.
  ///   - day: The last day that is seen.
  ///   - category: A dimension of orders; `nil` for none.
  public init(of orders: OrderTable, asOf day: Day, category: String? = nil) {
    self.day = day
    var places = LinePlaces()
    var missing: [ValuePart: MissingValueColumn] = [.referrals: .referrer]
    if let kind = orders.lines?.kind {
      places.usesLines = true
      func place(_ measure: LineMeasure) -> Int? { kind.measures.firstIndex(of: measure) }
      places.listPrice = place(.listPrice)
      places.discount = places.listPrice == nil ? place(.discount) : nil
      places.cost = place(.cost)
      places.serviceCost = place(.serviceCost)
      places.category = category.flatMap { name in
        orders.dimensions.filter { $0.level == .order }.firstIndex { $0.name == name }
      }
      if places.category == nil { missing[.crossSell] = .category }
      if kind.amountsAreWhole && places.listPrice == nil {
        places.category = nil
        missing[.crossSell] = .lineAmounts
      }
      if places.listPrice == nil && places.discount == nil {
        missing[.priceSensitivity] = .listPrice
      }
      if places.serviceCost == nil { missing[.serviceCost] = .serviceCost }
    } else {
      missing[.crossSell] = .lines
      missing[.priceSensitivity] = .lines
      missing[.serviceCost] = .lines
    }
    self.places = places
    columns = ValueColumns(basis: places.cost == nil ? .revenue : .margin, missing: missing)
  }

  /// The parts of each customer; `nil` for customers without a purchase.
  public struct Partial: Sendable, Codable {
    fileprivate var values = CustomerValues<ValueSums?>()
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    var values: [ValueSums?] = []
    values.reserveCapacity(block.count)
    for position in block.positions {
      var ledger: ValueLedger?
      forEachDay(of: position, in: block) { orders in
        var later = orders[...]
        if ledger == nil, let first = later.popFirst() { ledger = ValueLedger(first: first) }
        for order in later { ledger?.book(order) }
      }
      values.append(ledger?.sums(refunded: refunded(position, in: block)))
    }
    partial.values.append(values, from: block.firstCustomer)
  }

  private func refunded(_ position: Int, in block: borrowing CustomerBlock) -> Int128 {
    var sum: Int128 = 0
    for row in block.refunds(at: position) where block.refundDays[row] <= day.number {
      sum += Int128(block.refundAmounts[row])
    }
    return sum
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.values.merge(other.values)
  }

  public func finish(_ partial: Partial, in currency: Currency) -> PastValues {
    PastValues(asOf: day, columns: columns, sums: partial.values.ordered(), in: currency)
  }
}

/// From rows to orders.
extension PastValue {
  /// Gives the orders of each day, the first one first, the smallest of a day before the others.
  private func forEachDay(
    of position: Int, in block: borrowing CustomerBlock, _ body: ([ValuedOrder]) -> Void
  ) {
    var lines: [ValuedLine] = []
    var current = Int32.min
    func close() {
      if !lines.isEmpty { body(Self.orders(of: lines)) }
      lines.removeAll(keepingCapacity: true)
    }
    if places.usesLines, let source = block.table.lines {
      for row in source.rows(of: block.customer(at: position)) {
        let rowDay = source.day(of: row)
        guard rowDay <= day.number else { break }
        if rowDay != current { close() }
        current = rowDay
        lines.append(line(row, of: source))
      }
    } else {
      for row in block.purchases(at: position) {
        guard block.purchaseDays[row] <= day.number else { break }
        if block.purchaseDays[row] != current { close() }
        current = block.purchaseDays[row]
        let paid = block.purchaseAmounts[row]
        lines.append(
          ValuedLine(
            tag: UInt32(lines.count), category: 0, paid: paid, list: Int128(paid), cost: 0,
            service: 0))
      }
    }
    close()
  }

  private func line(_ row: Int, of source: OrderLines) -> ValuedLine {
    let paid = source.amount(of: row)
    func measure(_ place: Int?) -> Int64? { place.map { source.measure($0, of: row) } }
    let list =
      measure(places.listPrice).map { Int128($0) }
      ?? Int128(paid) + Int128(measure(places.discount) ?? 0)
    return ValuedLine(
      tag: source.tag(of: row), category: places.category.map { source.code($0, of: row) } ?? 0,
      paid: paid, list: list, cost: measure(places.cost) ?? 0,
      service: measure(places.serviceCost) ?? 0)
  }

  /// The orders of one day's lines, the smallest first.
  private static func orders(of lines: [ValuedLine]) -> [ValuedOrder] {
    if lines.count == 1 { return [ValuedOrder(lines)] }
    let byTag = lines.sorted { $0.tag < $1.tag }
    var orders: [ValuedOrder] = []
    var start = 0
    for end in 1...byTag.count where end == byTag.count || byTag[end].tag != byTag[start].tag {
      orders.append(ValuedOrder(byTag[start..<end]))
      start = end
    }
    return orders.sorted { $0.precedes($1) }
  }
}

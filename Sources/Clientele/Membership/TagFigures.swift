import ClienteleKernels

/// What some of a customer's orders come to: everything that a ``TagMetric`` can ask for.
struct TagFigures {
  private(set) var orders = 0
  private(set) var purchaseDays = 0
  private(set) var firstDay = Int32.max
  private(set) var lastDay = Int32.min
  private var spend: Int128 = 0
  private var largest = Int64.min
  private var smallest = Int64.max
  private var refunds = 0
  private var refunded: Int128 = 0
  private var longestGap = Int32.min
  private var shortestGap = Int32.max
  private var lastGap = Int32.min

  /// The figures of the orders of a scan.
  ///
  /// - Parameters:
  ///   - position: The customer's in the block.
  ///   - codes: Of purchases and refunds, with the rows at which those of the block begin.
  init(
    of scan: TagPlan.Scan, at position: Int, in block: borrowing CustomerBlock,
    _ codes: TagRowCodes
  ) {
    let rows = Self.rows(block.purchases(at: position), block.purchaseDays, of: scan)
    for row in rows where codes.purchaseFits(scan, row) {
      addPurchase(on: block.purchaseDays[row], block.purchaseAmounts[row])
    }
    let returns = Self.rows(block.refunds(at: position), block.refundDays, of: scan)
    for row in returns where codes.refundFits(scan, row) {
      refunds += 1
      refunded += Int128(block.refundAmounts[row])
    }
  }

  /// The rows of a range on the days of a scan.
  @inline(__always)
  private static func rows(
    _ rows: Range<Int>, _ days: Span<Int32>, of scan: TagPlan.Scan
  ) -> Range<Int> {
    let first = days.firstIndex(in: rows) { $0 >= scan.start }
    return first..<days.firstIndex(in: first..<rows.upperBound) { $0 >= scan.end }
  }

  @inline(__always)
  private mutating func addPurchase(on day: Int32, _ amount: Int64) {
    orders += 1
    spend += Int128(amount)
    largest = max(largest, amount)
    smallest = min(smallest, amount)
    guard orders > 1 else {
      (firstDay, lastDay, purchaseDays) = (day, day, 1)
      return
    }
    guard day != lastDay else { return }
    purchaseDays += 1
    lastGap = day - lastDay
    longestGap = max(longestGap, lastGap)
    shortestGap = min(shortestGap, lastGap)
    lastDay = day
  }

  /// A figure as a whole number, a mean rounded up or down; ``TagPlan/none`` where there is none.
  /// Sums that leave 64 bits become the largest or smallest number.
  func value(of kind: TagMetric.Kind, roundedUp: Bool, asOf day: Day) -> Int64 {
    switch kind {
    case .orders: return Int64(orders)
    case .purchaseDays: return Int64(purchaseDays)
    case .refunds: return Int64(refunds)
    case .netSpend: return Self.clamped(spend - refunded)
    case .spend: return Self.clamped(spend)
    case .refunded: return Self.clamped(refunded)
    case .daysSinceLastOrder, .daysSinceFirstOrder, .averageOrderValue, .largestOrder,
      .smallestOrder:
      return orders == 0 ? TagPlan.none : purchaseValue(of: kind, roundedUp, asOf: day)
    case .averageGapDays, .longestGapDays, .shortestGapDays, .lastGapDays:
      return purchaseDays < 2 ? TagPlan.none : gapValue(of: kind, roundedUp)
    }
  }

  /// Of someone with a purchase.
  private func purchaseValue(
    of kind: TagMetric.Kind, _ roundedUp: Bool, asOf day: Day
  ) -> Int64 {
    switch kind {
    case .daysSinceLastOrder: Int64(day.number) - Int64(lastDay)
    case .daysSinceFirstOrder: Int64(day.number) - Int64(firstDay)
    case .largestOrder: largest
    case .smallestOrder: smallest
    default: Self.clamped(Self.quotient(spend - refunded, orders, roundedUp))
    }
  }

  /// Of someone with two purchase days.
  private func gapValue(of kind: TagMetric.Kind, _ roundedUp: Bool) -> Int64 {
    switch kind {
    case .longestGapDays: return Int64(longestGap)
    case .shortestGapDays: return Int64(shortestGap)
    case .lastGapDays: return Int64(lastGap)
    default:
      let days = Int128(lastDay) - Int128(firstDay)
      return Self.clamped(Self.quotient(days, purchaseDays - 1, roundedUp))
    }
  }

  private static func quotient(_ total: Int128, _ count: Int, _ roundedUp: Bool) -> Int128 {
    if let total = Int64(exactly: total) {
      return Int128(neighbour(total, Int64(count), roundedUp))
    }
    return neighbour(total, Int128(count), roundedUp)
  }

  /// The whole number next to a mean, above or below. Division of 128 bits is slow.
  private static func neighbour<Number: FixedWidthInteger & SignedInteger>(
    _ total: Number, _ count: Number, _ roundedUp: Bool
  ) -> Number {
    let (quotient, remainder) = total.quotientAndRemainder(dividingBy: count)
    if roundedUp { return remainder > 0 ? quotient + 1 : quotient }
    return remainder < 0 ? quotient - 1 : quotient
  }

  private static func clamped(_ sum: Int128) -> Int64 {
    max(TagPlan.none + 1, Int64(clamping: sum))
  }
}

/// Where the codes of a block's purchases and refunds lie in the table.
struct TagRowCodes {
  private let purchases: [Column<UInt32>]
  private let refunds: [Column<UInt32>]
  private let firstPurchase: Int
  private let firstRefund: Int

  init(_ sources: TagSources, of block: borrowing CustomerBlock) {
    purchases = sources.purchases.codes
    refunds = sources.refunds?.codes ?? []
    let customer = block.firstCustomer
    guard block.count > 0 else {
      (firstPurchase, firstRefund) = (0, 0)
      return
    }
    firstPurchase =
      sources.purchases.rows(of: customer).lowerBound - block.purchases(at: 0).lowerBound
    firstRefund =
      sources.refunds.map { $0.rows(of: customer).lowerBound - block.refunds(at: 0).lowerBound }
      ?? 0
  }

  @inline(__always)
  func purchaseFits(_ scan: TagPlan.Scan, _ row: Int) -> Bool {
    scan.filter.allSatisfy { $0.fits[Int(purchases[$0.place][firstPurchase + row])] }
  }

  @inline(__always)
  func refundFits(_ scan: TagPlan.Scan, _ row: Int) -> Bool {
    scan.filter.allSatisfy { $0.fits[Int(refunds[$0.place][firstRefund + row])] }
  }

  /// A code of a purchase.
  func code(_ place: Int, of row: Int) -> Int64 { Int64(purchases[place][firstPurchase + row]) }
}

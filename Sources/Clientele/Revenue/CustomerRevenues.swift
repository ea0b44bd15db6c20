/// What each customer brought in a window: purchases less refunds, both dated in it.
///
/// ```swift
/// let revenues = orders.run(CustomerRevenues(in: october))
/// revenues.count { $0 != nil }     // 62
/// ```
///
/// - Complexity: O(purchases + refunds).
public struct CustomerRevenues: Analysis {
  private let days: Range<Int32>

  /// Revenue of a window.
  public init(in window: TimeWindow) { days = window.start.number..<window.end.number }

  /// All revenue up to and including a day.
  public init(through last: Day) { days = .min..<last.number + 1 }

  public func makePartial() -> CustomerValues<Int128?> { CustomerValues() }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout CustomerValues<Int128?>
  ) {
    var revenues: [Int128?] = []
    revenues.reserveCapacity(block.count)
    for position in block.positions { revenues.append(block.revenue(at: position, in: days)) }
    partial.append(revenues, from: block.firstCustomer)
  }

  public func merge(
    _ other: CustomerValues<Int128?>, into partial: inout CustomerValues<Int128?>
  ) {
    partial.merge(other)
  }

  /// One amount per customer number; `nil` for customers without a purchase in the window.
  public func finish(_ partial: CustomerValues<Int128?>, in currency: Currency) -> [Money?] {
    partial.ordered().map { $0.map { Money(minorUnits: $0, in: currency) } }
  }
}

extension CustomerBlock {
  /// What a customer brought on some days, refunds taken off; `nil` without a purchase on them.
  func revenue(at position: Int, in days: Range<Int32>) -> Int128? {
    var revenue: Int128 = 0
    var hasBought = false
    for row in purchases(at: position) where days.contains(purchaseDays[row]) {
      revenue &+= Int128(purchaseAmounts[row])
      hasBought = true
    }
    guard hasBought else { return nil }
    for row in refunds(at: position) where days.contains(refundDays[row]) {
      revenue &-= Int128(refundAmounts[row])
    }
    return revenue
  }
}

/// A line of a purchase with everything that its value is split by.
struct ValuedLine {
  /// The same for lines of one order.
  var tag: UInt32
  /// The code of its category; 0 when categories are not told apart.
  var category: UInt32
  var paid: Int64
  /// What it would have cost without discount; what was paid when that is not known.
  var list: Int128
  var cost: Int64
  var service: Int64

  /// What it says, without its tag: lines with equal contents cannot be told apart.
  fileprivate func precedes(_ other: ValuedLine) -> Bool {
    (Int64(category), paid, list, cost, service)
      < (Int64(other.category), other.paid, other.list, other.cost, other.service)
  }
}

/// A purchase as its lines, and what they sum to.
struct ValuedOrder {
  private(set) var lines: [ValuedLine]
  let paid: Int128
  let list: Int128
  let cost: Int128
  let service: Int128

  init(_ lines: some Collection<ValuedLine>) {
    self.lines = lines.sorted { $0.precedes($1) }
    (paid, list, cost, service) = lines.reduce((0, 0, 0, 0)) { sums, line in
      (
        sums.0 + Int128(line.paid), sums.1 + line.list, sums.2 + Int128(line.cost),
        sums.3 + Int128(line.service)
      )
    }
  }

  var margin: Int128 { paid - cost - service }

  /// Whether this one is the first of two orders of one day: the smaller, and of equal ones the one
  /// whose contents come first. Which of them a file names first does not matter.
  func precedes(_ other: ValuedOrder) -> Bool {
    if (paid, list, cost, service) != (other.paid, other.list, other.cost, other.service) {
      return (paid, list, cost, service) < (other.paid, other.list, other.cost, other.service)
    }
    return lines.lexicographicallyPrecedes(other.lines) { $0.precedes($1) }
  }
}

/// One customer's value, order by order.
struct ValueLedger {
  private let first: ValuedOrder
  private let categories: Set<UInt32>
  private var laterCount = 0
  private var laterPaid: Int128 = 0
  private var laterService: Int128 = 0
  /// Of lines in the categories of the first order, and of others.
  private var list: (known: Int128, new: Int128) = (0, 0)
  private var cost: (known: Int128, new: Int128) = (0, 0)
  /// The first order's service cost, once for each later order.
  private var service: (known: Int128, new: Int128) = (0, 0)

  init(first: ValuedOrder) {
    self.first = first
    categories = Set(first.lines.map(\.category))
  }

  mutating func book(_ order: ValuedOrder) {
    laterCount += 1
    laterPaid += order.paid
    laterService += order.service
    var newList: Int128 = 0
    var hasKnown = false
    for line in order.lines {
      if categories.contains(line.category) {
        hasKnown = true
        list.known += line.list
        cost.known += Int128(line.cost)
      } else {
        newList += line.list
        list.new += line.list
        cost.new += Int128(line.cost)
      }
    }
    // Serving an order is shared by list price, in whole minor units.
    let share =
      order.list > 0
      ? scaled(first.service, by: newList, over: order.list) : hasKnown ? 0 : first.service
    service.new += share
    service.known += first.service - share
  }

  /// The parts, in whole minor units: lines are valued at the first order's share of the list
  /// price, rounded once for each customer, and what is left of the money paid is the effect of
  /// prices. So the parts add up exactly.
  func sums(refunded: Int128) -> ValueSums {
    // Of an order without list price no discount was given.
    let price: (paid: Int128, list: Int128) = first.list > 0 ? (first.paid, first.list) : (1, 1)
    let known = scaled(list.known, by: price.paid, over: price.list)
    let new = scaled(list.new, by: price.paid, over: price.list)
    return ValueSums(
      customers: 1, orders: laterCount + 1, first: first.margin,
      repeated: known - cost.known - service.known, crossSold: new - cost.new - service.new,
      service: service.known + service.new - laterService, price: laterPaid - known - new,
      refunds: refunded)
  }
}

/// `value × numerator ÷ denominator` in whole numbers, halves away from zero; no more than 2¹⁰⁰, so
/// that no sum of customers leaves 128 bits. No money is so much.
///
/// - Precondition: `denominator > 0`.
func scaled(_ value: Int128, by numerator: Int128, over denominator: Int128) -> Int128 {
  let divisor = denominator.magnitude
  let product = value.magnitude.multipliedFullWidth(by: numerator.magnitude)
  let limit = UInt128(1) << 100
  var magnitude = limit
  if product.high < divisor {
    let (quotient, remainder) = divisor.dividingFullWidth(product)
    magnitude = min(limit, remainder >= divisor - remainder ? min(quotient, limit) + 1 : quotient)
  }
  return (value < 0) != (numerator < 0) ? -Int128(magnitude) : Int128(magnitude)
}

/// The parts of the value of some customers, in minor units.
struct ValueSums: Hashable, Sendable, Codable {
  var customers = 0
  var orders = 0
  var first: Int128 = 0
  var repeated: Int128 = 0
  var crossSold: Int128 = 0
  var service: Int128 = 0
  var price: Int128 = 0
  var refunds: Int128 = 0

  /// What all purchases brought, less what was paid back.
  var value: Int128 { first + repeated + crossSold + service + price - refunds }

  static func += (left: inout ValueSums, right: ValueSums) {
    left.customers += right.customers
    left.orders += right.orders
    left.first += right.first
    left.repeated += right.repeated
    left.crossSold += right.crossSold
    left.service += right.service
    left.price += right.price
    left.refunds += right.refunds
  }
}

/// What a customer, or many, have brought so far, by where it came from.
///
/// The parts add up exactly: ``laterMargin`` is repeat purchases, cross-sell, service cost and
/// price sensitivity, as far as they are measurable, and ``margin`` is that and the first orders.
public struct PastValueParts: Hashable, Sendable {
  /// Customers with a purchase.
  public let customerCount: Int
  /// Their purchases.
  public let orderCount: Int
  /// What each part is measured by.
  public let columns: ValueColumns
  /// What was paid back, whatever it was paid for; it is in no part.
  public let refunds: Money
  /// CLV1.
  public let firstOrder: Money
  private let sums: ValueSums
  private let referred: Int128?

  init(_ sums: ValueSums, referred: Int128?, columns: ValueColumns, in currency: Currency) {
    customerCount = sums.customers
    orderCount = sums.orders
    self.columns = columns
    refunds = Money(minorUnits: sums.refunds, in: currency)
    firstOrder = Money(minorUnits: sums.first, in: currency)
    self.sums = sums
    self.referred = referred
  }

  /// A part, or `nil` when the orders do not say it; ``ValueColumns/missing(for:)`` says why.
  public subscript(part: ValuePart) -> Money? {
    guard columns.missing(for: part) == nil else { return nil }
    return switch part {
    case .firstOrder: firstOrder
    case .repeatPurchases: repeatPurchases
    case .crossSell: money(sums.crossSold)
    case .serviceCost: money(sums.service)
    case .referrals: referred.map(money)
    case .priceSensitivity: money(sums.price)
    }
  }

  /// CLV2, with the effect of every part that cannot be told from it.
  public var repeatPurchases: Money { money(sums.repeated) }

  /// CLV3; `nil` when the orders have no categories.
  public var crossSell: Money? { self[.crossSell] }

  /// CLV4; `nil` when the orders have no service costs.
  public var serviceCost: Money? { self[.serviceCost] }

  /// CLV5; `nil` when nobody knows who sent whom.
  public var referrals: Money? { self[.referrals] }

  /// CLV6; `nil` when the orders have no list prices.
  public var priceSensitivity: Money? { self[.priceSensitivity] }

  /// What orders after the first brought.
  public var laterMargin: Money {
    money(sums.repeated + sums.crossSold + sums.service + sums.price)
  }

  /// What all orders brought.
  public var margin: Money { money(sums.value + sums.refunds) }

  /// What all orders brought, less what was paid back: the value so far.
  public var value: Money { money(sums.value) }

  private func money(_ units: Int128) -> Money { Money(minorUnits: units, scale: refunds.scale) }
}

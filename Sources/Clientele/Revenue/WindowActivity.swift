/// The figures of one window: customers, orders and revenue, and the rates made of them.
public struct WindowActivity: Hashable, Sendable, Codable {
  /// The days that were looked at.
  public let window: TimeWindow
  /// Whether the window was over when observation ended.
  public let state: Completeness
  /// Distinct customers with a purchase in the window.
  public let customerCount: Int
  /// Purchases in the window.
  public let orderCount: Int
  /// Customers with two purchases or more in the window.
  public let repeatCustomerCount: Int
  /// Customers of the window with two purchases or more ever, up to the window's end.
  public let lifetimeRepeatCustomerCount: Int
  /// What was bought in the window, before refunds.
  public let sales: Money
  /// What was paid back in the window, whenever it was bought.
  public let refunds: Money
  /// Customers who bought in the next period as well; `nil` outside a series.
  public let returningCustomerCount: Int?
  private let nextState: Completeness?

  init(
    _ window: TimeWindow, _ counts: ActivityCounts, in currency: Currency, state: Completeness,
    next: (returning: Int, state: Completeness)?
  ) {
    self.window = window
    self.state = state
    customerCount = counts.customers
    orderCount = counts.orders
    repeatCustomerCount = counts.repeaters
    lifetimeRepeatCustomerCount = counts.customers - counts.onceOnly
    sales = Money(minorUnits: counts.sales, in: currency)
    refunds = Money(minorUnits: counts.refunds, in: currency)
    returningCustomerCount = next?.returning
    nextState = next?.state
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func count(_ key: CodingKeys) throws -> Int { try container.decode(Int.self, forKey: key) }
    window = try container.decode(TimeWindow.self, forKey: .window)
    state = try container.decode(Completeness.self, forKey: .state)
    customerCount = try count(.customerCount)
    orderCount = try count(.orderCount)
    repeatCustomerCount = try count(.repeatCustomerCount)
    lifetimeRepeatCustomerCount = try count(.lifetimeRepeatCustomerCount)
    sales = try container.decode(Money.self, forKey: .sales)
    refunds = try container.decode(Money.self, forKey: .refunds)
    returningCustomerCount = try container.decodeIfPresent(
      Int.self, forKey: .returningCustomerCount)
    nextState = try container.decodeIfPresent(Completeness.self, forKey: .nextState)
    for part in [repeatCustomerCount, lifetimeRepeatCustomerCount, returningCustomerCount ?? 0] {
      guard 0 <= part && part <= customerCount else {
        throw decoder.refusal("\(part) of \(customerCount) customers")
      }
    }
    guard sales.scale == refunds.scale else {
      throw decoder.refusal("sales and refunds must have the same decimals")
    }
  }

  /// Sales less refunds; below zero when more was paid back.
  public var revenue: Money { sales - refunds }

  /// 重复购买率: customers with two purchases or more in the window ÷ customers of the window.
  public var repeatRate: Rate { Rate(repeatCustomerCount, of: customerCount, state: state) }

  /// Customers of the window with two purchases or more ever, by its end ÷ customers of the
  /// window.
  public var lifetimeRepeatRate: Rate {
    Rate(lifetimeRepeatCustomerCount, of: customerCount, state: state)
  }

  /// 回购率: customers who bought in the next period as well ÷ customers of this one. Complete when
  /// the next period is over; `nil` outside a series.
  public var repurchaseRate: Rate? {
    guard let returningCustomerCount, let nextState else { return nil }
    return Rate(returningCustomerCount, of: customerCount, state: nextState)
  }

  /// 活跃客户ARPU: revenue ÷ customers of the window; `nil` without customers.
  public var revenuePerCustomer: ExactMean? { revenue.divided(by: customerCount) }

  /// Sales ÷ orders: refunds of other days' orders do not make these smaller. `nil` without
  /// orders.
  public var averageOrderValue: ExactMean? { sales.divided(by: orderCount) }

  /// Orders ÷ customers of the window; `nil` without customers.
  public var ordersPerCustomer: Double? {
    customerCount == 0 ? nil : Double(orderCount) / Double(customerCount)
  }
}

extension Money {
  /// The exact difference.
  ///
  /// - Precondition: Both have the same scale.
  static func - (left: Money, right: Money) -> Money {
    precondition(left.scale == right.scale, "amounts of different scales")
    return Money(minorUnits: left.minorUnits - right.minorUnits, scale: left.scale)
  }
}

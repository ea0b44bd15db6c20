/// Every customer's membership tier as of one day (会员等级).
///
/// ```swift
/// let tiers = orders.run(CustomerTiers(of: .taobao, asOf: "2026-10-31", in: orders.currency))
/// tiers.names                // ["普通", "高级", "VIP", "至尊"]
/// tiers.group(of: 7)         // 1
/// tiers.customerCounts       // [270, 105, 24, 1]
/// ```
///
/// The result divides customers into groups, so that any figure can be broken down by tier.
///
/// - Complexity: O(purchases + refunds), and reviews that move customers.
public struct CustomerTiers: Analysis {
  /// The last day that is seen.
  public let day: Day
  private let plan: TierPlan
  private let dates: TierDates

  /// - Parameters:
  ///   - ladder: What tiers ask for.
  ///   - day: The last day that is seen.
  ///   - currency: That of the table.
  public init(of ladder: TierLadder, asOf day: Day, in currency: Currency) {
    self.day = day
    plan = TierPlan(ladder, in: currency)
    dates = TierDates(of: ladder)
  }

  public func makePartial() -> CustomerValues<UInt8> { CustomerValues() }

  public func accumulate(
    _ block: borrowing CustomerBlock, into partial: inout CustomerValues<UInt8>
  ) {
    var events = TierEvents()
    var codes: [UInt8] = []
    codes.reserveCapacity(block.count)
    for position in block.positions {
      events.take(position, of: block, for: plan)
      var tier = TierPlan.none
      TierWalk.changes(of: events, on: plan, dates, through: day.number) { tier = $1 }
      codes.append(tier == TierPlan.none ? .max : UInt8(tier))
    }
    partial.append(codes, from: block.firstCustomer)
  }

  public func merge(_ other: CustomerValues<UInt8>, into partial: inout CustomerValues<UInt8>) {
    partial.merge(other)
  }

  /// One group a tier, from the lowest; in none are customers without a tier.
  ///
  /// - Precondition: `currency` is the one that was asked about.
  public func finish(_ partial: CustomerValues<UInt8>, in currency: Currency) -> CustomerGroups {
    precondition(currency.scale == plan.currency.scale, "the ladder was made for another currency")
    return CustomerGroups(
      names: plan.ladder.tiers.map(\.name),
      codes: partial.ordered().map { $0 == .max ? .max : UInt32($0) })
  }
}

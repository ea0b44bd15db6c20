/// A figure of a customer's purchases as of a day, which may foretell whether they buy again.
///
/// Everyone with a purchase by the day has every feature. Days are purchase days, several purchases
/// on one count once; amounts are in major units. Counts, days and amounts enter a model as
/// logarithms, `ln(1 + x)`, because the step from one order to two says more than that from 20 to
/// 21.
public enum PurchaseFeature: String, Hashable, Sendable, Codable, CaseIterable {
  /// Purchases.
  case orders
  /// Days with a purchase.
  case purchaseDays
  /// 1 with two or more purchase days, else 0.
  case repeatBuyer
  /// From the last purchase to the as-of day.
  case daysSinceLastOrder
  /// From the first purchase to the as-of day.
  case daysSinceFirstOrder
  /// The mean number of days between successive purchase days; 0 with one.
  case averageGapDays
  /// Days since the last purchase ÷ ``averageGapDays``: above 1, the customer is late by their own
  /// habit. 0 with one purchase day.
  case gapsSinceLastOrder
  /// Purchases less refunds; may be negative.
  case netSpend
  /// Purchases less refunds ÷ purchases.
  case averageOrderValue
  /// The largest purchase.
  case largestOrder
  /// Purchases in the 30 days up to and including the as-of day.
  case ordersInLast30Days
  /// In the last 90 days.
  case ordersInLast90Days
  /// In the last 365 days.
  case ordersInLast365Days
  /// Refunds.
  case refunds

  /// What a model is made of if nothing else is said. Logarithms of spend and of orders give that
  /// of the order value, so that only two of the three are in it; gaps in days follow almost from
  /// the gaps since the last order.
  public static let standard: [PurchaseFeature] = [
    .purchaseDays, .repeatBuyer, .daysSinceLastOrder, .daysSinceFirstOrder, .gapsSinceLastOrder,
    .averageOrderValue, .ordersInLast30Days, .ordersInLast90Days,
    .ordersInLast365Days,
  ]

  /// How the feature enters a model.
  public var scale: FeatureScale { self == .repeatBuyer ? .plain : .logarithm }
}

/// How a column's values enter a model.
public enum FeatureScale: String, Hashable, Sendable, Codable, CaseIterable {
  /// As they are.
  case plain
  /// `ln(1 + x)`, and `−ln(1 − x)` below 0.
  case logarithm
}

extension PurchaseFeature {
  /// One customer's purchases and refunds up to the as-of day, summed up.
  struct Facts {
    var asOf: Int32
    var orderCount = 0
    var dayCount = 0
    var firstDay: Int32 = 0
    var lastDay: Int32 = 0
    /// Minor units.
    var spend: Int128 = 0
    var largest: Int64 = 0
    var refunded: Int128 = 0
    var refundCount = 0
    var recentCounts = (month: 0, quarter: 0, year: 0)

    init(asOf: Int32) { self.asOf = asOf }

    /// - Parameter day: Not before any that was added.
    @inline(__always)
    mutating func addPurchase(on day: Int32, of amount: Int64) {
      if orderCount == 0 { firstDay = day }
      if orderCount == 0 || day != lastDay { dayCount += 1 }
      lastDay = day
      orderCount += 1
      spend += Int128(amount)
      largest = max(largest, amount)
      let age = asOf - day
      if age < 365 { recentCounts.year += 1 }
      if age < 90 { recentCounts.quarter += 1 }
      if age < 30 { recentCounts.month += 1 }
    }

    /// In minor units. Nearly all sums have 64 bits, and those of 128 convert slowly.
    var netSpend: Double {
      let net = spend - refunded
      let low = Int64(truncatingIfNeeded: net)
      return Int128(low) == net ? Double(low) : Double(net)
    }

    mutating func addRefund(of amount: Int64) {
      refunded += Int128(amount)
      refundCount += 1
    }
  }

  /// The feature of a customer with a purchase.
  ///
  /// - Parameter unit: Minor units in a major unit.
  func value(of facts: Facts, unit: Double) -> Double {
    let since = Double(facts.asOf - facts.lastDay)
    let gap =
      facts.dayCount > 1
      ? Double(facts.lastDay - facts.firstDay) / Double(facts.dayCount - 1) : 0
    return switch self {
    case .orders: Double(facts.orderCount)
    case .purchaseDays: Double(facts.dayCount)
    case .repeatBuyer: facts.dayCount > 1 ? 1 : 0
    case .daysSinceLastOrder: since
    case .daysSinceFirstOrder: Double(facts.asOf - facts.firstDay)
    case .averageGapDays: gap
    case .gapsSinceLastOrder: gap > 0 ? since / gap : 0
    case .netSpend: facts.netSpend / unit
    case .averageOrderValue: facts.netSpend / unit / Double(facts.orderCount)
    case .largestOrder: Double(facts.largest) / unit
    case .ordersInLast30Days: Double(facts.recentCounts.month)
    case .ordersInLast90Days: Double(facts.recentCounts.quarter)
    case .ordersInLast365Days: Double(facts.recentCounts.year)
    case .refunds: Double(facts.refundCount)
    }
  }
}

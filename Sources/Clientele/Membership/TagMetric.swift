/// A figure of a customer that tags compare with numbers: what is counted, over which days, and of
/// which orders.
///
/// ```swift
/// TagMetric(.netSpend)
/// TagMetric(.orders, in: .within(.days(90)), where: [DimensionTest("category", "绿茶")])
/// ```
public struct TagMetric: Hashable, Sendable {
  /// What is counted.
  ///
  /// Days and counts are whole numbers, amounts are in major units. Purchases, and refunds where
  /// they matter, are those of the metric's days and orders.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// From the last purchase to the as-of day; none without a purchase.
    case daysSinceLastOrder
    /// From the first purchase to the as-of day; none without a purchase.
    case daysSinceFirstOrder
    /// Purchases: by the table's policy orders or days.
    case orders
    /// Days with a purchase.
    case purchaseDays
    /// Refunds.
    case refunds
    /// Purchases less refunds.
    case netSpend
    /// Purchases.
    case spend
    /// Refunds, as a positive amount.
    case refunded
    /// Purchases less refunds, by the number of purchases; none without a purchase.
    case averageOrderValue
    /// The largest purchase; none without a purchase.
    case largestOrder
    /// The smallest purchase; none without a purchase.
    case smallestOrder
    /// The mean of the days between successive purchase days; none with fewer than two of them.
    case averageGapDays
    /// The longest of them.
    case longestGapDays
    /// The shortest of them.
    case shortestGapDays
    /// The last of them.
    case lastGapDays

    /// Whether values are amounts of money.
    public var isAmount: Bool {
      switch self {
      case .netSpend, .spend, .refunded, .averageOrderValue, .largestOrder, .smallestOrder: true
      default: false
      }
    }
  }

  /// What is counted.
  public let kind: Kind
  /// Over which days.
  public let period: TagPeriod
  /// Of which orders: all tests have to fit the same order. A refund is tested by its own values.
  public let filter: [DimensionTest]

  /// A figure over some days and some orders; over the whole history by default.
  public init(_ kind: Kind, in period: TagPeriod = .all, where filter: [DimensionTest] = []) {
    self.kind = kind
    self.period = period
    self.filter = filter
  }
}

/// Which numbers fit: all bounds that are not `nil` have to be kept.
///
/// ```swift
/// TagBounds.atLeast(3)
/// TagBounds(above: 0, atMost: "49.90")
/// ```
public struct TagBounds: Hashable, Sendable {
  /// The number, or more.
  public let atLeast: ExactNumber?
  /// More than the number.
  public let above: ExactNumber?
  /// The number, or less.
  public let atMost: ExactNumber?
  /// Less than the number.
  public let below: ExactNumber?
  /// The number itself.
  public let exactly: ExactNumber?

  /// Bounds that may contradict each other; ``TagRules`` checks them.
  public init(
    atLeast: ExactNumber? = nil, above: ExactNumber? = nil, atMost: ExactNumber? = nil,
    below: ExactNumber? = nil, exactly: ExactNumber? = nil
  ) {
    self.atLeast = atLeast
    self.above = above
    self.atMost = atMost
    self.below = below
    self.exactly = exactly
  }

  /// A number, or more.
  public static func atLeast(_ number: ExactNumber) -> TagBounds { TagBounds(atLeast: number) }

  /// A number, or less.
  public static func atMost(_ number: ExactNumber) -> TagBounds { TagBounds(atMost: number) }

  /// A number itself.
  public static func exactly(_ number: ExactNumber) -> TagBounds { TagBounds(exactly: number) }

  var numbers: [ExactNumber] { [atLeast, above, atMost, below, exactly].compactMap(\.self) }

  /// Whether no number fits.
  var isEmpty: Bool {
    let floors = [atLeast, exactly].compactMap(\.self)
    let ceilings = [atMost, exactly].compactMap(\.self)
    let crosses = floors.contains { low in ceilings.contains { $0 < low } }
    let passes = floors.contains { low in below.map { $0 <= low } ?? false }
    let missed = ceilings.contains { high in above.map { high <= $0 } ?? false }
    let closes = above.map { low in below.map { $0 <= low } ?? false } ?? false
    return crosses || passes || missed || closes
  }
}

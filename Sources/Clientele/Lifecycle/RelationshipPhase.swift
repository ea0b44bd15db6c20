/// How far the relationship with a customer has come, judged by its course and not by its last day.
///
/// Source: the phases of Dwyer, Schurr and Oh (1987), "Developing Buyer-Seller Relationships", as
/// Chinese textbooks of customer relationship management have them. They name no figures; those are
/// said by ``PhaseRule``.
public enum RelationshipPhase: Int, Hashable, Sendable, CaseIterable {
  /// 考察期: few orders, or little money; both sides are trying.
  case exploration
  /// 形成期: orders and spend are rising.
  case formation
  /// 稳定期: many orders, and level.
  case stability
  /// 退化期: orders and spend are falling, or have ended.
  case decline

  /// The phase's name in figures: `exploration` …
  public var name: String {
    switch self {
    case .exploration: "exploration"
    case .formation: "formation"
    case .stability: "stability"
    case .decline: "decline"
    }
  }

  /// 考察期, 形成期, 稳定期, 退化期.
  public var chineseName: String {
    switch self {
    case .exploration: "考察期"
    case .formation: "形成期"
    case .stability: "稳定期"
    case .decline: "退化期"
    }
  }
}

/// What makes a course rise or fall, and how many orders are few.
///
/// Periods of one length are counted back from the day after the as-of day: the latest, and those
/// before it as far as ``periodCount`` and the first purchase reach. Orders, and apart from them
/// spend (purchases less refunds dated in the period), *rise* when the latest period has more than
/// the mean of the earlier ones by more than ``tolerance``, and *fall* when it has so much less; a
/// first period with purchases rises. The *course* rises when one of them rises and the other does
/// not fall, falls when one falls and the other does not rise, and is level otherwise. Then
///
/// 1. who has not bought in these periods, or whose course falls, is in decline;
/// 2. who has bought ``fewOrders`` times or less in them, or brought nothing, is in exploration;
/// 3. who is left is in formation when the course rises, and in stability when it is level.
public struct PhaseRule: Hashable, Sendable, Codable {
  /// The length of a period.
  public let period: CalendarSpan
  /// How many periods are looked at, the latest included.
  public let periodCount: Int
  /// The share of the earlier mean by which a level course may differ from it, to a millionth.
  public let tolerance: Double
  /// So many purchases in all periods are still few.
  public let fewOrders: Int

  /// Four periods of three months, a quarter more or less, and two orders.
  public static let standard = PhaseRule()

  /// - Parameters:
  ///   - period: The length of a period.
  ///   - periodCount: How many periods are looked at, the latest included.
  ///   - tolerance: The share of the earlier mean by which a level course may differ from it.
  ///   - fewOrders: So many purchases in all periods are still few.
  /// - Precondition: The period is longer than nothing, there are 2 through 100 of them, the
  ///   tolerance lies in 0...1, and `fewOrders` is not negative.
  public init(
    period: CalendarSpan = .months(3), periodCount: Int = 4, tolerance: Double = 0.25,
    fewOrders: Int = 2
  ) {
    precondition(period.count > 0, "a period must be longer than nothing")
    precondition((2...100).contains(periodCount), "a course has 2 to 100 periods")
    precondition(fewOrders >= 0, "few orders are 0 or more")
    _ = Millionths(tolerance)
    self.period = period
    self.periodCount = periodCount
    self.tolerance = tolerance
    self.fewOrders = fewOrders
  }

  /// The first days of the periods, the latest first, seen from `end`, the day after the as-of day.
  func starts(before end: Day) -> [Day] {
    (1...periodCount).map { end - period.multiplied(by: $0) }
  }

  /// The phase of a course.
  ///
  /// - Parameters:
  ///   - orders: Purchases in each period, the latest first.
  ///   - spend: Purchases less refunds in each period, in minor units.
  ///   - firstPeriod: The period of the first purchase; ``periodCount`` when it is before all.
  /// - Precondition: Both have ``periodCount`` elements.
  func phase(orders: [Int], spend: [Int128], firstPeriod: Int) -> RelationshipPhase {
    precondition(orders.count == periodCount && spend.count == periodCount)
    let earlier = 1..<min(firstPeriod, periodCount - 1) + 1
    let course =
      direction(of: orders.map { Int128($0) }, earlier) + direction(of: spend, earlier)
    let orderCount = orders.reduce(0, +)
    if orderCount == 0 || course < 0 { return .decline }
    if orderCount <= fewOrders || spend.reduce(0, +) <= 0 { return .exploration }
    return course > 0 ? .formation : .stability
  }

  /// 1 for rising, −1 for falling, 0 for level: exactly, in millionths.
  private func direction(of figures: [Int128], _ earlier: Range<Int>) -> Int {
    let latest = figures[0] * Int128(max(1, earlier.count)) * 1_000_000
    let sum = max(0, earlier.reduce(0) { $0 + figures[$1] })
    let slack = Millionths(tolerance).value
    if latest > sum * (1_000_000 + slack) { return 1 }
    return latest < sum * (1_000_000 - slack) ? -1 : 0
  }
}

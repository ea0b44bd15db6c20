/// How long a customer stays active, silent and sleeping: three spans counted back from the
/// as-of day.
///
/// ```swift
/// LifecycleBoundaries.standard.sleeping                   // 12m
/// LifecycleBoundaries(window: .months(6)).sleeping        // 24m
/// LifecycleBoundaries(.days(30), .days(60), .days(30))    // nil: they must grow
/// ```
public struct LifecycleBoundaries: Hashable, Sendable, Codable {
  /// A customer whose last purchase lies before this is no longer active.
  public let active: CalendarSpan
  /// … no longer silent.
  public let silent: CalendarSpan
  /// … no longer sleeping, but lost.
  public let sleeping: CalendarSpan

  /// after 3, 6 and 12 months.
  public static let standard = LifecycleBoundaries(.months(3), .months(6), .months(12))!

  /// Three spans, each longer than the one before; otherwise `nil`.
  public init?(_ active: CalendarSpan, _ silent: CalendarSpan, _ sleeping: CalendarSpan) {
    guard active.count > 0, active.averageDayCount < silent.averageDayCount,
      silent.averageDayCount < sleeping.averageDayCount
    else { return nil }
    self.active = active
    self.silent = silent
    self.sleeping = sleeping
  }

  /// A window, twice and four times as long: 「以3个月为例(6个月、1年类推)」.
  ///
  /// - Precondition: The window is longer than nothing.
  public init(window: CalendarSpan) {
    precondition(window.count > 0, "a window must be longer than nothing")
    active = window
    silent = window.multiplied(by: 2)
    sleeping = window.multiplied(by: 4)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let spans = try [CodingKeys.active, .silent, .sleeping].map {
      try container.decode(CalendarSpan.self, forKey: $0)
    }
    guard let boundaries = LifecycleBoundaries(spans[0], spans[1], spans[2]) else {
      throw decoder.refusal("boundaries must grow: \(spans)")
    }
    self = boundaries
  }

  /// The first days of the stages active, silent and sleeping, seen from `end`, the day after the
  /// as-of day. Never ascending.
  func cuts(at end: Day) -> (active: Day, silent: Day, sleeping: Day) {
    let first = end - active
    // Ninety days can reach further back than three months: then silence has no days.
    let second = min(first, end - silent)
    return (first, second, min(second, end - sleeping))
  }

  /// The stage of a customer by definition, from their purchase days in ascending order.
  ///
  /// - Returns: `nil` without a purchase up to and including `day`.
  /// - Complexity: O(purchases).
  public func stage(ofPurchaseDays days: some Sequence<Day>, asOf day: Day) -> LifecycleStage? {
    let cuts = cuts(at: day + 1)
    let seen = days.filter { $0 <= day }
    guard let first = seen.first, let last = seen.last else { return nil }
    if last < cuts.sleeping { return .lost }
    if last < cuts.silent { return .sleeping }
    if last < cuts.active { return .silent }
    let isRepeat = seen.reduce(0) { $0 + ($1 >= cuts.active ? 1 : 0) } >= 2
    if first >= cuts.active { return isRepeat ? .newRepeat : .newOneTime }
    return isRepeat ? .existingRepeat : .existingOneTime
  }
}

extension CalendarSpan {
  /// Days in the mean Gregorian calendar; only for comparing lengths.
  var averageDayCount: Double {
    switch self {
    case .days(let count): Double(count)
    case .weeks(let count): Double(count) * 7
    case .months(let count): Double(count) * 30.436875
    case .years(let count): Double(count) * 365.2425
    }
  }
}

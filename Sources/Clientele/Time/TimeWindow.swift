/// Days from `start` up to and not including `end`. Windows that share a border tile without gap
/// or overlap.
///
/// ```swift
/// let november = TimeWindow(from: "2026-11-01", through: "2026-11-30")
/// november.end              // 2026-12-01
/// november.dayCount         // 30
/// ```
public struct TimeWindow: Hashable, Sendable, Codable {
  /// The first day inside.
  public let start: Day
  /// The first day after.
  public let end: Day

  /// - Precondition: `start <= end`.
  public init(start: Day, end: Day) {
    precondition(start <= end, "a window cannot end before it starts")
    self.start = start
    self.end = end
  }

  /// The window of whole days from `first` to `last`, both inside.
  ///
  /// - Precondition: `first <= last + 1`.
  public init(from first: Day, through last: Day) {
    self.init(start: first, end: last + 1)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    start = try container.decode(Day.self, forKey: .start)
    end = try container.decode(Day.self, forKey: .end)
    guard start <= end else {
      throw decoder.refusal("a window that starts on \(start) cannot end on \(end)")
    }
  }

  public var dayCount: Int { end - start }

  public func contains(_ day: Day) -> Bool { start <= day && day < end }
}

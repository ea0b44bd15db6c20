/// Looks up many instants in one zone and remembers where the last one was found: orders in a file
/// lie near each other, and clocks change twice a year at most.
///
/// ```swift
/// var cursor = TimeZoneCursor(TimeZoneRules(fixedOffset: "+08:00")!)
/// let days = [0, 57_599, 57_600].map { cursor.day(ofInstant: $0) }
/// days       // [1970-01-01, 1970-01-01, 1970-01-02]
/// ```
///
/// A cursor gives exactly the answers of its ``rules``. Each thread has its own.
public struct TimeZoneCursor: Sendable {
  /// The rules that it follows.
  public let rules: TimeZoneRules
  private var interval: ClockInterval

  /// A cursor that has not moved yet.
  public init(_ rules: TimeZoneRules) {
    self.rules = rules
    interval = rules.interval(containing: 0)
  }

  /// The calendar day that the clocks showed at an instant.
  ///
  /// - Precondition: the day's number fits in 32 bits: five million years each way.
  /// - Complexity: O(1) while the clocks stand still, O(log n) when they changed in between.
  public mutating func day(ofInstant secondsSince1970: Int64) -> Day {
    if !interval.contains(secondsSince1970) {
      interval = rules.interval(containing: secondsSince1970)
    }
    return interval.day(ofInstant: secondsSince1970)
  }

  /// Looks up a time on the wall.
  ///
  /// - Precondition: `secondOfDay` is 0 through 86,399.
  /// - Complexity: O(1) more than three days from a change of the clocks, else O(log n).
  public mutating func resolve(local day: Day, secondOfDay: Int) -> LocalTimeResolution {
    let wall = day.wallSeconds(secondOfDay)
    if let instant = onlyInstant(showing: wall) { return .unique(instant: instant) }
    interval = rules.interval(containing: wall - interval.offset)
    return rules.resolve(local: day, secondOfDay: secondOfDay)
  }

  /// The one instant at which the clocks showed a time, if the remembered interval alone decides.
  private func onlyInstant(showing wall: Int64) -> Int64? {
    let instant = wall - interval.offset
    // Two offsets differ by less than three days: nearer to its ends, another interval could
    // show the same time.
    let farthest: Int64 = 3 * 86_400
    return interval.contains(instant - farthest) && interval.contains(instant + farthest)
      ? instant : nil
  }
}

/// What became of a time on the wall: whether a zone's clocks ever showed it.
///
/// An order keeps the date that was written with it in the first three cases, so that no order
/// moves to another day; a reader counts the second and third, and refuses the fourth.
public enum LocalTimeResolution: Hashable, Sendable {
  /// The clocks showed it once.
  case unique(instant: Int64)
  /// The clocks were set back and showed it twice. The earlier instant is the one to take.
  case ambiguous(earlier: Int64, later: Int64)
  /// The clocks were set forward over it at the instant `jump`; other times of that day exist.
  case skipped(jump: Int64)
  /// The clocks were set forward over the whole day, as at 2011-12-30 in Apia.
  case dayDoesNotExist
}

extension TimeZoneRules {
  /// Looks up a time on the wall.
  ///
  /// ```swift
  /// let newYork = try TimeZoneFiles().rules(named: "America/New_York")
  /// newYork.resolve(local: "2024-03-10", secondOfDay: 9_000)    // half past two
  /// // skipped(jump: 1710054000)
  /// newYork.resolve(local: "2024-11-03", secondOfDay: 5_400)    // half past one
  /// // ambiguous(earlier: 1730611800, later: 1730615400)
  /// ```
  ///
  /// - Precondition: `secondOfDay` is 0 through 86,399.
  /// - Complexity: O(log n) in the number of changes.
  public func resolve(local day: Day, secondOfDay: Int) -> LocalTimeResolution {
    let wall = day.wallSeconds(secondOfDay)
    // Every instant whose clock could show it, and so the jump over it, is in these two days.
    let latest = wall - TimeZoneRules.possibleOffsets.lowerBound
    var interval = interval(containing: wall - TimeZoneRules.possibleOffsets.upperBound)
    var resolution = LocalTimeResolution.dayDoesNotExist
    while true {
      let instant = wall - interval.offset
      if interval.contains(instant) { resolution.add(instant) }
      if interval.end > latest { return resolution }
      let next = self.interval(containing: interval.end)
      let gapStart = interval.end + interval.offset
      let gapEnd = interval.end + next.offset
      if gapStart <= wall, wall < gapEnd, resolution == .dayDoesNotExist,
        gapStart > day.wallSeconds(0) || gapEnd <= day.wallSeconds(86_399)
      {
        resolution = .skipped(jump: interval.end)
      }
      interval = next
    }
  }
}

extension LocalTimeResolution {
  /// Notes one more instant, later than those before, at which the clocks showed the time.
  fileprivate mutating func add(_ instant: Int64) {
    switch self {
    case .unique(let earlier), .ambiguous(let earlier, _):
      self = .ambiguous(earlier: earlier, later: instant)
    case .skipped, .dayDoesNotExist:
      self = .unique(instant: instant)
    }
  }
}

extension Day {
  /// Seconds on the wall clock since 1970-01-01 00:00 on the wall clock.
  func wallSeconds(_ secondOfDay: Int) -> Int64 {
    precondition((0..<86_400).contains(secondOfDay), "a day has the seconds 0 through 86,399")
    return Int64(number) * 86_400 + Int64(secondOfDay)
  }
}

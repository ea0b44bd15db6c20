import Clientele

/// The clocks of the shop, by which instants become days.
struct ShopClock: Sendable {
  /// What became of a time on the wall.
  enum Standing { case shownOnce, shownTwice, skipped, dayNeverWas }

  private var cursor: TimeZoneCursor

  init(_ rules: TimeZoneRules) { cursor = TimeZoneCursor(rules) }

  mutating func day(ofInstant second: Int64) -> Int32 { cursor.day(ofInstant: second).number }

  mutating func standing(day: Int32, second: Int32) -> Standing {
    switch cursor.resolve(local: Day(number: day), secondOfDay: Int(second)) {
    case .unique: .shownOnce
    case .ambiguous: .shownTwice
    case .skipped: .skipped
    case .dayDoesNotExist: .dayNeverWas
    }
  }
}

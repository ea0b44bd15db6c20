import Clientele

/// The clocks of the shop, by which instants become days.
struct ShopClock: Sendable {
  /// What became of a time on the wall.
  enum Standing { case shownOnce, shownTwice, skipped, dayNeverWas }

  var offset: Int64 = 0

  mutating func day(ofInstant second: Int64) -> Int32 {
    let wall = second + offset
    return Int32(wall >= 0 ? wall / 86_400 : (wall - 86_399) / 86_400)
  }

  mutating func standing(day: Int32, second: Int32) -> Standing { .shownOnce }
}

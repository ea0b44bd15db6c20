/// From a day to where its cohort's first returns are counted, for windows that do not overlap.
///
/// The same as ``RetentionClock``, laid out so that a purchase is counted without a loop over
/// cohorts and without a branch.
struct ReturnPlaces: Sendable {
  struct Place: Sendable {
    /// Where the cohort's bins begin; those of days in no cohort lie behind all others'.
    var start: Int32
    /// The tick that offsets are counted from.
    var anchor: Int32
    /// The tick of the day itself.
    var tick: Int32
  }

  private let firstDay: Int32
  /// For each day from `firstDay` on; the last stands for all other days.
  private let places: [Place]

  /// - Returns: `nil` when there are no days, some day belongs to several cohorts, or 32 bits do
  ///   not hold all places.
  init?(_ clock: RetentionClock, width: Int) {
    let cohortCount = clock.anchors.count
    guard clock.ticks.count > 1, clock.ticks.allSatisfy({ $0.limit <= $0.entry + 1 }),
      (cohortCount + 1).times(width) <= Int32.max
    else { return nil }
    // So far back that every offset from it is too long to be told apart.
    let nobody = (start: Int32(cohortCount * width), anchor: Int32.min / 4)
    var places = clock.ticks.map { ticks in
      let isInside = ticks.entry < ticks.limit
      return Place(
        start: isInside ? ticks.entry * Int32(width) : nobody.start,
        anchor: isInside ? clock.anchors[Int(ticks.entry)] : nobody.anchor, tick: ticks.tick)
    }
    // Days before the first are in no cohort either, and no return is counted to them.
    places.removeFirst()
    firstDay = clock.firstDay + 1
    self.places = places
  }

  /// The place of a purchase that never comes.
  var never: Place { places[places.count - 1] }

  @inline(__always)
  subscript(day: Int32) -> Place {
    // Seen without its sign a day before the first is a large number as well.
    places[min(Int(UInt32(bitPattern: day &- firstDay)), places.count - 1)]
  }
}

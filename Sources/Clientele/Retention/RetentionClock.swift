/// From a day to the cohorts it belongs to, and to its place on the line on which returns are
/// counted.
struct RetentionClock: Sendable {
  struct Ticks: Sendable {
    /// The first cohort whose window ends after the day.
    var entry: Int32
    /// One past the last cohort whose window has begun by the day.
    var limit: Int32
    /// Days, or periods, since an origin.
    var tick: Int32
  }

  /// For each place the caller's index of the cohort.
  let indices: [Int]
  /// The tick that offsets are counted from, for each place.
  let anchors: [Int32]
  /// The ticks of a purchase that never comes: further from any anchor than returns are counted.
  let never: Ticks
  /// The day of the first ticks, which stand for all days before.
  let firstDay: Int32
  /// For each day; the last stands for all later days.
  let ticks: [Ticks]

  /// - Parameters:
  ///   - reach: The largest offset that matters.
  ///   - end: The first day that was not observed.
  ///   - tick: What a day from the first window on counts as, never descending; the anchor of a
  ///     cohort is that of its last day.
  init(
    _ windows: [TimeWindow], places: WindowClock, reach: Int, observedUpTo end: Day,
    tick: (Day) -> Int32
  ) {
    indices = places.indices
    anchors = indices.map { tick(windows[$0].end - 1) }
    let count = Int32(indices.count)
    never = Ticks(entry: count, limit: count, tick: .max / 2)
    let start = min(indices.first.map { windows[$0].start } ?? end, end) - 1
    let lastTick = Int(anchors.last ?? 0) + reach
    var ticks: [Ticks] = []
    var day = start
    while day < end {
      let now = tick(day)
      let place = places[day.number]
      if Int(now) > lastTick && place.entry == count { break }
      ticks.append(Ticks(entry: place.entry, limit: place.limit, tick: now))
      day = day + 1
    }
    // The last stands for all later days: those not observed, or too late to matter.
    ticks.append(never)
    firstDay = start.number
    self.ticks = ticks
  }

  @inline(__always)
  subscript(day: Int32) -> Ticks {
    ticks[min(max(Int(day) - Int(firstDay), 0), ticks.count - 1)]
  }
}

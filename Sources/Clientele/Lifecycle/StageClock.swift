/// From a purchase day to the snapshots at which something happens because of it.
///
/// A customer's stage changes only at a purchase, or when their last or last but one purchase
/// falls out of a boundary. Which snapshot first sees each of these depends on the day alone, so
/// it is looked up. A series therefore costs by purchases, not by snapshots: a thousand daily
/// snapshots take little longer than twenty-four monthly ones.
struct StageClock: Sendable {
  /// What a purchase day means for the series: places of snapshots, `snapshotCount` for never.
  struct Ticks: Sendable {
    /// The first snapshot that sees the day.
    var entry: Int32
    /// The first snapshot for which the day is no longer within the active span.
    var silence: Int32
    var sleep: Int32
    var loss: Int32
  }

  let snapshotCount: Int
  private let firstDay: Int32
  /// One for each day, or one for each of `starts`.
  private let ticks: [Ticks]
  /// Where the days from the first boundary of the first snapshot to the last are too many to have
  /// each its own: those on which something changes. Spans can be longer than history.
  private let starts: [Int32]

  /// Where every day has its own ticks, a day is found by one look-up.
  var isDirect: Bool { starts.isEmpty }

  private static let directDayCount = 1 << 17

  /// - Precondition: `days` strictly ascend.
  init(asOf days: [Day], boundaries: LifecycleBoundaries) {
    precondition(
      zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "as-of days must strictly ascend")
    snapshotCount = days.count
    guard let first = days.first, let last = days.last else {
      (firstDay, ticks, starts) = (0, [Ticks(entry: 0, silence: 0, sleep: 0, loss: 0)], [])
      return
    }
    let cuts = days.map { boundaries.cuts(at: $0 + 1) }
    // One day before everything else stands for all earlier days, one after for all later ones.
    let start = min(first, cuts[0].sleeping) - 1
    let dayCount = last + 2 - start
    firstDay = start.number
    let isDirect = dayCount <= max(Self.directDayCount, 8 * days.count)
    starts = isDirect ? [] : Self.changes(days, cuts, after: start)
    var next = Ticks(entry: 0, silence: 0, sleep: 0, loss: 0)
    let told = isDirect ? (0..<dayCount).map { start + $0 } : starts.map { Day(number: $0) }
    ticks = told.map { day in
      while next.entry < days.count && days[Int(next.entry)] < day { next.entry += 1 }
      while next.silence < days.count && cuts[Int(next.silence)].active <= day {
        next.silence += 1
      }
      while next.sleep < days.count && cuts[Int(next.sleep)].silent <= day { next.sleep += 1 }
      while next.loss < days.count && cuts[Int(next.loss)].sleeping <= day { next.loss += 1 }
      return next
    }
  }

  /// The days on which some tick moves on, and one before them all.
  private static func changes(
    _ days: [Day], _ cuts: [(active: Day, silent: Day, sleeping: Day)], after start: Day
  ) -> [Int32] {
    var changes: Set<Int32> = [start.number]
    for (day, cut) in zip(days, cuts) {
      changes.formUnion(
        [day.number + 1, cut.active.number, cut.silent.number, cut.sleeping.number])
    }
    return changes.sorted()
  }

  /// The days that are told apart: earlier ones mean what the first means, later ones the last.
  ///
  /// - Precondition: The clock is direct.
  var days: ClosedRange<Int32> { firstDay...firstDay + Int32(ticks.count - 1) }

  /// The ticks of a purchase that never comes.
  @inline(__always)
  var never: Ticks {
    let end = Int32(snapshotCount)
    return Ticks(entry: end, silence: end, sleep: end, loss: end)
  }

  @inline(__always)
  subscript(day: Int32) -> Ticks {
    let place = isDirect ? Int(day) - Int(firstDay) : starts.partitioningIndex { $0 > day } - 1
    return ticks[min(max(place, 0), ticks.count - 1)]
  }
}

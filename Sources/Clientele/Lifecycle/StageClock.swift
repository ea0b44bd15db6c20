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
  private let ticks: [Ticks]

  /// - Precondition: `days` strictly ascend.
  init(asOf days: [Day], boundaries: LifecycleBoundaries) {
    precondition(
      zip(days, days.dropFirst()).allSatisfy { $0 < $1 }, "as-of days must strictly ascend")
    snapshotCount = days.count
    guard let first = days.first, let last = days.last else {
      (firstDay, ticks) = (0, [Ticks(entry: 0, silence: 0, sleep: 0, loss: 0)])
      return
    }
    let cuts = days.map { boundaries.cuts(at: $0 + 1) }
    // One day before everything else stands for all earlier days, one after for all later ones.
    let start = min(first, cuts[0].sleeping) - 1
    firstDay = start.number
    var next = Ticks(entry: 0, silence: 0, sleep: 0, loss: 0)
    ticks = (0...(last + 1 - start)).map { offset in
      let day = start + offset
      while next.entry < days.count && days[Int(next.entry)] < day { next.entry += 1 }
      while next.silence < days.count && cuts[Int(next.silence)].active <= day {
        next.silence += 1
      }
      while next.sleep < days.count && cuts[Int(next.sleep)].silent <= day { next.sleep += 1 }
      while next.loss < days.count && cuts[Int(next.loss)].sleeping <= day { next.loss += 1 }
      return next
    }
  }

  /// The days that are told apart: earlier ones mean what the first means, later ones the last.
  var days: ClosedRange<Int32> { firstDay...firstDay + Int32(ticks.count - 1) }

  /// The ticks of a purchase that never comes.
  @inline(__always)
  var never: Ticks {
    let end = Int32(snapshotCount)
    return Ticks(entry: end, silence: end, sleep: end, loss: end)
  }

  @inline(__always)
  subscript(day: Int32) -> Ticks {
    let place = Int(day) - Int(firstDay)
    return ticks[min(max(place, 0), ticks.count - 1)]
  }
}

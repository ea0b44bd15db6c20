/// The days on which a ladder asks or forgets something, whatever a customer does.
struct TierDates: Sendable {
  private let ladder: TierLadder

  init(of ladder: TierLadder) { self.ladder = ladder }

  /// The first day of the window that ends with a day; `.min` when nothing is ever forgotten.
  func windowStart(endingOn day: Int32, join: Int32) -> Int32 {
    let end = Day(number: day)
    switch ladder.window {
    case .lifetime: return .min
    case .rolling(let span): return (end + 1 - span).number
    case .calendarYear: return CalendarPeriod.year.start(containing: end).number
    case .membershipYear:
      let next = nextAnniversary(of: Day(number: join), after: end)
      return next.place == 1 ? join : (Day(number: join) + .years(next.place - 1)).number
    }
  }

  /// The first day after `day` on which an event within the window is not within it any more.
  func windowLoses(_ event: Int32, after day: Int32, join: Int32) -> Int32 {
    switch ladder.window {
    case .lifetime: .max
    case .rolling(let span): Self.day(whenLost: event, after: span)
    case .calendarYear: Self.nextYear(after: day)
    case .membershipYear:
      nextAnniversary(of: Day(number: join), after: Day(number: day)).day.number
    }
  }

  /// The first day after `day` with a review; `.max` for reviews at once.
  ///
  /// - Parameter change: The day on which the customer came to the tier.
  func nextReview(after day: Int32, join: Int32, change: Int32) -> Int32 {
    let last = Day(number: day)
    switch ladder.review {
    case .atOnce: return .max
    case .anniversary: return nextAnniversary(of: Day(number: join), after: last).day.number
    case .calendarYear: return Self.nextYear(after: day)
    case .every(let span, let first):
      return first <= last ? Self.step(by: span, from: first, past: last) : first.number
    case .afterChange(let span): return Self.step(by: span, from: Day(number: change), past: last)
    }
  }

  /// The first whole number of spans, at least one, after `anchor` that is after `last`.
  private static func step(by span: CalendarSpan, from anchor: Day, past last: Day) -> Int32 {
    // Calendar spans differ from their mean by days, so that this is at most one too few.
    var place = max(1, Int(Double(last - anchor) / span.averageDayCount) - 1)
    while anchor + span.multiplied(by: place) <= last { place += 1 }
    return (anchor + span.multiplied(by: place)).number
  }

  /// The day on which a grace that begins on `day` is over.
  func graceEnd(from day: Int32) -> Int32? {
    ladder.grace.map { (Day(number: day) + $0).number }
  }

  /// A customer's stage at the end of a day.
  ///
  /// - Parameters:
  ///   - first: The day of the first purchase.
  ///   - last: The day of the last purchase by then.
  ///   - count: Purchases within the first boundary.
  func stage(
    endOf day: Int32, first: Int32, last: Int32, activeCount count: Int
  ) -> LifecycleStage {
    let cuts = ladder.boundaries.cuts(at: Day(number: day) + 1)
    if last < cuts.sleeping.number { return .lost }
    if last < cuts.silent.number { return .sleeping }
    if last < cuts.active.number { return .silent }
    if first >= cuts.active.number { return count > 1 ? .newRepeat : .newOneTime }
    return count > 1 ? .existingRepeat : .existingOneTime
  }

  /// The first day that counts as active at the end of a day.
  func activeStart(endOf day: Int32) -> Int32 {
    ladder.boundaries.cuts(at: Day(number: day) + 1).active.number
  }

  /// The first day after `day` on which a purchase that is the last one changes its stage.
  func stageChange(of purchase: Int32, after day: Int32) -> Int32 {
    let spans = [ladder.boundaries.active, ladder.boundaries.silent, ladder.boundaries.sleeping]
    return spans.map { Self.day(whenLost: purchase, after: $0) }.filter { $0 > day }.min() ?? .max
  }

  /// The first day for whose end an event is no longer within a span.
  static func day(whenLost event: Int32, after span: CalendarSpan) -> Int32 {
    let next = Day(number: event) + 1
    var end = next + span
    // A month end is counted back to an earlier day than it was counted forward from.
    while end - span < next { end = end + 1 }
    return (end - 1).number
  }

  private static func nextYear(after day: Int32) -> Int32 {
    let year = CalendarPeriod.year.start(containing: Day(number: day))
    return (year + .years(1)).number
  }

  /// The first anniversary after a day, and which one it is.
  private func nextAnniversary(of join: Day, after day: Day) -> (day: Day, place: Int) {
    var place = max(1, day.civil.year - join.civil.year)
    while join + .years(place) <= day { place += 1 }
    return (join + .years(place), place)
  }
}

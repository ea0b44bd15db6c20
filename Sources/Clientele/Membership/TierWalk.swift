/// One customer's way up and down a ladder.
///
/// Only days on which something can change are looked at: those with a purchase or a refund, those
/// on which one is forgotten, those on which a stage ends, and reviews and the ends of graces that
/// can move the customer. The order of what happens on a day is that of ``TierLadder``.
struct TierWalk {
  /// A fall that is put off.
  private struct Grace {
    let end: Int32
    /// The best tier that was earned since the review.
    var best: Int
  }

  private let plan: TierPlan
  private let dates: TierDates
  private let days: [TierDay]
  private let join: Int32

  /// How many of the days have come, have left the window, and are no longer active.
  private var (seen, gone, idle) = (0, 0, 0)
  private var sums = TierPlan.Sums()
  private var activeOrders = 0
  private var lastPurchase = Int32.min
  /// At the end of the day that was looked at last.
  private var stage: LifecycleStage?
  private var earned = TierPlan.none
  /// What refunds took off on that day.
  private var refunds = TierPlan.Sums()
  /// The day of the last change.
  private var change: Int32
  private var tier = TierPlan.none
  private var grace: Grace?

  private var ladder: TierLadder { plan.ladder }
  private var isReviewedAtOnce: Bool { ladder.review == .atOnce }

  private init(_ events: TierEvents, join: Int32, on plan: TierPlan, _ dates: TierDates) {
    self.plan = plan
    self.dates = dates
    self.join = join
    change = join
    days = events.days
  }

  /// Tells every change of a customer's tier up to and including `last`: the day, and the tier's
  /// place in the ladder or ``TierPlan/none``.
  ///
  /// - Complexity: O(days with events), and the reviews that move the customer.
  static func changes(
    of events: TierEvents, on plan: TierPlan, _ dates: TierDates, through last: Int32,
    _ change: (Int32, Int) -> Void
  ) {
    guard let join = events.firstPurchase, join <= last else { return }
    var walk = TierWalk(events, join: join, on: plan, dates)
    walk.see(join)
    let joinsAtOnce = walk.isReviewedAtOnce || plan.ladder.upgrade == .atOnce
    walk.tier = joinsAtOnce ? walk.earned : plan.entryTier
    if walk.tier != TierPlan.none { change(join, walk.tier) }
    var day = walk.nextDay(after: join)
    while day <= last {
      let before = walk.tier
      walk.begin(day)
      walk.see(day)
      walk.end(day)
      if walk.tier != before {
        walk.change = day
        change(day, walk.tier)
      }
      day = walk.nextDay(after: day)
    }
  }

  /// The end of a grace and a review, by what the day before ended with.
  private mutating func begin(_ day: Int32) {
    guard !isReviewedAtOnce else { return }
    if let over = grace, over.end <= day {
      fall(to: over.best)
      grace = nil
    }
    let due = dates.nextReview(after: day - 1, join: join, change: change)
    guard earned != tier, due == day else { return }
    if earned > tier {
      if ladder.upgrade == .atReview { tier = earned }
    } else if grace == nil {
      review(day)
    }
  }

  /// What the day itself changes.
  private mutating func end(_ day: Int32) {
    if ladder.clawBack == .atOnce && earned < tier && isTakenBack {
      tier = earned
    }
    if earned >= tier {
      grace = nil
      if isReviewedAtOnce || ladder.upgrade == .atOnce { tier = earned }
    } else if let running = grace {
      grace = Grace(end: running.end, best: max(running.best, earned))
      if isReviewedAtOnce && running.end <= day {
        fall(to: max(running.best, earned))
        grace = nil
      }
    } else if isReviewedAtOnce {
      review(day)
    }
  }

  /// Whether the day's refunds have cost the customer a tier that would be earned without them.
  private var isTakenBack: Bool {
    guard refunds.spend > 0 else { return false }
    var unreturned = sums
    unreturned += refunds
    return plan.earned(unreturned, in: stage) > earned
  }

  /// Lets a customer fall who has earned less than they have, at once or after the grace.
  private mutating func review(_ day: Int32) {
    guard ladder.downgrade != .never else { return }
    if let end = dates.graceEnd(from: day) {
      grace = Grace(end: end, best: earned)
    } else {
      fall(to: earned)
    }
  }

  private mutating func fall(to earned: Int) {
    tier = ladder.downgrade == .oneStep ? tier - 1 : earned
  }

  /// Brings the sums and the earned tier to the end of a day.
  private mutating func see(_ day: Int32) {
    refunds = TierPlan.Sums()
    while seen < days.count && days[seen].day <= day {
      let event = days[seen]
      sums += event.sums
      if event.day == day { refunds = event.refunds }
      activeOrders += event.sums.orders
      if event.sums.orders > 0 { lastPurchase = event.day }
      seen += 1
    }
    let start = dates.windowStart(endingOn: day, join: join)
    while gone < seen && days[gone].day < start {
      sums -= days[gone].sums
      gone += 1
    }
    guard plan.needsStages else {
      earned = plan.earned(sums, in: nil)
      return
    }
    let active = dates.activeStart(endOf: day)
    while idle < seen && days[idle].day < active {
      activeOrders -= days[idle].sums.orders
      idle += 1
    }
    stage = dates.stage(
      endOf: day, first: join, last: lastPurchase, activeCount: activeOrders)
    earned = plan.earned(sums, in: stage)
  }

  /// The next day that can change anything; `.max` when none can.
  private func nextDay(after day: Int32) -> Int32 {
    var next = seen < days.count ? days[seen].day : .max
    if gone < seen {
      next = min(next, dates.windowLoses(days[gone].day, after: day, join: join))
    }
    if plan.needsStages {
      if idle < seen {
        next = min(next, TierDates.day(whenLost: days[idle].day, after: ladder.boundaries.active))
      }
      next = min(next, dates.stageChange(of: lastPurchase, after: day))
    }
    if let grace { next = min(next, grace.end) }
    let canRise = earned > tier && ladder.upgrade == .atReview
    let canFall = earned < tier && ladder.downgrade != .never && grace == nil
    if canRise || canFall {
      let due = dates.nextReview(after: day, join: join, change: change)
      next = min(next, isReviewedAtOnce ? day + 1 : due)
    }
    return next
  }
}

import Clientele

/// A ladder climbed straight from its definition: every day, one after another, with sums taken
/// anew each time.
struct PlainLadder {
  let ladder: TierLadder
  let customer: PlainCustomer
  private var join: Day { customer.purchaseDays[0] }

  /// The tier at the end of each day from the first purchase through `last`; `nil` for none.
  func tiers(through last: Day) -> [Day: Int?] {
    guard let join = customer.purchaseDays.first, join <= last else { return [:] }
    var (tier, change) = (Int?.none, join)
    var grace: (end: Day, best: Int?)?
    var tiers: [Day: Int?] = [:]
    var day = join
    while day <= last {
      let before = tier
      if day == join {
        let waits = ladder.upgrade == .atReview && ladder.review != .atOnce
        tier = waits ? (isOpen(ladder.tiers[0]) ? 0 : nil) : earned(day)
      } else {
        if ladder.review != .atOnce {
          if let over = grace, over.end == day {
            tier = fallen(from: tier, to: over.best)
            grace = nil
          }
          if isReview(day, change: change) {
            review(day, earned: earned(day - 1), &tier, &grace)
          }
        }
        let now = earned(day)
        if ladder.clawBack == .atOnce && place(now) < place(tier) {
          let unreturned = PlainCustomer(
            purchases: customer.purchases, refunds: customer.refunds.filter { $0.day != day })
          let kept = PlainLadder(ladder: ladder, customer: unreturned).earned(day)
          if place(kept) > place(now) { tier = now }
        }
        if place(now) >= place(tier) {
          grace = nil
          if ladder.upgrade == .atOnce || ladder.review == .atOnce { tier = now }
        } else if let running = grace {
          let best = place(now) > place(running.best) ? now : running.best
          grace = (running.end, best)
          if ladder.review == .atOnce && day == running.end {
            tier = fallen(from: tier, to: best)
            grace = nil
          }
        } else if ladder.review == .atOnce {
          review(day, earned: now, &tier, &grace)
        }
      }
      tiers[day] = .some(tier)
      if tier != before { change = day }
      day = day + 1
    }
    return tiers
  }

  private func review(
    _ day: Day, earned: Int?, _ tier: inout Int?, _ grace: inout (end: Day, best: Int?)?
  ) {
    if place(earned) > place(tier) {
      if ladder.upgrade == .atReview { tier = earned }
    } else if place(earned) < place(tier) && ladder.downgrade != .never && grace == nil {
      if let span = ladder.grace {
        grace = (day + span, earned)
      } else {
        tier = fallen(from: tier, to: earned)
      }
    }
  }

  private func place(_ tier: Int?) -> Int { tier ?? -1 }

  private func fallen(from tier: Int?, to earned: Int?) -> Int? {
    guard ladder.downgrade == .oneStep else { return earned }
    return tier == 0 ? nil : tier! - 1
  }

  private func isOpen(_ tier: Tier) -> Bool {
    tier.requirements.contains(TierRequirement())
  }

  private func isReview(_ day: Day, change: Day) -> Bool {
    switch ladder.review {
    case .atOnce: return true
    case .anniversary: return day > join && anniversary(day) == day
    case .calendarYear: return day.civil.month == 1 && day.civil.day == 1
    case .every(let span, let first): return isStep(day, of: span, from: first)
    case .afterChange(let span): return day > change && isStep(day, of: span, from: change)
    }
  }

  private func isStep(_ day: Day, of span: CalendarSpan, from first: Day) -> Bool {
    var (next, count) = (first, 0)
    while next < day {
      count += 1
      next = first + scaled(span, count)
    }
    return next == day
  }

  private func scaled(_ span: CalendarSpan, _ factor: Int) -> CalendarSpan {
    switch span {
    case .days(let count): .days(count * factor)
    case .weeks(let count): .weeks(count * factor)
    case .months(let count): .months(count * factor)
    case .years(let count): .years(count * factor)
    }
  }

  /// The latest anniversary by a day, or the first purchase.
  private func anniversary(_ day: Day) -> Day {
    (0...3).map { join + .years($0) }.last { $0 <= day }!
  }

  private func window(_ day: Day) -> TimeWindow {
    switch ladder.window {
    case .lifetime: return TimeWindow(start: "0001-01-01", end: day + 1)
    case .rolling(let span): return TimeWindow(start: day + 1 - span, end: day + 1)
    case .calendarYear:
      return TimeWindow(start: Day(year: day.civil.year, month: 1, day: 1)!, end: day + 1)
    case .membershipYear:
      return TimeWindow(start: anniversary(day), end: day + 1)
    }
  }

  /// The highest tier whose requirement is met at the end of a day.
  private func earned(_ day: Day) -> Int? {
    let seen = window(day)
    let purchases = customer.purchases(in: seen)
    let stage = ladder.boundaries.stage(
      ofPurchaseDays: customer.purchases.map(\.day), asOf: day)
    let spend = ExactNumber(customer.revenue(in: seen), over: 100)
    return ladder.tiers.indices.last { place in
      ladder.tiers[place].requirements.contains { needed in
        (needed.netSpend.map { spend >= $0 } ?? true)
          && (needed.orders.map { purchases.count >= $0 } ?? true)
          && (needed.points.map { points(in: seen) >= $0 } ?? true)
          && (needed.stages.map { $0.contains(stage!) } ?? true)
      }
    }
  }

  /// Points as a fraction.
  private func points(in window: TimeWindow) -> ExactNumber {
    let rule = ladder.points!
    func earned(_ amount: Int) -> ExactNumber {
      let exact = ExactNumber(
        rule.perUnit.numerator * Int128(amount), over: rule.perUnit.denominator * 100)
      return rule.rounding == .none
        ? exact : ExactNumber(exact.numerator / exact.denominator)
    }
    func sum(_ left: ExactNumber, _ right: ExactNumber) -> ExactNumber {
      ExactNumber(
        left.numerator * right.denominator + right.numerator * left.denominator,
        over: left.denominator * right.denominator)
    }
    let purchases = customer.purchases(in: window)
    let first = window.contains(join) ? rule.firstOrder : 0
    var total = ExactNumber(rule.perOrder * purchases.count + first)
    for purchase in purchases { total = sum(total, earned(purchase.amount)) }
    for refund in customer.refunds where window.contains(refund.day) {
      let taken = earned(refund.amount)
      total = sum(total, ExactNumber(-taken.numerator, over: taken.denominator))
    }
    return total
  }
}

/// What happened on one day of a customer's life with the shop.
struct TierDay: Sendable {
  let day: Int32
  /// Everything together, refunds taken off.
  var sums = TierPlan.Sums()
  /// What the refunds took off.
  var refunds = TierPlan.Sums()
}

/// One customer's purchases and refunds, day by day: what a ladder is climbed by.
struct TierEvents: Sendable {
  /// Days on which something happened, ascending.
  private(set) var days: [TierDay] = []
  /// The first day with a purchase; `nil` for customers with refunds only.
  private(set) var firstPurchase: Int32?

  /// Takes the events of another customer in, and forgets the last one's.
  mutating func take(_ position: Int, of block: borrowing CustomerBlock, for plan: TierPlan) {
    days.removeAll(keepingCapacity: true)
    firstPurchase = nil
    let refunds = block.refunds(at: position)
    var refund = refunds.lowerBound
    for row in block.purchases(at: position) {
      let (day, amount) = (block.purchaseDays[row], block.purchaseAmounts[row])
      while refund < refunds.upperBound && block.refundDays[refund] < day {
        subtract(block.refundAmounts[refund], on: block.refundDays[refund], plan)
        refund += 1
      }
      add(amount, on: day, plan)
    }
    while refund < refunds.upperBound {
      subtract(block.refundAmounts[refund], on: block.refundDays[refund], plan)
      refund += 1
    }
  }

  private mutating func add(_ amount: Int64, on day: Int32, _ plan: TierPlan) {
    begin(day)
    let last = days.count - 1
    days[last].sums.spend += Int128(amount)
    days[last].sums.orders += 1
    days[last].sums.points += plan.points(of: amount) + plan.pointsOfOrder
    if firstPurchase == nil {
      firstPurchase = day
      days[last].sums.points += plan.pointsOfFirstOrder
    }
  }

  private mutating func subtract(_ amount: Int64, on day: Int32, _ plan: TierPlan) {
    begin(day)
    let last = days.count - 1
    let taken = TierPlan.Sums(spend: Int128(amount), points: plan.points(of: amount))
    days[last].sums -= taken
    days[last].refunds += taken
  }

  private mutating func begin(_ day: Int32) {
    if days.last?.day != day { days.append(TierDay(day: day)) }
  }
}

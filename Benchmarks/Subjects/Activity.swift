import Clientele

/// Buyers, repeat buyers and revenue by window.
func activity() {
  measure("activity, 36 months") {
    Shop.orders.activity(every: .month, from: Shop.days.start, through: Shop.lastDay)
  } check: { months in
    months.reduce(0) { $0 + $1.orderCount } == Shop.orders.orderCount
      && months.reduce(0) { $0 + $1.revenue.minorUnits } == Shop.revenue.minorUnits
  }

  // Windows that overlap are counted by their borders.
  let sliding = (0..<Shop.days.dayCount - 30).map {
    TimeWindow(start: Shop.days.start + $0, end: Shop.days.start + $0 + 30)
  }
  measure("activity, 30 days before each of 1,066 days") {
    Shop.orders.run(Activity(in: sliding, observedThrough: Shop.lastDay))
  } check: {
    $0[365] == Shop.orders.run(Activity(in: [sliding[365]]))[0]
  }

  // A customer is in several of these, and counts in each: where sets are large and periods long,
  // the sums are made as matrix products.
  let last = Shop.lastDay
  for (share, period) in [(10, CalendarPeriod.month), (2, .year)] {
    let sets = (0..<100).map { set in
      CustomerSet((0..<Shop.orders.customerCount).filter { ($0 &* 7 &+ set) % share == 0 })
    }
    let series = PeriodSeries(of: period, from: Shop.days.start, through: last)
    measure("activity of 100 sets with one customer in \(share), each \(period)") {
      Shop.orders.run(ActivityBySet(sets, every: series, observedThrough: last))
    } check: { figures in
      zip(sets, figures).allSatisfy { $0.count >= ($1.map(\.customerCount).max() ?? 0) }
    }
  }
}

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
}

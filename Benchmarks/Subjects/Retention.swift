import Clientele

/// Who comes back, for every day as a cohort.
func retention() {
  let oneSpan = Shop.orders.retention(
    of: "2024-11-11", within: [30], observedThrough: Shop.lastDay)[0]
  let place = ("2024-11-11" as Day) - Shop.days.start

  measure("retention of every day, within 1…90") {
    Shop.orders.retention(
      ofEachDayIn: Shop.days, within: 1...90, observedThrough: Shop.lastDay)
  } check: {
    $0[place, 29] == oneSpan
  }

  let days = (0..<Shop.days.dayCount).map {
    TimeWindow(start: Shop.days.start + $0, end: Shop.days.start + $0 + 1)
  }
  let spans: [ReturnSpan] = [.within(30), .on(7), .onOrAfter(7, horizon: 90), .bracket(8, 14)]
  measure("retention of every day, four kinds of spans") {
    Shop.orders.run(
      RecurringRetention(of: days, returning: spans, observedThrough: Shop.lastDay))
  } check: {
    $0[place, 0] == oneSpan
  }
}

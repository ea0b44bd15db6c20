import Clientele
import ClienteleFixtures

/// One hot kernel on a small fixed shop, on one thread, for `Scripts/callgrind.sh` to count the
/// instructions of:
///
///     clientele-instructions lifecycle-daily
///
/// Integer ids, because a dictionary of texts draws its seed anew in each run.

let days = TimeWindow(from: "2023-11-01", through: "2026-10-31")
let lastDay = days.end - 1
let months = PeriodSeries(of: .month, from: days.start, through: lastDay)
let allDays = (0..<days.dayCount).map { days.start + $0 }

@MainActor
func run(_ kernel: String, on columns: OrderColumns, _ orders: OrderTable) throws -> Bool {
  switch kernel {
  case "clustering": try measure { try OrderTable(columns, threads: 1) }
  case "appending":
    let shop = SimulatedShop(customers: 1_000, orders: 1_000, days: days, seed: 2)
    let news = try OrderTable(shop.columns(), threads: 1)
    try measure { try orders.appending(news, threads: 1) }
  case "rfm": try measure { try orders.rfm(asOf: lastDay, threads: 1) }
  case "lifecycle-24":
    let ends = (months.count - 24..<months.count).map { months.starts[$0 + 1] - 1 }
    try ask(LifecycleSeries(asOf: ends), orders)
  case "lifecycle-daily": try ask(LifecycleSeries(asOf: allDays), orders)
  case "cohorts": try ask(CohortTriangle(every: months, observedThrough: lastDay), orders)
  case "activity": try ask(Activity(every: months, observedThrough: lastDay), orders)
  case "retention":
    let windows = allDays.map { TimeWindow(start: $0, end: $0 + 1) }
    try ask(
      RecurringRetention(
        of: windows, returning: (1...90).map(ReturnSpan.within), observedThrough: lastDay), orders)
  default: return false
  }
  return true
}

@MainActor
func ask(_ analysis: some Analysis, _ orders: OrderTable) throws {
  try measure { orders.run(analysis, threads: 1) }
}

@MainActor
func measure<Answer>(_ work: @escaping () throws -> Answer) throws {
  Counted.work = { _ = try work() }
  try measuredKernel()
}

let shop = SimulatedShop(customers: 10_000, orders: 100_000, days: days, seed: 1)
let columns = shop.columns()
let orders = try OrderTable(columns, threads: 1)
guard let kernel = CommandLine.arguments.dropFirst().first,
  try run(kernel, on: columns, orders)
else {
  fatalError("usage: clientele-instructions KERNEL")
}

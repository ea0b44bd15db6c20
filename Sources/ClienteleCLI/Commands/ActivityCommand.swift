import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele activity`.
struct ActivityCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "activity",
    abstract: "Buyers, orders, revenue, repeat rate and ARPU (重复购买率, 活跃客户ARPU).",
    discussion: """
      For one window, or for every period from the first day on. A window that
      ends after the as-of day is partial.
      Revenue is net of the refunds dated in the window.

        clientele activity orders.csv --from 2026-01-01 --through 2026-06-30
        clientele activity orders.csv --every month --from 2026-01-01
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("The first day; that of the first order if not said.", valueName: "day"))
  var from: DayArgument?

  @Option(help: ArgumentHelp("The last day; --as-of if not said.", valueName: "day"))
  var through: DayArgument?

  @Option(
    help: ArgumentHelp(
      "One window for each day, week, month, quarter or year, from the first day on.",
      valueName: "period"))
  var every: PeriodArgument?

  func validate() throws { try shop.expectSeen(through, as: "--through") }

  func answer() throws {
    let loaded = try shop.load()
    let last = through?.day ?? loaded.asOf
    let first = from?.day ?? min(loaded.orders.days?.lowerBound ?? last, last)
    guard first <= last else {
      throw CommandFailure(.usage, "--from \(first) is after the last day, \(last)")
    }
    let (count, question) = activity(from: first, through: last, observedThrough: loaded.asOf)
    let windows = try loaded.run(
      question, printing: 9 * count, by: output,
      advice: "choose longer periods with --every, or a later --from")
    try output.print(ActivityAnswer(windows: windows))
  }

  private func activity(
    from first: Day, through last: Day, observedThrough end: Day
  ) -> (windowCount: Int, Activity) {
    guard let every else {
      let window = TimeWindow(from: first, through: last)
      return (1, Activity(in: [window], observedThrough: end))
    }
    let series = PeriodSeries(of: every.period, from: first, through: last)
    if series.window.start == first {
      return (series.count, Activity(every: series, observedThrough: end))
    }
    let windows = every.period.windows(from: first, through: last)
    return (windows.count, Activity(in: windows, observedThrough: end))
  }
}

private struct ActivityAnswer: Answer {
  let windows: [WindowActivity]

  struct JSON: Encodable {
    let windows: [Window]
  }

  struct Window: Encodable {
    let activity: WindowActivity

    private enum Key: String, CodingKey {
      case start, end, customers, orders, repeatCustomers, revenue, repeatRate
      case revenuePerCustomer, state
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(activity.window.start, forKey: .start)
      try container.encode(activity.window.end, forKey: .end)
      try container.encode(activity.customerCount, forKey: .customers)
      try container.encode(activity.orderCount, forKey: .orders)
      try container.encode(activity.repeatCustomerCount, forKey: .repeatCustomers)
      try container.encode(activity.revenue, forKey: .revenue)
      try container.encode(activity.repeatRate.value, forKey: .repeatRate)
      try container.encode(activity.revenuePerCustomer?.rounded, forKey: .revenuePerCustomer)
      try container.encode(activity.state, forKey: .state)
    }
  }

  var json: JSON { JSON(windows: windows.map(Window.init)) }

  var tables: [TextTable] {
    var table = TextTable(
      nil, ("from", .left), ("through", .left), ("customers", .right), ("orders", .right),
      ("net revenue", .right), ("ARPU", .right), ("repeat rate", .right),
      ("bought again next", .right))
    for window in windows {
      table.append(
        window.window.start.description, (window.window.end - 1).description,
        Figures.count(window.customerCount), Figures.count(window.orderCount),
        Figures.money(window.revenue), Figures.mean(window.revenuePerCustomer),
        Figures.rate(window.repeatRate), window.repurchaseRate.map(Figures.rate) ?? "–")
    }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "start", "end", "customers", "orders", "repeat_customers", "revenue", "repeat_rate",
        "revenue_per_customer", "state",
      ]))
    for window in windows {
      var row = CSVRow()
      row.append(window.window.start)
      row.append(window.window.end)
      row.append(window.customerCount)
      row.append(window.orderCount)
      row.append(window.repeatCustomerCount)
      row.append(raw: window.revenue.description)
      row.append(known: window.repeatRate.value)
      row.append(known: window.revenuePerCustomer?.rounded)
      row.append(raw: window.state.rawValue)
      try write(row)
    }
  }
}

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
      --by a column of orders divides orders: a customer of two channels is one of
      both. --by tags counts a customer in each tag they carry.
      --members lists customers, repeatCustomers or returning (who bought in the
      next period as well), of the window that begins on the day after a colon:
      customers:2026-01-01; of the last one without.

        clientele activity orders.csv --from 2026-01-01 --through 2026-06-30
        clientele activity orders.csv --every month --from 2026-01-01
        clientele activity orders.csv --from 2026-01-01 --by channel
        clientele activity orders.csv --every month --by tags --tags tags.json
        clientele activity orders.csv --from 2026-01-01 --members repeatCustomers
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("The first day; that of the first order if not said.", valueName: "day"))
  var from: DayArgument?

  @Option(help: ArgumentHelp("The last day; --as-of if not said.", valueName: "day"))
  var through: DayArgument?

  @Option(
    help: ArgumentHelp(
      "One window for each day, week, month, quarter or year, from the first day on; where that "
        + "begins one, with who bought again in the next.",
      valueName: "period"))
  var every: PeriodArgument?

  func validate() throws { try shop.expectSeen(through, as: "--through") }

  func answer() throws {
    let loaded = try breakdown.load(shop)
    let last = through?.day ?? loaded.asOf
    let first = from?.day ?? min(loaded.orders.days?.lowerBound ?? last, last)
    guard first <= last else {
      throw CommandFailure(.usage, "--from \(first) is after the last day, \(last)")
    }
    let (windows, question) = activity(from: first, through: last, observedThrough: loaded.asOf)
    let figureCount = 12 * windows.count
    let advice = "choose longer periods with --every, or a later --from"
    if let column = breakdown.by?.column, members.members == nil,
      let groups = loaded.orders.orderGroups(by: column.column)
    {
      let results = try loaded.run(
        question, by: groups, printing: figureCount, by: output, advice: advice)
      return try print(results, by: groups, of: loaded)
    }
    if case .tags? = breakdown.by?.kind, members.members == nil {
      return try printTags(of: loaded, windows, question, figureCount: figureCount)
    }
    let divided = try breakdown.breakdown(of: loaded)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: loaded, windows)
    }
    guard !isListed else { return }
    let results = try loaded.run(
      question, by: divided, printing: figureCount, by: output, advice: advice)
    try output.print(results, by: divided, ActivityAnswer.init)
  }

  private func print(
    _ results: GroupedResult<[WindowActivity]>, by groups: OrderGroups, of loaded: LoadedShop
  ) throws {
    let days = loaded.orders.days.map {
      TimeWindow(start: min($0.lowerBound, loaded.asOf), end: loaded.asOf + 1)
    }
    let counts =
      days.map { days in
        loaded.orders.run(Grouped(Buyers(in: days), by: groups)).map(\.count)
      } ?? groups.names.map { _ in 0 }
    let hidden = breakdown.suppression.hidden(among: counts)
    let parts = groups.names.indices.filter { counts[$0] > 0 }.map { place in
      GroupedAnswer<ActivityAnswer>.Part(
        name: groups.names[place], customerCount: counts[place],
        answer: hidden[place] ? nil : ActivityAnswer(windows: results.parts[place]))
    }
    try output.print(
      GroupedAnswer(
        what: breakdown.by?.text ?? "", total: ActivityAnswer(windows: results.total),
        parts: parts, groupColumn: .added))
  }

  /// The figures of those who carry each tag: a customer counts in all of theirs.
  private func printTags(
    of loaded: LoadedShop, _ windows: [TimeWindow], _ question: Activity, figureCount: Int
  ) throws {
    let tags = try breakdown.carriers(of: loaded)
    let answers = try loaded.run(
      ActivityBySet(tags.sets, every: every?.period, windows, observedThrough: loaded.asOf),
      printing: figureCount.times(tags.sets.count), by: output,
      advice: "choose longer periods with --every, or fewer tags")
    let all = tags.customers.count
    let parts = zip(tags.names, zip(tags.sets, answers)).map { name, part in
      let count = part.0.count
      let isHidden = breakdown.suppression.hidden(among: [count, all - count])[0]
      return GroupedAnswer<ActivityAnswer>.Part(
        name: name, customerCount: count,
        answer: isHidden ? nil : ActivityAnswer(windows: part.1))
    }
    try output.print(
      GroupedAnswer(
        what: "tags", total: ActivityAnswer(windows: loaded.orders.run(question)),
        parts: parts, groupColumn: .added))
  }

  /// The customers of `customers`, `repeatCustomers` or `returning` of one window.
  private func customers(
    in cell: String, of loaded: LoadedShop, _ windows: [TimeWindow]
  ) throws -> [Int] {
    let (key, text) = cell.cellParts
    let place = text.map { text in windows.firstIndex { $0.start.description == text } }
    guard let place = place ?? windows.indices.last else {
      throw members.unknown(cell, there: "windows that begin on \(windows[0].start) and later")
    }
    let window = windows[place]
    func buyers(_ window: TimeWindow, _ count: Int = 1) -> CustomerSet {
      loaded.orders.run(Buyers(in: window, atLeast: count, observedThrough: loaded.asOf))
    }
    switch key {
    case "customers": return buyers(window).numbers
    case "repeatCustomers": return buyers(window, 2).numbers
    case "returning":
      guard let every else {
        throw CommandFailure(.usage, "--members returning is about periods: say also --every")
      }
      let next = TimeWindow(start: window.end, end: window.end + every.period.span)
      return buyers(window).numbers.filter(buyers(next).contains)
    default: throw members.unknown(cell, there: "customers, repeatCustomers and returning")
    }
  }

  private func activity(
    from first: Day, through last: Day, observedThrough end: Day
  ) -> (windows: [TimeWindow], Activity) {
    guard let every else {
      let window = TimeWindow(from: first, through: last)
      return ([window], Activity(in: [window], observedThrough: end))
    }
    let series = PeriodSeries(of: every.period, from: first, through: last)
    if series.window.start == first {
      return (series.windows, Activity(every: series, observedThrough: end))
    }
    let windows = every.period.windows(from: first, through: last)
    return (windows, Activity(in: windows, observedThrough: end))
  }
}

extension ActivityBySet {
  /// The windows as they are, or as a series where they are one: then those who came back in the
  /// next period are counted as well.
  fileprivate init(
    _ sets: [CustomerSet], every period: CalendarPeriod?, _ windows: [TimeWindow],
    observedThrough last: Day
  ) {
    if let period, let first = windows.first, let end = windows.last?.end {
      let series = PeriodSeries(of: period, from: first.start, through: end - 1)
      if series.windows == windows {
        self.init(sets, every: series, observedThrough: last)
        return
      }
    }
    self.init(sets, in: windows, observedThrough: last)
  }
}

private struct ActivityAnswer: SummarisedAnswer {
  let windows: [WindowActivity]

  /// Of the last window.
  var summary: [(title: String, cell: String)] {
    guard let window = windows.last else { return [] }
    return [
      ("buyers", Figures.count(window.customerCount)),
      ("orders", Figures.count(window.orderCount)),
      ("net revenue", Figures.money(window.revenue)),
      ("ARPU", Figures.mean(window.revenuePerCustomer)),
      ("order value", Figures.mean(window.averageOrderValue)),
      ("repeat rate", Figures.rate(window.repeatRate)),
    ]
  }

  struct JSON: Encodable {
    let windows: [Window]
  }

  struct Window: Encodable {
    let activity: WindowActivity

    private enum Key: String, CodingKey {
      case start, end, customers, orders, repeatCustomers, revenue, repeatRate
      case revenuePerCustomer, averageOrderValue, ordersPerCustomer, returningCustomers
      case repurchaseRate, repurchaseState, state
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
      try container.encode(activity.averageOrderValue?.rounded, forKey: .averageOrderValue)
      try container.encode(activity.ordersPerCustomer, forKey: .ordersPerCustomer)
      try container.encode(activity.returningCustomerCount, forKey: .returningCustomers)
      try container.encode(activity.repurchaseRate?.value, forKey: .repurchaseRate)
      try container.encode(activity.repurchaseRate?.state, forKey: .repurchaseState)
      try container.encode(activity.state, forKey: .state)
    }
  }

  var json: JSON { JSON(windows: windows.map(Window.init)) }

  var tables: [TextTable] {
    // Only periods of the calendar know the one after them.
    let knowNext = windows.contains { $0.repurchaseRate != nil }
    var table = TextTable(
      nil,
      [
        ("from", .left), ("through", .left), ("customers", .right), ("orders", .right),
        ("net revenue", .right), ("ARPU", .right), ("repeat rate", .right),
      ] + (knowNext ? [("bought again next", .right)] : []))
    for window in windows {
      let next = window.repurchaseRate.map(Figures.rate) ?? "–"
      table.rows.append(
        [
          window.window.start.description, (window.window.end - 1).description,
          Figures.count(window.customerCount), Figures.count(window.orderCount),
          Figures.money(window.revenue), Figures.mean(window.revenuePerCustomer),
          Figures.rate(window.repeatRate),
        ] + (knowNext ? [next] : []))
    }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "start", "end", "customers", "orders", "repeat_customers", "revenue", "repeat_rate",
        "revenue_per_customer", "average_order_value", "returning_customers",
        "repurchase_rate", "repurchase_state", "state",
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
      row.append(known: window.averageOrderValue?.rounded)
      row.append(known: window.returningCustomerCount)
      row.append(known: window.repurchaseRate?.value)
      row.append(known: window.repurchaseRate?.state.rawValue)
      row.append(raw: window.state.rawValue)
      try write(row)
    }
  }
}

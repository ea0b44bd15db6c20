import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// `clientele states`.
struct StatesCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "states",
    abstract: "New, returning, resurrecting and dormant customers of each period.",
    discussion: """
      New is the first purchase ever; returning bought in the period before as well,
      resurrecting earlier; dormant bought in the period before, and not in this one.
      The quick ratio is (new + resurrecting) ÷ dormant: above 1 the shop grows.
      --members lists one state of the period that begins on the day after a colon,
      dormant:2026-01-01; of the last one without.
      JSON: states; CSV: a row for each period.

        clientele states orders.csv --every month --from 2026-01-01
        clientele states orders.csv --every quarter --by region:customer
        clientele states orders.csv --members dormant -o call.txt
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "The periods: day, week, month, quarter or year.", valueName: "period"))
  var every: PeriodArgument = .month

  @Option(
    help: ArgumentHelp(
      "A day of the first period; that of the first order if not said.", valueName: "day"))
  var from: DayArgument?

  func answer() throws {
    let loaded = try breakdown.load(shop)
    let first = from?.day ?? min(loaded.orders.days?.lowerBound ?? loaded.asOf, loaded.asOf)
    guard first <= loaded.asOf else {
      throw CommandFailure(.usage, "--from \(first) is after the last day, \(loaded.asOf)")
    }
    let periods = PeriodSeries(of: every.period, from: first, through: loaded.asOf)
    let divided = try breakdown.breakdown(of: loaded)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: loaded, periods)
    }
    guard !isListed else { return }
    let states = try loaded.run(
      PeriodStates(every: periods, observedThrough: loaded.asOf), by: divided,
      printing: 9 * periods.count, by: output,
      advice: "choose longer periods with --every, or a later --from")
    try output.print(states, by: divided, StatesAnswer.init)
  }

  /// The customers of `dormant`, or of `dormant:2026-01-01`.
  private func customers(
    in cell: String, of loaded: LoadedShop, _ periods: PeriodSeries
  ) throws -> [Int] {
    let (state, text) = cell.cellParts
    let place = text.map { text in periods.windows.firstIndex { $0.start.description == text } }
    guard let place = place ?? periods.count - 1 else {
      throw members.unknown(cell, there: "periods that begin on \(periods[0].start) and later")
    }
    let window = periods[place]
    let previous = TimeWindow(
      start: every.period.start(containing: window.start - 1), end: window.start)
    let (active, before) = loaded.orders.run(
      Buyers(in: window, observedThrough: loaded.asOf),
      Buyers(in: previous, observedThrough: loaded.asOf))
    let new = loaded.orders.run(
      Buyers(in: window, firstBoughtIn: window, observedThrough: loaded.asOf))
    switch state {
    case "new": return new.numbers
    case "returning": return active.numbers.filter(before.contains)
    case "resurrecting":
      return active.numbers.filter { !before.contains($0) && !new.contains($0) }
    case "dormant": return before.numbers.filter { !active.contains($0) }
    default: throw members.unknown(cell, there: "new, returning, resurrecting and dormant")
    }
  }
}

private struct StatesAnswer: SummarisedAnswer {
  let states: [PeriodState]

  /// Of the last period.
  var summary: [(title: String, cell: String)] {
    guard let state = states.last else { return [] }
    return [
      ("new", Figures.count(state.newCount)), ("returning", Figures.count(state.returningCount)),
      ("resurrecting", Figures.count(state.resurrectingCount)),
      ("dormant", Figures.count(state.dormantCount)), ("quick ratio", ratio(state)),
    ]
  }

  struct JSON: Encodable {
    let states: [State]
  }

  struct State: Encodable {
    let period: PeriodState

    private enum Key: String, CodingKey {
      case start, end, new, returning, resurrecting, dormant, quickRatio, state
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(period.window.start, forKey: .start)
      try container.encode(period.window.end, forKey: .end)
      try container.encode(period.newCount, forKey: .new)
      try container.encode(period.returningCount, forKey: .returning)
      try container.encode(period.resurrectingCount, forKey: .resurrecting)
      try container.encode(period.dormantCount, forKey: .dormant)
      try container.encode(period.quickRatio, forKey: .quickRatio)
      try container.encode(period.state, forKey: .state)
    }
  }

  var json: JSON { JSON(states: states.map(State.init)) }

  private func ratio(_ state: PeriodState) -> String {
    state.quickRatio.map { Figures.decimal($0, places: 2) } ?? "–"
  }

  var tables: [TextTable] {
    var table = TextTable(
      "Customers of each period", ("from", .left), ("through", .left), ("new", .right),
      ("returning", .right), ("resurrecting", .right), ("dormant", .right),
      ("quick ratio", .right), ("", .left))
    for state in states {
      table.append(
        state.window.start.description, (state.window.end - 1).description,
        Figures.count(state.newCount), Figures.count(state.returningCount),
        Figures.count(state.resurrectingCount), Figures.count(state.dormantCount), ratio(state),
        state.state == .complete ? "" : state.state.rawValue)
    }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "start", "end", "new", "returning", "resurrecting", "dormant", "quick_ratio", "state",
      ]))
    for state in states {
      var row = CSVRow()
      row.append(state.window.start)
      row.append(state.window.end)
      row.append(state.newCount)
      row.append(state.returningCount)
      row.append(state.resurrectingCount)
      row.append(state.dormantCount)
      row.append(known: state.quickRatio)
      row.append(raw: state.state.rawValue)
      try write(row)
    }
  }
}

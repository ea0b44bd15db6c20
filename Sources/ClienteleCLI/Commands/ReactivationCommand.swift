import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele reactivation`.
struct ReactivationCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "reactivation",
    abstract: "Who woke up: silent, sleeping and lost customers who bought (唤醒率, 激活率).",
    discussion: """
      Customers who were silent, sleeping or lost on the day before the start, and
      who of them bought within the horizon. Stages and the like of --by are those of
      that day. --members lists a base: silentRecall, wake, activation; or who of
      it responded: wake:responders.

        clientele reactivation orders.csv --start 2026-08-01 --horizon 30
        clientele reactivation orders.csv --start 2026-08-01 --horizon 30 \\
          --by segment
        clientele reactivation orders.csv --start 2026-08-01 --horizon 30 \\
          --members wake -o sleeping.txt
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("The first day on which a purchase is a response.", valueName: "day"))
  var start: DayArgument

  @Option(help: ArgumentHelp("The number of days in which it is.", valueName: "days"))
  var horizon: Int

  @Option(
    help: ArgumentHelp(
      "The last day the orders are complete for, and seen; --as-of if not said.", valueName: "day"))
  var observedThrough: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three growing spans like 30d,3m,1y.",
      valueName: "spans"
    ))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  func validate() throws {
    guard (1...100_000).contains(horizon) else {
      throw ValidationError("--horizon must be 1 to 100000 days")
    }
    try shop.expectSeen(observedThrough, as: "--observed-through")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop, through: observedThrough)
    let divided = try breakdown.breakdown(
      of: loaded, asOf: start.day - 1, boundaries: boundaries.boundaries)
    let window = TimeWindow(start: start.day, end: start.day + horizon)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: loaded, window)
    }
    guard !isListed else { return }
    let question = Reactivation(
      in: window, boundaries: boundaries.boundaries, observedThrough: loaded.asOf)
    let figures = try loaded.run(
      question, by: divided, printing: 30, by: output, advice: "leave out --by")
    try output.print(figures, by: divided) { figures in
      ReactivationAnswer(start: start.day, horizon: horizon, responses: figures.responses)
    }
  }

  /// The customers of `wake`, or of `wake:responders`.
  private func customers(
    in cell: String, of loaded: LoadedShop, _ window: TimeWindow
  ) throws -> [Int] {
    let (key, part) = cell.cellParts
    let stages: [String: LifecycleStage] = [
      "silentRecall": .silent, "wake": .sleeping, "activation": .lost,
    ]
    guard let stage = stages[key], part == nil || part == "responders" else {
      throw members.unknown(
        cell, there: "silentRecall, wake and activation, each with :responders after it or not")
    }
    // The stage is that of a day before which everything has been seen.
    let base = loaded.orders.customers(
      in: stage, asOf: min(start.day - 1, loaded.asOf), boundaries: boundaries.boundaries)
    guard part != nil else { return base }
    let buyers = loaded.orders.run(Buyers(in: window, observedThrough: loaded.asOf))
    return base.filter(buyers.contains)
  }
}

private struct ReactivationAnswer: SummarisedAnswer {
  let start: Day
  let horizon: Int
  let responses: StageResponses

  var summary: [(title: String, cell: String)] {
    rows.flatMap { row in
      [
        (row.name, Figures.rate(row.response.rate)),
        ("of", Figures.count(row.response.rate.denominator)),
      ]
    }
  }

  private var rows: [(key: String, name: String, response: Response)] {
    [
      ("silentRecall", "silent recall 沉默召回", responses.silentRecall),
      ("wake", "wake-up 唤醒率", responses.wake),
      ("activation", "activation 激活率", responses.activation),
    ]
  }

  struct JSON: Encodable {
    let start: Day
    let horizonDays: Int
    let silentRecall: ResponseJSON
    let wake: ResponseJSON
    let activation: ResponseJSON
  }

  /// A rate, and what the responders bought.
  struct ResponseJSON: Encodable {
    let response: Response

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: RateJSON.Key.self)
      try RateJSON(rate: response.rate, names: ("responders", "base")).encode(into: &container)
      try container.encode(response.orderCount, forKey: .init("orders"))
      try container.encode(response.revenue, forKey: .init("revenue"))
    }
  }

  var json: JSON {
    JSON(
      start: start, horizonDays: horizon,
      silentRecall: ResponseJSON(response: responses.silentRecall),
      wake: ResponseJSON(response: responses.wake),
      activation: ResponseJSON(response: responses.activation))
  }

  var tables: [TextTable] {
    var table = TextTable(
      "Responses from \(start) through \(start + (horizon - 1))", ("", .left),
      ("responders", .right), ("of", .right), ("rate (95 %)", .right), ("orders", .right),
      ("net revenue", .right))
    for row in rows {
      table.append(
        row.name, Figures.count(row.response.rate.numerator),
        Figures.count(row.response.rate.denominator), Figures.rate(row.response.rate),
        Figures.count(row.response.orderCount), Figures.money(row.response.revenue))
    }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow(["response", "responders", "base"] + CSVRow.rateColumns + ["orders", "revenue"]))
    for row in rows {
      var line = CSVRow([row.key])
      line.append(row.response.rate)
      line.append(row.response.orderCount)
      line.append(raw: row.response.revenue.description)
      try write(line)
    }
  }
}

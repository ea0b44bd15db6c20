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
      who of them bought within the horizon.

        clientele reactivation orders.csv --start 2026-08-01 --horizon 30
      """)

  @OptionGroup var shop: ShopOptions
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
      "Where active, silent and sleeping end: three spans like 30d, 2w, 3m, 1y.", valueName: "spans"
    ))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  func validate() throws {
    guard (1...100_000).contains(horizon) else {
      throw ValidationError("--horizon must be 1 to 100000 days")
    }
    try shop.expectSeen(observedThrough, as: "--observed-through")
  }

  func answer() throws {
    let loaded = try shop.load(through: observedThrough)
    let responses = loaded.orders.reactivation(
      from: start.day, days: horizon, boundaries: boundaries.boundaries,
      observedThrough: loaded.asOf)
    try output.print(
      ReactivationAnswer(start: start.day, horizon: horizon, responses: responses))
  }
}

private struct ReactivationAnswer: Answer {
  let start: Day
  let horizon: Int
  let responses: StageResponses

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
    let silentRecall: RateJSON
    let wake: RateJSON
    let activation: RateJSON
  }

  var json: JSON {
    func rate(_ response: Response) -> RateJSON {
      RateJSON(rate: response.rate, names: ("responders", "base"))
    }
    return JSON(
      start: start, horizonDays: horizon, silentRecall: rate(responses.silentRecall),
      wake: rate(responses.wake), activation: rate(responses.activation))
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

import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele second-purchase`.
struct SecondPurchaseCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "second-purchase",
    abstract: "How likely a customer has bought again by each day (Kaplan–Meier).",
    discussion: """
      Customers who have not bought again count for as long as they were watched.
      --purchase 3 asks for the third purchase day, from the second.

        clientele second-purchase orders.csv --days 365
        clientele second-purchase orders.csv --by channel --smallest-group 20
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "How many days after the purchase the curve goes.")
  var days: Int = 365

  @Option(help: "Which purchase day: 2 is the second.")
  var purchase: Int = 2

  @Option(
    help: ArgumentHelp(
      "The last day the orders are complete for, and seen; --as-of if not said.", valueName: "day"))
  var observedThrough: DayArgument?

  func validate() throws {
    guard (1...100_000).contains(days) else {
      throw ValidationError("--days must be 1 to 100000 days")
    }
    guard (2...1_000).contains(purchase) else {
      throw ValidationError("--purchase must be 2 to 1000")
    }
    try shop.expectSeen(observedThrough, as: "--observed-through")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop, through: observedThrough)
    let divided = try breakdown.breakdown(of: loaded)
    let question = PurchaseSurvival(
      of: purchase, through: days, observedThrough: loaded.asOf)
    let curves = try loaded.run(
      question, by: divided, printing: 6 * days, by: output, advice: "ask for fewer --days")
    // Further days than anyone was watched for would be empty columns.
    let marks = ([30, 90, 180, 365].filter { $0 < days } + [days])
      .filter { curves.total[$0] != nil }
    try output.print(curves, by: divided) { SurvivalAnswer(curve: $0, marks: marks) }
  }
}

private struct SurvivalAnswer: SummarisedAnswer {
  let curve: SurvivalCurve
  /// The days that sum it up.
  let marks: [Int]

  var summary: [(title: String, cell: String)] {
    marks.map { day in
      (day == 1 ? "in a day" : "in \(day) days", Figures.percent(curve[day]?.probability))
    }
  }

  struct JSON: Encodable {
    let curve: [Point]
  }

  struct Point: Encodable {
    let point: SurvivalCurve.Point

    private enum Key: String, CodingKey {
      case day, probability, low, high, atRisk, events
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(point.day, forKey: .day)
      try container.encode(point.probability, forKey: .probability)
      try container.encode(point.low, forKey: .low)
      try container.encode(point.high, forKey: .high)
      try container.encode(point.atRisk, forKey: .atRisk)
      try container.encode(point.eventCount, forKey: .events)
    }
  }

  var json: JSON { JSON(curve: curve.points.map(Point.init)) }

  var tables: [TextTable] {
    var table = TextTable(
      nil, ("days", .right), ("bought again", .right), ("95 %", .right), ("at risk", .right))
    let marks = [1, 7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730]
    for point in curve.points where marks.contains(point.day) || point.day == curve.points.count {
      let interval = point.low.flatMap { low in
        point.high.map { "\(Figures.percent(low)) – \(Figures.percent($0))" }
      }
      table.append(
        String(point.day), Figures.percent(point.probability), interval ?? "–",
        Figures.count(point.atRisk))
    }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["day", "probability", "low", "high", "at_risk", "events"]))
    for point in curve.points {
      var row = CSVRow()
      row.append(point.day)
      row.append(point.probability)
      row.append(known: point.low)
      row.append(known: point.high)
      row.append(point.atRisk)
      row.append(point.eventCount)
      try write(row)
    }
  }
}

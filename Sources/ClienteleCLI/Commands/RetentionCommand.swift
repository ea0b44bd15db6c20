import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele retention`.
struct RetentionCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: "Which share of a day's customers comes back (客户保持率).",
    discussion: """
      --within 30: has come back by the 30th day. --on 30: came back on it.
      A rate is partial while its days are not over; then it can still grow.
      Without --cohort, all days up to the last are pooled.

        clientele retention orders.csv --cohort 2026-06-18 --within 1,7,30,90
        clientele retention orders.csv --within 30,60,90
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "The day whose customers are followed; every day if not said.", valueName: "day"))
  var cohort: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Numbers of days within which a customer has come back: 1,7,30.", valueName: "days"))
  var within: CountsArgument?

  @Option(
    help: ArgumentHelp("Numbers of days on which a customer comes back: 1,7,30.", valueName: "days")
  )
  var on: CountsArgument?

  @Option(
    help: ArgumentHelp(
      "The last day the orders are complete for, and seen; --as-of if not said.", valueName: "day"))
  var observedThrough: DayArgument?

  func validate() throws {
    let counts = (within?.counts ?? []) + (on?.counts ?? [])
    guard counts.allSatisfy({ $0 <= 100_000 }) else {
      throw ValidationError("--within and --on take 1 through 100000 days")
    }
    try shop.expectSeen(observedThrough, as: "--observed-through")
  }

  func answer() throws {
    let loaded = try shop.load(through: observedThrough)
    let end = loaded.asOf
    var spans =
      (within?.counts ?? []).map(ReturnSpan.within) + (on?.counts ?? []).map(ReturnSpan.on)
    if spans.isEmpty { spans = [1, 7, 30, 60, 90, 180, 365].map(ReturnSpan.within) }
    let rates: [Rate]
    if let cohort {
      let day = TimeWindow(from: cohort.day, through: cohort.day)
      rates = loaded.orders.retention(of: day, returning: spans, observedThrough: end)
    } else {
      rates = loaded.orders.run(PooledRetention(returning: spans, observedThrough: end))
    }
    try output.print(RetentionAnswer(cohort: cohort?.day, spans: spans, rates: rates))
  }
}

private struct RetentionAnswer: Answer {
  let cohort: Day?
  let spans: [ReturnSpan]
  let rates: [Rate]

  struct JSON: Encodable {
    let cohort: Day?
    let cells: [Cell]

    private enum Key: String, CodingKey {
      case cohort, cells
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(cohort, forKey: .cohort)
      try container.encode(cells, forKey: .cells)
    }
  }

  struct Cell: Encodable {
    let span: ReturnSpan
    let rate: Rate

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: RateJSON.Key.self)
      try container.encode(span.kind, forKey: .init("kind"))
      try container.encode(span.dayCount, forKey: .init("days"))
      try RateJSON(rate: rate, names: ("returned", "base")).encode(into: &container)
    }
  }

  var json: JSON {
    JSON(cohort: cohort, cells: zip(spans, rates).map { Cell(span: $0, rate: $1) })
  }

  var tables: [TextTable] {
    let title = cohort.map { "Customers of \($0)" } ?? "Customers of every day whose days are over"
    var table = TextTable(
      title, ("came back", .left), ("days", .right), ("returned", .right), ("of", .right),
      ("rate (95 %)", .right), ("", .left))
    for (span, rate) in zip(spans, rates) {
      table.append(
        span.kind, String(span.dayCount), Figures.count(rate.numerator),
        Figures.count(rate.denominator), Figures.rate(rate),
        rate.state == .complete ? "" : rate.state.rawValue)
    }
    return [table]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["kind", "days", "returned", "base"] + CSVRow.rateColumns))
    for (span, rate) in zip(spans, rates) {
      var row = CSVRow([span.kind])
      row.append(span.dayCount)
      row.append(rate)
      try write(row)
    }
  }
}

extension ReturnSpan {
  fileprivate var kind: String {
    switch self {
    case .within: "within"
    case .on: "on"
    case .onOrAfter: "onOrAfter"
    case .bracket: "bracket"
    }
  }

  /// The number of days that gives the span its name.
  fileprivate var dayCount: Int {
    switch self {
    case .within(let count), .on(let count), .onOrAfter(let count, _), .bracket(let count, _):
      count
    }
  }
}

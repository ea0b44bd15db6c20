import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele lifecycle`.
struct LifecycleCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "lifecycle",
    abstract: "How many customers are new, loyal, silent, sleeping and lost (客户生命周期).",
    discussion: """
      As of one day, or of many with --every.
      CSV lists every customer with their stage as of the last day; --members
      lists those of one stage: silent, sleeping …

        clientele lifecycle orders.csv --as-of 2026-10-31
        clientele lifecycle orders.csv --every month --from 2025-10-31
        clientele lifecycle orders.csv --boundaries 30d,60d,120d --format csv
        clientele lifecycle orders.csv --by region:customer --smallest-group 10
        clientele lifecycle orders.csv --members sleeping -o wake.txt
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three growing spans like 30d,3m,1y.",
      valueName: "spans"
    ))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  @Option(
    help: ArgumentHelp(
      "A series of snapshots: day, week, month, quarter or year.", valueName: "period"))
  var every: PeriodArgument?

  @Option(help: ArgumentHelp("The first as-of day of a series.", valueName: "day"))
  var from: DayArgument?

  @Option(
    help: ArgumentHelp("The last as-of day of a series; --as-of if not said.", valueName: "day"))
  var through: DayArgument?

  func validate() throws {
    guard every != nil || (from == nil && through == nil) else {
      throw ValidationError("--from and --through make a series: say also --every")
    }
    guard every == nil || from != nil else {
      throw ValidationError("--every needs --from, the first as-of day of the series")
    }
    try shop.expectSeen(through, as: "--through")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop, through: through)
    let days = try asOfDays(loaded)
    let divided = try breakdown.breakdown(of: loaded, boundaries: boundaries.boundaries)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      guard let stage = LifecycleStage(cell) else {
        throw members.unknown(
          cell, there: LifecycleStage.allCases.map(\.name).joined(separator: ", "))
      }
      return loaded.orders.customers(
        in: stage, asOf: loaded.asOf, boundaries: boundaries.boundaries)
    }
    guard !isListed else { return }
    let histories = try loaded.run(
      LifecycleSeries(asOf: days, boundaries: boundaries.boundaries), by: divided,
      printing: 15 * days.count, by: output,
      advice: "choose longer steps with --every, or a later --from")
    try output.print(histories, by: divided, groupColumn: .ofCustomers) { history in
      LifecycleAnswer(
        snapshots: history.snapshots, orders: loaded.orders, boundaries: boundaries.boundaries,
        breakdown: divided)
    }
  }

  private func asOfDays(_ loaded: LoadedShop) throws -> [Day] {
    guard let every, let from else { return [loaded.asOf] }
    guard from.day <= loaded.asOf else {
      throw CommandFailure(.usage, "--from \(from.day) is after the last day, \(loaded.asOf)")
    }
    return every.period.steps(from: from.day, through: loaded.asOf)
  }
}

private struct LifecycleAnswer: SummarisedAnswer {
  let snapshots: [LifecycleSnapshot]
  let orders: OrderTable
  let boundaries: LifecycleBoundaries
  let breakdown: Breakdown?

  /// As of the last day.
  var summary: [(title: String, cell: String)] {
    LifecycleStage.allCases.map { stage in
      (stage.name, snapshots.last.map { Figures.count($0[stage]) } ?? "–")
    }
  }

  struct JSON: Encodable {
    struct Snapshot: Encodable {
      let asOf: Day
      let stages: [String: Int]
    }

    let snapshots: [Snapshot]
  }

  var json: JSON {
    JSON(
      snapshots: snapshots.map { snapshot in
        let counts = LifecycleStage.allCases.map { ($0.name, snapshot[$0]) }
        return JSON.Snapshot(
          asOf: snapshot.asOf, stages: Dictionary(uniqueKeysWithValues: counts))
      })
  }

  var tables: [TextTable] {
    snapshots.count == 1 ? [oneDay(snapshots[0])] : [.stages(nil, of: snapshots)]
  }

  private func oneDay(_ snapshot: LifecycleSnapshot) -> TextTable {
    var table = TextTable(
      "Customers as of \(snapshot.asOf)", ("stage", .left), ("", .left), ("customers", .right),
      ("share", .right))
    for stage in LifecycleStage.allCases {
      table.append(
        stage.name, stage.chineseName, Figures.count(snapshot[stage]),
        Figures.percent(Rate(snapshot[stage], of: snapshot.customerCount).value))
    }
    table.append("all", "", Figures.count(snapshot.customerCount), "")
    return table
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["customer_id"] + (breakdown == nil ? [] : ["group"]) + ["stage"]))
    guard let last = snapshots.last else { return }
    let stages = orders.run(CustomerStages(asOf: last.asOf, boundaries: boundaries))
    for (customer, stage) in stages.enumerated() {
      guard let stage else { continue }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      if let breakdown { row.append(text: breakdown.name(of: customer)) }
      row.append(stage)
      try write(row)
    }
  }
}

import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele migration`.
struct MigrationCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "migration",
    abstract: "Who moved between the stages from one day to another (正向迁移, 反向迁移).",
    discussion: """
      Rows are the stages on the first day, columns those on the second.
      Customers of the row none had not bought yet.
      CSV lists every customer with both stages.

        clientele migration orders.csv --from 2026-03-31 --to 2026-09-30
        clientele migration orders.csv --from 2026-09-30
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("The first as-of day.", valueName: "day"))
  var from: DayArgument

  @Option(help: ArgumentHelp("The second as-of day; --as-of if not said.", valueName: "day"))
  var to: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three spans like 30d, 2w, 3m, 1y.", valueName: "spans"
    ))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  func validate() throws {
    try shop.expectSeen(from, as: "--from")
    try shop.expectSeen(to, as: "--to")
  }

  func answer() throws {
    let loaded = try shop.load(through: to)
    guard from.day < loaded.asOf else {
      throw CommandFailure(
        .usage, "--from \(from.day) must be before the second day, \(loaded.asOf)")
    }
    let movement = loaded.orders.migration(
      from: from.day, to: loaded.asOf, boundaries: boundaries.boundaries)
    try output.print(
      MigrationAnswer(
        movement: movement, orders: loaded.orders, boundaries: boundaries.boundaries))
  }
}

private struct MigrationAnswer: Answer {
  let movement: LifecycleMovement
  let orders: OrderTable
  let boundaries: LifecycleBoundaries

  private static let states: [LifecycleStage?] = LifecycleStage.allCases + [nil]

  private static func name(_ stage: LifecycleStage?) -> String { stage?.name ?? "none" }

  struct JSON: Encodable {
    struct Transition: Encodable {
      let from: String
      let to: String
      let customers: Int
    }

    let from: Day
    let to: Day
    let transitions: [Transition]
  }

  var json: JSON {
    JSON(
      from: movement.from, to: movement.to,
      transitions: LifecycleMovement.pairs.filter { $0.target != nil }.map { pair in
        JSON.Transition(
          from: Self.name(pair.origin), to: Self.name(pair.target),
          customers: movement[pair.origin, pair.target])
      })
  }

  var tables: [TextTable] {
    var cells = TextTable.byStage(
      "From \(movement.from) (rows) to \(movement.to) (columns)", first: "")
    for origin in Self.states {
      cells.append(Self.name(origin)) { Figures.count(movement[origin, $0]) }
    }
    var summary = TextTable(nil, ("movement", .left), ("", .left), ("customers", .right))
    summary.append("decay", "正向迁移", Figures.count(movement.decayCount))
    summary.append("recovery", "反向迁移", Figures.count(movement.recoveryCount))
    summary.append("arrivals", "", Figures.count(movement.arrivalCount))
    return [cells, summary]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["customer_id", "from", "to"]))
    let (before, after) = orders.run(
      CustomerStages(asOf: movement.from, boundaries: boundaries),
      CustomerStages(asOf: movement.to, boundaries: boundaries))
    for customer in after.indices where after[customer] != nil {
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(Self.name(before[customer]))
      row.append(Self.name(after[customer]))
      try write(row)
    }
  }
}

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
      CSV lists every customer with both stages; --members lists those of one
      cell: sleeping:existingOneTime. Stages and the like of --by are those of the
      first day.

        clientele migration orders.csv --from 2026-03-31 --to 2026-09-30
        clientele migration orders.csv --from 2026-09-30
        clientele migration orders.csv --from 2026-03-31 --by segment
        clientele migration orders.csv --from 2026-03-31 --members silent:sleeping
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("The first as-of day.", valueName: "day"))
  var from: DayArgument

  @Option(help: ArgumentHelp("The second as-of day; --as-of if not said.", valueName: "day"))
  var to: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three growing spans like 30d,3m,1y.",
      valueName: "spans"
    ))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  func validate() throws {
    try shop.expectSeen(from, as: "--from")
    try shop.expectSeen(to, as: "--to")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop, through: to)
    guard from.day < loaded.asOf else {
      throw CommandFailure(
        .usage, "--from \(from.day) must be before the second day, \(loaded.asOf)")
    }
    let divided = try breakdown.breakdown(
      of: loaded, asOf: from.day, boundaries: boundaries.boundaries)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: loaded)
    }
    guard !isListed else { return }
    let question = Migration(from: from.day, to: loaded.asOf, boundaries: boundaries.boundaries)
    let movements = try loaded.run(
      question, by: divided, printing: 200, by: output, advice: "leave out --by")
    try output.print(movements, by: divided, groupColumn: .ofCustomers) { movement in
      MigrationAnswer(
        movement: movement, orders: loaded.orders, boundaries: boundaries.boundaries,
        breakdown: divided)
    }
  }

  /// The customers of `from:to`.
  private func customers(in cell: String, of loaded: LoadedShop) throws -> [Int] {
    let (first, second) = cell.cellParts
    let (origin, target) = (LifecycleStage(first), second.flatMap { LifecycleStage($0) })
    guard let target, origin != nil || first == "none" else {
      let names = LifecycleStage.allCases.map(\.name).joined(separator: ", ")
      throw members.unknown(cell, there: "two of \(names) with a colon, and none before it")
    }
    let (before, after) = loaded.orders.run(
      CustomerStages(asOf: from.day, boundaries: boundaries.boundaries),
      CustomerStages(asOf: loaded.asOf, boundaries: boundaries.boundaries))
    return after.indices.filter { before[$0] == origin && after[$0] == target }
  }
}

private struct MigrationAnswer: SummarisedAnswer {
  let movement: LifecycleMovement
  let orders: OrderTable
  let boundaries: LifecycleBoundaries
  let breakdown: Breakdown?

  var summary: [(title: String, cell: String)] {
    [
      ("decay", Figures.count(movement.decayCount)),
      ("recovery", Figures.count(movement.recoveryCount)),
      ("arrivals", Figures.count(movement.arrivalCount)),
    ]
  }

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
    try write(CSVRow(["customer_id"] + (breakdown == nil ? [] : ["group"]) + ["from", "to"]))
    let (before, after) = orders.run(
      CustomerStages(asOf: movement.from, boundaries: boundaries),
      CustomerStages(asOf: movement.to, boundaries: boundaries))
    for customer in after.indices where after[customer] != nil {
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      if let breakdown { row.append(text: breakdown.name(of: customer)) }
      row.append(Self.name(before[customer]))
      row.append(Self.name(after[customer]))
      try write(row)
    }
  }
}

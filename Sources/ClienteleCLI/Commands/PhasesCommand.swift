import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// `clientele phases`.
struct PhasesCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "phases",
    abstract: "How far relationships have come: 考察期, 形成期, 稳定期, 退化期.",
    discussion: """
      Judged by the course of orders and spend over periods counted back from the
      as-of day: the latest against the mean of the earlier ones since the first
      purchase. Falling, or nothing in any period, is decline; few orders are
      exploration; rising is formation, level is stability.
      With --from, who moved between the phases of two days.
      JSON: asOf, phases, from, transitions; CSV: every customer.

        clientele phases orders.csv --as-of 2026-10-31
        clientele phases orders.csv --from 2026-04-30 --as-of 2026-10-31
        clientele phases orders.csv --by region:customer --smallest-group 10
        clientele phases orders.csv --members decline -o call.txt
        clientele phases orders.csv --from 2026-04-30 --members stability:decline
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("An earlier day, to see who moved.", valueName: "day"))
  var from: DayArgument?

  @Option(help: ArgumentHelp("The length of a period: 3m, 30d, 8w.", valueName: "span"))
  var period: SpanArgument = SpanArgument(.months(3))

  @Option(help: ArgumentHelp("How many periods are looked at.", valueName: "count"))
  var periods: Int = 4

  @Option(
    help: ArgumentHelp(
      "How far the latest period may be off the mean and still be level, 0 to 1.",
      valueName: "share"))
  var tolerance: Double = 0.25

  @Option(help: ArgumentHelp("So many orders in all periods are still few.", valueName: "count"))
  var few: Int = 2

  func validate() throws {
    guard (2...100).contains(periods) else { throw ValidationError("--periods must be 2 to 100") }
    guard (0...1).contains(tolerance) else { throw ValidationError("--tolerance must be 0 to 1") }
    guard few >= 0 else { throw ValidationError("--few must be 0 or more") }
    try shop.expectSeen(from, as: "--from")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop)
    if let from, from.day >= loaded.asOf {
      throw CommandFailure(.usage, "--from \(from.day) must be before \(loaded.asOf)")
    }
    let rule = PhaseRule(
      period: period.span, periodCount: periods, tolerance: tolerance, fewOrders: few)
    func groups(_ day: Day) -> CustomerGroups {
      CustomerGroups(loaded.orders.run(RelationshipPhases(asOf: day, rule: rule)))
    }
    let names = Dictionary(
      uniqueKeysWithValues: RelationshipPhase.allCases.map { ($0.name, $0.chineseName) })
    try MovingGroups(
      key: "phase", chineseNames: names, now: groups(loaded.asOf),
      before: from.map { groups($0.day) },
      asOf: loaded.asOf, from: from?.day, orders: loaded.orders
    ).print(of: loaded, by: try breakdown.breakdown(of: loaded), members, to: output)
  }
}

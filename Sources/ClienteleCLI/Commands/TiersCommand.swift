import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele tiers`.
struct TiersCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "tiers",
    abstract: "Membership tiers, their history and who moved (会员等级).",
    discussion: """
      As of one day, of two with --since, or of many with --every. The ladder
      taobao is 普通 for any purchase, 高级 from 500 net, VIP from 3,000, 至尊
      from 8,000; others stand in a JSON file: see Definitions.

      JSON: asOf, snapshots: [{asOf, tiers: [{name, customers}]}], movements:
      [{from, to, upgrades, downgrades, unchanged, arrivals, departures,
      transitions: [{from, to, customers}]}]. CSV lists every customer with
      tier and first day of it; with --since, both tiers; with --changes,
      every change.

        clientele tiers orders.csv --as-of 2026-10-31
        clientele tiers orders.csv --since 2026-03-31 --smallest-group 5
        clientele tiers orders.csv --every month --from 2026-01-31
        clientele tiers orders.csv --ladder ladder.json --changes --format csv
        clientele tiers orders.csv --members VIP
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var suppression: SuppressionOptions

  @Option(
    help: ArgumentHelp(
      "A ladder: \(TierLadder.names), or one of your own.", valueName: "name|file.json"))
  var ladder: String = "taobao"

  @Option(help: ArgumentHelp("Show movement from the end of this day.", valueName: "day"))
  var since: DayArgument?

  @Option(
    help: ArgumentHelp("A series of days: day, week, month, quarter or year.", valueName: "period"))
  var every: PeriodArgument?

  @Option(help: ArgumentHelp("The first day of a series.", valueName: "day"))
  var from: DayArgument?

  @Option(help: "List the members of a tier by id, and nothing else.")
  var members: String?

  @Flag(help: "List every change of every customer's tier, and nothing else.")
  var changes = false

  func validate() throws {
    guard (every == nil) == (from == nil) else {
      throw ValidationError("--every and --from make a series together")
    }
    let modes: [Bool] = [since != nil, every != nil, members != nil, changes]
    guard modes.filter({ $0 }).count <= 1 else {
      throw ValidationError("--since, --every, --members and --changes exclude each other")
    }
  }

  func answer() throws {
    let ladder = try TierLadder(named: ladder)
    let place = try members.map { try self.place(of: $0, in: ladder) }
    let loaded = try shop.load()
    let (orders, last) = (loaded.orders, loaded.asOf)
    if let place {
      let tiers = orders.tiers(on: ladder, asOf: last)
      return try output.print(
        Members(cell: tiers.names[place], customers: tiers.members(of: place), orders: orders))
    }
    if changes {
      let trails = orders.tierTrails(on: ladder, through: last)
      return try output.print(TierHistoryAnswer(trails: trails, orders: orders))
    }
    let days = try asOfDays(through: last)
    try output.print(
      TiersAnswer(
        history: orders.tierHistory(on: ladder, asOf: days), orders: orders, ladder: ladder,
        isMovement: since != nil, suppression: suppression.rule))
  }

  private func place(of name: String, in ladder: TierLadder) throws -> Int {
    let names = ladder.tiers.map(\.name)
    guard let place = names.firstIndex(of: name) else {
      let hint = wordHint(name, among: names, called: "tiers")
      throw CommandFailure(.usage, "--members: there is no tier \(name); \(hint)")
    }
    return place
  }

  private func asOfDays(through last: Day) throws -> [Day] {
    if let since = since?.day {
      guard since < last else {
        throw CommandFailure(.usage, "--since \(since) is not before the last day, \(last)")
      }
      return [since, last]
    }
    guard let every, let from = from?.day else { return [last] }
    guard from <= last else {
      throw CommandFailure(.usage, "--from \(from) is after the last day, \(last)")
    }
    let days = every.period.steps(from: from, through: last)
    guard days.count <= 4_096 else {
      throw CommandFailure(.limit, "\(days.count) days are more than 4096: choose longer periods")
    }
    return days
  }
}

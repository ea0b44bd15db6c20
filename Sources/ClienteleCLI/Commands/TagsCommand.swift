import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele tags`.
struct TagsCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "Who carries which tags: named rules in a JSON file (标签).",
    discussion: """
      A rule asks for figures (orders, netSpend, daysSinceLastOrder …), stage,
      tier, segment, columns of orders and customers, and days, with all, any
      and not: see Definitions. Columns that rules ask for are read.

        [{"name": "高价值", "when": {"netSpend": {"atLeast": 2000}}},
         {"name": "要唤醒", "when": {"tag": "高价值",
           "stage": ["silent", "sleeping"],
           "not": {"orders": {"within": "90d", "atLeast": 1}}}}]

      JSON: asOf, customers, tags: [{name, customers, rate}], with --overlap
      overlaps: [{first, second, customers}]. CSV has a line for each tag of
      each customer.

        clientele tags orders.csv --tags tags.json --as-of 2026-10-31
        clientele tags orders.csv --tags tags.json --overlap --smallest-group 5
        clientele tags orders.csv --tags tags.json --members 高价值
        clientele tags orders.csv --config shop.json --format csv
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var rfm: RFMOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var suppression: SuppressionOptions

  @Option(help: ArgumentHelp("The rules.", valueName: "file.json"))
  var tags: String

  @Option(
    help: ArgumentHelp(
      "A ladder: \(TierLadder.names), or one of your own.", valueName: "name|file.json"))
  var ladder: String = "taobao"

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three growing spans like 30d,3m,1y.",
      valueName: "spans"))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  @Option(help: "List who carries a tag by id, and nothing else.")
  var members: String?

  @Flag(help: "Show for each two tags how many carry both.")
  var overlap = false

  func validate() throws {
    guard members == nil || !overlap else {
      throw ValidationError("--members and --overlap exclude each other")
    }
  }

  func answer() throws {
    let rules = try ruleFile(TagRules.self, in: tags, for: "--tags")
    let names = rules.tags.map(\.name)
    if let members, !names.contains(members) {
      let hint = wordHint(members, among: names, called: "tags")
      throw CommandFailure(.usage, "--members: there is no tag \(members); \(hint)")
    }
    let ladder = try TierLadder(named: ladder)
    let question = try rfm.question()
    let loaded = try shop.load(changing: { $0.keep(columnsOf: rules) })
    let scores =
      rules.needScores ? try question.scores(of: loaded.orders, asOf: loaded.asOf) : nil
    let tagging: Tagging
    do throws(TagRulesError) {
      tagging = try Tagging(
        rules, of: loaded.orders, asOf: loaded.asOf, boundaries: boundaries.boundaries,
        ladder: ladder, scores: scores)
    } catch {
      throw CommandFailure(.usage, "--tags: \(error)")
    }
    for note in tagging.notes { printError("clientele: tags: \(note.escapedForTerminal)") }
    let found = loaded.orders.run(tagging)
    if let members, let set = found[members] {
      return try output.print(
        Members(cell: members, customers: set.numbers, orders: loaded.orders))
    }
    try output.print(
      TagsAnswer(
        tags: found, orders: loaded.orders, showsOverlap: overlap, suppression: suppression.rule))
  }
}

extension OrderSchema {
  /// Keeps the columns that rules ask for.
  mutating func keep(columnsOf rules: TagRules) {
    for level in Dimension.Level.allCases {
      for column in rules.dimensions(of: level).sorted() {
        keep(GroupingArgument(column, of: level))
      }
    }
  }
}

extension GroupingArgument {
  fileprivate init(_ column: String, of level: Dimension.Level) {
    self.column = column
    self.level = level
  }
}

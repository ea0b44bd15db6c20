import ArgumentParser
import Clientele
import ClienteleCSV
import FoundationEssentials

/// `clientele cluster`.
struct ClusterCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster",
    abstract: "Customers with similar days, frequency and money together (k-means).",
    discussion: """
      Days since the last order, frequency and monetary value are standardised, of
      the last two the logarithm. Of several numbers of clusters the one with the
      best silhouette is taken. Clusters are numbered from the highest monetary
      value; the same customers and seed always give the same clusters. With more
      than 50,000 customers, numbers of clusters are tried with a sample of them,
      and the one that is taken then goes on with everyone.
      JSON: asOf, seed, trialCustomers, silhouetteCustomers, choices, clusters; CSV:
      every customer.

        clientele cluster orders.csv --as-of 2026-10-31
        clientele cluster orders.csv --clusters 4 --logarithms r,f,m --seed 7
        clientele cluster orders.csv --clusters 3-6 --save-clusters spring.json
        clientele cluster later.csv --stored spring.json --format csv
        clientele cluster orders.csv --clusters 4 --members 1
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var suppression: SuppressionOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("How many clusters: 5, or the best of 2-8.", valueName: "number|range"))
  var clusters: ClusterCountsArgument?

  @Option(
    help: ArgumentHelp("Take the logarithm of these of r, f and m; or none.", valueName: "letters"))
  var logarithms: DimensionsArgument?

  @Option(help: "What draws the starts; 1 if not said.")
  var seed: UInt64?

  @Option(help: "How many starts for each number of clusters; 10 if not said.")
  var starts: Int?

  @Option(help: "What monetary is: mean, median or max of purchases; the sum if not said.")
  var monetary: Choice<MonetaryMeasure>?

  @Option(help: "How far back: a span like 12m, or a first day; all if not said.")
  var history: HistoryArgument?

  @Option(help: "Store the centres here, to divide later customers alike with --stored.")
  var saveClusters: String?

  @Option(help: ArgumentHelp("Use stored centres, and find none.", valueName: "file.json"))
  var stored: String?

  @Option(help: "List the members of a cluster by id, and nothing else.")
  var members: Int?

  func validate() throws {
    guard starts.map((1...1000).contains) ?? true else {
      throw ValidationError("--starts must be 1 to 1000")
    }
    guard stored != nil else { return }
    for (option, isSaid) in [
      ("--clusters", clusters != nil), ("--logarithms", logarithms != nil),
      ("--seed", seed != nil), ("--starts", starts != nil), ("--monetary", monetary != nil),
      ("--history", history != nil), ("--save-clusters", saveClusters != nil),
    ] where isSaid {
      throw ValidationError("\(option) has no meaning with --stored, which has its own")
    }
  }

  func answer() throws {
    let fitted = try stored.map { try ruleFile(FittedClusters.self, in: $0, for: "--stored") }
    let loaded = try shop.load()
    let found = try clusters(of: loaded.orders, asOf: loaded.asOf, on: fitted)
    if let saveClusters { try save(found?.fitted, to: saveClusters) }
    guard let members else {
      return try output.print(
        ClusterAnswer(
          asOf: loaded.asOf, clusters: found, orders: loaded.orders,
          suppression: suppression.rule))
    }
    let count = found?.fitted.count ?? 0
    guard (1...max(1, count)).contains(members), let found else {
      throw CommandFailure(.usage, "--members: there is no cluster \(members); there are \(count)")
    }
    try output.print(
      Members(
        cell: "\(members)", customers: found.members(of: members - 1), orders: loaded.orders))
  }

  private func clusters(
    of orders: OrderTable, asOf day: Day, on fitted: FittedClusters?
  ) throws -> RFMClusters? {
    do throws(ClusterError) {
      if let fitted { return try orders.clusters(asOf: day, on: fitted) }
      var question = ClusterQuestion()
      if let clusters { question.counts = clusters.counts }
      if let logarithms { question.logarithms = logarithms.dimensions }
      if let seed { question.seed = seed }
      if let starts { question.starts = starts }
      return try orders.clusters(
        asOf: day, question, monetary: monetary?.value ?? .sum, history: history?.history ?? .all)
    } catch {
      let isUsage = if case .counts = error { true } else { false }
      throw CommandFailure(isUsage ? .usage : .badData, "cluster: \(error)")
    }
  }

  private func save(_ fitted: FittedClusters?, to path: String) throws {
    guard let fitted else {
      throw CommandFailure(.badData, "--save-clusters: nobody has bought, so there are none")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let file = try TextOutput(path: path)
    try file.write(String(decoding: try encoder.encode(fitted), as: UTF8.self) + "\n")
    try file.finish()
  }
}

/// `5`, or `2-8`.
struct ClusterCountsArgument: ExpressibleByArgument {
  let counts: ClosedRange<Int>

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(parts.count), let first = parts[0], let last = parts[parts.count - 1],
      first <= last
    else { return nil }
    counts = first...last
  }
}

/// `f,m`, `r`, or `none`.
struct DimensionsArgument: ExpressibleByArgument {
  let dimensions: Set<RFMDimension>

  init?(argument: String) {
    if argument == "none" {
      dimensions = []
      return
    }
    let letters = argument.split(separator: ",", omittingEmptySubsequences: false)
    let found = letters.compactMap { letter in
      RFMDimension.allCases.first { $0.letter == letter.uppercased() }
    }
    guard found.count == letters.count else { return nil }
    dimensions = Set(found)
  }
}

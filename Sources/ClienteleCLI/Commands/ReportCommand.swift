import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport

/// `clientele report`.
struct ReportCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Everything about a shop's customers on one page.",
    discussion: """
      The load, the headline, stages now and over time, movement, retention,
      reactivation, cohorts, months and segments; tiers with --ladder, and the
      coming year with --future. A file whose name ends in .html gets a page
      with charts that needs no network and no script. --charts-json writes the
      same charts as Vega-Lite specifications, one under each chart's id, for
      those who want to change them.

        clientele report orders.csv --zone Asia/Shanghai --as-of 2026-10-31
        clientele report orders.csv -o report.html --language zh
        clientele report orders.csv -o report.html --ladder taobao --future
        clientele report orders.csv -o report.html --charts-json charts.json
        clientele report orders.csv --model pareto-nbd --save-model model.json
      """)

  @OptionGroup var shop: ShopOptions

  @Option(name: .shortAndLong, help: "Write to a file, replaced only when all is written.")
  var output: String?

  @Option(help: "The form of the report; html when the output's name ends in .html.")
  var format: Form?

  @Option(help: "The language of an HTML report and of charts.")
  var language: Language = .en

  @Option(
    name: .customLong("charts-json"),
    help: ArgumentHelp("Write the charts as Vega-Lite specifications here.", valueName: "file"))
  var chartsJSON: String?

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three growing spans like 30d,3m,1y.",
      valueName: "spans"
    ))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  @Option(
    help: ArgumentHelp(
      "Add membership tiers: \(TierLadder.names), or a ladder of your own.",
      valueName: "name|file.json"))
  var ladder: String?

  @Flag(
    help: "Add the coming year, as a model of purchases expects it; any option below does, too.")
  var future = false

  @OptionGroup(title: "Model") var model: ModelOptions

  enum Form: String, ExpressibleByArgument, CaseIterable { case text, html }

  enum Language: String, ExpressibleByArgument, CaseIterable { case en, zh }

  private var isHTML: Bool {
    if let format { return format == .html }
    return output.map { $0.hasSuffix(".html") || $0.hasSuffix(".htm") } ?? false
  }

  private var hasFuture: Bool { future || model.isSaid }

  func validate() throws {
    if !isHTML && chartsJSON == nil && language != .en {
      throw ValidationError("--language is for HTML reports: add --format html or -o FILE.html")
    }
    guard model.model != .opportunities else {
      throw ValidationError("report goes without bg-bb, which has no days")
    }
    if let chartsJSON {
      guard chartsJSON != "-" || (output ?? "-") != "-" else {
        throw ValidationError("--charts-json - would mix charts and report: add -o FILE")
      }
      let others = shop.inputPaths + [shop.rejectsPath, output].compactMap(\.self)
      try expectOther(chartsJSON, than: others, for: "--charts-json")
    }
    try model.expectSavePlace(apartFrom: shop, output)
    if let saved = model.saveModel, let chartsJSON {
      try expectOther(saved, than: [chartsJSON], for: "--save-model")
    }
    try shop.expectSeen(model.calibrationEnd, as: "--calibration-end")
  }

  func answer() throws {
    let ladder = try ladder.map { try TierLadder(named: $0) }
    let known = try model.known(hasFuture ? model.stored() : nil, for: "report")
    let loaded = try shop.load(changing: { model.keepColumns(of: known, in: &$0) })
    let report = CustomerReport(
      of: loaded.orders, asOf: loaded.asOf, boundaries: boundaries.boundaries, ladder: ladder,
      future: hasFuture ? try outlook(of: loaded, known) : nil)
    let page = HTMLReport(
      report, load: loaded.summary, in: language == .zh ? .chinese : .english)
    let output = try TextOutput(path: output)
    let charts = try chartsJSON.map { try TextOutput(path: $0) }
    try output.write(isHTML ? page.html : ReportPage(report: report, loaded: loaded).text)
    try charts?.write(page.charts)
    try output.finish()
    try charts?.finish()
  }

  /// What the model expects; where nothing can be learnt, why.
  private func outlook(
    of loaded: LoadedShop, _ known: CustomerValueModel?
  ) throws -> Result<FutureOutlook, PurchaseModelError> {
    let result = try model.modelled(loaded, known, for: "report")
      .flatMap { shop in
        Result { () throws(PurchaseModelError) in
          try FutureOutlook(of: shop.histories, by: shop.model, covariates: shop.covariates)
        }
      }
    if case .failure(let error) = result { printError("clientele: report: no future: \(error)") }
    return result
  }
}

extension LoadedShop {
  fileprivate var summary: LoadSummary {
    LoadSummary(
      records: account.records, loaded: account.loaded.records, skipped: account.skippedCount,
      rejected: account.rejected.records, blank: account.blank,
      skipReasons: account.skippedByName.map { name, tally in
        .init(key: name, words: name, figure: Figures.count(tally.records))
      },
      remarks: account.notes(in: orders.currency).map { note in
        .init(
          key: note.key, words: note.words,
          figure: note.amount.map(Figures.money) ?? Figures.count(note.count ?? 0))
      })
  }
}

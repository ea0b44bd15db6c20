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
      reactivation, cohorts, months and segments. A file whose name ends in .html
      gets a page with charts that needs no network and no script.

        clientele report orders.csv --zone Asia/Shanghai --as-of 2026-10-31
        clientele report orders.csv -o report.html --language zh
      """)

  @OptionGroup var shop: ShopOptions

  @Option(name: .shortAndLong, help: "Write to a file, replaced only when all is written.")
  var output: String?

  @Option(help: "The form of the report; html when the output's name ends in .html.")
  var format: Form?

  @Option(help: "The language of an HTML report.")
  var language: Language = .en

  enum Form: String, ExpressibleByArgument, CaseIterable { case text, html }

  enum Language: String, ExpressibleByArgument, CaseIterable { case en, zh }

  private var isHTML: Bool {
    if let format { return format == .html }
    return output.map { $0.hasSuffix(".html") || $0.hasSuffix(".htm") } ?? false
  }

  func validate() throws {
    if !isHTML && language != .en {
      throw ValidationError("--language is for HTML reports: add --format html or -o FILE.html")
    }
  }

  func answer() throws {
    let loaded = try shop.load()
    let report = CustomerReport(of: loaded.orders, asOf: loaded.asOf)
    let text =
      isHTML
      ? HTMLReport(
        report, of: loaded.orders, load: loaded.summary,
        in: language == .zh ? .chinese : .english
      ).html
      : ReportPage(report: report, loaded: loaded).text
    let output = try TextOutput(path: output)
    try output.write(text)
    try output.finish()
  }
}

extension LoadedShop {
  fileprivate var summary: LoadSummary {
    LoadSummary(
      records: account.records, loaded: account.loaded.records, skipped: account.skippedCount,
      rejected: account.rejected.records, blank: account.blank)
  }
}

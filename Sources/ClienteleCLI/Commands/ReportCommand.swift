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
      reactivation, cohorts, months and segments.

        clientele report orders.csv --zone Asia/Shanghai --as-of 2026-10-31
      """)

  @OptionGroup var shop: ShopOptions

  @Option(name: .shortAndLong, help: "Write to a file, replaced only when all is written.")
  var output: String?

  func answer() throws {
    let loaded = try shop.load()
    let report = CustomerReport(of: loaded.orders, asOf: loaded.asOf)
    let page = ReportPage(report: report, loaded: loaded)
    let output = try TextOutput(path: output)
    try output.write(page.text)
    try output.finish()
  }
}

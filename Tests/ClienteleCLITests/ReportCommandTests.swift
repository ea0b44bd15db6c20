import Foundation
import Testing

@Suite struct ReportCommandTests {
  private let folder: ShopFolder

  init() throws { folder = try ShopFolder() }

  private func run(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(["report"] + arguments, in: folder.directory.path)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.directory.path + "/" + name, encoding: .utf8)
  }

  private static let asOf = ["--zone", "Asia/Shanghai", "--as-of", "2026-10-31"]

  @Test func `tiers and the coming year are there when asked for, as text and as a page`() throws {
    let plain = try run("orders.csv", "--as-of", "2026-10-31")
    #expect(plain.status == 0 && !plain.output.contains("Membership tiers"))
    #expect(!plain.output.contains("The coming year"))
    let full = try run("orders.csv", "--as-of", "2026-10-31", "--ladder", "taobao", "--future")
    #expect(full.status == 0, "\(full.errors)")
    for words in [
      "Membership tiers (会员等级)", "upgrades    升级       16",
      "The coming year of 400 customers, by mbg-nbd through 2026-10-31 (95 %)", "1 %",
    ] {
      #expect(full.output.contains(words), "\(words)")
    }
    let page = try run(
      "orders.csv", "--as-of", "2026-10-31", "--ladder", "taobao", "--model", "pareto-nbd", "-o",
      "r.html", "--language", "zh")
    #expect(page.status == 0, "\(page.errors)")
    let html = try text("r.html")
    #expect(html.contains("会员等级") && html.contains("pareto-nbd"))
  }

  @Test func `the report's forecast is that of the command forecast`() throws {
    let report = try run("orders.csv", "--as-of", "2026-10-31", "--future")
    let forecast = try Command.run(
      ["forecast", "orders.csv", "--as-of", "2026-10-31"], in: folder.directory.path)
    let total = try #require(
      forecast.output.split(separator: "\n").last { $0.hasPrefix("all") })
    let cells = total.split(separator: " ").filter { $0.first?.isNumber ?? false }
    #expect(cells.count == 7, "\(total)")
    #expect(report.output.contains("\(cells[1]) (\(cells[2]))"), "\(total)")
    #expect(report.output.contains("\(cells[5]) (\(cells[6]))"), "\(total)")
  }

  @Test func `charts are written as Vega-Lite, in the language that was asked for`() throws {
    let outcome = try run(
      "orders.csv", "-o", "r.html", "--charts-json", "charts.json", "--language", "zh")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let charts = try #require(
      JSONSerialization.jsonObject(with: Data(try text("charts.json").utf8))
        as? [String: [String: Any]])
    let stages = try #require(charts["stages-chart"])
    #expect(stages["title"] as? String == "各阶段客户数（逐月）")
    #expect(stages["$schema"] as? String == "https://vega.github.io/schema/vega-lite/v5.json")
    let piped = try run("orders.csv", "-o", "r.txt", "--charts-json", "-")
    #expect(piped.output.hasPrefix("{") && piped.output.contains("\"lorenz-chart\""))
  }

  @Test func `what would be lost or mixed is refused`() throws {
    for (arguments, words) in [
      (["--charts-json", "-"], "would mix charts and report"),
      (["-o", "r.html", "--charts-json", "r.html"], "which would be lost"),
      (["--charts-json", "orders.csv"], "which would be lost"),
      (["--model", "bg-bb"], "without bg-bb"), (["--language", "zh"], "--language is for HTML"),
      (["--ladder", "gold"], "gold"), (["--calibration-end", "2030-01-01"], "after"),
      (["-o", "r.html", "--charts-json", "c.json", "--save-model", "c.json"], "would be lost"),
    ] {
      let outcome = try Command.run(
        ["report", "orders.csv", "--as-of", "2026-10-31"] + arguments, in: folder.directory.path)
      #expect(outcome.status != 0 && outcome.errors.contains(words), "\(arguments)")
    }
  }

  @Test func `a shop that a model cannot learn from gets its report, and the reason`() throws {
    _ = try folder.directory.file(
      "once.csv", contents: "order_id,customer_id,date,amount\n1,a,2026-01-05,5\n2,b,2026-02-05,6\n"
    )
    let outcome = try run("once.csv", "--future")
    #expect(outcome.status == 0)
    let reason = "none of the 2 customers has bought on a second day"
    #expect(outcome.output.contains(reason) && outcome.errors.contains(reason))
    let page = try run("once.csv", "--future", "-o", "r.html", "--language", "zh")
    #expect(page.status == 0)
    #expect(try text("r.html").contains("2位客户中无人在另一天再次购买"))
  }

  @Test func `a stored model is applied, and boundaries move the stages`() throws {
    let fit = try Command.run(
      ["clv", "orders.csv", "--as-of", "2026-03-31", "--save-model", "m.json"],
      in: folder.directory.path)
    #expect(fit.status == 0, "\(fit.errors)")
    let stored = try run("orders.csv", "--as-of", "2026-10-31", "--model", "m.json")
    #expect(stored.status == 0 && stored.output.contains("by mbg-nbd through 2026-10-31"))
    let months = try run(
      "orders.csv", "--as-of", "2026-10-31", "--boundaries", "1m,2m,4m", "-o", "r.html")
    #expect(months.status == 0)
    #expect(try text("r.html").contains("2–4 months ago"))
  }
}

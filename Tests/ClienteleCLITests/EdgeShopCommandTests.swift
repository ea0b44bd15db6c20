import Foundation
import Testing

/// Shops at the edge of what can be asked, through every command: an answer, or no value, or a
/// sentence; never a trap and never something that is no number.
@Suite struct EdgeShopCommandTests {
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    _ = try directory.file("all.txt", contents: "a\nb\nc\n")
    _ = try directory.file("rest.txt", contents: "d\nstranger\n")
    _ = try directory.file(
      "tags.json", contents: #"[{"name": "twice", "when": {"orders": {"atLeast": 2}}}]"#)
  }

  private static let shops: [(name: String, rows: [String])] = [
    ("nothing", []),
    ("one order", ["a,2024-01-31,5.00,web,north"]),
    ("only refunds", ["a,2024-01-15,-5.00,web,north", "b,2024-02-29,-0.01,,"]),
    (
      "refunds first",
      [
        "a,2024-01-01,-9.00,web,north", "a,2024-02-01,5.00,web,north",
        "a,2024-02-01,-7.00,app,south", "b,2024-01-15,-1.00,,", "b,2024-03-31,1.00,web,",
      ]
    ),
    ("zero amounts", ["a,2024-01-31,0,web,north", "a,2024-02-01,0,app,", "b,2024-02-10,0.00,,"]),
    (
      "all equal",
      ["a", "b", "c", "d"].flatMap {
        ["\($0),2024-01-10,1.00,web,north", "\($0),2024-02-10,1.00,web,north"]
      }
    ),
    (
      "one customer with everything",
      (1...28).map { "a,2024-02-\($0 < 10 ? "0" : "")\($0),1.00,web,north" }
    ),
    ("first order after the day", ["a,2030-01-01,1.00,web,north", "b,2030-02-01,1.00,app,south"]),
    (
      "an amount at the end of the range",
      ["a,2024-01-01,92233720368547758.07,web,north", "b,2024-01-01,0.01,web,south"]
    ),
  ]

  /// Every command that answers about a shop, with what it needs.
  static let questions: [[String]] = [
    ["inspect"], ["report"], ["lifecycle"],
    ["lifecycle", "--every", "month", "--from", "2024-01-31"],
    ["states"], ["migration", "--from", "2024-01-31"], ["phases"],
    ["phases", "--from", "2024-01-31"], ["rfm"], ["rfm", "--since", "2024-02-10"],
    ["rfm", "--scale", "mean"], ["rfm", "--scale", "k-means", "--monetary", "median"],
    ["retention"], ["retention", "--cohort", "2024-01-31", "--on", "1"],
    ["reactivation", "--start", "2024-03-01", "--horizon", "30"], ["cohorts"],
    ["second-purchase", "--days", "60"], ["gaps"], ["activity"], ["activity", "--every", "month"],
    ["concentration"], ["pyramid"], ["pyramid", "--from", "2024-01-31", "--span", "3m"], ["value"],
    ["tiers"], ["tiers", "--since", "2024-01-31"], ["tags", "--tags", "tags.json", "--overlap"],
    [
      "campaign", "--targets", "all.txt", "--control", "rest.txt", "--unknown-ids", "count",
      "--start", "2024-02-01", "--horizon", "20", "--contact-cost", "1", "--margin", "0.3",
    ],
  ]

  private func expectNumbers(_ outcome: Command.Outcome, _ question: String) {
    // 64 and 65: the question begins after the last day, or there is nobody to store cuts of.
    #expect([0, 64, 65].contains(outcome.status), "\(question): \(outcome.errors)")
    #expect(outcome.status == 0 || outcome.errors.contains("clientele: "), "\(question)")
    let words = outcome.output.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    #expect(!words.contains("nan") && !words.contains("inf"), "\(question): \(outcome.output)")
  }

  @Test func `an answer or no value, never a trap and never no number`() throws {
    let header = "customer_id,date,amount,channel,region\n"
    let all = Self.shops.filter { !$0.name.hasPrefix("an amount") }
    let mixed = all.flatMap { shop in
      shop.rows.map { "\(shop.name.filter { $0 != " " })-\($0)" }
    }
    for (name, rows) in Self.shops + [("all of them", mixed)] {
      let text = header + rows.map { $0 + "\n" }.joined()
      _ = try directory.file("orders.csv", contents: text)
      for question in Self.questions {
        // The last day of a table is that of the last order.
        let isReport = question == ["report"]
        let day = question == ["inspect"] ? [] : ["--as-of", "2024-05-31"]
        let rest = isReport ? [] : day + ["--format", "json"]
        let isTold = ["nothing", "first order after the day", "all of them"].contains(name)
        for others in isTold && !isReport ? [rest, []] : [rest] {
          let words: [String] =
            [question[0], "orders.csv", "--zero-amount-orders", "count"] + question.dropFirst()
          let outcome = try Command.run(words + others, in: directory.path)
          expectNumbers(outcome, "\(name): \(question) \(others)")
        }
      }
    }
  }

  @Test func `divided, too`() throws {
    let header = "customer_id,date,amount,channel,region\n"
    for (number, (name, rows)) in Self.shops.enumerated() {
      let text = header + rows.map { $0 + "\n" }.joined()
      _ = try directory.file("orders.csv", contents: text)
      let plain = ["inspect", "report", "tiers", "tags"]
      for (place, question) in Self.questions.enumerated() where !plain.contains(question[0]) {
        let by = BreakdownTests.divisions[(place + number) % BreakdownTests.divisions.count]
        let words =
          [question[0], "orders.csv", "--as-of", "2024-05-31", "--zero-amount-orders", "count"]
          + question.dropFirst() + ["--format", "json", "--smallest-group", "2", "--by"] + by
          + (by[0].hasPrefix("tag:") ? ["--tags", "tags.json"] : [])
        expectNumbers(try Command.run(words, in: directory.path), "\(name): \(words)")
      }
    }
  }
}

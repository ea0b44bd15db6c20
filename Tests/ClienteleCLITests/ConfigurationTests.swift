import Foundation
import Testing

/// One file says for all commands what flags would say.
@Suite struct ConfigurationTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let whole = """
    {
      "schema": {"columns": {"amount": "paid"}, "dateFormat": "dd.MM.yyyy"},
      "zone": "Asia/Shanghai",
      "policies": {
        "records": "orders", "zeroAmountOrders": "count", "identicalRecords": "keep",
        "conflicts": "refuse", "refunds": "net", "purchaseUnit": "orders",
        "missingCustomer": "error"
      },
      "boundaries": ["1m", "2m", "4m"],
      "scale": "quantile", "bins": [5, 5, 5], "monetary": "sum", "history": "all",
      "map": {"rules": [{"segment": "All", "r": [1, 5]}]},
      "tiers": {"tiers": ["Member", {"name": "Gold", "netSpend": 100}]},
      "tags": [{"name": "gold", "when": {"tier": "Gold", "segment": "All"}}],
      "smallestGroup": 1
    }
    """

  private func orders() throws -> String {
    try directory.file(
      "orders.csv",
      contents: """
        order_id,customer_id,date,paid
        1,ann,05.01.2024,99
        2,ann,01.02.2024,1
        3,bob,10.05.2024,60
        4,cho,11.05.2024,0

        """)
  }

  private func run(_ command: String, config: String, _ words: String...) throws -> Command.Outcome
  {
    let file = try directory.file("shop.json", contents: config)
    return try Command.run(
      [command, try orders(), "--config", file, "--as-of", "2024-05-31"] + words)
  }

  @Test func `every command takes what it can use of one configuration`() throws {
    let config = try directory.file("shop.json", contents: Self.whole)
    let orders = try orders()
    let help = try Command.run("--help").output
    let commands = help.split(separator: "\n").compactMap { line in
      line.wholeMatch(of: #/  ([a-z][a-z-]*) {2,}\S.*/#).map { String($0.output.1) }
    }
    #expect(commands.count >= 16 && commands.contains("tags"), "\(commands)")
    let needs: [String: [String]] = [
      "migration": ["--from", "2024-01-31", "--to", "2024-05-31"],
      "activity": ["--from", "2024-01-01", "--through", "2024-05-31"],
      "retention": ["--cohort", "2024-01-05"],
      "reactivation": ["--start", "2024-05-01", "--horizon", "30"],
    ]
    for command in commands {
      let usage = try Command.run("help", command).output
      #expect(usage.contains("--config <file.json>"), "\(command)")
      // What else these need is their own business: lists, or more orders to learn from.
      let others = [
        "campaign", "clv", "compare-models", "forecast", "propensity", "simulate", "segments",
        "schema", "help",
      ]
      guard !others.contains(command) else { continue }
      let words = [command, orders, "--config", config] + (needs[command] ?? [])
      let outcome = try Command.run(words)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
    let map = try Command.run("segments", "--config", config, "--format", "json")
    #expect(map.output.contains("\"All\""), "\(map.errors)")
  }

  @Test func `what is configured decides, and flags override it`() throws {
    let stages = try run("lifecycle", config: Self.whole, "--format", "csv")
    #expect(stages.output.contains("ann,sleeping"), "\(stages.output)\(stages.errors)")
    #expect(stages.output.contains("cho,newOneTime"), "orders of amount zero count")
    let said = try run(
      "lifecycle", config: Self.whole, "--boundaries", "6m,9m,12m", "--zero-amount-orders",
      "skip", "--format", "csv")
    #expect(said.output.contains("ann,newRepeat") && !said.output.contains("cho"))
    #expect(try run("tiers", config: Self.whole, "--members", "Gold").output == "ann\n")
    let other = try run("tiers", config: Self.whole, "--ladder", "taobao", "--format", "csv")
    #expect(other.output.contains("普通"))
    #expect(try run("tags", config: Self.whole, "--members", "gold").output == "ann\n")
    let hidden = try run(
      "tiers",
      config: #"{"schema": {"columns": {"amount": "paid"},"#
        + #" "dateFormat": "dd.MM.yyyy"}, "smallestGroup": 3}"#)
    #expect(hidden.output.contains("hidden"), "\(hidden.errors)")
    let scale = try run("rfm", config: Self.whole, "--scale", "mean", "--map", "eight-types")
    #expect(scale.status == 0, "\(scale.errors)")
  }

  @Test func `files are looked for beside the configuration`() throws {
    for (name, contents) in [
      ("schema.json", #"{"columns": {"amount": "paid"}, "dateFormat": "dd.MM.yyyy"}"#),
      ("ladder.json", #"{"tiers": [{"name": "Two", "orders": 2}]}"#),
      ("tags.json", #"[{"name": "two", "when": {"tier": "Two"}}]"#),
    ] {
      _ = try directory.file(name, contents: contents)
    }
    let config = #"{"schema": "schema.json", "tiers": "ladder.json", "tags": "tags.json"}"#
    let outcome = try run("tags", config: config, "--members", "two")
    #expect(outcome.output == "ann\n", "\(outcome.errors)")
  }

  static let wrong: [(config: String, words: String)] = [
    (#"{"schem": "taobao"}"#, "there is no key schem; did you mean schema?"),
    (#"{"ladder": {}}"#, "there is no key ladder; did you mean tiers?"),
    (#"{"policies": {"refnds": "net"}}"#, "policies: there is no key refnds; did you mean refunds"),
    (#"{"policies": {"refunds": "nett"}}"#, "policies.refunds: nett is not a word"),
    (#"{"schema": {"datformat": "x"}}"#, "schema: there is no key datformat; did you mean dateF"),
    (#"{"schema": {"columns": {"amnt": "x"}}}"#, "schema.columns: there is no key amnt"),
    (#"{"boundaries": ["3m", "2m", "1m"]}"#, "boundaries: three spans that grow"),
    (#"{"boundaries": ["3x", "2m", "1m"]}"#, "boundaries[0]: 3x is not a span"),
    (#"{"bins": 1}"#, "bins: it takes one number"),
    (#"{"smallestGroup": 0}"#, "smallestGroup: it must be 1 or more"),
    (#"{"zone": 8}"#, "zone has the wrong kind"),
    (#"{"map": {"rules": [{"segment": "A", "rr": [1, 5]}]}}"#, "map.rules[0]: there is no key rr"),
    (#"{"scale": {"cuts": []}}"#, "scale: there is no key cuts"),
    (#"{"tiers": {"tiers": [{"name": "a", "netspend": 1}]}}"#, "tiers.tiers[0]: there is no key"),
    (#"{"tags": [{"name": "a", "when": {"order": {}}}]}"#, "tags[0].when: there is no key order"),
    (#"{"tags": [{"name": "a", "when": {"tag": "b"}}]}"#, "tags[0].when.tag: no earlier tag"),
    (#"{"#, "this is not JSON"),
  ]

  @Test func `a wrong key ends in 64, with its path and the nearest right one`() throws {
    for (config, words) in Self.wrong {
      let outcome = try run("inspect", config: config)
      #expect(outcome.status == 64, "\(config): \(outcome.errors)")
      #expect(outcome.output == "" && outcome.errors.contains("shop.json: "), "\(config)")
      #expect(outcome.errors.contains(words), "\(config): \(outcome.errors)")
    }
    let missing = try Command.run("inspect", try orders(), "--config", directory.path + "/no.json")
    #expect(missing.status == 64 && missing.errors.contains("cannot be read"))
    let last = try Command.run("inspect", try orders(), "--config")
    #expect(last.status == 64)
  }
}

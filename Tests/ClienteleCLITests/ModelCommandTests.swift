import Foundation
import Testing

/// `clv`, `compare-models` and `forecast`.
@Suite struct ModelCommandTests {
  private let shop: ShopFolder

  init() throws {
    shop = try ShopFolder()
  }

  private func run(_ words: String...) throws -> Command.Outcome {
    try Command.run(words, in: shop.directory.path)
  }

  private func object(_ outcome: Command.Outcome) throws -> [String: Any] {
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  private func rows(_ outcome: Command.Outcome) -> [[String]] {
    outcome.output.components(separatedBy: "\r\n").dropLast()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  private func sum(_ rows: [[String]], _ column: String) throws -> Double {
    let place = try #require(rows[0].firstIndex(of: column))
    let values = rows.dropFirst().map { Double($0[place]) }
    #expect(values.allSatisfy { $0 != nil })
    return values.reduce(0) { $0 + ($1 ?? 0) }
  }

  @Test func `rows of customers add up to what JSON expects of all`() throws {
    let words = ["clv", "orders.csv", "--as-of", "2026-10-31", "--model", "mbg-nbd", "--format"]
    let json = try object(try Command.run(words + ["json"], in: shop.directory.path))
    #expect(json["model"] as? String == "mbg-nbd" && json["unit"] as? String == "week")
    for key in ["parameters", "standardErrors", "logLikelihood", "aic", "bic", "spend"] {
      #expect(json[key] != nil && !(json[key] is NSNull), "\(key)")
    }
    let expected = try #require(json["expected"] as? [String: Any])
    let rows = rows(try Command.run(words + ["csv"], in: shop.directory.path))
    #expect(rows.count - 1 == json["customers"] as? Int)
    for (key, column) in [
      ("alive", "probability_alive"), ("purchases", "expected_purchases"),
      ("discountedPurchases", "discounted_purchases"),
    ] {
      let found = try sum(rows, column)
      let total = try #require(expected[key] as? Double)
      #expect(abs(found - total) <= 1e-9 * total, "\(key)")
    }
    let text = try #require(expected["value"] as? String)
    let value = try #require(Double(text))
    // Each row is rounded.
    #expect(abs(try sum(rows, "value") - value) < 0.005 * Double(rows.count))
  }

  @Test func `a stored model gives the same figures, and its covariates are found again`() throws {
    for words in [["--model", "pareto-nbd"], ["--model", "bg-nbd", "--covariate", "region"]] {
      let fitted = try Command.run(
        ["clv", "orders.csv", "--as-of", "2026-04-30", "--save-model", "m.json", "--format", "csv"]
          + words, in: shop.directory.path)
      #expect(fitted.status == 0, "\(fitted.errors)")
      let applied = try run(
        "clv", "orders.csv", "--as-of", "2026-04-30", "--model", "m.json", "--format", "csv")
      #expect(applied.status == 0, "\(applied.errors)")
      let (left, right) = (rows(fitted), rows(applied))
      #expect(left.count == right.count)
      for (one, other) in zip(left, right) { #expect(one == other) }
      let later = try run(
        "clv", "orders.csv", "--as-of", "2026-10-31", "--model", "m.json", "--format", "csv")
      #expect(later.status == 0 && rows(later) != left, "\(later.errors)")
    }
  }

  @Test func `models that are none, and places that would be lost, are refused`() throws {
    let path = shop.directory.path
    try Data("{\"purchases\": {\"model\": \"bg-nbd\", \"unit\": \"week\"}}".utf8)
      .write(to: URL(fileURLWithPath: path + "/bad.json"))
    try Data("1,ann,2026-01-01,5.00\n1,bob,2026-01-03,7.00\n".utf8)
      .write(to: URL(fileURLWithPath: path + "/few.csv"))
    let cases: [([String], Int32, String)] = [
      (["--model", "pareto"], 64, "--model"), (["--model", "none.json"], 64, "none.json"),
      (["--model", "bad.json"], 64, "parameters"),
      (["--save-model", "orders.csv"], 64, "would be lost"),
      (["--model", "bg-bb", "--covariate", "region"], 64, "bg-bb"),
      (["--model", "{\"model\": \"nbd\"}", "--save-model", "m.json"], 64, "stored model"),
      (["--covariate", "nothing"], 65, "nothing"),
      (["--horizon", "forever", "--discount", "0", "--model", "nbd"], 64, "infinitely many"),
      (["--calibration-end", "2020-01-01"], 65, "no customers"),
      (["--as-of", "2026-01-01", "--calibration-end", "2026-02-01"], 64, "--calibration-end"),
      (
        [
          "--unit", "day", "--model",
          "{\"model\": \"nbd\", \"unit\": \"week\", \"parameters\": {\"r\": 1, \"alpha\": 9}}",
        ], 64, "--unit"
      ),
    ]
    for (words, status, part) in cases {
      let outcome = try Command.run(["clv", "orders.csv"] + words, in: path)
      #expect(outcome.status == status && outcome.output == "", "\(words): \(outcome.errors)")
      #expect(outcome.errors.contains(part), "\(words): \(outcome.errors)")
    }
  }

  @Test func `all the future comes with a warning where customers hardly ever leave`() throws {
    func stored(_ name: String, _ parameters: String) -> String {
      #"{"model": "\#(name)", "unit": "week", "parameters": {"r": 1, "alpha": 9\#(parameters)}}"#
    }
    func chances(_ gamma: Double) -> String {
      #"{"opportunities": {"alpha": 1, "beta": 1, "gamma": \#(gamma), "delta": 3}, "#
        + #""every": "month"}"#
    }
    let models: [(model: String, parameter: String?)] = [
      ("mbg-nbd", "a"), (stored("nbd", ""), "dropout"),
      (stored("pareto-nbd", #", "s": 0.5, "beta": 9"#), "s"), (chances(0.5), "gamma"),
      // The mean time until a customer leaves is finite.
      (stored("bg-nbd", #", "a": 2, "b": 3"#), nil), (chances(2), nil),
    ]
    for (model, parameter) in models {
      for horizon in [[], ["--horizon", "12"], ["--horizon", "forever"]] {
        let outcome = try Command.run(
          ["clv", "orders.csv", "--as-of", "2026-10-31", "--format", "json", "--model", model]
            + horizon, in: shop.directory.path)
        let warnings = try #require(try object(outcome)["warnings"] as? [String])
        let words = parameter.map { "\($0) is " } ?? ""
        func isFound(_ text: String) -> Bool {
          text.contains("without a horizon") && text.contains(words)
        }
        let count = parameter != nil && horizon.last == "forever" ? 1 : 0
        #expect(warnings.count(where: isFound) == count, "\(model) \(horizon)")
        let lines = outcome.errors.components(separatedBy: "\n")
        #expect(lines.count(where: isFound) == count, "\(model) \(horizon)")
      }
    }
  }

  @Test func `chances that come one by one have a model of their own`() throws {
    let json = try object(
      try run(
        "clv", "orders.csv", "--as-of", "2026-10-31", "--model", "bg-bb", "--every", "quarter",
        "--save-model", "bb.json", "--format", "json"))
    #expect(json["every"] as? String == "quarter" && json["horizon"] as? Int == 4)
    let again = try object(
      try run(
        "clv", "orders.csv", "--as-of", "2026-10-31", "--model", "bb.json", "--format", "json"))
    #expect(
      (json["expected"] as? [String: Double]) == (again["expected"] as? [String: Double]))
  }

  @Test func `models are compared at several days`() throws {
    let json = try object(
      try run(
        "compare-models", "orders.csv", "--calibration-end", "2025-07-31,2025-10-31", "--holdout",
        "26", "--models", "nbd,mbg-nbd", "--format", "json"))
    let comparisons = try #require(json["comparisons"] as? [[String: Any]])
    #expect(comparisons.compactMap { $0["holdoutEnd"] as? String } == ["2026-01-29", "2026-05-01"])
    for comparison in comparisons {
      let models = try #require(comparison["models"] as? [[String: Any]])
      #expect(models.compactMap { $0["model"] as? String } == ["nbd", "mbg-nbd"])
      for model in models {
        for key in [
          "parameters", "aic", "bic", "mae", "rmse", "bias", "auc", "gini", "bins", "calibration",
          "gains", "tracking",
        ] { #expect(model[key] != nil, "\(key)") }
        #expect(
          (model["gains"] as? [[String: Double]])?.compactMap { $0["share"] } == [0.1, 0.2, 0.5])
      }
    }
    let csv = rows(
      try run(
        "compare-models", "orders.csv", "--calibration-end", "2025-07-31,2025-10-31", "--holdout",
        "26", "--models", "nbd,mbg-nbd", "--format", "csv"))
    #expect(csv.count == 5)
    for words in [["--calibration-end", "2026-10-31"], ["--holdout", "1000"], ["--models", "x"]] {
      let outcome = try Command.run(
        ["compare-models", "orders.csv", "--as-of", "2026-10-31"] + words,
        in: shop.directory.path)
      #expect(outcome.status == 64, "\(words): \(outcome.errors)")
    }
  }

  @Test func `a forecast's rows add up to its periods, and small groups are hidden`() throws {
    let words = [
      "forecast", "orders.csv", "--as-of", "2026-10-31", "--periods", "3", "--by",
      "cohort:month", "--smallest-group", "12", "--format",
    ]
    let json = try object(try Command.run(words + ["json"], in: shop.directory.path))
    let periods = try #require(json["periods"] as? [[String: Any]])
    #expect(
      periods.compactMap { $0["start"] as? String } == ["2026-11-01", "2026-12-01", "2027-01-01"])
    let table = rows(try Command.run(words + ["csv"], in: shop.directory.path))
    var orders = 0.0
    for period in periods {
      let figure = try #require(period["orders"] as? [String: Double])
      #expect(figure["low"]! < figure["value"]! && figure["value"]! < figure["high"]!)
      orders += figure["value"]!
    }
    #expect(abs(try sum(table, "expected_orders") - orders) < 1e-8 * orders)
    let groups = try #require(json["groups"] as? [[String: Any]])
    let hidden = groups.filter { $0["suppressed"] as? Bool == true }
    #expect(!hidden.isEmpty && hidden.allSatisfy { $0["customers"] == nil && $0["total"] == nil })
    let text = try Command.run(words + ["table"], in: shop.directory.path)
    #expect(text.output.contains("too few") && text.output.contains("95 % interval"))
    for words in [["--periods", "0"], ["--model", "bg-bb"], ["--smallest-group", "3"]] {
      let outcome = try Command.run(["forecast", "orders.csv"] + words, in: shop.directory.path)
      #expect(outcome.status == 64, "\(words): \(outcome.errors)")
    }
  }
}

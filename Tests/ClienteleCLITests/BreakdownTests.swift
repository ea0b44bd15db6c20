import ClienteleFixtures
import Foundation
import Testing

/// `--by`, for every command that has it.
@Suite struct BreakdownTests {
  private let folder: ShopFolder

  init() throws {
    folder = try ShopFolder()
    _ = try folder.directory.file(
      "tags.json", contents: #"[{"name": "twice", "when": {"orders": {"atLeast": 2}}}]"#)
  }

  /// Everything that customers are divided by.
  static let divisions: [[String]] = [
    ["stage"], ["segment"], ["rfm"], ["phase"], ["pyramid"], ["tier"], ["tag:twice"], ["cohort"],
    ["cohort:quarter"], ["channel"], ["region:customer"],
  ]

  /// Every command that divides its answer.
  private static let questions: [[String]] = [
    ["lifecycle", "--every", "quarter", "--from", "2025-10-31"],
    ["states", "--from", "2026-05-01"],
    ["migration", "--from", "2026-04-30"], ["phases", "--from", "2026-04-30"],
    ["rfm", "--since", "2026-04-30"], ["retention", "--cohort", "2025-11-11", "--within", "90"],
    ["retention", "--within", "30"], ["reactivation", "--start", "2026-08-01", "--horizon", "60"],
    ["cohorts", "--every", "quarter"], ["second-purchase", "--days", "3"], ["gaps"],
    ["activity", "--every", "quarter", "--from", "2026-01-01"], ["concentration"],
    ["pyramid", "--from", "2026-04-30"], ["value", "--category", "category"],
    ["campaign", "--targets", "asked.txt", "--start", "2026-08-01", "--horizon", "30"],
  ]

  private func ask(_ question: [String], _ words: String...) throws -> Command.Outcome {
    try Command.run(
      [question[0], "orders.csv", "--zone", "Asia/Shanghai", "--as-of", "2026-10-31"]
        + question.dropFirst() + words + ["--tags", "tags.json"], in: folder.directory.path)
  }

  private func json(_ question: [String], by division: [String], _ words: String...) throws
    -> [String: Any]
  {
    let all = question + ["--format", "json", "--by"] + division + words
    let outcome = try ask(all)
    #expect(outcome.status == 0, "\(all): \(outcome.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(value as? [String: Any])
  }

  /// Figures that add up, by where they stand; others are left out.
  private func sums(_ value: Any, at path: String = "", into sums: inout [String: Int]) {
    let skipped = [
      "groups", "ungrouped", "top", "fewest", "pyramid", "layers", "quantiles", "heatMap", "bins",
      "profiles", "thresholds", "recommendedBoundaries", "lift", "targets", "controls",
    ]
    if let object = value as? [String: Any] {
      for (key, part) in object where !skipped.contains(key) {
        self.sums(part, at: "\(path).\(key)", into: &sums)
      }
    } else if let list = value as? [Any] {
      for (place, part) in list.enumerated() {
        let row = part as? [String: Any]
        let keys = ["asOf", "start", "from", "to", "name", "kind", "days", "day", "offset"]
        let id = keys.compactMap { row?[$0].map { "\($0)" } }.joined(separator: " ")
        self.sums(part, at: "\(path)[\(id.isEmpty ? "\(place)" : id)]", into: &sums)
      }
    } else {
      let key = path.split(separator: ".").last.map(String.init) ?? ""
      let others = [
        "offset", "days", "day", "horizonDays", "averageOrderValue", "revenuePerCustomer",
        "cumulativeRevenuePerCustomer", "index",
      ]
      guard !others.contains(key) else { return }
      if let text = value as? String, text.contains("."), let amount = Double(text) {
        sums[path, default: 0] += Int((amount * 100).rounded())
      } else if let count = value as? Int,
        !key.lowercased().hasSuffix("rate"), !key.lowercased().hasSuffix("retention"),
        !["low", "high", "gini", "quickRatio", "probability", "ordersPerCustomer"].contains(key)
      {
        sums[path, default: 0] += count
      }
    }
  }

  @Test func `the groups of every answer add up to everyone`() throws {
    for (place, question) in Self.questions.enumerated() {
      for step in 0..<4 {
        let division = Self.divisions[(place + 3 * step) % Self.divisions.count]
        // It divides orders by their channel, and not customers by their first.
        guard question[0] != "activity" || division != ["channel"] else { continue }
        let answer = try json(question, by: division)
        var (total, parts) = ([String: Int](), [String: Int]())
        sums(answer, into: &total)
        var groups = try #require(answer["groups"] as? [[String: Any]])
        if let rest = answer["ungrouped"] as? [String: Any] { groups.append(rest) }
        #expect(groups.count > 1, "\(question) \(division)")
        for group in groups {
          // The number of a group's customers stands beside its answer.
          var group = group
          if answer["customers"] == nil { group["customers"] = nil }
          group["name"] = nil
          sums(group, into: &parts)
        }
        if question[0] == "value" || question[0] == "campaign" {
          var inner: [String: Int] = [:]
          sums(answer["total"] ?? [:], into: &inner)
          (total, parts) = (inner, parts.filter { inner[$0.key] != nil })
        }
        let nonZero = total.filter { $0.value != 0 && parts[$0.key] != nil }
        #expect(!nonZero.isEmpty, "\(question) \(division): \(total) \(parts)")
        for (key, sum) in parts {
          #expect(sum == total[key] ?? 0, "\(question) by \(division): \(key)")
        }
      }
    }
  }

  @Test func `orders add up by channel, and their customers may be of several`() throws {
    let question = ["activity", "--every", "month", "--from", "2026-05-01"]
    for column in ["channel", "category", "coupon"] {
      let answer = try json(question, by: [column])
      let groups = try #require(answer["groups"] as? [[String: Any]])
      #expect(groups.count >= 2 && answer["ungrouped"] == nil)
      let windows = try #require(answer["windows"] as? [[String: Any]])
      for (place, window) in windows.enumerated() {
        let parts = try groups.map { try #require($0["windows"] as? [[String: Any]])[place] }
        func cents(_ row: [String: Any]) -> Int {
          Int(((row["revenue"] as? String).flatMap(Double.init) ?? .nan) * 100 + 0.5)
        }
        #expect(parts.reduce(0) { $0 + ($1["orders"] as? Int ?? 0) } == window["orders"] as? Int)
        #expect(parts.reduce(0) { $0 + cents($1) } == cents(window), "\(column) \(place)")
        let customers = parts.reduce(0) { $0 + ($1["customers"] as? Int ?? 0) }
        #expect(customers >= window["customers"] as? Int ?? .max)
      }
    }
  }

  @Test func `groups too small are hidden by every command in every form`() throws {
    // Groups of a campaign are as large as the part of them that was asked.
    for question in Self.questions where question[0] != "campaign" {
      let answer = try json(question, by: ["tier"], "--smallest-group", "30")
      let groups = try #require(answer["groups"] as? [[String: Any]])
      for group in groups where ["VIP", "至尊"].contains(group["name"] as? String) {
        #expect(group["suppressed"] as? Bool == true, "\(question)")
        #expect(group.count == 2, "\(question): \(group)")
      }
      #expect(groups.contains { $0["suppressed"] == nil }, "\(question)")
      let words = question + ["--by", "tier", "--smallest-group", "30"]
      let table = try ask(words)
      let row = table.output.split(separator: "\n").first { $0.hasPrefix("至尊") }
      #expect(row?.contains("too few") == true || table.output.contains("too few"), "\(question)")
      let csv = try ask(words + ["--format", "csv"])
      #expect(csv.status == 0 && !csv.output.contains("至尊"), "\(question)")
      #expect(csv.output.contains("普通"), "\(question)")
      if try Command.run("help", question[0]).output.contains("--in-group") {
        let list = try ask(words + ["--members", "x", "--in-group", "至尊"])
        #expect(list.status == 64 && list.output == "", "\(question)")
      }
    }
  }

  @Test func `members of a cell in a group are as many as the group counts`() throws {
    let lifecycle = try json(["lifecycle"], by: ["tier"])
    for group in try #require(lifecycle["groups"] as? [[String: Any]]) {
      let name = try #require(group["name"] as? String)
      let snapshots = try #require(group["snapshots"] as? [[String: Any]])
      for (stage, count) in try #require(snapshots[0]["stages"] as? [String: Int]) {
        let list = try ask(["lifecycle", "--members", stage, "--by", "tier", "--in-group", name])
        #expect(list.output.split(separator: "\n").count == count, "\(stage) of \(name)")
      }
    }
    let months = ["states", "--from", "2026-06-01"]
    let states = try json(months, by: ["channel"])
    for state in try #require(states["states"] as? [[String: Any]]) {
      for key in ["new", "returning", "resurrecting", "dormant"] {
        let start = try #require(state["start"] as? String)
        let list = try ask(months + ["--members", "\(key):\(start)"])
        #expect(list.output.split(separator: "\n").count == state[key] as? Int, "\(key) \(start)")
      }
    }
  }

  @Test func `what cannot be divided by is refused`() throws {
    for words in [
      ["--by", "tag:once"], ["--by", "stage", "--grouped-as-of", "31.12.2025"],
      ["--by", "channel", "--grouped-as-of", "2025-12-31"], ["--smallest-group", "3"],
      ["--by", "tier", "--ladder", "no.json"], ["--by", "segment", "--map", "no.json"],
    ] {
      let outcome = try ask(["lifecycle"] + words)
      #expect(outcome.status == 64 && outcome.output == "", "\(words): \(outcome.errors)")
    }
    let rules = try Command.run(
      ["lifecycle", "orders.csv", "--by", "tag:twice"], in: folder.directory.path)
    #expect(rules.status == 64 && rules.errors.contains("--tags"), "\(rules.errors)")
  }

  @Test func `a shop's own map and ladder divide`() throws {
    let map = #"{"rules": [{"segment": "All", "r": [1, 5]}]}"#
    let segments = try json(["lifecycle"], by: ["segment"], "--map", map)
    let names = (segments["groups"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(names == ["All"])
    let ladder = #"{"tiers": ["Member", {"name": "Gold", "netSpend": 1000}]}"#
    let tiers = try json(["lifecycle"], by: ["tier"], "--ladder", ladder)
    let others = (tiers["groups"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
    #expect(others == ["Member", "Gold"])
  }
}

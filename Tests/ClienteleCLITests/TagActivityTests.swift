import Foundation
import Testing

/// `activity --by tags`: a customer counts in every tag they carry.
@Suite struct TagActivityTests {
  private let folder: ShopFolder

  init() throws {
    folder = try ShopFolder()
    _ = try folder.directory.file(
      "tags.json",
      contents: """
        [{"name": "twice", "when": {"orders": {"atLeast": 2}}},
         {"name": "rich", "when": {"netSpend": {"atLeast": 2000}}},
         {"name": "nobody", "when": {"orders": {"atLeast": 100000}}}]
        """)
  }

  private func run(_ words: [String]) throws -> Command.Outcome {
    try Command.run(
      [
        "activity", "orders.csv", "--zone", "Asia/Shanghai", "--as-of", "2026-10-31",
        "--from", "2026-01-01", "--tags", "tags.json",
      ] + words, in: folder.directory.path)
  }

  private func groups(_ words: String...) throws -> [[String: Any]] {
    let outcome = try run(words + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require((value as? [String: Any])?["groups"] as? [[String: Any]])
  }

  @Test func `all tags at once say what each says alone`() throws {
    for period in ["--every=month", "--every=quarter", "--through=2026-08-15"] {
      let all = try groups("--by", "tags", period)
      #expect(all.map { $0["name"] as? String } == ["twice", "rich", "nobody"])
      for group in all.prefix(2) {
        let name = try #require(group["name"] as? String)
        let alone = try groups("--by", "tag:\(name)", period)[0]
        #expect(NSDictionary(dictionary: alone).isEqual(to: group), "\(name) \(period)")
      }
    }
  }

  @Test func `small tags are hidden, and other commands say what to do`() throws {
    let hidden = try groups("--by", "tags", "--smallest-group", "100")
    #expect(hidden[1]["suppressed"] as? Bool == true)
    #expect(hidden[0]["suppressed"] == nil)
    #expect(hidden[2]["customers"] as? Int == 0)
    let lines = try run(["--by", "tags", "--format", "csv"]).output.split(separator: "\r\n")
    #expect(lines.count == 1 + 1 + 3)
    #expect(lines[2].hasPrefix("twice,2026-01-01,"))
    let refused = try Command.run(
      ["cohorts", "orders.csv", "--zone", "Asia/Shanghai", "--by", "tags", "--tags", "tags.json"],
      in: folder.directory.path)
    #expect(refused.status == 64)
    #expect(refused.errors.contains("say tag:NAME"))
  }
}

import ClienteleFixtures
import Foundation
import Testing

/// Where customers came from: `rfm --since`.
@Suite struct RFMMovementCommandTests {
  private let folder: ShopFolder

  init() throws { folder = try ShopFolder() }

  private func rfm(_ words: String...) throws -> Command.Outcome {
    let all = ["rfm", "orders.csv", "--zone", "Asia/Shanghai", "--as-of", "2026-10-31"] + words
    let outcome = try Command.run(all, in: folder.directory.path)
    #expect(outcome.status == 0, "\(words): \(outcome.errors)")
    return outcome
  }

  private func json(_ outcome: Command.Outcome) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(value as? [String: Any])
  }

  private func rows(_ outcome: Command.Outcome) -> [[String: String]] {
    let lines = outcome.output.split(separator: "\r\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func `movement counts are those of its list, its rows and its sums`() throws {
    let answer = try json(rfm("--since", "2026-03-31", "--format", "json"))
    #expect(answer["from"] as? String == "2026-03-31")
    let customers = rows(try rfm("--since", "2026-03-31", "--format", "csv"))
    let transitions = try #require(answer["transitions"] as? [[String: Any]])
    var sums: [String: Int] = [:]
    for transition in transitions {
      let count = try #require(transition["customers"] as? Int)
      let from = try #require(transition["from"] as? String)
      let to = try #require(transition["to"] as? String)
      sums[to, default: 0] += count
      let found = customers.count {
        $0["segment_before"] == (from == "none" ? "" : from) && $0["segment"] == to
      }
      #expect(to == "none" || found == count, "\(from) to \(to)")
      guard count > 0, to != "none" else { continue }
      let list = try rfm("--since", "2026-03-31", "--members", "\(from):\(to)")
      #expect(list.output.split(separator: "\n").count == count, "\(from) to \(to)")
    }
    for segment in try #require(answer["segments"] as? [[String: Any]]) {
      #expect(sums[segment["name"] as? String ?? ""] == segment["customers"] as? Int)
    }
  }

  @Test func `the last other segment, and since when`() throws {
    let trail = rows(
      try rfm("--since", "2025-10-31", "--every", "month", "--format", "csv"))
    let changed = trail.filter { $0["previous_segment"] != "" }
    #expect(changed.count > 20)
    for row in changed.prefix(12) {
      let day = try #require(row["changed_on"])
      #expect(row["previous_segment"] != row["segment"])
      // On the day of change they have the segment of today, by the cuts of today.
      let scale = try folder.directory.file("scale.json", contents: storedScale())
      let then = try Command.run(
        [
          "rfm", "orders.csv", "--zone", "Asia/Shanghai", "--as-of", day, "--scale", scale,
          "--format", "csv",
        ], in: folder.directory.path)
      let found = rows(then).first { $0["customer_id"] == row["customer_id"] }
      #expect(found?["segment"] == row["segment"], "\(row)")
    }
    for row in trail where row["previous_segment"] == "" { #expect(row["changed_on"] == "") }
  }

  private func storedScale() throws -> String {
    _ = try rfm("--save-scale", "today.json")
    return try String(contentsOfFile: folder.directory.path + "/today.json", encoding: .utf8)
  }

  @Test func `weights make one number, and profiles tell how values lie`() throws {
    for row in rows(try rfm("--weights", "100,10,1", "--format", "csv")) {
      let code = ["r", "f", "m"].compactMap { row[$0] }.joined()
      #expect(row["score"].flatMap(Double.init) == Double(code), "\(row)")
    }
    let answer = try json(rfm("--format", "json"))
    let profiles = try #require(answer["profiles"] as? [[String: Any]])
    #expect(
      profiles.map { $0["dimension"] as? String } == [
        "daysSinceLastOrder", "frequency", "monetary",
      ])
    #expect(profiles[1]["median"] as? Int == 2 && profiles[1]["largestTieCustomers"] as? Int == 196)
    #expect(profiles[2]["maximum"] as? String == "9786.55")
    let bins = try #require(answer["bins"] as? [[String: Any]])
    #expect(bins.count == 15 && bins.count { $0["state"] as? String == "empty" } == 1)
    let cells = try #require(answer["heatMap"] as? [[String: Any]])
    #expect(cells.count == 25)
    #expect(cells.reduce(0) { $0 + ($1["customers"] as? Int ?? 0) } == 400)
  }

  @Test func `a day that is no earlier one, and weights that are none, are refused`() throws {
    for words in [
      ["--since", "2026-10-31"], ["--since", "2027-01-01"], ["--every", "month"],
      ["--weights", "1,1"], ["--weights", "0,0,0"], ["--weights", "nan,1,1"],
      ["--weights", "-1,1,1"], ["--members", "Champions:Loyal"],
      ["--since", "2026-03-31", "--members", "Champions:Nobody"],
    ] {
      let outcome = try Command.run(
        ["rfm", "orders.csv", "--as-of", "2026-10-31"] + words, in: folder.directory.path)
      #expect(outcome.status == 64 && outcome.output == "", "\(words): \(outcome.output)")
    }
  }
}

import ClienteleCSV
import Foundation
import Testing

@Suite struct CampaignCommandTests {
  private let shop: ShopFolder

  init() throws { shop = try ShopFolder() }

  private static let window = ["--start", "2026-08-01", "--horizon", "30"]

  private func campaign(_ words: [String]) throws -> Command.Outcome {
    try Command.run(
      ["campaign", "orders.csv", "--targets", "asked.txt"] + Self.window + words,
      in: shop.directory.path)
  }

  private func json(_ words: [String]) throws -> [String: Any] {
    let outcome = try campaign(words + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let value = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func `members of every cell are as many as its count, and no two cells share one`() throws {
    let answer = try json(["--control", "alone.txt", "--by", "stage"])
    let groups = try #require(answer["groups"] as? [[String: Any]])
    #expect(groups.count == 7)
    for group in groups {
      let name = try #require(group["name"] as? String)
      let asked = try #require(group["contacted"] as? Int)
      let answered = try #require(group["responders"] as? Int)
      var seen: Set<Substring> = []
      for (cell, count) in [("responders", answered), ("silent", asked - answered)] {
        let outcome = try campaign([
          "--control", "alone.txt", "--by", "stage", "--members", "\(cell):\(name)",
        ])
        let ids = outcome.output.split(separator: "\n")
        #expect(ids.count == count, "\(cell) of \(name)")
        #expect(seen.isDisjoint(with: ids))
        seen.formUnion(ids)
      }
    }
  }

  @Test func `a roll-out list is a target list, of as many as the answer says`() throws {
    let costs = ["--by", "stage", "--contact-cost", "0.5", "--margin", "0.2"]
    let rollOut = try #require(try json(costs)["rollOut"] as? [String: Any])
    let list = shop.directory.path + "/next.txt"
    let outcome = try campaign(costs + ["--members", "roll-out", "-o", list])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = try CustomerIDFile(contentsOfFile: list)
    #expect(file.ids.count == rollOut["customers"] as? Int && !file.ids.isEmpty)
    let asked = try CustomerIDFile(contentsOfFile: shop.directory.path + "/asked.txt")
    #expect(Set(file.ids).isDisjoint(with: asked.ids))
    let next = try Command.run(
      ["campaign", "orders.csv", "--targets", "next.txt"] + Self.window, in: shop.directory.path)
    #expect(next.status == 0 && !next.errors.contains("never ordered"), "\(next.errors)")
  }

  @Test func `ids that never ordered are counted and named`() throws {
    _ = try shop.directory.file("typos.txt", contents: "u0001\r\nu001\r\n\r\nnobody\r\n")
    for (words, contacted) in [([], 1), (["--unknown-ids", "count"], 3)] as [([String], Int)] {
      let outcome = try Command.run(
        ["campaign", "orders.csv", "--targets", "typos.txt", "--format", "json"] + Self.window
          + words, in: shop.directory.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("2 of 3 targets never ordered"), "\(outcome.errors)")
      #expect(outcome.errors.contains("u001, nobody"))
      #expect(outcome.output.contains("\"contacted\" : \(contacted)"))
      #expect(outcome.output.contains("\"unknown\" : 2"))
    }
  }

  @Test func `lists that contradict themselves or each other are refused with their lines`() throws
  {
    _ = try shop.directory.file("twice.txt", contents: "u0001\nu0002\nu0001\n")
    _ = try shop.directory.file("both.txt", contents: "u0004\nu0003\n")
    _ = try shop.directory.file("bytes.txt", bytes: [0x61, 0x0A, 0xFF, 0x0A])
    let cases: [([String], Int32, [String])] = [
      (["--targets", "twice.txt"], 65, ["twice.txt, line 3", "u0001", "line 1"]),
      (["--targets", "bytes.txt"], 65, ["bytes.txt, line 2"]),
      (["--targets", "none.txt"], 66, ["none.txt"]),
      (["--targets", "."], 66, ["directory"]),
      (
        ["--targets", "asked.txt", "--control", "both.txt"], 65,
        ["u0003", "both lists", "line 2 of asked.txt", "line 2 of both.txt"]
      ),
    ]
    for (words, status, named) in cases {
      let outcome = try Command.run(
        ["campaign", "orders.csv", "--as-of", "2026-10-31"] + words + Self.window,
        in: shop.directory.path)
      #expect(outcome.status == status && outcome.output == "", "\(words): \(outcome.errors)")
      for name in named { #expect(outcome.errors.contains(name), "\(words): \(outcome.errors)") }
    }
  }

  @Test func `prices that say nothing are refused`() throws {
    for words in [
      ["--contact-cost", "1"], ["--margin", "0.5"], ["--fixed-cost", "5"],
      ["--contact-cost", "1", "--margin", "1.5"], ["--contact-cost", "-1", "--margin", "0.5"],
      ["--contact-cost", "1", "--margin", "0.5", "--margin-per-response", "4"],
      ["--smallest-group", "5"], ["--by", "stage", "--smallest-group", "0"],
      ["--members", "everyone"], ["--members", "responders:silent"], ["--members", "roll-out"],
      ["--by", "colour"],
    ] {
      let outcome = try campaign(words)
      #expect(outcome.status == 64 || outcome.status == 65, "\(words): \(outcome.errors)")
      #expect(outcome.output == "", "\(words)")
    }
  }

  @Test func `small groups are hidden, in every form`() throws {
    let words = ["--by", "channel", "--smallest-group", "60"]
    let groups = try #require(try json(words)["groups"] as? [[String: Any]])
    let hidden = groups.filter { $0["suppressed"] != nil }
    #expect(hidden.count >= 2 && hidden.allSatisfy { $0.count == 2 }, "\(groups)")
    for format in ["table", "csv"] {
      let text = try campaign(words + ["--format", format]).output
      let name = try #require(hidden[0]["name"] as? String)
      let line = try #require(text.split(whereSeparator: \.isNewline).first { $0.contains(name) })
      let figures = line.drop { !$0.isNumber }
      #expect(figures.isEmpty, "\(line)")
    }
  }
}

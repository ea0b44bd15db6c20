import Foundation
import Testing

@Suite struct OutputTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test func `no id can become a formula, and ids come back byte for byte otherwise`() throws {
    let ids = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "safe", "a\"b", "a,b", "小红"]
    var text = "order_id,customer_id,date,amount\n"
    for (number, id) in ids.enumerated() {
      let quoted = id.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
      text += "\(number),\"\(quoted)\",2024-01-01,5\n"
    }
    let file = try directory.file("orders.csv", contents: text)
    let outcome = try Command.run("lifecycle", file, "--format", "csv")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    #expect(lines.count == ids.count + 1)
    for line in lines {
      let first = line.unicodeScalars.first { $0 != "\"" }
      #expect(!["=", "+", "-", "@", "\t", " ", "＝"].contains(first), "\(line)")
    }
    #expect(lines.contains("safe,newOneTime"))
    #expect(lines.contains("\"a\"\"b\",newOneTime"))
    #expect(lines.contains("小红,newOneTime"))
  }

  @Test func `JSON Lines have one object a row of CSV, and ids as they are`() throws {
    let ids = ["=1+1", "a\"b", "a,b", "back\\slash", "小红", "two\nlines", "\u{1F}", "1e5"]
    var text = "order_id,customer_id,date,amount\n"
    for (number, id) in ids.enumerated() {
      let quoted = id.replacingOccurrences(of: "\"", with: "\"\"")
      text += "\(number),\"\(quoted)\",2024-01-01,5.10\n"
    }
    let file = try directory.file("orders.csv", contents: text)
    let outcome = try Command.run("rfm", file, "--format", "jsonl")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let objects = try outcome.output.split(separator: "\n").map { line in
      try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
    #expect(Set(objects.compactMap { $0["customer_id"] as? String }) == Set(ids))
    for object in objects {
      #expect(object["frequency"] as? Int == 1)
      #expect(object["monetary"] as? String == "5.10", "money is a decimal string")
    }
    let header = try Command.run("rfm", file, "--format", "csv").output.prefix { $0 != "\r\n" }
    #expect(Set(objects[0].keys) == Set(header.split(separator: ",").map(String.init)))
  }

  @Test func `JSON Lines say null where CSV is empty`() throws {
    let file = try directory.file(
      "orders.csv", contents: "order_id,customer_id,date,amount\n1,a,2024-03-01,5\n")
    let outcome = try Command.run(
      "activity", file, "--every", "month", "--from", "2024-02-01", "--format", "jsonl")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2, "\(outcome.errors)")
    #expect(lines[0].contains("\"customers\":0,") && lines[0].contains("\"repeat_rate\":null"))
    #expect(lines[1].contains("\"repeat_rate\":0.0,") && lines[1].contains("\"revenue\":\"5"))
  }

  @Test func `control characters of a file do not reach the terminal`() throws {
    let file = try directory.file(
      "orders.csv",
      contents: "order_id,customer_id,date,amount\n1,a,\u{1B}[31mred\u{1B}[0m,5\n")
    let outcome = try Command.run("inspect", file)
    #expect(outcome.status == 65)
    #expect(!outcome.errors.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `a file is replaced whole or not at all`() throws {
    let orders = try directory.file(
      "orders.csv", contents: "order_id,customer_id,date,amount\n1,a,2024-01-01,5\n")
    let wrong = try directory.file("wrong.csv", contents: "order_id,customer_id,date,amount\n1,a\n")
    let place = try directory.file("answer.txt", contents: "old")
    #expect(try Command.run("inspect", wrong, "-o", place).status == 65)
    #expect(try String(contentsOfFile: place, encoding: .utf8) == "old")
    #expect(try Command.run("inspect", orders, "-o", place).status == 0)
    #expect(try String(contentsOfFile: place, encoding: .utf8).contains("loaded"))
    let left = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(Set(left) == ["orders.csv", "wrong.csv", "answer.txt"])
  }

  @Test func `the same seed simulates the same file`() throws {
    let files = ["a", "b"].map { directory.path + "/\($0).csv" }
    for file in files {
      let outcome = try Command.run(
        "simulate", "--customers", "50", "--orders", "300", "--days", "90", "--seed", "7", "-o",
        file)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let texts = try files.map { try String(contentsOfFile: $0, encoding: .utf8) }
    #expect(texts[0] == texts[1])
    #expect(texts[0].utf8.count { $0 == 0x0A } == 301)
    let inspected = try Command.run("inspect", files[0], "--format", "json")
    #expect(inspected.output.contains("\"orders\" : 300"))
    #expect(inspected.output.contains("\"customers\" : 50"))
  }
}

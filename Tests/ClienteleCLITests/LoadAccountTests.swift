import Foundation
import Testing

/// What the command says of the records behind its answers.
@Suite struct LoadAccountTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let header = "order_id,customer_id,date,amount,refunded,status\n"

  private func shop() throws -> (file: String, schema: String) {
    let file = try directory.file(
      "orders.csv",
      contents: Self.header + """
        1,a,2024-01-01,5,,paid
        1,a,2024-01-01,5,,paid
        2,b,2024-01-02,9,4,paid

        3,b,2024-01-03,7,,open
        9,b,2024-01-09,-2,,paid

        """)
    let schema = try directory.file(
      "schema.json",
      contents: """
        {"columns": {"order": "order_id", "status": "status", "refund": "refunded"},
         "statuses": {"count": ["paid"], "skip": ["open"]}}
        """)
    return (file, schema)
  }

  @Test func `inspect accounts for every record and amount, as table, JSON and CSV`() throws {
    let (file, schema) = try shop()
    let table = try Command.run("inspect", file, "--schema", schema)
    #expect(table.status == 0, "\(table.errors)")
    for line in [
      "skipped: identical", "skipped: status", "refunds of no known order",
      "paid back, by the orders' own records", "open", "paid",
    ] {
      #expect(table.output.contains(line), "\(line): \(table.output)")
    }
    let json = try Command.run("inspect", file, "--schema", schema, "--format", "json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    let answer = try #require(object as? [String: Any])
    #expect(answer["loaded"] as? Int == 3)
    #expect(answer["skipped"] as? [String: Int] == ["identical": 1, "status": 1])
    #expect(answer["unlinkedRefunds"] as? Int == 1)
    #expect(answer["identicalKept"] as? Int == 0)
    #expect(answer["refundColumn"] as? String == "4.00")
    #expect(answer["statuses"] as? [String: Int] == ["paid": 4, "open": 1])
    #expect(answer["revenue"] as? String == "8.00")
    let amounts = try #require(answer["amounts"] as? [String: Any])
    #expect(amounts["records"] as? String == "20.00")
    #expect(amounts["loaded"] as? String == "8.00")
    #expect(amounts["skipped"] as? [String: String] == ["identical": "5.00", "status": "7.00"])
  }

  @Test func `the parts of the CSV of inspect add up to the file`() throws {
    let (file, schema) = try shop()
    let outcome = try Command.run("inspect", file, "--schema", schema, "--format", "csv")
    var sums: [String: (records: Int, cents: Int)] = [:]
    for line in outcome.output.components(separatedBy: "\r\n").dropFirst() where !line.isEmpty {
      let cells = line.components(separatedBy: ",")
      try #require(cells.count == 4)
      let whole = cells[0] == "file" ? "file" : "parts"
      guard ["file", "loaded", "skipped", "rejected", "blank"].contains(cells[0]) else { continue }
      let cents = try #require(Int(cells[3].replacingOccurrences(of: ".", with: "")))
      sums[whole, default: (0, 0)].records += try #require(Int(cells[2]))
      sums[whole, default: (0, 0)].cents += cents
    }
    #expect(sums["file"]?.records == 6)
    #expect(sums["file"]?.cents == 2000)
    #expect(sums["parts"]?.records == 6)
    #expect(sums["parts"]?.cents == 2000)
    #expect(outcome.output.contains("skipped,identical,1,5.00\r\n"))
    #expect(outcome.output.contains("note,refundColumn,,4.00\r\n"))
    #expect(outcome.output.contains("status,open,1,\r\n"))
  }

  @Test func `other commands say beside the answer what was left out or is remarkable`() throws {
    let (file, schema) = try shop()
    let outcome = try Command.run("lifecycle", file, "--schema", schema)
    #expect(outcome.status == 0)
    for words in [
      "3 of 6 records loaded", "1 skipped (identical)", "refunds of no known order: 1",
      "paid back, by the orders' own records: 4.00",
    ] {
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  @Test func `money paid back after the as-of day is not seen, and that is said`() throws {
    let (file, schema) = try shop()
    let byDefault = try Command.run("concentration", file, "--schema", schema)
    #expect(byDefault.errors.contains("as of 2024-01-02, the day of the last order"))
    #expect(byDefault.errors.contains("not seen after 2024-01-02: 1 refund (--as-of)"))
    let all = try Command.run("concentration", file, "--schema", schema, "--as-of", "2024-01-09")
    #expect(!all.errors.contains("not seen"))
    let early = try Command.run("concentration", file, "--schema", schema, "--as-of", "2024-01-01")
    #expect(early.errors.contains("not seen after 2024-01-01: 1 order, 2 refunds"))
  }

  /// Every command that reads orders, with what it cannot do without.
  private static let commands: [[String]] = [
    ["inspect"], ["lifecycle"], ["rfm"], ["activity"], ["concentration"], ["cohorts"], ["gaps"],
    ["second-purchase"], ["report"],
    ["migration", "--from", "2024-01-01", "--to", "2024-01-02"],
    ["retention", "--cohort", "2024-01-01"],
    ["reactivation", "--start", "2024-01-02", "--horizon", "1"],
  ]

  @Test func `no answer replaces what it is made from`() throws {
    let (file, schema) = try shop()
    let before = try String(contentsOfFile: file, encoding: .utf8)
    let link = directory.path + "/link.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "orders.csv")
    for command in Self.commands {
      for (input, output) in [(file, file), (file, link), (link, file), (file, schema)] {
        let outcome = try Command.run(command + [input, "--schema", schema, "-o", output])
        #expect(outcome.status == 64, "\(command): \(outcome.errors)")
        #expect(outcome.errors.contains("files that are read"), "\(command): \(outcome.errors)")
      }
      let rejecting = try Command.run(command + [file, "--schema", schema, "--rejects", link])
      #expect(rejecting.status == 64, "\(command): \(rejecting.errors)")
    }
    let other = directory.path + "/other.csv"
    let twice = try Command.run(["inspect", file, "-o", other, "--rejects", other])
    #expect(twice.status == 64, "\(twice.errors)")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
    #expect(!FileManager.default.fileExists(atPath: other))
  }
}

import Foundation
import Testing

@Suite struct TiersCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Three customers: one rises to VIP, one falls back by a refund, one comes late.
  static let orders = """
    order_id,customer_id,date,amount
    1,ann,2024-01-05,499
    2,ann,2024-02-01,1
    3,ann,2024-03-01,2500
    4,bob,2024-01-10,600
    5,bob,2024-04-01,-200
    6,cho,2024-05-05,8000

    """

  private func file() throws -> String {
    try directory.file("orders.csv", contents: Self.orders)
  }

  private func json(_ outcome: Command.Outcome) throws -> NSDictionary {
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? NSDictionary)
  }

  private func counts(_ snapshot: NSDictionary) -> [String: Int] {
    let tiers = snapshot["tiers"] as! [NSDictionary]
    return Dictionary(
      uniqueKeysWithValues: tiers.map { ($0["name"] as! String, $0["customers"] as? Int ?? -1) })
  }

  @Test func `tiers as of a day, in all three forms`() throws {
    let orders = try file()
    let answer = try json(
      Command.run("tiers", orders, "--as-of", "2024-06-30", "--format", "json"))
    let snapshots = answer["snapshots"] as! [NSDictionary]
    #expect(counts(snapshots[0]) == ["普通": 1, "高级": 0, "VIP": 1, "至尊": 1])
    #expect((answer["movements"] as! [Any]).isEmpty && answer["asOf"] as? String == "2024-06-30")
    let table = try Command.run("tiers", orders, "--as-of", "2024-06-30")
    #expect(table.output.contains("VIP") && table.output.contains("33.3 %"))
    let rows = try Command.run("tiers", orders, "--as-of", "2024-06-30", "--format", "csv")
    #expect(
      rows.output == "customer_id,tier,since\r\nann,VIP,2024-03-01\r\nbob,普通,2024-04-01\r\n"
        + "cho,至尊,2024-05-05\r\n")
  }

  @Test func `movement between two days, with its members`() throws {
    let orders = try file()
    let words = ["tiers", orders, "--as-of", "2024-06-30", "--since", "2024-02-29"]
    let answer = try json(Command.run(words + ["--format", "json"]))
    let movement = (answer["movements"] as! [NSDictionary])[0]
    #expect(movement["upgrades"] as? Int == 1 && movement["downgrades"] as? Int == 1)
    #expect(movement["arrivals"] as? Int == 1 && movement["departures"] as? Int == 0)
    let moves = (movement["transitions"] as! [NSDictionary]).filter { $0["customers"] as! Int > 0 }
    #expect(Set(moves.map { "\($0["from"]!) \($0["to"]!)" }) == ["高级 VIP", "高级 普通", "none 至尊"])
    let rows = try Command.run(words + ["--format", "csv"])
    #expect(
      rows.output
        == "customer_id,from,to\r\nann,高级,VIP\r\nbob,高级,普通\r\ncho,none,至尊\r\n")
  }

  @Test func `a series counts every day and says who moved`() throws {
    let outcome = try Command.run(
      "tiers", try file(), "--as-of", "2024-06-30", "--every", "month", "--from", "2024-01-31",
      "--format", "json")
    let answer = try json(outcome)
    let snapshots = answer["snapshots"] as! [NSDictionary]
    #expect(snapshots.map { counts($0)["高级"] } == [1, 2, 1, 0, 0, 0])
    let upgrades = (answer["movements"] as! [NSDictionary]).map { $0["upgrades"] as! Int }
    #expect(upgrades == [1, 1, 0, 0, 0])
  }

  @Test func `members are as many as were counted, and histories hold every change`() throws {
    let orders = try file()
    let members = try Command.run("tiers", orders, "--as-of", "2024-02-29", "--members", "高级")
    #expect(members.output == "ann\nbob\n")
    let history = try Command.run(
      "tiers", orders, "--as-of", "2024-06-30", "--changes", "--format", "csv")
    #expect(
      history.output.split(separator: "\r\n").dropFirst() == [
        "ann,2024-01-05,普通", "ann,2024-02-01,高级", "ann,2024-03-01,VIP", "bob,2024-01-10,高级",
        "bob,2024-04-01,普通", "cho,2024-05-05,至尊",
      ])
  }

  @Test func `a ladder of one's own decides, and a wrong one is refused with the place in it`()
    throws
  {
    let orders = try file()
    let ladder = try directory.file(
      "ladder.json",
      contents: #"{"tiers": ["Member", {"name": "Gold", "orders": 3}], "downgrade": "toEarned"}"#)
    let outcome = try Command.run(
      "tiers", orders, "--as-of", "2024-06-30", "--ladder", ladder, "--members", "Gold")
    #expect(outcome.output == "ann\n", "\(outcome.errors)")
    let wrong = try directory.file(
      "wrong.json", contents: #"{"tiers": ["Member", {"name": "Gold", "order": 3}]}"#)
    let refused = try Command.run("tiers", orders, "--ladder", wrong)
    #expect(refused.status == 64 && refused.output == "")
    #expect(refused.errors.contains("tiers[1]: there is no key order; did you mean orders?"))
    let misspelt = try Command.run("tiers", orders, "--ladder", "taobo")
    #expect(misspelt.status == 64 && misspelt.errors.contains("did you mean taobao?"))
    for words in [
      ["--members", "vip"], ["--since", "2025-01-01"],
      ["--every", "month"], ["--changes", "--members", "VIP"], ["--smallest-group", "0"],
    ] {
      let outcome = try Command.run(
        ["tiers", orders, "--as-of", "2024-06-30"] + words)
      #expect(outcome.status == 64, "\(words): \(outcome.errors)")
    }
  }

  @Test func `small groups are hidden in every form of figures`() throws {
    let orders = try file()
    let words = ["tiers", orders, "--as-of", "2024-06-30", "--smallest-group", "2"]
    let table = try Command.run(words)
    #expect(table.output.contains("hidden") && !table.output.contains("33.3 %"))
    let answer = try json(Command.run(words + ["--format", "json"]))
    let snapshot = (answer["snapshots"] as! [NSDictionary])[0]
    #expect(counts(snapshot) == ["普通": -1, "高级": 0, "VIP": -1, "至尊": -1])
    let moved = try Command.run(words + ["--since", "2024-02-29"])
    #expect(moved.output.contains("hidden"))
  }
}

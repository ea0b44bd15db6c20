import Foundation
import Testing

@Suite struct TagsCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  static let orders = """
    order_id,customer_id,date,amount,category,region
    1,ann,2024-01-05,2500,绿茶,上海
    2,bob,2024-05-10,600,红茶,北京
    3,bob,2024-06-01,10,绿茶,北京
    4,cho,2024-06-05,8000,礼盒,上海

    """

  static let rules = """
    [{"name": "高价值", "when": {"netSpend": {"atLeast": 2000}}},
     {"name": "要唤醒", "when": {"tag": "高价值", "not": {"orders": {"within": "90d", "atLeast": 1}}}},
     {"name": "绿茶", "when": {"orders": {"where": {"category": "绿茶"}, "atLeast": 1}}},
     {"name": "上海会员", "when": {"customer": {"region": "上海"}, "tier": ["高级", "VIP", "至尊"]}},
     {"name": "全部", "when": {"segment": ["Champions", "冠军客户"],
       "not": {"stage": "lost"}, "rScore": {"atLeast": 1}}}]
    """

  private func run(_ words: [String], rules: String = rules) throws -> Command.Outcome {
    let orders = try directory.file("orders.csv", contents: Self.orders)
    let tags = try directory.file("tags.json", contents: rules)
    return try Command.run(["tags", orders, "--tags", tags, "--as-of", "2024-06-30"] + words)
  }

  private func json(_ outcome: Command.Outcome) throws -> NSDictionary {
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? NSDictionary)
  }

  @Test func `tags are counted over the columns that rules ask for`() throws {
    let answer = try json(run(["--format", "json", "--overlap"]))
    #expect(answer["customers"] as? Int == 3 && answer["asOf"] as? String == "2024-06-30")
    let tags = answer["tags"] as! [NSDictionary]
    #expect(tags.map { $0["name"] as! String } == ["高价值", "要唤醒", "绿茶", "上海会员", "全部"])
    #expect(tags.prefix(4).map { $0["customers"] as! Int } == [2, 1, 2, 2])
    #expect(tags[1]["rate"] as! Double == 1.0 / 3)
    let overlaps = answer["overlaps"] as! [NSDictionary]
    #expect(overlaps.count == 10)
    let pairs = Dictionary(
      uniqueKeysWithValues: overlaps.map {
        ("\($0["first"]!) \($0["second"]!)", $0["customers"] as! Int)
      })
    #expect(pairs["高价值 要唤醒"] == 1 && pairs["高价值 绿茶"] == 1 && pairs["高价值 上海会员"] == 2)
    let table = try run(["--overlap"])
    #expect(table.output.contains("Customers with both tags") && table.output.contains("66.7 %"))
  }

  @Test func `members are as many as were counted, and a line is a tag of a customer`() throws {
    #expect(try run(["--members", "上海会员"]).output == "ann\ncho\n")
    let rows = try run(["--format", "csv"]).output.split(separator: "\r\n")
    #expect(rows[0] == "customer_id,tag")
    #expect(rows.filter { $0.hasSuffix(",绿茶") } == ["ann,绿茶", "bob,绿茶"])
    #expect(rows.filter { $0.hasPrefix("ann,") }.count >= 4)
  }

  @Test func `the text of the rules can stand in place of a file`() throws {
    let orders = try directory.file("orders.csv", contents: Self.orders)
    let outcome = try Command.run(
      "tags", orders, "--tags", #" [{"name": "a", "when": {"orders": {"is": 2}}}]"#, "--members",
      "a")
    #expect(outcome.output == "bob\n", "\(outcome.errors)")
  }

  @Test func `a rule that is wrong ends in 64 and says where`() throws {
    for (rule, words) in [
      (#"{"netSpnd": {"atLeast": 1}}"#, "[0].when: there is no key netSpnd; did you mean netSpend"),
      (#"{"customer": {"regin": "上海"}}"#, "regin"),
      (#"{"tier": "vip"}"#, "[0].when.tier: there is no tier vip; did you mean VIP?"),
      (#"{"segment": "Champ"}"#, "did you mean Champions?"),
      (#"{"spend": {"is": "0.001"}}"#, "[0].when.spend: 0.001 is not an amount"),
    ] {
      let outcome = try run([], rules: #"[{"name": "a", "when": \#(rule)}]"#)
      #expect(outcome.status != 0 && outcome.output == "", "\(rule)")
      #expect(outcome.errors.contains(words), "\(rule): \(outcome.errors)")
    }
    let note = try run([], rules: #"[{"name": "a", "when": {"customer": {"region": "上好"}}}]"#)
    #expect(note.status == 0 && note.errors.contains("nobody has 上好; did you mean 上海?"))
    #expect(try run(["--members", "高价"]).errors.contains("did you mean 高价值?"))
    #expect(try run(["--members", "高价值", "--overlap"]).status == 64)
  }

  @Test func `small groups and their complements are hidden`() throws {
    let answer = try json(
      run(["--format", "json", "--overlap", "--smallest-group", "2"]))
    let tags = answer["tags"] as! [NSDictionary]
    // One customer does not carry 高价值, and one carries 要唤醒.
    #expect(tags[0]["customers"] is NSNull && tags[1]["customers"] is NSNull)
    #expect(tags[0]["rate"] is NSNull)
    let overlaps = answer["overlaps"] as! [NSDictionary]
    #expect(overlaps[0]["customers"] is NSNull)
    #expect(try run(["--smallest-group", "2"]).output.contains("hidden"))
  }
}

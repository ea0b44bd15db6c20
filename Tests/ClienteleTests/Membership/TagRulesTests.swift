import Clientele
import ClienteleFixtures
import FoundationEssentials
import Testing

@Suite struct TagRulesTests {
  private func rules(_ json: String) throws -> TagRules {
    try JSONDecoder().decode(TagRules.self, from: Data(json.utf8))
  }

  @Test func `rules are read as people write them`() throws {
    let text = """
      [{"name": "高价值", "when": {"netSpend": {"atLeast": 2000}}},
       {"name": "沉睡高价值", "when": {"tag": "高价值", "stage": ["sleeping", "流失客人"]}},
       {"name": "mixed", "when": {"any": [
          {"orders": {"where": {"category": ["绿茶", "红茶"], "coupon": {"not": ""}},
                      "within": "12m", "atLeast": 2}},
          {"not": {"customer": {"region": {"not": ["上海", "北京"]}}}},
          {"all": [{"tier": "VIP"}, {"segment": ["Champions"]}, {"rScore": {"is": 5}}]},
          {"averageOrderValue": {"between": ["180d", "90d"], "above": 0, "below": "49.90"}},
          {"refunds": {"in": "lastMonth", "atMost": 3}},
          {"firstOrder": {"channel": "抖音"}, "lastOrder": {"channel": "天猫"}},
          {"firstOrderDay": {"from": "2026-01-01", "through": "2026-03-31"}},
          {"lastOrderDay": {"within": "7d"}}]}}]
      """
    let expected = try TagRules([
      Tag("高价值", TagRule(.metric(.netSpend, .atLeast(2_000)))),
      Tag("沉睡高价值", TagRule(.tag("高价值"), .stage([.sleeping, .lost]))),
      Tag(
        "mixed",
        TagRule(
          .any([
            TagRule(
              .metric(
                TagMetric(
                  .orders, in: .within(.months(12)),
                  where: [
                    DimensionTest("category", "绿茶", "红茶"), DimensionTest("coupon", not: ""),
                  ]), .atLeast(2))),
            TagRule(.not(TagRule(.customer([DimensionTest("region", not: "上海", "北京")])))),
            TagRule(
              .all([
                TagRule(.tier(["VIP"])), TagRule(.segment(["Champions"])),
                TagRule(.score(.daysSinceLastOrder, .exactly(5))),
              ])),
            TagRule(
              .metric(
                TagMetric(.averageOrderValue, in: .between(.days(180), .days(90))),
                TagBounds(above: 0, below: "49.90"))),
            TagRule(.metric(TagMetric(.refunds, in: .calendar(.lastMonth)), .atMost(3))),
            TagRule(
              .firstOrder([DimensionTest("channel", "抖音")]),
              .lastOrder([DimensionTest("channel", "天猫")])),
            TagRule(.firstOrderDay(.days(from: "2026-01-01", through: "2026-03-31"))),
            TagRule(.lastOrderDay(.within(.days(7)))),
          ]))),
    ])
    #expect(try rules(text) == expected)
    #expect(try rules("[]") == TagRules([]))
    #expect(expected.dimensions(of: .order) == ["category", "coupon", "channel"])
    #expect(expected.dimensions(of: .customer) == ["region"])
    #expect(expected.needScores && expected.needTiers)
    #expect(try !TagRules(Array(expected.tags.prefix(1))).needScores)
  }

  @Test func `rules travel as JSON`() throws {
    for seed in 0..<20 as Range<UInt64> {
      var random = RandomTags(seed: seed)
      let rules = try random.rules(20)
      let back = try afterJSON(rules)
      // Two conditions of one key come back as a list of rules: the same customers fit.
      let orders = try OrderTable(.taggable(seed: seed, customers: 40, orders: 160))
      #expect(
        try orders.tags(back, asOf: "2021-12-31") == orders.tags(rules, asOf: "2021-12-31"),
        "seed \(seed)")
      #expect(try afterJSON(back) == back)
    }
  }

  /// A rule, the path to what is wrong in it, and words of the sentence.
  static let wrong: [(rule: String, path: String, words: String)] = [
    (#"{}"#, "[0].when", "asks for nothing"),
    (#"{"netSpnd": {"atLeast": 1}}"#, "[0].when", "did you mean netSpend?"),
    (#"{"recency": {"atLeast": 1}}"#, "[0].when", "did you mean daysSinceLastOrder?"),
    (#"{"and": []}"#, "[0].when", "did you mean all?"),
    (#"{"all": []}"#, "[0].when.all", "asks for nothing"),
    (#"{"all": [{"orders": {"atleast": 1}}]}"#, "[0].when.all[0].orders", "mean atLeast?"),
    (#"{"not": {"orders": {}}}"#, "[0].when.not.orders", "one of atLeast"),
    (#"{"orders": {"atLeast": 1.5}}"#, "[0].when.orders.atLeast", "in quotes"),
    (#"{"orders": {"atLeast": "1.5"}}"#, "[0].when.orders", "1.5 is not a whole number"),
    (#"{"orders": {"atLeast": "many"}}"#, "[0].when.orders.atLeast", "many is not a number"),
    (#"{"orders": {"atLeast": 5, "below": 5}}"#, "[0].when.orders", "no number keeps"),
    (#"{"orders": {"is": 5, "within": "3x"}}"#, "[0].when.orders.within", "3x is not a span"),
    (
      #"{"orders": {"is": 5, "within": "3m", "from": "2026-01-01"}}"#,
      "[0].when.orders.from", "exclude each other"
    ),
    (#"{"orders": {"is": 5, "between": ["90d"]}}"#, "[0].when.orders.between", "two spans"),
    (#"{"orders": {"is": 5, "between": ["90d", "3m"]}}"#, "[0].when.orders", "comes first"),
    (
      #"{"orders": {"is": 5, "from": "2026-02-01", "through": "2026-01-01"}}"#,
      "[0].when.orders", "2026-01-01 is before 2026-02-01"
    ),
    (#"{"orders": {"is": 1, "in": "lastmonth"}}"#, "[0].when.orders.in", "mean lastMonth?"),
    (#"{"orders": {"is": 1, "where": {"a": []}}}"#, "[0].when.orders.where.a", "empty"),
    (#"{"orders": {"is": 1, "where": {"a": {"nt": ""}}}}"#, "[0].when.orders.where.a", "not?"),
    (#"{"orders": 3}"#, "[0].when.orders", "wrong kind"),
    (#"{"firstOrderDay": {}}"#, "[0].when.firstOrderDay", "asks for nothing"),
    (#"{"lastOrderDay": {"atLeast": 3}}"#, "[0].when.lastOrderDay", "there is no key atLeast"),
    (#"{"stage": "sleepy"}"#, "[0].when.stage", "did you mean sleeping?"),
    (#"{"stage": []}"#, "[0].when.stage", "empty"),
    (#"{"tier": []}"#, "[0].when.tier", "empty"),
    (#"{"rScore": {"where": {}, "is": 1}}"#, "[0].when.rScore", "there is no key where"),
    (#"{"customer": {}}"#, "[0].when.customer", "asks for nothing"),
    (#"{"customer": {"region": 3}}"#, "[0].when.customer.region", "wrong kind"),
    (#"{"tag": "later"}"#, "[0].when.tag", "no earlier tag is named later"),
    (#"{"orders": {"atLeast": 99999999999999999}}"#, "[0].when.orders", "whole number"),
  ]

  @Test func `a rule that is wrong is an error that says where, and what would be right`() throws {
    for (rule, path, words) in Self.wrong {
      let error = #expect(throws: DecodingError.self, "\(rule)") {
        try rules(#"[{"name": "a", "when": \#(rule)}, {"name": "later", "when": {"tag": "a"}}]"#)
      }
      let text = error?.faultDescription ?? ""
      #expect(text.hasPrefix(path), "\(rule): \(text)")
      #expect(text.contains(words), "\(rule): \(text)")
    }
    for (text, words) in [
      (#"[{"when": {"tag": "a"}}]"#, "[0]: the key name is missing"),
      (#"[{"name": "a"}]"#, "[0]: the key when is missing"),
      (#"[{"name": "a", "rule": {}}]"#, "[0]: there is no key rule; did you mean when?"),
      (#"[{"name": "", "when": {"stage": "lost"}}]"#, "[0]: a tag needs a name"),
      (#"{"tags": []}"#, "wrong kind"), (#"[}"#, "this is not JSON"),
    ] {
      let error = #expect(throws: DecodingError.self, "\(text)") { try rules(text) }
      #expect(error?.faultDescription.contains(words) == true, "\(text): \(error!)")
    }
    let twice = #"{"name": "a", "when": {"stage": "lost"}}"#
    let error = #expect(throws: DecodingError.self) { try rules("[\(twice), \(twice)]") }
    #expect(error?.faultDescription == "[1]: two tags are named a")
    #expect(throws: TagRulesError.self) {
      try TagRules((0...1_000).map { Tag("\($0)", TagRule(.stage([.lost]))) })
    }
  }

  @Test func `what a table does not have is an error that names what it has`() throws {
    let orders = try OrderTable(.taggable(seed: 1))
    for (rule, text) in [
      (
        #"{"not": {"orders": {"is": 1, "where": {"chanel": "app"}}}}"#,
        "[0].when.not.orders.where: there is no dimension chanel; did you mean channel?"
      ),
      (
        #"{"customer": {"channel": "app"}}"#,
        "[0].when.customer.channel: channel is a dimension of orders, not of customers"
      ),
      (
        #"{"firstOrder": {"region": "north"}}"#,
        "[0].when.firstOrder.region: region is a dimension of customers, not of orders"
      ),
      (#"{"tier": "vip"}"#, "[0].when.tier: there is no tier vip; did you mean VIP?"),
      (
        #"{"any": [{"segment": ["Champion"]}]}"#,
        "[0].when.any[0].segment: there is no segment Champion; did you mean Champions?"
      ),
      (
        #"{"spend": {"atLeast": "0.125"}}"#,
        "[0].when.spend: 0.125 is not an amount with at most 2 decimals"
      ),
      (
        #"{"spend": {"atLeast": 100000000000000000}}"#,
        "[0].when.spend: 100000000000000000 is not a whole number of at most 1000000000000000"
      ),
    ] {
      do {
        let rules = try rules(#"[{"name": "a", "when": \#(rule)}]"#)
        _ = try orders.tags(rules, asOf: "2021-12-31")
        Issue.record("\(rule) is taken")
      } catch let error as TagRulesError {
        #expect(error.description == text)
      } catch let error as DecodingError {
        #expect(error.faultDescription == text)
      }
    }
    let segments = try rules(#"[{"name": "a", "when": {"segment": "Lost"}}]"#)
    let error = #expect(throws: TagRulesError.self) {
      try Tagging(segments, of: orders, asOf: "2021-12-31")
    }
    #expect(error?.problem == .noScores && error?.path == "[0].when.segment")
  }

  @Test func `a value that nobody has is told`() throws {
    let orders = try OrderTable(.taggable(seed: 1))
    let rules = try rules(
      #"[{"name": "a", "when": {"firstOrder": {"channel": ["ap", "fax"], "coupon": ""}}}]"#)
    let tagging = try Tagging(rules, of: orders, asOf: "2021-12-31")
    #expect(
      tagging.notes == [
        "[0].when.firstOrder.channel: nobody has ap; did you mean app?",
        "[0].when.firstOrder.channel: nobody has fax",
      ])
  }

  @Test func `scores of another day trap`() async {
    await #expect(processExitsWith: .failure) {
      let orders = try OrderTable(customers: ["a"], days: ["2024-01-01"], amounts: [100])
      let rules = try TagRules([Tag("a", TagRule(.segment(["Lost"])))])
      _ = try orders.tags(rules, asOf: "2024-01-03", scores: orders.rfm(asOf: "2024-01-02"))
    }
  }
}

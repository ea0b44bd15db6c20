import Clientele
import FoundationEssentials
import Testing

@Suite struct TierLadderTests {
  static let wrong: [(claim: String, tiers: [Tier], error: TierLadderError)] = [
    ("empty", [], .noTiers),
    ("too long", (0...50).map { Tier("\($0)", orders: $0 + 1) }, .tooManyTiers(51, allowed: 50)),
    ("nameless", [Tier("a"), Tier("", orders: 2)], .unnamedTier(2)),
    ("named twice", [Tier("a"), Tier("a", orders: 2)], .repeatedName("a")),
    ("open at the top", [Tier("a", orders: 1), Tier("b")], .asksForNothing(tier: "b")),
    ("without a way", [Tier("a", anyOf: [])], .asksForNothing(tier: "a")),
    (
      "falling", [Tier("a"), Tier("b", netSpend: 500), Tier("c", netSpend: 300)],
      .unreachable(tier: "b")
    ),
    ("level", [Tier("a", orders: 2), Tier("b", orders: 2)], .unreachable(tier: "a")),
    (
      "shadowed in all ways",
      [
        Tier("a", anyOf: [.init(netSpend: 10), .init(orders: 9)]),
        Tier("b", anyOf: [.init(netSpend: 10), .init(orders: 8)]),
      ], .unreachable(tier: "a")
    ),
    (
      "shadowed by stages",
      [
        Tier("a", netSpend: 10, stages: [.silent]),
        Tier("b", netSpend: 5, stages: [.silent, .sleeping]),
      ], .unreachable(tier: "a")
    ),
    ("below zero", [Tier("a", netSpend: -1)], .outOfRange(tier: "a", number: "-1")),
    (
      "too exact", [Tier("a", netSpend: "0.0000001")],
      .outOfRange(tier: "a", number: "0.0000001")
    ),
    (
      "no decimal", [Tier("a", netSpend: ExactNumber(1, over: 3))],
      .outOfRange(tier: "a", number: "1/3")
    ),
    (
      "too large", [Tier("a", netSpend: "999999999999999999999999999999")],
      .outOfRange(tier: "a", number: "999999999999999999999999999999")
    ),
    ("without stages", [Tier("a", stages: [])], .noStages(tier: "a")),
    ("without points", [Tier("a", points: 5)], .noPointRule(tier: "a")),
  ]

  @Test func `a ladder with a contradiction is refused, and says which`() {
    for (claim, tiers, error) in Self.wrong {
      #expect(throws: error, "\(claim)") { try TierLadder(tiers) }
      #expect(!error.description.isEmpty)
    }
    #expect(throws: TierLadderError.graceWithoutDowngrade) {
      try TierLadder([Tier("a")], grace: .days(3))
    }
    let none: CalendarSpan = .months(0)
    #expect(throws: TierLadderError.spanOutOfRange("0m")) {
      try TierLadder([Tier("a")], window: .rolling(none))
    }
    #expect(throws: TierLadderError.spanOutOfRange("0m")) {
      try TierLadder([Tier("a")], review: .every(none, from: "2024-01-01"))
    }
    #expect(throws: TierLadderError.spanOutOfRange("0m")) {
      try TierLadder([Tier("a")], review: .afterChange(none))
    }
    #expect(throws: TierLadderError.spanOutOfRange("100001d")) {
      try TierLadder([Tier("a")], downgrade: .toEarned, grace: .days(100_001))
    }
    for rule in [
      PointRule(perUnit: 10_001), PointRule(perUnit: "0.00001"), PointRule(perUnit: -1),
      PointRule(perOrder: -1), PointRule(firstOrder: 1_000_000_001),
    ] {
      #expect(throws: TierLadderError.pointRuleOutOfRange) {
        try TierLadder([Tier("a")], points: rule)
      }
    }
  }

  @Test func `a ladder travels as JSON`() throws {
    let ladders =
      Array(TierLadder.builtIn.values) + TierWalkTests.ladders
    for ladder in ladders { #expect(try afterJSON(ladder) == ladder) }
  }

  private func ladder(_ json: String) throws -> TierLadder {
    try JSONDecoder().decode(TierLadder.self, from: Data(json.utf8))
  }

  @Test func `a ladder is read as people write it`() throws {
    let text = """
      {"tiers": ["普通",
                 {"name": "高级", "netSpend": 500},
                 {"name": "VIP", "anyOf": [{"netSpend": "2999.90"}, {"orders": 20}]},
                 {"name": "至尊", "points": 8000, "stages": ["existingRepeat", "沉默客人"]}],
       "window": "400d",
       "points": {"perUnit": 1, "firstOrder": 100, "rounding": "down"},
       "upgrade": "atReview", "downgrade": "oneStep",
       "review": {"every": "3m", "from": "2026-01-01"},
       "grace": "30d", "clawBack": "atOnce", "boundaries": ["1m", "2m", "4m"]}
      """
    let expected = try TierLadder(
      [
        Tier("普通"), Tier("高级", netSpend: 500),
        Tier("VIP", anyOf: [.init(netSpend: "2999.90"), .init(orders: 20)]),
        Tier("至尊", points: 8_000, stages: [.existingRepeat, .silent]),
      ], window: .rolling(.days(400)),
      points: PointRule(perUnit: 1, firstOrder: 100, rounding: .down), upgrade: .atReview,
      downgrade: .oneStep, review: .every(.months(3), from: "2026-01-01"), grace: .days(30),
      clawBack: .atOnce, boundaries: LifecycleBoundaries(window: .months(1)))
    #expect(try ladder(text) == expected)
    #expect(try ladder(#"{"tiers": ["a"]}"#) == TierLadder([Tier("a")]))
    #expect(
      try ladder(#"{"tiers": ["a"], "review": {"after": "12m"}}"#)
        == TierLadder([Tier("a")], review: .afterChange(.months(12))))
  }

  static let wrongTexts: [(text: String, words: String)] = [
    (#"{}"#, "the key tiers is missing"),
    (#"{"tiers": ["a"], "windw": "12m"}"#, "did you mean window?"),
    (#"{"tiers": ["a"], "window": "livetime"}"#, "did you mean lifetime?"),
    (#"{"tiers": ["a"], "downgrade": "onestep"}"#, "did you mean oneStep?"),
    (#"{"tiers": ["a"], "upgrade": 5}"#, "5"),
    (#"{"tiers": ["a"], "review": "aniversary"}"#, "did you mean anniversary?"),
    (#"{"tiers": ["a"], "review": {"every": "3m"}}"#, "the key from is missing"),
    (#"{"tiers": ["a"], "review": {"after": "3m", "every": "3m"}}"#, "next to after"),
    (#"{"tiers": ["a"], "review": {"aftr": "3m"}}"#, "did you mean after?"),
    (#"{"tiers": ["a"], "clawback": "atOnce"}"#, "did you mean clawBack?"),
    (#"{"tiers": ["a"], "clawBack": "now"}"#, "the words are atReview, atOnce"),
    (#"{"tiers": ["a"], "boundaries": ["3m", "2m", "1m"]}"#, "three spans that grow"),
    (#"{"tiers": [{"name": "a", "spend": 5}]}"#, "did you mean netSpend?"),
    (#"{"tiers": [{"name": "a", "netSpend": 499.9}]}"#, "in quotes"),
    (#"{"tiers": [{"name": "a", "stages": "existingrepeat"}]}"#, "did you mean existingRepeat?"),
    (#"{"tiers": [{"name": "a", "orders": 1, "anyOf": []}]}"#, "next to anyOf"),
    (#"{"tiers": [{"netSpend": 5}]}"#, "tier 1 has no name"),
    (#"{"tiers": ["a", "b"]}"#, "b asks for nothing"),
  ]

  @Test func `a word that is not known is an error that names the nearest right one`() {
    for (text, words) in Self.wrongTexts {
      let error = #expect(throws: DecodingError.self, "\(text)") { try ladder(text) }
      guard let error, words != "5" else { continue }
      #expect("\(error)".contains(words), "\(text): \(error)")
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have tiers or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    for ladder in TierWalkTests.ladders.enumerated().filter({ $0.offset % 7 == 0 }) {
      let trails = orders.tierTrails(on: ladder.element, through: "2026-01-01")
      #expect(trails.count == orders.customerCount)
      for (customer, trail) in trails.enumerated() {
        let first = orders.purchases(of: customer).first?.day
        #expect(trail.isEmpty || first.map { trail[0].day >= $0 } == true)
        #expect(zip(trail, trail.dropFirst()).allSatisfy { $0.day < $1.day && $0.tier != $1.tier })
      }
    }
    let snapshot = orders.tierHistory(on: .taobao, asOf: ["2024-06-30"]).snapshots[0]
    #expect(snapshot.memberCount <= orders.purchaserCount)
    #expect(snapshot["nothing"] == nil && snapshot["普通"] == snapshot.counts[0])
  }

  @Test func `an order of amount zero opens the ladder where it is a purchase`() throws {
    var policies = OrderPolicies()
    let columns = OrderColumns(
      customers: .texts(["a", "b"]), days: ["2024-01-01", "2024-01-01"], amounts: [0, 100])
    let skipped = try OrderTable(columns, policies: policies)
    #expect(skipped.tiers(on: .taobao, asOf: "2024-01-01").customerCounts == [1, 0, 0, 0])
    policies.zeroAmountOrders = .count
    let counted = try OrderTable(columns, policies: policies)
    #expect(counted.tiers(on: .taobao, asOf: "2024-01-01").customerCounts == [2, 0, 0, 0])
  }

  @Test func `movement that runs backwards traps`() async {
    await #expect(processExitsWith: .failure) {
      let orders = try OrderTable(customers: [], days: [], amounts: [])
      _ = orders.tierMovement(on: .taobao, from: "2024-01-02", to: "2024-01-02")
    }
    await #expect(processExitsWith: .failure) {
      _ = TierSeries(of: .taobao, asOf: ["2024-01-02", "2024-01-01"], in: Currency())
    }
  }
}

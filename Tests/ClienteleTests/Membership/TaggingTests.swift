import Clientele
import ClienteleFixtures
import Testing

/// Tags equal their definition, for every kind of rule.
@Suite struct TaggingTests {
  private static let boundaries = LifecycleBoundaries(window: .days(40))

  @Test(arguments: 0..<12)
  func `tags equal the definition, customer by customer`(seed: Int) throws {
    let columns = OrderColumns.taggable(seed: UInt64(seed))
    let orders = try OrderTable(columns)
    var random = RandomTags(seed: UInt64(seed))
    let rules = try random.rules(60)
    let plain = PlainTags.customers(of: columns)
    #expect(plain.count == orders.customerCount)
    for day in ["2021-06-30", "2021-12-31", "2022-09-30"] as [Day] {
      let scores = try orders.rfm(asOf: day)
      let tiers = orders.tiers(on: .taobao, asOf: day)
      let tags = try orders.tags(rules, asOf: day, boundaries: Self.boundaries)
      for customer in 0..<orders.customerCount {
        let expected = plain[customer].tags(
          rules, asOf: day, boundaries: Self.boundaries,
          tier: tiers.group(of: customer).map { tiers.names[$0] }, score: scores?[customer])
        #expect(tags.tags(of: customer) == expected, "seed \(seed), \(day), \(customer)")
      }
    }
  }

  @Test func `the random rules have every condition, and both answers`() throws {
    var random = RandomTags(seed: 1)
    let rules = try random.rules(600)
    let text = "\(rules)"
    for kind in TagMetric.Kind.allCases { #expect(text.contains(".\(kind)"), "\(kind)") }
    for word in ["all(", "any(", "not(", "tag(", "stage(", "tier(", "segment(", "score("] {
      #expect(text.contains(word), "\(word)")
    }
    let orders = try OrderTable(.taggable(seed: 1))
    let tags = try orders.tags(rules, asOf: "2021-12-31")
    let counts = tags.sets.map(\.count)
    #expect(counts.count { $0 > 0 && $0 < tags.customers.count } > 300)
    #expect(tags.customers.count > 50)
  }

  @Test func `counts, overlaps and members say the same`() throws {
    let orders = try OrderTable(.taggable(seed: 3))
    var random = RandomTags(seed: 3)
    let tags = try orders.tags(try random.rules(40), asOf: "2021-12-31")
    let overlaps = tags.overlaps()
    let lists = (0..<orders.customerCount).map { Set(tags.tags(of: $0)) }
    for (place, name) in tags.names.enumerated() {
      let members = lists.indices.filter { lists[$0].contains(name) }
      #expect(tags[name]!.numbers == members)
      #expect(tags.count(of: name) == members.count && overlaps[place][place] == members.count)
      #expect(tags.rate(of: name) == Rate(members.count, of: tags.customers.count))
      for (other, second) in tags.names.enumerated() {
        let both = lists.count { $0.contains(name) && $0.contains(second) }
        #expect(overlaps[place][other] == both && tags.overlap(of: name, and: second) == both)
      }
    }
    #expect(tags["none"] == nil && tags.count(of: "none") == nil)
    #expect(tags.overlap(of: "none", and: tags.names[0]) == nil)
    #expect(try afterJSON(tags) == tags)
  }

  @Test(arguments: 0..<4)
  func `laws hold`(seed: Int) throws {
    let columns = OrderColumns.taggable(seed: UInt64(seed))
    let orders = try OrderTable(columns)
    var random = RandomTags(seed: UInt64(seed))
    let tagging = try Tagging(
      try random.rules(20), of: orders, asOf: "2021-12-31", boundaries: Self.boundaries,
      scores: try orders.rfm(asOf: "2021-12-31"))
    let violations = try AnalysisLaws(seed: UInt64(seed)).violations(of: tagging, over: columns)
    #expect(violations == [])
  }

  @Test func `blocks of more than a thousand customers are worked out in parts`() throws {
    let count = 3_000
    let orders = try OrderTable(
      OrderColumns(
        customers: .integers((0..<count).map { Int64($0) }),
        days: (0..<count).map { ("2021-01-01" as Day) + $0 % 50 },
        amounts: (0..<count).map { Int64($0 + 1) }))
    let rules = try TagRules([
      Tag("some", TagRule(.metric(.netSpend, TagBounds(atLeast: "10.25", below: "20.50")))),
      Tag("others", TagRule(.not(TagRule(.tag("some"))))),
    ])
    let tags = try orders.tags(rules, asOf: "2021-12-31")
    #expect(tags["some"]!.numbers == Array(1_024..<2_049))
    #expect(tags.count(of: "others") == count - 1_025)
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have tags or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let rules = try TagRules([
      Tag("everyone", TagRule(.metric(.orders, .atLeast(1)))),
      Tag("nobody", TagRule(.not(TagRule(.tag("everyone"))))),
      Tag("below zero", TagRule(.metric(.netSpend, TagBounds(below: 0)))),
      Tag("above zero", TagRule(.metric(.netSpend, TagBounds(above: 0)))),
      Tag("zero", TagRule(.metric(.netSpend, .exactly(0)))),
      Tag("gap", TagRule(.metric(.averageGapDays, .atLeast(0)))),
      Tag("best", TagRule(.score(.monetary, .exactly(5)))),
      Tag("champions", TagRule(.segment(["Champions"]))),
    ])
    let tags = try orders.tags(rules, asOf: "2024-06-30")
    let plain = orders.plainCustomers(through: "2024-06-30")
    let buyers = plain.count { !$0.purchases.isEmpty }
    #expect(tags.customers.count == buyers && tags.count(of: "everyone") == buyers)
    #expect(tags.count(of: "nobody") == 0)
    let signs = ["below zero", "zero", "above zero"].map { tags.count(of: $0)! }
    #expect(signs.reduce(0, +) == buyers, "every sum has one sign, however large: \(signs)")
    #expect(tags.count(of: "gap") == plain.count { $0.purchaseDays.count > 1 })
  }

  @Test func `orders of amount zero count where they are purchases`() throws {
    let columns = OrderColumns(
      customers: .texts(["a", "a", "b"]), days: ["2024-01-01", "2024-01-05", "2024-01-02"],
      amounts: [0, 100, 0])
    let rules = try TagRules([
      Tag("free", TagRule(.metric(.smallestOrder, .exactly(0)))),
      Tag("half", TagRule(.metric(.averageOrderValue, .exactly("0.5")))),
      Tag("twice", TagRule(.metric(.orders, .exactly(2)))),
    ])
    var policies = OrderPolicies()
    let skipped = try OrderTable(columns, policies: policies).tags(rules, asOf: "2024-02-01")
    #expect(skipped.customers.count == 1 && skipped.sets.map(\.count) == [0, 0, 0])
    policies.zeroAmountOrders = .count
    let counted = try OrderTable(columns, policies: policies).tags(rules, asOf: "2024-02-01")
    #expect(counted.customers.count == 2 && counted.sets.map(\.count) == [2, 1, 1])
  }

  @Test func `a sum that leaves 64 bits is still compared`() throws {
    let tags = try EdgeShop.huge.orders.tags(
      try TagRules([
        Tag("rich", TagRule(.metric(.spend, .atLeast(1_000_000_000_000_000)))),
        Tag("poor", TagRule(.metric(.netSpend, .atMost(-1_000_000_000_000_000)))),
      ]), asOf: "2024-06-30")
    #expect(tags["rich"]!.numbers == [0, 1])
    #expect(tags["poor"]!.numbers == [1])
  }
}

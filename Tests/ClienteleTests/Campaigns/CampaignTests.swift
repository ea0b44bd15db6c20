import Clientele
import ClienteleFixtures
import Testing

@Suite struct CampaignTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `figures equal the definition`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let orders = try OrderTable(.random(seed: seed, customers: 200))
    let start = ("2021-04-01" as Day) + Int.random(in: 0..<400, using: &generator)
    let window = TimeWindow(start: start, end: start + Int.random(in: 0...90, using: &generator))
    let last = start + Int.random(in: -5...100, using: &generator)
    let drawn = (0..<orders.customerCount).map { _ in Int.random(in: 0..<4, using: &generator) }
    let strangers = (Int(seed % 3), Int(seed % 2))
    let lists = try CampaignLists(
      targets: CustomerSet(drawn.indices.filter { drawn[$0] == 0 }),
      controls: CustomerSet(drawn.indices.filter { drawn[$0] == 1 }), strangerCount: strangers.0,
      controlStrangerCount: strangers.1)
    let groups = CustomerGroups(
      names: ["a", "b", "nobody"], groups: drawn.indices.map { $0 % 3 == 2 ? nil : $0 % 3 })
    let figures = orders.run(
      Campaign(in: window, lists: lists, by: groups, observedThrough: last))
    let customers = orders.plainCustomers(through: last)
    #expect(figures.cells.map(\.name) == ["a", "b", "nobody"])
    let cells = figures.cells + [figures.ungrouped, figures.total]
    for (place, cell) in cells.enumerated() {
      let comment: Comment = "seed \(seed), cell \(place)"
      let belongs = { (customer: Int) in
        place == 4 || groups.group(of: customer) == (place < 3 ? place : nil)
      }
      for (list, response, strangers) in [
        (0, cell.targets, strangers.0), (1, try #require(cell.controls), strangers.1),
      ] {
        let asked = drawn.indices.filter { drawn[$0] == list && belongs($0) }
        let answered = asked.map { customers[$0] }.filter { !$0.purchases(in: window).isEmpty }
        #expect(response.rate.numerator == answered.count, comment)
        #expect(response.rate.denominator == asked.count + (place < 3 ? 0 : strangers), comment)
        #expect(response.rate.state == Completeness(of: window, observedUpTo: last + 1), comment)
        #expect(
          response.orderCount == answered.reduce(0) { $0 + $1.purchases(in: window).count },
          comment)
        #expect(
          response.revenue.minorUnits
            == Int128(answered.reduce(0) { $0 + $1.revenue(in: window) }), comment)
      }
      let others = drawn.indices.filter {
        drawn[$0] > 1 && belongs($0)
          && (customers[$0].purchaseDays.first.map { $0 < window.start } ?? false)
      }
      #expect(cell.othersCount == others.count, comment)
    }
    #expect(try afterJSON(figures) == figures)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let window = TimeWindow(start: "2022-01-01", end: "2022-03-01")
    let lists = try CampaignLists(
      targets: CustomerSet(0..<40), controls: CustomerSet(50..<60), strangerCount: 2)
    let groups = CustomerGroups(names: ["x", "y"], groups: (0..<55).map { $0 % 2 })
    for groups in [nil, groups] {
      let analysis = Campaign(
        in: window, lists: lists, by: groups, observedThrough: "2022-02-10")
      #expect(
        try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have figures or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let lists = try CampaignLists(targets: CustomerSet([0]), controls: CustomerSet([1]))
    let figures = orders.campaign(
      from: "2024-02-01", days: 29, lists: lists, observedThrough: "2024-02-15")
    for response in [figures.total.targets, try #require(figures.total.controls)] {
      #expect((response.rate.value == nil) == (response.rate.denominator == 0))
      #expect((response.revenuePerResponder == nil) == (response.rate.numerator == 0))
    }
    let lift = try #require(figures.total.lift)
    #expect((lift.value == nil) == (orders.customerCount < 2))
    #expect((figures.total.incrementalRevenue == nil) == (orders.customerCount < 2))
    #expect(figures.responseIndex(of: figures.total).map { $0 == 1 } ?? true)
    switch shop {
    case .refundsFirst:
      // 5.00 bought and 7.00 paid back on the first day of the window.
      #expect(figures.total.targets.revenue.description == "-2.00")
    case .onlyRefunds: #expect(figures.total.targets.rate == Rate(0, of: 1, state: .partial))
    default: break
    }
  }

  @Test func `stages as groups give the wake-up and activation rates`() throws {
    let orders = try FixtureShop.orders()
    let stages = CustomerGroups(orders.run(CustomerStages(asOf: "2026-07-31")))
    let figures = orders.campaign(
      from: "2026-08-01", days: 92,
      lists: try CampaignLists(targets: CustomerSet(0..<orders.customerCount)), by: stages,
      observedThrough: FixtureShop.lastDay)
    let responses = orders.reactivation(
      from: "2026-08-01", days: 92, observedThrough: FixtureShop.lastDay)
    func rate(_ stage: LifecycleStage) -> Rate { figures.cells[stage.rawValue].targets.rate }
    #expect(rate(.silent) == responses.silentRecall.rate)
    #expect(rate(.sleeping) == responses.wake.rate)
    #expect(rate(.lost) == responses.activation.rate)
    #expect(figures.cells[LifecycleStage.lost.rawValue].targets == responses.activation)
    #expect(figures.total.controls == nil && figures.total.lift == nil)
    #expect(figures.total.incrementalRevenue == nil)
  }

  @Test func `what the control buys is taken off`() throws {
    // Four asked bring 60.00, two not asked 10.00: alike, the four would have brought 20.00.
    let orders = try OrderTable(
      customers: ["a", "b", "c", "d", "e", "f", "a", "b", "e"],
      days: Array(repeating: "2024-01-01", count: 6) + ["2024-02-01", "2024-02-02", "2024-02-03"],
      amounts: [1, 1, 1, 1, 1, 1, 40_00, 20_00, 10_00])
    let lists = try CampaignLists(
      targets: orders.customerList(of: ["a", "b", "c", "d"]).customers,
      controls: orders.customerList(of: ["e", "f"]).customers)
    let total = orders.campaign(
      from: "2024-02-01", days: 10, lists: lists, observedThrough: "2024-03-01"
    ).total
    #expect(total.lift?.value == 0 && total.incrementalResponderCount == 0)
    #expect(total.incrementalRevenue?.rounded.description == "40.00")
    #expect(total.othersCount == 0)
  }

  @Test func `ids that nobody has are named, in their order`() throws {
    let orders = try OrderTable(
      customers: ["a", "b", "free", "back"], days: Array(repeating: "2024-01-01", count: 4),
      amounts: [1, 1, 0, -1])
    // A free sample is no purchase; a refund is known.
    let list = orders.customerList(of: ["x", "b", "B", " a", "free", "back"])
    #expect(list.unknown == ["x", "B", " a", "free"])
    let numbers = ["b", "back"].compactMap { orders.customers.number(of: $0) }
    #expect(list.customers == CustomerSet(numbers))
  }

  @Test func `cohort and segment groups have everyone with a purchase`() throws {
    let orders = try FixtureShop.orders()
    let day: Day = "2025-06-15"
    let scores = try #require(try orders.rfm(asOf: day))
    let quarters = orders.customerGroups(byFirstPurchaseIn: .quarter, asOf: day)
    #expect(quarters.names.first == "2023-Q4" && quarters.names.last == "2025-Q2")
    let customers = orders.plainCustomers(through: day)
    for customer in customers.indices {
      let score = scores[customer]
      let segment = scores.segmentGroups.group(of: customer)
      #expect(segment.map { scores.segmentGroups.names[$0] } == score?.segment.name)
      let cell = scores.cellGroups.group(of: customer)
      #expect(cell.map { scores.cellGroups.names[$0] } == score?.code.description)
      let first = customers[customer].purchaseDays.first
      let name = first.map { "\($0.civil.year)-Q\(($0.civil.month + 2) / 3)" }
      #expect(quarters.group(of: customer).map { quarters.names[$0] } == name)
    }
    #expect(scores.cellGroups.names == scores.cellGroups.names.sorted(by: >))
  }

  @Test func `a list that counts people below zero is refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = try CampaignLists(targets: CustomerSet(), strangerCount: -1)
    }
  }
}

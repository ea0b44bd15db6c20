import Clientele
import ClienteleFixtures
import Testing

@Suite struct ReactivationTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `responses equal the definition`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let orders = try OrderTable(.random(seed: seed, customers: 300))
    let start = ("2021-04-01" as Day) + Int.random(in: 0..<400, using: &generator)
    let window = TimeWindow(start: start, end: start + Int.random(in: 0...90, using: &generator))
    let last = start + Int.random(in: -5...100, using: &generator)
    let boundaries = LifecycleBoundaries(window: [.days(20), .months(1)][Int(seed % 2)])
    let drawn = (0..<orders.customerCount).map { _ in Int.random(in: 0..<3, using: &generator) }
    let lists = try CampaignLists(
      targets: CustomerSet(drawn.indices.filter { drawn[$0] == 0 }),
      controls: CustomerSet(drawn.indices.filter { drawn[$0] == 1 }))
    let natural = orders.run(
      Reactivation(in: window, boundaries: boundaries, observedThrough: last))
    let listed = orders.run(
      Reactivation(in: window, boundaries: boundaries, lists: lists, observedThrough: last))
    let customers = orders.plainCustomers(through: last)
    let groups: [(StageResponses, (Int) -> Bool)] = [
      (natural.responses, { _ in true }), (listed.responses, { drawn[$0] == 0 }),
      (try #require(listed.controls), { drawn[$0] == 1 }),
    ]
    #expect(natural.controls == nil)
    for (responses, belongs) in groups {
      let stages: [(LifecycleStage, Response)] = [
        (.silent, responses.silentRecall), (.sleeping, responses.wake),
        (.lost, responses.activation),
      ]
      for (stage, response) in stages {
        let members = customers.indices.filter { customer in
          belongs(customer)
            && boundaries.stage(
              ofPurchaseDays: customers[customer].purchaseDays, asOf: start - 1) == stage
        }
        let responders = members.map { customers[$0] }
          .filter { !$0.purchases(in: window).isEmpty }
        let state = Completeness(of: window, observedUpTo: last + 1)
        let comment: Comment = "seed \(seed), \(stage)"
        #expect(
          response.rate == Rate(responders.count, of: members.count, state: state), comment)
        #expect(
          response.orderCount == responders.reduce(0) { $0 + $1.purchases(in: window).count },
          comment)
        #expect(
          response.revenue.minorUnits
            == Int128(responders.reduce(0) { $0 + $1.revenue(in: window) }), comment)
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let window = TimeWindow(start: "2022-01-01", end: "2022-03-01")
    let lists = try CampaignLists(targets: CustomerSet(0..<40), controls: CustomerSet(50..<60))
    for lists in [nil, lists] {
      let analysis = Reactivation(
        in: window, boundaries: LifecycleBoundaries(window: .months(1)), lists: lists,
        observedThrough: "2022-02-10")
      #expect(
        try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
    }
  }

  @Test func `a customer on both lists is refused`() {
    let conflict = #expect(throws: CampaignListConflict.self) {
      try CampaignLists(targets: CustomerSet([3, 70, 90]), controls: CustomerSet([70, 90, 4]))
    }
    #expect(conflict?.customer == 70)
    #expect(
      conflict?.description
        == "customer number 70 is on the target list and on the control list")
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have rates or none`(shop: EdgeShop) throws {
    let responses = try shop.orders.reactivation(
      from: "2024-06-01", days: 30, observedThrough: "2024-06-15")
    for response in [responses.silentRecall, responses.wake, responses.activation] {
      #expect((response.rate.value == nil) == (response.rate.denominator == 0))
      #expect((response.revenuePerResponder == nil) == (response.rate.numerator == 0))
    }
    #expect(responses.wake.rate.state == .partial)
  }

  /// research/lifecycle.md §3.2.
  @Test(
    .needsCDNOW,
    arguments: [
      (30, 177, 184, 247), (60, 303, 335, 427), (90, 509, 459, 578),
    ])
  func `CDNOW from 1998-04-01`(days: Int, wake: Int, activation: Int, recall: Int) throws {
    let orders = try #require(ReferenceData.cdnow)
    let responses = orders.reactivation(
      from: "1998-04-01", days: days, observedThrough: "1998-06-30")
    #expect(responses.wake.rate == Rate(wake, of: 3442))
    #expect(responses.activation.rate == Rate(activation, of: 14044))
    #expect(responses.silentRecall.rate == Rate(recall, of: 2267))
    if days == 30 {
      let interval = try #require(responses.wake.rate.interval)
      // Published to six decimals.
      #expect(abs(interval.low - 0.044532) < 5e-7 && abs(interval.high - 0.059315) < 5e-7)
    }
  }
}

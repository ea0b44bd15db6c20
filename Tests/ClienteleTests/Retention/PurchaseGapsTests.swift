import Clientele
import ClienteleFixtures
import Testing

@Suite struct PurchaseGapsTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func `gaps and quantiles equal the definition`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed))
    let last: Day = "2022-02-10"
    let gaps = orders.plainCustomers(through: last).map { customer -> [Int] in
      zip(customer.purchaseDays, customer.purchaseDays.dropFirst()).map { $1 - $0 }
    }
    let all = orders.purchaseGaps(observedThrough: last)
    expectEqual(all, gaps.flatMap { $0 }.sorted(), "seed \(seed)")
    let groups = CustomerGroups(
      names: ["even", "third"],
      groups: gaps.indices.dropLast().map { $0 % 2 == 0 ? 0 : $0 % 3 == 0 ? 1 : nil })
    let divided = orders.run(PurchaseGaps(by: groups, observedThrough: last))
    for (group, distribution) in divided.enumerated() {
      #expect(distribution.name == groups.names[group])
      let members = gaps.indices.filter { groups.group(of: $0) == group }
      expectEqual(distribution, members.flatMap { gaps[$0] }.sorted(), "seed \(seed)")
    }
  }

  private func expectEqual(_ distribution: GapDistribution, _ gaps: [Int], _ comment: Comment) {
    #expect(distribution.gapCount == gaps.count, comment)
    for percent in [0, 1, 10, 25, 50, 75, 90, 99, 100] {
      let rank = max(1, (percent * gaps.count + 99) / 100)
      #expect(
        distribution.quantile(Double(percent) / 100) == (gaps.isEmpty ? nil : gaps[rank - 1]),
        comment)
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let groups = CustomerGroups(names: ["a", "b"], groups: (0..<90).map { $0 % 2 })
    for groups in [nil, groups] {
      let analysis = PurchaseGaps(by: groups, observedThrough: "2022-02-10")
      #expect(
        try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
    }
  }

  @Test func `a tenth of thirty gaps are three`() throws {
    let start: Day = "2020-01-01"
    let days = (0...30).map { start + $0 * ($0 + 1) / 2 }
    let gaps = try OrderTable(days: ["a": days]).purchaseGaps(observedThrough: "2024-01-01")
    #expect(gaps.counts == Array(repeating: 1, count: 30))
    #expect(gaps.quantile(0.1) == 3)
    #expect(gaps.recommendedBoundaries == LifecycleBoundaries(.days(23), .days(27), .days(30)))
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have gaps or none`(shop: EdgeShop) throws {
    let gaps = try shop.orders.purchaseGaps(observedThrough: "2024-03-01")
    #expect((gaps.quantile(0.5) == nil) == (gaps.gapCount == 0))
    switch shop {
    case .allEqual: #expect(gaps.quantile(0.5) == 31 && gaps.recommendedBoundaries == nil)
    case .oneOrder, .empty, .late, .onlyRefunds: #expect(gaps.recommendedBoundaries == nil)
    default: break
    }
  }

  /// research/lifecycle.md §3.2.
  @Test(.needsCDNOW) func `CDNOW: quartiles and the ninth decile`() throws {
    let gaps = try #require(ReferenceData.cdnow).purchaseGaps(observedThrough: "1998-06-30")
    #expect([0.25, 0.5, 0.75, 0.9].map(gaps.quantile) == [12, 34, 94, 200])
    #expect(gaps.recommendedBoundaries == LifecycleBoundaries(.days(94), .days(200), .days(351)))
  }
}

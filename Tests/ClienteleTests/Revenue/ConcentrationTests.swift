import Clientele
import ClienteleFixtures
import Testing

@Suite struct ConcentrationTests {
  static let window = TimeWindow(start: "2021-03-01", end: "2022-02-01")

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `figures equal the definition`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed, customers: 60 + Int(seed)))
    let revenues = orders.plainCustomers.filter { !$0.purchases(in: Self.window).isEmpty }
      .map { $0.revenue(in: Self.window) }
    let distribution = orders.concentration(in: Self.window)
    let comment: Comment = "seed \(seed)"
    #expect(distribution.customerCount == revenues.count, comment)
    #expect(distribution.negativeCustomerCount == revenues.count { $0 < 0 }, comment)
    let best = revenues.sorted(by: >)
    let total = best.reduce(0, +)
    #expect(distribution.revenue.minorUnits == Int128(total), comment)

    // Half the mean difference between two customers, over the mean.
    let differences = best.reduce(0) { sum, one in
      sum + best.reduce(0) { $0 + abs($1 - one) }
    }
    #expect(
      distribution.gini == Double(differences) / Double(2 * best.count * total), comment)

    for percent in [0, 1, 5, 20, 33, 50, 80, 95, 100] {
      let share = Double(percent) / 100
      // Every customer cut into a hundred parts.
      let parts = best.flatMap { Array(repeating: $0, count: 100) }
      let top = parts.prefix(percent * best.count).reduce(0, +)
      #expect(
        distribution.share(ofTop: share) == Double(top) / Double(total * 100), comment)
      let needed = (0...best.count).first {
        best.prefix($0).reduce(0, +) * 100 >= total * percent
      }
      #expect(distribution.smallestCount(bringing: share) == needed, comment)
    }
    expectLorenz(distribution, best.reversed(), comment)
    expectPyramid(try #require(distribution.pyramid()), best, comment)
  }

  private func expectLorenz(
    _ distribution: RevenueDistribution, _ ascending: [Int], _ comment: Comment
  ) {
    let points = distribution.lorenzCurve(stepCount: 7)
    #expect(points.count == 8, comment)
    let parts = ascending.flatMap { Array(repeating: $0, count: 7) }
    for (step, point) in points.enumerated() {
      let sum = parts.prefix(step * ascending.count).reduce(0, +)
      #expect(point.customerShare == Double(step) / 7, comment)
      #expect(
        point.revenueShare == Double(sum) / Double(ascending.reduce(0, +) * 7), comment)
      #expect(point.revenueShare <= point.customerShare, comment)
    }
  }

  private func expectPyramid(_ pyramid: CustomerPyramid, _ best: [Int], _ comment: Comment) {
    let total = best.reduce(0, +)
    let levels = best.map { revenue -> CustomerPyramid.Level in
      let before = best.reduce(0) { $0 + ($1 > revenue ? $1 : 0) }
      return before * 100 < total * 80 ? .key : before * 100 < total * 95 ? .main : .small
    }
    for level in CustomerPyramid.Level.allCases {
      let members = best.indices.filter { levels[$0] == level }.map { best[$0] }
      #expect(pyramid[level].customerCount == members.count, comment)
      #expect(pyramid[level].revenue.minorUnits == Int128(members.reduce(0, +)), comment)
      #expect(pyramid[level].lowestRevenue?.minorUnits == members.min().map { Int128($0) }, comment)
    }
    for (revenue, level) in zip(best, levels) {
      #expect(
        pyramid.level(ofRevenue: Money(minorUnits: revenue, in: Currency())) == level, comment)
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    for analysis in [Concentration(in: Self.window), Concentration(through: "2022-02-10")] {
      #expect(
        try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
    }
  }

  /// By hand: 1, 2, 3, 4 has Gini 1/4; four equal customers 0; one of four with everything 3/4.
  @Test(
    arguments: [([1, 2, 3, 4], 0.25), ([5, 5, 5, 5], 0), ([0, 0, 0, 9], 0.75)]
      as [([Int64], Double)])
  func `the Gini coefficient of small shops`(amounts: [Int64], gini: Double) throws {
    var policies = OrderPolicies()
    policies.zeroAmountOrders = .count
    let orders = try OrderTable(
      OrderColumns(
        customers: .integers([1, 2, 3, 4]), days: Array(repeating: "2024-01-01", count: 4),
        amounts: amounts), policies: policies)
    #expect(orders.concentration(through: "2024-01-01").gini == gini)
  }

  @Test func `customers of equal revenue are of one class`() throws {
    // 80 % is passed within the three who bring 20 each: all of them are key.
    let orders = try OrderTable(
      customers: ["a", "b", "c", "d", "e", "f"], days: Array(repeating: "2024-01-01", count: 6),
      amounts: [50, 20, 20, 20, 3, 1])
    let pyramid = try #require(orders.concentration(through: "2024-01-01").pyramid())
    #expect(pyramid.key.customerCount == 4 && pyramid.key.revenue.minorUnits == 110)
    #expect(pyramid.main.customerCount == 0 && pyramid.main.lowestRevenue == nil)
    #expect(pyramid.small.customerCount == 2)
    #expect(pyramid.level(ofRevenue: Money(minorUnits: 20, in: Currency())) == .key)
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have figures or none`(shop: EdgeShop) throws {
    let distribution = try shop.orders.concentration(through: "2024-12-31")
    let hasRevenue = distribution.revenue.minorUnits > 0
    #expect((distribution.gini != nil) == hasRevenue)
    // Only refunds beyond what was paid take it above 1.
    let hasDebtors = shop == .huge || shop == .mixed
    #expect(distribution.gini.map { $0 >= 0 && ($0 < 1 || hasDebtors) } ?? true)
    #expect((distribution.share(ofTop: 0.2) != nil) == hasRevenue)
    #expect((distribution.smallestShare(bringing: 0.8) != nil) == hasRevenue)
    #expect((distribution.pyramid() != nil) == hasRevenue)
    #expect(distribution.lorenzCurve().isEmpty == !hasRevenue)
    switch shop {
    case .allEqual:
      #expect(distribution.gini == 0 && distribution.share(ofTop: 0.2) == 0.2)
      #expect(distribution.pyramid()?.key.customerCount == 4)
    case .refundsFirst: #expect(distribution.negativeCustomerCount == 1 && !hasRevenue)
    case .huge: #expect(distribution.revenue.minorUnits == 2 * Int128(Int64.max))
    default: break
    }
  }

  /// Computed with Python's fractions from the same file: Gini
  /// 3739682787977/5893243939910.
  @Test(.needsCDNOW) func `CDNOW: a third of the customers bring four fifths`() throws {
    let distribution = try #require(ReferenceData.cdnow).concentration(through: "1998-06-30")
    #expect(distribution.gini == 3_739_682_787_977.0 / 5_893_243_939_910)
    #expect(distribution.share(ofTop: 0.2) == 0.6777738296984529)
    #expect(distribution.smallestCount(bringing: 0.8) == 7695)
    #expect(distribution.lorenzCurve(stepCount: 2)[1].revenueShare == 0.10408712279257319)
    let pyramid = try #require(distribution.pyramid())
    let layers = [pyramid.key, pyramid.main, pyramid.small]
    #expect(layers.map(\.customerCount) == [7695, 8067, 7808])
    #expect(layers.map(\.revenue.minorUnits) == [200_026_506, 37_565_787, 12_439_270])
    #expect(layers.map(\.lowestRevenue?.minorUnits) == [7787, 2699, 0])
  }

  @Test func `shares outside 0 through 1 and cuts in the wrong order are refused`() async {
    await #expect(processExitsWith: .failure) {
      _ = try EdgeShop.allEqual.orders.concentration(through: "2024-12-31").share(ofTop: 1.01)
    }
    await #expect(processExitsWith: .failure) {
      _ = try EdgeShop.allEqual.orders.concentration(through: "2024-12-31").smallestCount(
        bringing: -.infinity)
    }
    await #expect(processExitsWith: .failure) {
      _ = try EdgeShop.allEqual.orders.concentration(through: "2024-12-31").pyramid(
        keyShare: 0.9, mainShare: 0.8)
    }
    await #expect(processExitsWith: .failure) {
      _ = try EdgeShop.allEqual.orders.concentration(through: "2024-12-31").lorenzCurve(
        stepCount: 0)
    }
  }
}

import Clientele
import ClienteleFixtures
import Testing

@Suite struct MeanRevenueTests {
  static let windows = [
    TimeWindow(start: "2021-03-01", end: "2022-02-01"),
    TimeWindow(start: "2021-12-01", end: "2022-01-01"),
  ]

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `figures equal the definition`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed, customers: 50))
    let means = orders.run(MeanRevenue(in: Self.windows))
    for (window, mean) in zip(Self.windows, means) {
      let revenues = orders.plainCustomers.filter { !$0.purchases(in: window).isEmpty }
        .map { Double($0.revenue(in: window)) / 100 }
      #expect(mean.customerCount == revenues.count, "seed \(seed)")
      let (n, total) = (Double(revenues.count), revenues.reduce(0, +))
      // Sums of fifty numbers in another order.
      #expect(abs(mean.total.value - total) <= 1e-9 * total.magnitude, "seed \(seed)")
      guard n > 1 else {
        #expect(mean.standardError == nil && mean.interval == nil)
        continue
      }
      let squares = revenues.reduce(0) { $0 + ($1 - total / n) * ($1 - total / n) }
      let error = (squares / (n - 1) / n).squareRoot()
      let found = try #require(mean.standardError)
      #expect(abs(found - error) <= 1e-9 * error, "seed \(seed)")
    }
  }

  /// Computed with Python's decimals from the file of the shop.
  @Test func `the tea shop's October`() throws {
    let october = TimeWindow(from: "2026-10-01", through: "2026-10-31")
    let mean = try FixtureShop.orders().run(MeanRevenue(in: [october]))[0]
    #expect(mean.customerCount == 62 && mean.mean?.rounded.description == "223.67")
    let error = try #require(mean.standardError)
    #expect(abs(error - 32.721_950_803_392_8) < 1e-9)
    #expect(try #require(mean.interval).low.description.hasPrefix("159.53389685"))
  }

  @Test func `laws hold`() throws {
    for seed in 0..<3 as Range<UInt64> {
      let analysis = MeanRevenue(in: Self.windows)
      #expect(
        try AnalysisLaws(seed: seed).violations(of: analysis, over: .random(seed: seed)) == [])
    }
  }

  @Test func `squares do not overflow, and too much revenue has no interval`() throws {
    let day: Day = "2021-12-05"
    let large = try OrderTable(
      customers: ["a", "b", "c"], days: [day, day, day], amounts: [.max, .max, 1])
    let mean = large.run(MeanRevenue(in: Self.windows))[1]
    // Two of three have m, one has nothing next to it: the deviation is m / √3, over √3.
    let error = try #require(mean.standardError)
    #expect(abs(error * 100 / Double(Int64.max) - 1 / 3) < 1e-12)
    let tooLarge = try OrderTable(
      customers: ["a", "a", "a", "b"], days: [day, day, day, day],
      amounts: [.max, .max, .max, 1])
    #expect(tooLarge.run(MeanRevenue(in: Self.windows))[1].standardError == nil)
  }
}

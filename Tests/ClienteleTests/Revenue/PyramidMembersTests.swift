import Clientele
import ClienteleFixtures
import Testing

@Suite struct PyramidMembersTests {
  static let window = TimeWindow(start: "2021-03-01", end: "2022-02-01")

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `levels equal the definition, and are as many as the pyramid counts`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed, customers: 50))
    let members = try #require(orders.pyramidMembers(in: Self.window))
    let customers = orders.plainCustomers
    let revenues = customers.map { customer in
      customer.purchases(in: Self.window).isEmpty ? nil : customer.revenue(in: Self.window)
    }
    let total = revenues.reduce(0) { $0 + ($1 ?? 0) }
    for (number, revenue) in revenues.enumerated() {
      let level = revenue.map { own -> CustomerPyramid.Level in
        let before = revenues.reduce(0) { $0 + (($1 ?? .min) > own ? $1! : 0) }
        return before * 100 < total * 80 ? .key : before * 100 < total * 95 ? .main : .small
      }
      #expect(members.level(of: number) == level, "seed \(seed), customer \(number)")
    }
    for (place, level) in CustomerPyramid.Level.allCases.enumerated() {
      let listed = members.groups.members(of: place)
      #expect(listed.count == members.pyramid[level].customerCount)
      let revenue = listed.reduce(0) { $0 + (revenues[$1] ?? 0) }
      #expect(members.pyramid[level].revenue.minorUnits == Int128(revenue))
    }
    #expect(orders.concentration(in: Self.window).pyramid() == members.pyramid)
  }

  @Test func `movement between two days`() throws {
    let orders = try OrderTable(
      customers: ["a", "b", "c", "a", "b", "c", "d"],
      days: [
        "2024-01-01", "2024-01-01", "2024-01-01", "2024-06-01", "2024-06-01", "2024-06-01",
        "2024-06-01",
      ], amounts: [90, 9, 1, 1, 300, 1, 2])
    let before = try #require(orders.pyramidMembers(through: "2024-03-01"))
    let after = try #require(orders.pyramidMembers(through: "2024-12-31"))
    // 90, 9, 1 and then 309, 91, 2, 2 of 404.
    #expect((0..<4).map(before.level(of:)) == [.key, .main, .small, nil])
    #expect((0..<4).map(after.level(of:)) == [.key, .key, .small, .small])
    let movement = before.groups.movement(to: after.groups)
    #expect(movement[1, 0] == 1 && movement[0, 0] == 1)
    #expect(movement[nil, 2] == 1 && movement[2, 2] == 1)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    let laws = AnalysisLaws(seed: seed)
    for analysis in [CustomerRevenues(in: Self.window), .init(through: "2022-02-10")] {
      #expect(try laws.violations(of: analysis, over: columns) == [])
    }
    for analysis in [
      Buyers(in: Self.window), .init(in: Self.window, atLeast: 3, observedThrough: "2021-06-01"),
      .init(in: Self.window, firstBoughtIn: TimeWindow(from: "2021-01-01", through: "2021-04-30")),
    ] {
      #expect(try laws.violations(of: analysis, over: columns) == [])
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have a pyramid or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let members = orders.pyramidMembers(through: "2024-12-31")
    let revenue = orders.concentration(through: "2024-12-31").revenue
    #expect((members == nil) == (revenue.minorUnits <= 0))
    if shop == .allEqual {
      #expect((0..<4).allSatisfy { members?.level(of: $0) == .key })
    }
  }
}

@Suite struct BuyersTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func `lists are as long as the counts of activity, cohorts and retention`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed, customers: 70))
    let last: Day = "2022-02-10"
    let months = PeriodSeries(of: .month, from: "2021-01-01", through: "2022-03-31")
    let activity = orders.run(Activity(every: months, observedThrough: last))
    let cohorts = orders.run(CohortTriangle(every: months, observedThrough: last))
    for (place, figure) in activity.enumerated() {
      let buyers = orders.run(Buyers(in: months[place], observedThrough: last))
      let repeaters = orders.run(Buyers(in: months[place], atLeast: 2, observedThrough: last))
      #expect(buyers.count == figure.customerCount, "seed \(seed)")
      #expect(repeaters.count == figure.repeatCustomerCount, "seed \(seed)")
      #expect(buyers.commonCount(with: repeaters) == repeaters.count)
      for offset in 0..<min(3, months.count - place) {
        let cell = orders.run(
          Buyers(
            in: months[place + offset], firstBoughtIn: months[place], observedThrough: last))
        #expect(cell.count == cohorts[place, offset].customerCount, "seed \(seed)")
      }
    }
    let day = TimeWindow(from: "2021-05-31", through: "2021-05-31")
    let after = TimeWindow(from: "2021-06-01", through: "2021-06-30")
    let rate = orders.retention(of: day, returning: [.within(30)], observedThrough: last)[0]
    let base = orders.run(Buyers(in: day))
    #expect(base.count == rate.denominator)
    #expect(base.commonCount(with: orders.run(Buyers(in: after))) == rate.numerator)
  }

  @Test func `buyers have bought at least once`() async {
    await #expect(processExitsWith: .failure) {
      _ = Buyers(in: TimeWindow(from: "2024-01-01", through: "2024-01-31"), atLeast: 0)
    }
  }
}

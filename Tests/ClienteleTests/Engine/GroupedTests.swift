import Clientele
import ClienteleFixtures
import Testing

/// A question of a group is the question of a shop with that group's orders alone.
@Suite struct GroupedTests {
  private static let last: Day = "2022-02-10"
  private static let window = TimeWindow(start: "2021-06-01", end: "2021-09-01")
  private static let months = PeriodSeries(of: .month, from: "2021-01-01", through: "2022-02-28")

  /// The rows that belong to a group, as columns of their own.
  private func rows(_ columns: OrderColumns, where belongs: (Int) -> Bool) -> OrderColumns {
    guard case .integers(let ids) = columns.customers else { return columns }
    let kept = columns.amounts.indices.filter(belongs)
    var part = OrderColumns(
      customers: .integers(kept.map { ids[$0] }), days: kept.map { columns.days[$0] },
      amounts: kept.map { columns.amounts[$0] })
    part.dimensions = columns.dimensions.map { dimension in
      .init(
        name: dimension.name, level: dimension.level, values: kept.map { dimension.values[$0] })
    }
    return part
  }

  private func expectAlone<Question: Analysis>(
    _ question: Question, by groups: CustomerGroups, in columns: OrderColumns, seed: UInt64
  ) throws where Question.Result: Equatable {
    let orders = try OrderTable(columns, groupShift: 4)
    let answers = orders.run(Grouped(question, by: groups))
    #expect(answers.count == groups.count)
    guard case .integers(let ids) = columns.customers else { return }
    for (group, answer) in answers.enumerated() {
      let part = rows(columns) { row in
        orders.customers.number(of: ids[row]).flatMap(groups.group) == group
      }
      let alone = try OrderTable(part).run(question)
      #expect(answer == alone, "seed \(seed), group \(group) of \(Question.self)")
    }
  }

  private func expectAlone<Question: Analysis>(
    _ question: Question, byChannelOf columns: OrderColumns, seed: UInt64
  ) throws where Question.Result: Equatable {
    let orders = try OrderTable(columns, groupShift: 4)
    let channels = try #require(orders.orderGroups(by: "channel"))
    let answers = orders.run(Grouped(question, by: channels))
    #expect(channels.names == ["app", "shop", "web"])
    for (name, answer) in zip(channels.names, answers) {
      let part = rows(columns) { columns.dimensions[0].values[$0] == name }
      #expect(
        answer == (try OrderTable(part).run(question)), "seed \(seed), \(name) of \(Question.self)")
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a group of customers is a shop of its own`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    let groups = CustomerGroups(
      names: ["a", "b", "nobody", "c"],
      groups: (0..<100).map { [0, 1, nil, 3, 0][($0 * 7 + Int(seed)) % 5] })
    try expectAlone(
      LifecycleSeries(asOf: ["2021-05-31", "2021-12-31"]), by: groups, in: columns, seed: seed)
    try expectAlone(
      Migration(from: "2021-05-31", to: "2021-12-31"), by: groups, in: columns, seed: seed)
    try expectAlone(
      Activity(every: Self.months, observedThrough: Self.last), by: groups, in: columns,
      seed: seed)
    try expectAlone(Activity(in: [Self.window, Self.window]), by: groups, in: columns, seed: seed)
    try expectAlone(
      PooledRetention(returning: [.within(30), .on(7)], observedThrough: Self.last), by: groups,
      in: columns, seed: seed)
    try expectAlone(
      Reactivation(in: Self.window, observedThrough: Self.last), by: groups, in: columns,
      seed: seed)
    try expectAlone(
      PurchaseSurvival(through: 90, observedThrough: Self.last), by: groups, in: columns,
      seed: seed)
    try expectAlone(
      PurchaseGaps(observedThrough: Self.last), by: groups, in: columns, seed: seed)
    try expectAlone(Concentration(in: Self.window), by: groups, in: columns, seed: seed)
    try expectAlone(
      CohortTriangle(every: Self.months, observedThrough: Self.last), by: groups, in: columns,
      seed: seed)
    try expectAlone(
      PeriodStates(every: Self.months, observedThrough: Self.last), by: groups, in: columns,
      seed: seed)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a channel is a shop of its own`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    try expectAlone(
      Activity(every: Self.months, observedThrough: Self.last), byChannelOf: columns, seed: seed)
    try expectAlone(Concentration(in: Self.window), byChannelOf: columns, seed: seed)
    try expectAlone(
      CohortTriangle(every: Self.months, observedThrough: Self.last), byChannelOf: columns,
      seed: seed)
    try expectAlone(
      PurchaseGaps(observedThrough: Self.last), byChannelOf: columns, seed: seed)
  }

  private func expectLaws<Question: Analysis>(
    _ question: Question, by groups: CustomerGroups, in columns: OrderColumns, seed: UInt64
  ) throws where Question.Result: Equatable {
    let laws = AnalysisLaws(seed: seed)
    #expect(
      try laws.violations(of: Grouped(question, by: groups), over: columns) == [],
      "\(Question.self)")
    let channels = try #require(try OrderTable(columns).orderGroups(by: "channel"))
    #expect(
      try laws.violations(of: Grouped(question, by: channels), over: columns) == [],
      "\(Question.self)")
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let columns = OrderColumns.random(seed: seed)
    let groups = CustomerGroups(
      names: ["x", "y"], groups: (0..<90).map { $0 % 3 == 2 ? nil : $0 % 3 })
    let last = Self.last
    try expectLaws(Activity(in: [Self.window]), by: groups, in: columns, seed: seed)
    try expectLaws(
      LifecycleSeries(asOf: ["2021-05-31", "2021-12-31"]), by: groups, in: columns, seed: seed)
    try expectLaws(
      Migration(from: "2021-05-31", to: "2021-12-31"), by: groups, in: columns, seed: seed)
    try expectLaws(
      PeriodStates(every: Self.months, observedThrough: last), by: groups, in: columns, seed: seed)
    try expectLaws(
      PooledRetention(returning: [.within(30)], observedThrough: last), by: groups, in: columns,
      seed: seed)
    try expectLaws(
      Reactivation(in: Self.window, observedThrough: last), by: groups, in: columns, seed: seed)
    try expectLaws(
      CohortTriangle(every: Self.months, observedThrough: last), by: groups, in: columns,
      seed: seed)
    try expectLaws(
      PurchaseSurvival(through: 90, observedThrough: last), by: groups, in: columns, seed: seed)
    try expectLaws(PurchaseGaps(observedThrough: last), by: groups, in: columns, seed: seed)
    try expectLaws(Concentration(in: Self.window), by: groups, in: columns, seed: seed)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `groups and everyone in none add up to everyone`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed))
    let groups = CustomerGroups(
      names: ["a", "b", "none"], groups: (0..<orders.customerCount).map { $0 * 5 % 7 % 3 })
    let days: [Day] = ["2021-05-31", "2021-12-31"]
    let (all, parts) = orders.run(
      LifecycleSeries(asOf: days), Grouped(LifecycleSeries(asOf: days), by: groups))
    for (place, snapshot) in all.snapshots.enumerated() {
      for stage in LifecycleStage.allCases {
        #expect(parts.reduce(0) { $0 + $1.snapshots[place][stage] } == snapshot[stage])
      }
    }
    let activity = Activity(every: Self.months, observedThrough: Self.last)
    let channels = try #require(orders.orderGroups(by: "channel"))
    let (windows, each, byChannel) = orders.run(
      activity, Grouped(activity, by: groups), Grouped(activity, by: channels))
    for (place, window) in windows.enumerated() {
      #expect(each.reduce(0) { $0 + $1[place].customerCount } == window.customerCount)
      #expect(each.reduce(0) { $0 + $1[place].repeatCustomerCount } == window.repeatCustomerCount)
      for parts in [each, byChannel] {
        #expect(parts.reduce(0) { $0 + $1[place].orderCount } == window.orderCount)
        #expect(
          parts.reduce(0) { $0 + $1[place].revenue.minorUnits } == window.revenue.minorUnits)
      }
      #expect(byChannel.reduce(0) { $0 + $1[place].customerCount } >= window.customerCount)
    }
    let retention = PooledRetention(returning: [.within(30)], observedThrough: Self.last)
    let (rates, rateParts) = orders.run(retention, Grouped(retention, by: groups))
    #expect(rateParts.reduce(0) { $0 + $1[0].numerator } == rates[0].numerator)
    #expect(rateParts.reduce(0) { $0 + $1[0].denominator } == rates[0].denominator)
    let gaps = PurchaseGaps(observedThrough: Self.last)
    let (gapCounts, gapParts) = orders.run(gaps, Grouped(gaps, by: groups))
    #expect(gapParts.reduce(0) { $0 + $1[0].gapCount } == gapCounts[0].gapCount)
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops divide into one group as themselves`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let all = CustomerGroups(
      names: ["all"], groups: Array(repeating: 0, count: orders.customerCount))
    let question = Activity(in: [TimeWindow(start: "2024-01-01", end: "2024-03-01")])
    #expect(orders.run(Grouped(question, by: all)) == [orders.run(question)])
    let none = CustomerGroups(names: [], groups: [])
    #expect(orders.run(Grouped(question, by: none)) == [])
  }

  @Test func `the size is that of all groups`() {
    let question = CohortTriangle(every: Self.months, observedThrough: Self.last)
    let groups = CustomerGroups(names: ["a", "b", "c"], groups: [])
    let (one, three) = (question.answerSize, Grouped(question, by: groups).answerSize)
    #expect(three.partialByteCount == 3 * one.partialByteCount && one.partialByteCount > 0)
    #expect(three.resultByteCount == 3 * one.resultByteCount)
  }

  @Test func `a question with a value for every customer cannot be grouped`() async {
    await #expect(processExitsWith: .failure) {
      let orders = try OrderTable(customers: ["a"], days: ["2024-01-01"], amounts: [1])
      let groups = CustomerGroups(names: ["a"], groups: [0])
      _ = orders.run(Grouped(CustomerStages(asOf: "2024-01-01"), by: groups))
    }
  }

  @Test func `only a dimension of orders divides orders`() throws {
    let orders = try FixtureShop.orders()
    #expect(orders.orderGroups(by: "region") == nil && orders.orderGroups(by: "colour") == nil)
    #expect(orders.orderGroups(by: "coupon")?.names.first == "")
  }
}

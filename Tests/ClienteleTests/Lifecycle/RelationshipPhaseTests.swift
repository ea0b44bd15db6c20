import Clientele
import ClienteleFixtures
import Testing

@Suite struct RelationshipPhaseTests {
  /// The phase by definition, with fractions of Int and windows of days.
  private func phase(
    of customer: PlainCustomer, asOf day: Day, _ rule: PhaseRule
  ) -> RelationshipPhase? {
    guard let first = customer.purchases.map(\.day).min(), first <= day else { return nil }
    let end = day + 1
    let windows = (0..<rule.periodCount).map { index -> TimeWindow in
      let months = rule.period.count
      func back(_ count: Int) -> Day {
        switch rule.period {
        case .days: end - count * months
        case .weeks: end - count * months * 7
        default: count == 0 ? end : end - .months(count * months)
        }
      }
      return TimeWindow(start: back(index + 1), end: back(index))
    }
    let orders = windows.map { customer.purchases(in: $0).count }
    let spend = windows.map { customer.revenue(in: $0) }
    let begun = windows.firstIndex { $0.contains(first) } ?? rule.periodCount
    let earlier = (1..<rule.periodCount).filter { $0 <= begun }
    func direction(_ figures: [Int]) -> Int {
      let sum = max(0, earlier.reduce(0) { $0 + figures[$1] })
      let latest = figures[0] * max(1, earlier.count)
      let percent = Int((rule.tolerance * 100).rounded())
      return latest * 100 > sum * (100 + percent)
        ? 1 : latest * 100 < sum * (100 - percent) ? -1 : 0
    }
    let course = direction(orders) + direction(spend)
    let count = orders.reduce(0, +)
    if count == 0 || course < 0 { return .decline }
    if count <= rule.fewOrders || spend.reduce(0, +) <= 0 { return .exploration }
    return course > 0 ? .formation : .stability
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `phases equal the definition`(seed: UInt64) throws {
    let orders = try OrderTable(.random(seed: seed, customers: 60, orders: 900))
    let rules = [
      PhaseRule.standard,
      PhaseRule(period: .days(20), periodCount: 5, tolerance: 0.1, fewOrders: 3),
      PhaseRule(period: .months(1), periodCount: 2, tolerance: 0, fewOrders: 0),
      PhaseRule(period: .weeks(6), periodCount: 7, tolerance: 1, fewOrders: 1),
    ]
    let day = ("2021-03-31" as Day) + Int(seed) * 23
    for rule in rules {
      let phases = orders.run(RelationshipPhases(asOf: day, rule: rule))
      let expected = orders.plainCustomers(through: day).map { phase(of: $0, asOf: day, rule) }
      #expect(phases == expected, "seed \(seed), \(rule)")
    }
    let kinds = Set(rules.flatMap { orders.run(RelationshipPhases(asOf: day, rule: $0)) })
    #expect(kinds.count >= 4, "seed \(seed)")
  }

  /// Orders of 10.00 in the quarters that end on 2024-12-31 and before, latest quarter first.
  private func phase(orders: [Int], amount: Int64 = 10_00) throws -> RelationshipPhase? {
    let ends: [Day] = ["2024-12-31", "2024-09-30", "2024-06-30", "2024-03-31", "2023-12-31"]
    let days = zip(orders, ends).flatMap { count, end in (0..<count).map { end - $0 } }
    let table = try OrderTable(
      customers: days.map { _ in "a" }, days: days, amounts: days.map { _ in amount })
    return table.run(RelationshipPhases(asOf: "2024-12-31")).first ?? nil
  }

  @Test func `courses by hand`() throws {
    let cases: [([Int], RelationshipPhase)] = [
      ([1], .exploration), ([2], .exploration), ([3], .formation),
      ([1, 0, 0, 1], .exploration), ([4, 2, 1, 0], .formation), ([3, 3, 3, 3], .stability),
      // A quarter more or less is level.
      ([5, 4, 4, 4], .stability), ([6, 4, 4, 4], .formation), ([3, 4, 4, 4], .stability),
      ([2, 4, 4, 4], .decline), ([0, 5, 5, 5], .decline), ([0, 0, 0, 1], .decline),
      // Periods before the first purchase do not count: two of two are level, not rising.
      ([2, 2], .stability), ([0, 1], .decline),
      // What came before all periods is not compared with.
      ([0, 0, 0, 0, 9], .decline), ([3, 0, 0, 0, 9], .formation),
    ]
    for (orders, expected) in cases {
      #expect(try phase(orders: orders) == expected, "\(orders)")
    }
  }

  @Test func `spend and orders are weighed against each other`() throws {
    func phase(_ rows: [(Day, Int64)]) throws -> RelationshipPhase? {
      try OrderTable(
        customers: rows.map { _ in "a" }, days: rows.map(\.0), amounts: rows.map(\.1)
      ).run(RelationshipPhases(asOf: "2024-12-31"))[0]
    }
    // Half the orders, twice the money: level.
    #expect(
      try phase([
        ("2024-08-01", 10), ("2024-08-02", 10), ("2024-11-01", 40),
      ]) == .stability)
    // As many orders, less than half the money: falling.
    #expect(
      try phase([
        ("2024-08-01", 10), ("2024-08-02", 10), ("2024-11-01", 4), ("2024-11-02", 4),
      ]) == .decline)
    // Many orders that were paid back whole have brought nothing.
    let rows: [(Day, Int64)] = (1...4).flatMap { index -> [(Day, Int64)] in
      [(("2024-11-01" as Day) + index, 10), (("2024-11-11" as Day) + index, -10)]
    }
    #expect(try phase(rows) == .exploration)
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let analysis = RelationshipPhases(asOf: "2022-01-31")
    #expect(
      try AnalysisLaws(seed: seed).violations(
        of: analysis, over: .random(seed: seed, customers: 50, orders: 800)) == [])
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have phases or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let phases = orders.run(RelationshipPhases(asOf: "2024-04-10"))
    for (number, phase) in phases.enumerated() {
      #expect((phase == nil) == orders.purchases(of: number).allSatisfy { $0.day > "2024-04-10" })
    }
    switch shop {
    case .oneOrder: #expect(phases == [.exploration])
    // A few orders before 11 January, and many more after it.
    case .oneCustomer: #expect(phases == [.formation])
    case .huge: #expect(phases == [.decline, .decline])
    default: break
    }
  }

  @Test func `phases have both names, and are groups`() {
    #expect(RelationshipPhase.allCases.map(\.chineseName) == ["考察期", "形成期", "稳定期", "退化期"])
    let groups = CustomerGroups([.decline, nil, RelationshipPhase.exploration])
    #expect(groups.names == RelationshipPhase.allCases.map(\.name))
    #expect((0..<3).map(groups.group(of:)) == [3, nil, 0])
  }

  @Test func `a rule that cannot be is refused`() async {
    await #expect(processExitsWith: .failure) { _ = PhaseRule(period: .days(0)) }
    await #expect(processExitsWith: .failure) { _ = PhaseRule(periodCount: 1) }
    await #expect(processExitsWith: .failure) { _ = PhaseRule(tolerance: 1.5) }
  }
}

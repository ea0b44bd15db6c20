import Clientele
import ClienteleFixtures
import Testing

@Suite struct PastValueTests {
  private static let day: Day = "2024-05-20"

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `parts equal the definition`(seed: UInt64) throws {
    let shop = LineShop(seed: seed)
    let orders = try shop.table
    let values = orders.pastValue(asOf: Self.day, category: "category")
    #expect(values.columns.basis == .margin && values.columns.missingParts == [.referrals])
    for number in 0..<orders.customerCount {
      let id = try #require(Int(orders.customers[number]))
      let own = shop.orders(of: id, asOf: Self.day)
      #expect(
        values[number].map(PlainValue.init) == (own.isEmpty ? nil : PlainValue(own)),
        "seed \(seed), customer \(id)")
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `the account balances, for customers, groups and the shop`(seed: UInt64) throws {
    var shop = LineShop(seed: seed).columns
    // Some lines take something back.
    for row in shop.amounts.indices where row % 13 == Int(seed) { shop.amounts[row] *= -1 }
    var policies = LineShop.policies
    policies.refunds = [.net, .restated, .gross][Int(seed % 3)]
    policies.purchaseUnit = seed % 2 == 0 ? .orders : .purchaseDays
    policies.zeroAmountOrders = seed % 4 < 2 ? .skip : .count
    let orders = try OrderTable(shop, policies: policies)
    let values = orders.pastValue(asOf: "2030-01-01", category: "category")
    let groups = CustomerGroups(
      names: ["a", "b"], groups: (0..<orders.customerCount).map { $0 % 2 })
    for number in 0..<orders.customerCount {
      let bought = orders.purchases(of: number)
      #expect((values[number] == nil) == bought.isEmpty)
      guard let parts = values[number] else { continue }
      #expect(parts.orderCount == bought.count, "seed \(seed)")
      expectBalance(parts, "seed \(seed), customer \(number)")
      let back = orders.refunds(of: number).reduce(Int128(0)) { $0 + $1.amount.minorUnits }
      #expect(parts.refunds.minorUnits == back)
    }
    let total = values.total
    expectBalance(total, "seed \(seed), all")
    let halves = values.totals(by: groups)
    for part in ValuePart.allCases where part != .referrals {
      let sum = halves.reduce(Int128(0)) { $0 + $1[part]!.minorUnits }
      #expect(sum == total[part]?.minorUnits, "seed \(seed), \(part)")
    }
    #expect(halves.reduce(0) { $0 + $1.customerCount } == total.customerCount)
  }

  private func expectBalance(_ parts: PastValueParts, _ comment: Comment) {
    let later: [ValuePart] = [.repeatPurchases, .crossSell, .serviceCost, .priceSensitivity]
    let sum = later.reduce(Int128(0)) { $0 + (parts[$1]?.minorUnits ?? 0) }
    #expect(parts.laterMargin.minorUnits == sum, comment)
    #expect(
      parts.margin.minorUnits == sum + parts.firstOrder.minorUnits, comment)
    #expect(parts.value.minorUnits == parts.margin.minorUnits - parts.refunds.minorUnits, comment)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `margins are what was paid less costs, whatever the parts`(seed: UInt64) throws {
    let shop = LineShop(seed: seed)
    let orders = try shop.table
    let values = orders.pastValue(asOf: Self.day, category: "category")
    for number in 0..<orders.customerCount {
      let id = try #require(Int(orders.customers[number]))
      let lines = shop.orders(of: id, asOf: Self.day).flatMap { $0 }
      let margin = lines.reduce(0) { $0 + $1.paid - $1.cost - $1.service }
      #expect(values[number].map { Int($0.margin.minorUnits) } ?? 0 == margin, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let shop = LineShop(seed: seed, orderCount: 400)
    let orders = try shop.table
    for category in ["category", nil] {
      let analysis = PastValue(of: orders, asOf: Self.day, category: category)
      #expect(
        try AnalysisLaws(seed: seed).violations(
          of: analysis, over: shop.columns, policies: LineShop.policies) == [])
    }
    let plain = OrderColumns.random(seed: seed)
    let whole = PastValue(of: try OrderTable(plain), asOf: "2022-02-10")
    #expect(try AnalysisLaws(seed: seed).violations(of: whole, over: plain) == [])
  }

  /// By hand: the first order is one pot of tea at 20 % off, served for 10.00; the second has tea
  /// at 10 % off and cups at no discount, served for 6.00.
  @Test func `an example by hand`() throws {
    let shop = LineShop([
      PlainLine(
        customer: 1, order: 1, day: "2024-01-01", category: "tea", paid: 80_00, list: 100_00,
        cost: 40_00, service: 10_00),
      PlainLine(
        customer: 1, order: 2, day: "2024-02-01", category: "tea", paid: 90_00, list: 100_00,
        cost: 40_00, service: 6_00),
      PlainLine(
        customer: 1, order: 2, day: "2024-02-01", category: "cups", paid: 50_00, list: 50_00,
        cost: 20_00, service: 0),
    ])
    let values = try shop.table.pastValue(asOf: "2024-03-01", category: "category")
    let parts = try #require(values[0])
    #expect(parts.firstOrder.description == "30.00")
    // 100.00 × 0.8 − 40.00, less two thirds of the service of 10.00.
    #expect(parts.repeatPurchases.description == "33.33")
    // 50.00 × 0.8 − 20.00, less the other third.
    #expect(parts.crossSell?.description == "16.67")
    #expect(parts.serviceCost?.description == "4.00")
    #expect(parts.priceSensitivity?.description == "20.00")
    #expect(parts.laterMargin.description == "74.00")
    #expect(parts.margin.description == "104.00" && parts.orderCount == 2)
    let earlier = try #require(
      try shop.table.pastValue(asOf: "2024-01-31", category: "category")[0])
    #expect(earlier.orderCount == 1 && earlier.laterMargin.minorUnits == 0)
  }

  @Test func `a discount says the list price as well`() throws {
    var shop = LineShop(seed: 3)
    let whole = try shop.table.pastValue(asOf: Self.day, category: "category")
    var columns = shop.columns
    columns.measures![0] = .init(
      .discount, amounts: shop.lines.map { Int64($0.list - $0.paid) })
    let orders = try OrderTable(columns, policies: LineShop.policies)
    #expect(orders.pastValue(asOf: Self.day, category: "category") == whole)
    shop = LineShop([])
    #expect(try shop.table.pastValue(asOf: Self.day).isEmpty)
  }

  @Test func `a missing column leaves its part without value, and its effect in the repeats`()
    throws
  {
    let shop = LineShop(seed: 5)
    let whole = try shop.table.pastValue(asOf: Self.day, category: "category").total
    let cases: [(MissingValueColumn, ValuePart, (inout OrderColumns) -> Void, String?)] = [
      (.category, .crossSell, { _ in }, nil),
      (.category, .crossSell, { _ in }, "colour"),
      (.listPrice, .priceSensitivity, { $0.measures!.remove(at: 0) }, "category"),
      (.serviceCost, .serviceCost, { $0.measures!.removeLast() }, "category"),
    ]
    for (reason, part, change, category) in cases {
      var columns = shop.columns
      change(&columns)
      let orders = try OrderTable(columns, policies: LineShop.policies)
      let values = orders.pastValue(asOf: Self.day, category: category)
      let total = values.total
      #expect(values.columns.missing(for: part) == reason, "\(reason)")
      #expect(total[part] == nil && !reason.sentence.isEmpty)
      expectBalance(total, "\(reason)")
      #expect(total.customerCount == whole.customerCount)
      if reason == .category {
        let both = whole.repeatPurchases.minorUnits + whole.crossSell!.minorUnits
        // Both were rounded for each customer.
        #expect(abs(total.repeatPurchases.minorUnits - both) <= Int128(whole.customerCount))
      }
      if reason != .serviceCost { #expect(total.margin == whole.margin) }
    }
    var columns = shop.columns
    columns.measures = nil
    let plain = try OrderTable(columns, policies: LineShop.policies)
      .pastValue(asOf: Self.day, category: "category")
    #expect(plain.columns.basis == .revenue)
    #expect(plain.columns.missingParts == ValuePart.allCases.filter { $0.rawValue > 2 })
    #expect(plain.columns.missing(for: .crossSell) == .lines)
    expectBalance(plain.total, "no lines")
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a table appended to another has the value of both`(seed: UInt64) throws {
    let shop = LineShop(seed: seed)
    let expected = try shop.table.pastValue(asOf: Self.day, category: "category")
    // Orders stay whole; some customers and days are in both tables.
    let halves = [0, 1].map { half in LineShop(shop.lines.filter { $0.order % 2 == half }) }
    let (first, second) = (try halves[0].table, try halves[1].table)
    for joined in [try first.appending(second), try second.appending(first)] {
      #expect(joined.pastValue(asOf: Self.day, category: "category") == expected, "seed \(seed)")
    }
    var plain = halves[1].columns
    plain.measures = []
    let other = try OrderTable(plain, policies: LineShop.policies)
    #expect(throws: OrderTableError.differentTables(.lines)) { try first.appending(other) }
  }

  @Test func `of two orders on the first day the smaller is the first`() throws {
    func line(_ order: Int, _ category: String, _ paid: Int) -> PlainLine {
      PlainLine(
        customer: 1, order: order, day: "2024-01-01", category: category, paid: paid, list: paid,
        cost: 0, service: 0)
    }
    let lines = [line(1, "tea", 60), line(1, "cups", 60), line(2, "gifts", 100)]
    for shop in [LineShop(lines), LineShop(lines.reversed())] {
      let parts = try #require(try shop.table.pastValue(asOf: Self.day, category: "category")[0])
      #expect(parts.firstOrder.minorUnits == 100 && parts.crossSell?.minorUnits == 120)
      #expect(parts.repeatPurchases.minorUnits == 0)
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `edge shops have parts or none`(shop: EdgeShop) throws {
    let orders = try shop.orders
    let values = orders.pastValue(asOf: "2024-12-31")
    for number in values.indices {
      let bought = orders.purchases(of: number).filter { $0.day <= "2024-12-31" }
      #expect((values[number] == nil) == bought.isEmpty)
      if let parts = values[number] { expectBalance(parts, "\(shop)") }
    }
    let total = values.total
    switch shop {
    case .empty, .late, .onlyRefunds:
      #expect(total.customerCount == 0 && total.value.minorUnits == 0)
    case .refundsFirst: #expect(total.refunds.description == "17.00")
    case .huge:
      #expect(total.laterMargin.minorUnits == 2 * Int128(Int64.max))
      #expect(total.value.minorUnits == 2 * Int128(Int64.max))
    case .oneCustomer: #expect(total.orderCount == 60 && total.laterMargin.minorUnits == 5_900)
    default: break
    }
  }

  @Test func `amounts at the end of the range do not overflow`() throws {
    let lines = ["2024-01-01", "2024-01-02", "2024-01-03"].enumerated().map { order, day in
      PlainLine(
        customer: 1, order: order, day: Day(day)!, category: "", paid: .max,
        list: order == 0 ? 1 : .max, cost: .max, service: .max)
    }
    let parts = try #require(
      try LineShop(lines).table.pastValue(asOf: Self.day, category: "category")[0])
    expectBalance(parts, "huge")
    #expect(parts.margin.minorUnits == -3 * Int128(Int.max))
  }
}

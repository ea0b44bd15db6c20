import Clientele
import ClienteleFixtures
import Testing

@Suite struct PropensityFeaturesTests {
  static let shop = TimeWindow(start: "2021-01-01", end: "2023-01-01")

  /// The definition, from the lists of one customer.
  static func expected(_ feature: PurchaseFeature, _ all: PlainCustomer, asOf: Day) -> Double? {
    let customer = all.seen(through: asOf)
    let (purchases, days) = (customer.purchases, customer.purchaseDays)
    guard let last = days.last else { return nil }
    let gaps = zip(days, days.dropFirst()).map { Double($1 - $0) }
    let gap = gaps.isEmpty ? 0 : gaps.reduce(0, +) / Double(gaps.count)
    let spent = purchases.map(\.amount)
    let net = Double(spent.reduce(0, +) - customer.refunds.map(\.amount).reduce(0, +)) / 100
    func recent(_ span: Int) -> Double { Double(purchases.count { asOf - $0.day < span }) }
    return switch feature {
    case .orders: Double(purchases.count)
    case .purchaseDays: Double(days.count)
    case .repeatBuyer: days.count > 1 ? 1 : 0
    case .daysSinceLastOrder: Double(asOf - last)
    case .daysSinceFirstOrder: Double(asOf - days[0])
    case .averageGapDays: gap
    case .gapsSinceLastOrder: gap > 0 ? Double(asOf - last) / gap : 0
    case .netSpend: net
    case .averageOrderValue: net / Double(purchases.count)
    case .largestOrder: Double(spent.max()!) / 100
    case .ordersInLast30Days: recent(30)
    case .ordersInLast90Days: recent(90)
    case .ordersInLast365Days: recent(365)
    case .refunds: Double(customer.refunds.count)
    }
  }

  @Test func `features and outcomes equal the definition, customer by customer`() throws {
    for seed in 0..<4 as Range<UInt64> {
      let orders = try OrderTable(
        .random(customers: 150, orders: 700, in: Self.shop, seed: seed))
      for asOf in ["2020-12-31", "2021-06-30", "2022-02-28", "2023-06-01"] as [Day] {
        let question = PropensityFeatures(
          asOf: asOf, days: 60, features: PurchaseFeature.allCases)
        let table = orders.run(question)
        let plain = orders.plainCustomers
        #expect(
          table.customers
            == plain.indices.filter { plain[$0].purchases.contains { $0.day <= asOf } })
        for feature in PurchaseFeature.allCases {
          let found = try #require(table[feature])
          let expected = table.customers.map { Self.expected(feature, plain[$0], asOf: asOf)! }
          #expect(zip(found, expected).allSatisfy { agree($0, $1, 1e-12) }, "\(feature) \(asOf)")
        }
        let window = TimeWindow(start: asOf + 1, end: asOf + 61)
        #expect(table.bought == table.customers.map { !plain[$0].purchases(in: window).isEmpty })
      }
    }
  }

  @Test func `laws hold`() throws {
    for seed in 0..<4 as Range<UInt64> {
      let columns = OrderColumns.random(customers: 300, orders: 800, in: Self.shop, seed: seed)
      let question = PropensityFeatures(
        asOf: "2022-03-31", days: 90, features: PurchaseFeature.allCases)
      #expect(try AnalysisLaws(seed: seed).violations(of: question, over: columns) == [])
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `every edge shop has finite features`(shop: EdgeShop) throws {
    let orders = try shop.orders
    for day in ["2023-12-31", "2024-01-31", "2026-01-01"] as [Day] {
      let table = orders.run(
        PropensityFeatures(asOf: day, days: 30, features: PurchaseFeature.allCases))
      for feature in PurchaseFeature.allCases {
        #expect(table[feature]!.allSatisfy { $0.isFinite }, "\(feature)")
      }
      #expect(table.buyerCount! <= table.customers.count)
    }
  }

  @Test func `nothing after the as-of day is seen`() throws {
    let (ids, days) = (
      ["a", "a", "a", "b"], ["2024-01-01", "2024-01-10", "2024-01-20", "2024-01-11"]
    )
    let orders = try OrderTable(
      customers: ids, days: days.map { Day($0)! }, amounts: [100, 250, -50, 100])
    let table = orders.run(
      PropensityFeatures(asOf: "2024-01-09", days: 1, features: PurchaseFeature.allCases))
    #expect(table.customers == [0] && table.bought == [true])
    #expect(table[.netSpend] == [1] && table[.refunds] == [0] && table[.orders] == [1])
    let later = orders.run(PropensityFeatures(asOf: "2024-01-10", days: 1))
    #expect(later.bought == [false], "b is not a customer yet, and a does not buy again")
    #expect(orders.run(PropensityFeatures(asOf: "2024-01-10")).bought == nil)
  }
}

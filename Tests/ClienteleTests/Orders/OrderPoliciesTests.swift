import Clientele
import Testing

@Suite struct OrderPoliciesTests {
  /// Customer, order, day and amount, one row each.
  private func columns(_ rows: [(String, String, Day, Int64)]) -> OrderColumns {
    OrderColumns(
      customers: .texts(rows.map(\.0)), days: rows.map(\.2), amounts: rows.map(\.3),
      orders: rows.map(\.1))
  }

  private func amounts(_ orders: OrderTable, of customer: Int = 0) -> [Int64] {
    orders.purchases(of: customer).map { Int64($0.amount.minorUnits) }
  }

  @Test func `lines of one order are one purchase`() throws {
    let rows = columns([
      ("ann", "1", "2026-01-01", 500), ("ann", "2", "2026-01-01", 100),
      ("ann", "1", "2026-01-01", 250),
    ])
    var policies = OrderPolicies()
    policies.records = .lines
    let orders = try OrderTable(rows, policies: policies)
    #expect(amounts(orders) == [100, 750])
  }

  @Test func `an order met twice with other content is an error naming both records`() {
    let rows = columns([
      ("ann", "1", "2026-01-01", 500), ("bob", "2", "2026-01-01", 100),
      ("ann", "1", "2026-01-01", 600),
    ])
    #expect(
      throws: OrderTableError.conflictingRecords(record: 3, firstRecord: 1, .content)
    ) { try OrderTable(rows) }
  }

  @Test func `an order met twice with the same content is one, unless repeats are to be kept`()
    throws
  {
    let rows = columns([
      ("ann", "1", "2026-01-01", 500), ("ann", "1", "2026-01-01", 500),
      ("ann", "1", "2026-01-09", -200), ("ann", "1", "2026-01-09", -200),
    ])
    let orders = try OrderTable(rows)
    #expect(amounts(orders) == [500])
    #expect(orders.refunds(of: 0).map(\.amount.minorUnits) == [200])
    var policies = OrderPolicies()
    policies.identicalRecords = .keep
    #expect(amounts(try OrderTable(rows, policies: policies)) == [1_000])
    policies.identicalRecords = .keepLines
    policies.records = .lines
    #expect(amounts(try OrderTable(rows, policies: policies)) == [1_000])
  }

  @Test func `the largest amounts are paid back exactly, under every policy`() throws {
    let rows = columns([
      ("ann", "1", "2026-01-01", 500), ("ann", "1", "2026-01-02", .min),
      ("ann", "1", "2026-01-03", .min), ("bob", "2", "2026-01-02", .min),
    ])
    for refunds in [OrderPolicies.Refunds.net, .restated] {
      var policies = OrderPolicies()
      policies.refunds = refunds
      let orders = try OrderTable(rows, policies: policies)
      #expect(orders.revenue.minorUnits == 500 + 3 * Int128(Int64.min), "\(refunds)")
    }
  }

  @Test func `the first of conflicting records can be kept, or all be summed`() throws {
    let rows = columns([("ann", "1", "2026-01-01", 500), ("ann", "1", "2026-01-02", 600)])
    var policies = OrderPolicies()
    policies.conflicts = .keepFirst
    #expect(amounts(try OrderTable(rows, policies: policies)) == [500])
    policies.conflicts = .sum
    let summed = try OrderTable(rows, policies: policies)
    #expect(amounts(summed) == [1_100])
    #expect(summed.purchases(of: 0)[0].day == "2026-01-01")
  }

  @Test func `an order of two customers is an error under every policy but keeping the first`()
    throws
  {
    let rows = columns([("ann", "1", "2026-01-01", 500), ("bob", "1", "2026-01-01", 500)])
    var policies = OrderPolicies()
    for conflicts in [OrderPolicies.Conflicts.refuse, .sum] {
      policies.conflicts = conflicts
      #expect(
        throws: OrderTableError.conflictingRecords(record: 2, firstRecord: 1, .customer)
      ) { try OrderTable(rows, policies: policies) }
    }
    policies.conflicts = .keepFirst
    #expect(try OrderTable(rows, policies: policies).orderCount == 1)
  }

  @Test func `identical records are kept as lines, or dropped`() throws {
    let rows = columns([("ann", "1", "2026-01-01", 500), ("ann", "1", "2026-01-01", 500)])
    var policies = OrderPolicies()
    policies.records = .lines
    #expect(amounts(try OrderTable(rows, policies: policies)) == [1_000])
    policies.identicalRecords = .drop
    #expect(amounts(try OrderTable(rows, policies: policies)) == [500])
  }

  @Test func `orders of amount zero are purchases only when asked`() throws {
    let rows = columns([("ann", "1", "2026-01-01", 0), ("ann", "2", "2026-01-02", 5)])
    #expect(amounts(try OrderTable(rows)) == [5])
    var policies = OrderPolicies()
    policies.zeroAmountOrders = .count
    #expect(amounts(try OrderTable(rows, policies: policies)) == [0, 5])
  }

  static let refunded: [(String, String, Day, Int64)] = [
    ("ann", "1", "2026-01-01", 500), ("ann", "1", "2026-01-09", -200),
    ("ann", "2", "2026-02-01", 300), ("ann", "2", "2026-02-03", -350),
    ("ann", "9", "2026-03-01", -40),
  ]

  @Test func `net refunds keep their day and are no purchases`() throws {
    let orders = try OrderTable(columns(Self.refunded))
    #expect(amounts(orders) == [500, 300])
    #expect(orders.refunds(of: 0).map(\.day) == ["2026-01-09", "2026-02-03", "2026-03-01"])
    #expect(orders.refunds(of: 0).map(\.amount.minorUnits) == [200, 350, 40])
  }

  @Test func `gross tables know no refunds`() throws {
    var policies = OrderPolicies()
    policies.refunds = .gross
    let orders = try OrderTable(columns(Self.refunded), policies: policies)
    #expect(amounts(orders) == [500, 300])
    #expect(orders.refundCount == 0)
  }

  @Test func `restated refunds lower their order, and a fully refunded order is none`() throws {
    var policies = OrderPolicies()
    policies.refunds = .restated
    let orders = try OrderTable(columns(Self.refunded), policies: policies)
    #expect(amounts(orders) == [300])
    #expect(orders.refunds(of: 0).map(\.day) == ["2026-02-01", "2026-03-01"])
    #expect(orders.refunds(of: 0).map(\.amount.minorUnits) == [50, 40])
  }

  @Test func `all orders of a day can be one purchase`() throws {
    let rows = columns([
      ("ann", "1", "2026-01-01", 500), ("ann", "2", "2026-01-01", 20),
      ("ann", "3", "2026-01-02", 7), ("bob", "4", "2026-01-01", 1),
    ])
    var policies = OrderPolicies()
    policies.purchaseUnit = .purchaseDays
    let orders = try OrderTable(rows, policies: policies)
    #expect(amounts(orders) == [520, 7])
    #expect(amounts(orders, of: 1) == [1])
  }

  @Test func `a day that outgrows 64 bits stays two purchases, and nothing is lost`() throws {
    let rows = columns([("ann", "1", "2026-01-01", .max), ("ann", "2", "2026-01-01", 5)])
    var policies = OrderPolicies()
    policies.purchaseUnit = .purchaseDays
    let orders = try OrderTable(rows, policies: policies)
    #expect(amounts(orders) == [5, .max])
  }

  @Test func `an order that outgrows 64 bits is an error`() {
    let rows = columns([("ann", "1", "2026-01-01", .max), ("ann", "1", "2026-01-01", 1)])
    var policies = OrderPolicies()
    policies.records = .lines
    #expect(
      throws: OrderTableError.conflictingRecords(record: 2, firstRecord: 1, .overflow)
    ) { try OrderTable(rows, policies: policies) }
  }

  @Test func `dimensions of lines and of customers do not depend on the order of rows`() throws {
    var rows = columns([
      ("ann", "1", "2026-01-01", 5), ("ann", "1", "2026-01-01", 6), ("ann", "2", "2026-02-01", 7),
      ("bob", "3", "2026-01-01", 8),
    ])
    rows.dimensions = [
      .init(name: "category", level: .order, values: ["", "tea", "cup", "tea"]),
      .init(name: "region", level: .customer, values: ["north", "north", "south", ""]),
    ]
    var policies = OrderPolicies()
    policies.records = .lines
    let orders = try OrderTable(rows, policies: policies)
    let category = try #require(orders.dimension(named: "category"))
    #expect(category.values == ["", "cup", "tea"])
    #expect(orders.values(of: category, ofPurchasesBy: 0) == ["tea", "cup"])
    let region = try #require(orders.dimension(named: "region"))
    #expect(orders.value(of: region, ofCustomer: 0) == "south")
    #expect(orders.value(of: region, ofCustomer: 1) == "")
  }
}

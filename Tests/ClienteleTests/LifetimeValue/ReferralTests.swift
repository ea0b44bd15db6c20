import Clientele
import Testing

@Suite struct ReferralTests {
  /// Ann sent Bob and Cleo, Bob sent Dora, Eve sent herself, and nobody knows Zoe.
  private func orders() throws -> OrderTable {
    let rows: [(String, Int64, String)] = [
      ("ann", 10_00, ""), ("bob", 20_00, "ann"), ("cleo", 5_01, "ann"), ("dora", 7_00, "bob"),
      ("eve", 9_00, "eve"), ("fay", 1_00, "zoe"), ("bob", -2_00, ""), ("gus", -3_00, "ann"),
      ("hal", 4_00, "gus"),
    ]
    var columns = OrderColumns(
      customers: .texts(rows.map(\.0)), days: Array(repeating: "2024-01-01", count: rows.count),
      amounts: rows.map(\.1))
    columns.dimensions = [
      .init(name: "referrer", level: .customer, values: rows.map(\.2)),
      .init(name: "channel", level: .order, values: rows.map { _ in "web" }),
    ]
    return try OrderTable(columns)
  }

  @Test func `whoever was sent counts for who sent them, and stands beside the sum`() throws {
    let orders = try orders()
    let referrers = try #require(orders.referrers(in: "referrer"))
    // Gus has only been refunded.
    #expect(referrers.unknown == ["gus", "zoe"] && referrers.selfReferralCount == 1)
    let plain = orders.pastValue(asOf: "2024-02-01")
    let values = plain.withReferrals(by: referrers.customers)
    func referred(_ id: String) throws -> String? {
      let number = try #require(orders.customers.number(of: id))
      return values[number]?.referrals?.description
    }
    #expect(try referred("ann") == "23.01")
    #expect(try referred("bob") == "7.00")
    #expect(try referred("dora") == "0.00" && referred("eve") == "0.00")
    #expect(try referred("gus") == nil)
    #expect(values.total.referrals?.description == "30.01")
    #expect(values.total.margin == plain.total.margin && values.total.value == plain.total.value)
    #expect(plain.total.referrals == nil && plain.columns.missing(for: .referrals) == .referrer)
    #expect(values.columns.missing(for: .referrals) == nil)
  }

  @Test func `a share of the value is owed, rounded once for each who sent`() throws {
    let orders = try orders()
    let referrers = try #require(orders.referrers(in: "referrer"))
    let values = orders.pastValue(asOf: "2024-02-01")
      .withReferrals(by: referrers.customers, share: 0.5)
    let ann = try #require(orders.customers.number(of: "ann"))
    #expect(values[ann]?.referrals?.description == "11.51")
    #expect(values.total.referrals?.description == "15.01")
  }

  @Test func `only a dimension of customers says who was sent`() throws {
    let orders = try orders()
    #expect(orders.referrers(in: "channel") == nil && orders.referrers(in: "nobody") == nil)
  }

  @Test func `a table with fewer referrers than customers is refused`() async {
    await #expect(processExitsWith: .failure) {
      let orders = try OrderTable(customers: ["a"], days: ["2024-01-01"], amounts: [1])
      _ = orders.pastValue(asOf: "2024-01-01").withReferrals(by: [])
    }
  }
}

import Clientele
import ClienteleCSV
import Testing

/// What records say was paid back of themselves: it shares the fate of its record, and is booked
/// once.
@Suite struct RefundColumnTests {
  static let header = "order_id,customer_id,ts,amount,refunded\n"

  static var schema: OrderSchema {
    var schema = OrderSchema.plain
    schema.columns[.refund] = ["refunded"]
    return schema
  }

  func load(
    _ text: String, _ schema: OrderSchema = schema, rejects: String? = nil
  ) throws -> LoadedOrders {
    let file = TemporaryFile(Self.header + text)
    defer { withExtendedLifetime(file) {} }
    var reader = OrderReader(schema)
    reader.rejectsPath = rejects
    return try reader.load([file.path])
  }

  @Test func `a dropped repeat takes its refund with it`() throws {
    for records in OrderPolicies.Records.allCases {
      var schema = Self.schema
      schema.policies.records = records
      schema.policies.identicalRecords = .drop
      let loaded = try load("1,c,2024-01-01,10,4\n1,c,2024-01-01,10,4\n", schema)
      #expect(loaded.orders.revenue.description == "6.00", "\(records)")
      #expect(loaded.orders.refundCount == 1, "\(records)")
      #expect(loaded.account.skipped[.identical]?.records == 1, "\(records)")
      #expect(loaded.account.skipped[.identical]?.amount == 600, "\(records)")
      #expect(loaded.account.loaded.records == 1, "\(records)")
      #expect(loaded.account.loaded.amount == 600, "\(records)")
      #expect(loaded.account.refundColumnAmount == 400, "\(records)")
      #expect(loaded.account.isBalanced, "\(records)")
    }
  }

  @Test func `a record that gives way to the first takes its refund with it`() throws {
    var schema = Self.schema
    schema.policies.conflicts = .keepFirst
    let loaded = try load("1,c,2024-01-01,10,4\n1,c,2024-01-01,20,7\n", schema)
    #expect(loaded.orders.revenue.description == "6.00")
    #expect(loaded.account.skipped[.conflict]?.records == 1)
    #expect(loaded.account.skipped[.conflict]?.amount == 1300)
    #expect(loaded.account.isBalanced)
  }

  @Test func `a rejected record takes its refund with it`() throws {
    let rejects = TemporaryFile("")
    defer { withExtendedLifetime(rejects) {} }
    let loaded = try load("1,c,2024-01-01,10,4\n1,d,2024-01-01,20,7\n", rejects: rejects.path)
    #expect(loaded.orders.revenue.description == "6.00")
    #expect(loaded.account.rejected.records == 1)
    #expect(loaded.account.rejected.amount == 1300)
    #expect(loaded.account.loaded.records == 1)
    #expect(loaded.account.isBalanced)
    #expect(rejects.text.split(separator: "\r\n").count == 2)
  }

  @Test func `an order that two records refund is one order with two refunds`() throws {
    var schema = Self.schema
    schema.policies.records = .lines
    let loaded = try load("1,c,2024-01-01,10,4\n1,c,2024-01-01,5,5\n2,c,2024-01-02,0,0\n", schema)
    #expect(loaded.orders.orderCount == 1)
    #expect(loaded.orders.refundCount == 2)
    #expect(loaded.orders.revenue.description == "6.00")
    #expect(loaded.account.loaded.records == 2)
    #expect(loaded.account.skipped[.zeroAmount]?.records == 1)
    #expect(loaded.account.isBalanced)
  }

  @Test func `a refund that the record itself names is of a known order`() throws {
    for order in [["order_id"], []] {
      var schema = Self.schema
      schema.columns[.order] = order
      let loaded = try load("1,c,2024-01-01,10,4\n2,d,2024-01-01,3,3\n", schema)
      #expect(loaded.account.unlinkedRefundCount == 0)
      #expect(loaded.orders.revenue.description == "6.00")
      schema.policies.refunds = .restated
      let restated = try load("1,c,2024-01-01,10,4\n2,d,2024-01-01,3,3\n", schema)
      #expect(restated.orders.orderCount == 1)
      #expect(restated.orders.refundCount == 0)
      #expect(restated.account.fullyRefundedOrderCount == 1)
      #expect(restated.orders.revenue.description == "6.00")
      #expect(restated.account.isBalanced)
    }
  }

  @Test func `a refund that fills both columns is booked once`() throws {
    let negative = try load("1,c,2024-01-01,10,0\n1,c,2024-01-03,-4,4\n")
    #expect(negative.orders.revenue.description == "6.00")
    #expect(negative.orders.refundCount == 1)
    #expect(negative.account.loaded.amount == 600)

    var schema = Self.schema
    schema.columns[.order] = ["order_id"]
    schema.refundOrderPrefix = "C"
    let prefixed = try load("1,c,2024-01-01,10,0\nC1,c,2024-01-03,4,4\n", schema)
    #expect(prefixed.orders.revenue.description == "6.00")
    #expect(prefixed.orders.refundCount == 1)

    let other = try load("1,c,2024-01-01,10,0\nC1,c,2024-01-03,0,4\n", schema)
    #expect(other.orders.revenue.description == "6.00")
    #expect(other.orders.refundCount == 1)
    #expect(other.account.loaded.records == 2)
    #expect(other.account.isBalanced)
  }

  @Test func `a refund record by its status is booked once`() throws {
    var schema = OrderSchema.plain
    schema.columns[.status] = ["status"]
    schema.columns[.refund] = ["refunded"]
    schema.statuses = StatusRules(counted: ["paid"], refund: ["refund"])
    let file = TemporaryFile(
      "order_id,customer_id,ts,amount,refunded,status\n"
        + "1,c,2024-01-01,10,0,paid\n1,c,2024-01-03,4,4,refund\n")
    defer { withExtendedLifetime(file) {} }
    let loaded = try OrderReader(schema).load([file.path])
    #expect(loaded.orders.revenue.description == "6.00")
    #expect(loaded.account.isBalanced)
  }

  @Test func `the largest refund that can be written is booked exactly`() throws {
    let loaded = try load("1,c,2024-01-01,\"-92233720368547758.08\",\n")
    #expect(loaded.orders.revenue.description == "-92233720368547758.08")
    #expect(loaded.account.loaded.records == 1)
    #expect(loaded.account.isBalanced)
  }
}

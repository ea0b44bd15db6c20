import Clientele
import ClienteleCSV
import ClienteleKernels
import Testing

/// Rows 77–91 of the reliability table, as far as reading decides them; and the presets.
@Suite struct BusinessTests {
  static let header = "order_id,customer_id,ts,amount\n"

  func load(_ text: String, _ schema: OrderSchema = .plain) throws -> LoadedOrders {
    let file = TemporaryFile(text)
    defer { withExtendedLifetime(file) {} }
    return try OrderReader(schema).load([file.path])
  }

  @Test func row77AnOrderMetAgainIsCountedOrRefused() throws {
    let same = try load(Self.header + "1,c,2024-01-01,5\n1,c,2024-01-01,5\n")
    #expect(same.account.skipped[.identical]?.records == 1)
    #expect(same.orders.revenue.description == "5.00")
    let conflicting = Self.header + "1,c,2024-01-01,5\n1,c,2024-01-01,6\n"
    #expect {
      try load(conflicting)
    } throws: { error in
      (error as? OrderFileError)?.problem == .record(.conflict(.content, firstRecord: 1))
    }
    var schema = OrderSchema.plain
    schema.policies.conflicts = .keepFirst
    let kept = try load(conflicting, schema)
    #expect(kept.orders.revenue.description == "5.00")
    #expect(kept.account.skipped[.conflict]?.records == 1)
    #expect(kept.account.isBalanced)
    schema.policies.conflicts = .sum
    #expect(try load(conflicting, schema).orders.revenue.description == "11.00")
  }

  @Test func row80RefundsOfAllKindsAreRead() throws {
    let loaded = try load(
      Self.header + "1,c,2024-01-02,-5\n2,c,2024-01-03,5\n3,d,2024-01-01,5\n3,d,2024-01-02,-7\n")
    #expect(loaded.orders.orderCount == 2)
    #expect(loaded.orders.refundCount == 2)
    #expect(loaded.account.unlinkedRefundCount == 1)
    #expect(loaded.account.isBalanced)
  }

  @Test func row82AMissingCustomerIsAnErrorOrSkippedAndNeverOneCustomer() throws {
    let text = Self.header + "1,,2024-01-01,5\n2,c,2024-01-01,6\n"
    #expect(refusal(text)?.problem == .record(.missingCustomer))
    var schema = OrderSchema.plain
    schema.missingCustomer = .skip
    let account = try readOrders(text, schema).account
    #expect(account.skipped[.missingCustomer]?.records == 1)
    #expect(account.skipped[.missingCustomer]?.amount == 500)
    #expect(account.loaded.records == 1)
    #expect(account.isBalanced)
    schema.anonymousCustomers = ["c"]
    #expect(try readOrders(text, schema).rows.isEmpty)
  }

  @Test func row85FollowerLinesBelongToTheirOrder() throws {
    let text = """
      Name,Email,Paid at,Total,Lineitem name
      #1001,a@x.com,2024-01-01 10:00:00 +0800,30.00,shirt
      #1001,a@x.com,,,socks
      #1001,,,,"cap, red"
      #1002,b@x.com,2024-01-02 10:00:00 +0800,7.00,belt

      """
    var schema = OrderSchema.shopify
    schema.dimensions = [.init(name: "item", column: "Lineitem name", of: .order)]
    for bytes in [1, 5, 40, 4096] {
      let records = try readOrders(
        text, schema, zone: .utc, pace: ReadingPace(segmentBytes: bytes, segmentCount: 3))
      #expect(records.rows.map(\.customer) == ["a@x.com", "a@x.com", "a@x.com", "b@x.com"])
      #expect(records.rows.map(\.amount) == [3000, 0, 0, 700])
      #expect(records.rows.map(\.dimensions) == [["shirt"], ["socks"], ["cap, red"], ["belt"]])
      #expect(Set(records.rows.prefix(3).map(\.day)) == ["2024-01-01"])
      #expect(records.account.isBalanced)
    }
    let orphan = "Name,Email,Paid at,Total\n#1,a@x.com,,\n"
    #expect(refusal(orphan, .shopify, zone: .utc)?.problem == .record(.lineWithoutOrder))
  }

  @Test func followersOfASkippedOrderAreSkippedWithIt() throws {
    let text = """
      Name,Email,Financial Status,Created at,Total,Refunded Amount,Cancelled at,Currency
      #1,a@x.com,pending,2024-01-01 10:00:00 +0800,30.00,0.00,,EUR
      #1,a@x.com,,,,,,
      #2,a@x.com,paid,2024-01-02 10:00:00 +0800,30.00,0.00,2024-01-03,EUR
      #2,a@x.com,,,,,,
      #3,a@x.com,partially_refunded,2024-01-04 10:00:00 +0800,30.00,12.50,,EUR
      #3,a@x.com,,,,,,
      """
    let records = try readOrders(text, .shopify, zone: .utc)
    #expect(records.rows.map(\.amount) == [3000, -1250, 0])
    #expect(records.rows.map(\.record) == [5, 5, 6])
    #expect(records.account.skipped[.status]?.records == 2)
    #expect(records.account.skipped[.cancelled]?.records == 2)
    #expect(records.account.refundColumnAmount == 1250)
    #expect(records.account.loaded.amount == 1750)
    #expect(records.account.statuses["pending"] == 2)
    #expect(records.source.currency.code == "EUR")
  }

  @Test func row86IdsThatASpreadsheetDestroyedAreRefused() {
    let damaged = [
      "1.23E+15", "2.02408E+19", "2.02E+19", "1E+15", "\"1,23457E+12\"", "1.23457e+12",
      "1.E+15", "1.2E+100",
    ]
    for id in damaged {
      #expect(
        refusal(Self.header + "\(id),c,2024-01-01,5\n")?.problem == .record(.damagedIdentifier))
      #expect(
        refusal(Self.header + "1,\(id),2024-01-01,5\n")?.problem == .record(.damagedIdentifier))
    }
    for id in [
      "E+15", "1.23e-15", "1.23E+1", "x1E+15", "12345678901234567890", "1.2.3E+15",
      "\"1,2.3E+15\"", "1E+15x", "1.2E+1234",
    ] {
      #expect(refusal(Self.header + "\(id),c,2024-01-01,5\n") == nil)
    }
  }

  @Test func taobaoGuardsAndStatusesAreUnderstood() throws {
    let text = #"""
      订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,订单付款时间,退款金额
      ="2024000000000001",小红,￥12.50,交易成功,2024-01-01 09:00:00,2024-01-01 09:00:05,0.00
      '2024000000000002,'小明,"1,000.00",交易成功,2024-01-02 09:00:00,2024-01-02 09:00:05,200.00
      "=""2024000000000003""",小红,5.00,交易关闭,2024-01-03 09:00:00,,0.00
      ="2024000000000004",小红,5.00,等待买家付款,2024-01-03 09:00:00,,0.00
      """#
    let records = try readOrders(text, .taobao)
    #expect(records.rows.map(\.customer) == ["小红", "小明", "小明"])
    #expect(records.rows.map(\.amount) == [1250, 100_000, -20_000])
    #expect(records.account.skipped[.status]?.records == 2)
    let keys = try ["2024000000000001", "2024000000000002"].map { id in
      try readOrders(Self.header + "\(id),c,2024-01-01,5\n").rows[0].key
    }
    #expect(records.rows.map(\.key) == [keys[0], keys[1], keys[1]])
    let unknown = text + "\n=\"2024000000000005\",小红,5.00,奇怪,2024-01-03,2024-01-03,0.00\n"
    #expect(refusal(unknown, .taobao)?.problem == .record(.unknownStatus))
  }

  @Test func wooCommerceOrdersCountByTheirStatus() throws {
    let text = """
      Order_ID,Status,Order_Date,Order_Total,Order_Currency,Customer_ID
      1,wc-completed,2024-01-01 10:00:00,10.00,EUR,7
      2,Processing,2024-01-02 10:00:00,20.00,EUR,8
      3,wc-refunded,2024-01-03 10:00:00,30.00,EUR,8
      4,wc-failed,2024-01-04 10:00:00,40.00,EUR,8
      """
    let records = try readOrders(text, .wooCommerce)
    #expect(records.rows.map(\.amount) == [1000, 2000, 3000, -3000])
    #expect(
      refusal(text + "\n5,completed,2024-01-05,5,EUR,0\n", .wooCommerce)?.problem
        == .record(.missingCustomer))
  }

  @Test func onlineRetailLinesAreMultipliedAndSorted() throws {
    let text = """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
      536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
      536366,22752,BOX,1,2010-12-01 08:28:00,0.001,17850,United Kingdom
      C536379,D,Discount,-1,2010-12-01 09:41:00,27.50,14527,United Kingdom
      536414,22139,,56,2010-12-01 11:52:00,0.00,,United Kingdom
      536589,21777,broken,-10,2010-12-01 16:50:00,1.00,17850,United Kingdom

      """
    let records = try readOrders(text, .onlineRetail)
    #expect(records.rows.map(\.amount) == [15_300, 15_300, 1, -27_500])
    #expect(records.account.skipped[.missingCustomer]?.records == 1)
    #expect(records.account.skipped[.nonPositiveQuantity]?.records == 1)
    #expect(records.account.isBalanced)
    let hashes = records.source.batches.compactMap(\.recordHashes).flatMap { column in
      (0..<column.count).map { column[$0] }
    }
    #expect(hashes.count == 4 && hashes[0] == hashes[1] && hashes[1] != hashes[2])
  }

  @Test func cdnowRecordsAreOrdersOfTheirOwn() throws {
    let records = try readOrders("customer_id,date,n_cds,sales\n00001,19970101,1,11.77\n", .cdnow)
    #expect(records.rows.map(\.description) == ["1: 00001 1997-01-01 1177 []"])
    #expect(records.rows[0].key == nil)
  }

  @Test func `orders whose lines differ in a dimension have the lowest value, and are counted`()
    throws
  {
    var schema = OrderSchema.plain
    schema.policies.records = .lines
    schema.dimensions = [.init(name: "category", of: .order), .init(name: "shop", of: .order)]
    let loaded = try load(
      """
      order_id,customer_id,ts,amount,category,shop
      1,c,2024-01-01,5,tea,s
      1,c,2024-01-01,6,,s
      1,c,2024-01-01,7,cup,s
      2,c,2024-01-02,8,,s
      2,c,2024-01-02,8,tea,s
      3,c,2024-01-03,9,tea,

      """, schema)
    let category = try #require(loaded.orders.dimension(named: "category"))
    #expect(loaded.orders.values(of: category, ofPurchasesBy: 0) == ["cup", "tea", "tea"])
    #expect(loaded.account.mixedOrderCounts == ["category": 1])
  }

  @Test func row87CraftedIdsCostNoMoreThanOthers() throws {
    var text = Self.header
    for order in 0..<20_000 { text += "\(order),\(String(order, radix: 2)),2024-01-01,5\n" }
    let records = try readOrders(text, pace: ReadingPace())
    #expect(Set(records.rows.map(\.customer)).count == 20_000)
  }

  @Test func testOrdersAndCancelledOnesAreSkipped() throws {
    var schema = OrderSchema.plain
    schema.columns[.test] = ["test"]
    schema.columns[.cancelled] = ["cancelled"]
    let records = try readOrders(
      "customer_id,ts,amount,test,cancelled\na,2024-01-01,5,TRUE,\nb,2024-01-01,5,0,2024-01-02\n"
        + "c,2024-01-01,5,false,\n", schema)
    #expect(records.rows.map(\.customer) == ["c"])
    #expect(records.account.skipped.mapValues(\.records) == [.test: 1, .cancelled: 1])
  }

  @Test func aColumnTheCallerNamesMustBeThere() {
    var schema = OrderSchema.plain
    schema.columns[.order] = ["Bestellung"]
    #expect(
      refusal("customer_id,ts,amount\nc,2024-01-01,5\n", schema)?.description
        .contains("order (Bestellung)") == true)
  }
}

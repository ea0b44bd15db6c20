import Clientele
import ClienteleCSV
import Testing

/// Records that say again what another one said: rows 77 and 86 of the reliability table.
@Suite struct RepeatedRecordsTests {
  static let header = "order_id,customer_id,ts,amount\n"

  func load(_ texts: [String], _ schema: OrderSchema = .plain) throws -> LoadedOrders {
    let files = texts.map { TemporaryFile($0) }
    defer { withExtendedLifetime(files) {} }
    return try OrderReader(schema).load(files.map(\.path))
  }

  func problem(_ texts: [String], _ schema: OrderSchema = .plain) -> OrderFileError.Problem? {
    do {
      _ = try load(texts, schema)
      return nil
    } catch { return (error as? OrderFileError)?.problem }
  }

  static let file =
    header + "1,ann,2024-01-01 10:00:00,5\n2,bob,2024-01-02 11:00:00,7\n"
    + "1,ann,2024-01-03 09:00:00,-2\n"

  @Test func `orders that are read twice are bought once, and the repeats are counted`() throws {
    let once = try load([Self.file])
    let twice = try load([Self.file, Self.file])
    #expect(twice.orders.revenue == once.orders.revenue)
    #expect(twice.orders.orderCount == 2)
    #expect(twice.orders.refundCount == 1)
    #expect(twice.account.skipped[.identical]?.records == 3)
    #expect(twice.account.skipped[.identical]?.amount == 1000)
    #expect(twice.account.isBalanced)
  }

  @Test func `equal lines of an order are two lines by default, and counted`() throws {
    var schema = OrderSchema.plain
    schema.policies.records = .lines
    let text = Self.header + "1,c,2024-01-01,5\n1,c,2024-01-01,5\n"
    let kept = try load([text], schema)
    #expect(kept.orders.revenue.description == "10.00")
    #expect(kept.account.identicalKeptCount == 1)
    schema.policies.identicalRecords = .drop
    let dropped = try load([text], schema)
    #expect(dropped.orders.revenue.description == "5.00")
    #expect(dropped.account.skipped[.identical]?.records == 1)
  }

  @Test func `whole orders are summed where the shop says that repeats are meant`() throws {
    var schema = OrderSchema.plain
    schema.policies.identicalRecords = .keep
    let loaded = try load([Self.header + "1,c,2024-01-01,5\n1,c,2024-01-01,5\n"], schema)
    #expect(loaded.orders.revenue.description == "10.00")
    #expect(loaded.account.identicalKeptCount == 1)
  }

  /// Two records of one order that agree in customer, day and amount, and in no more.
  static let differing: [(claim: String, header: String, cells: [String])] = [
    ("time of day", "", ["1,c,2024-01-01 10:00:00,5", "1,c,2024-01-01 10:00:01,5"]),
    ("status", ",status", ["1,c,2024-01-01,5,paid", "1,c,2024-01-01,5,sent"]),
    ("a column that is not loaded", ",note", ["1,c,2024-01-01,5,a", "1,c,2024-01-01,5,b"]),
    ("currency", ",currency", ["1,c,2024-01-01,5,", "1,c,2024-01-01,5,EUR"]),
  ]

  @Test func `records that differ in anything are not identical`() {
    for (claim, columns, cells) in Self.differing {
      var schema = OrderSchema.plain
      if claim == "status" {
        schema.columns[.status] = ["status"]
        schema.statuses.counted = ["paid", "sent"]
      }
      if claim == "currency" { schema.columns[.currency] = ["currency"] }
      let header = "order_id,customer_id,ts,amount\(columns)\n"
      let together = [header + cells.joined(separator: "\n") + "\n"]
      #expect(
        problem(together, schema) == .record(.conflict(.content, firstRecord: 1)), "\(claim)")
      let apart = cells.map { header + $0 + "\n" }
      #expect(problem(apart, schema) == .record(.conflict(.content, firstRecord: 1)), "\(claim)")
    }
  }

  @Test func `two pieces at three are not three pieces at two`() throws {
    var schema = OrderSchema.onlineRetail
    schema.policies.identicalRecords = .drop
    let text =
      "InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
      + "1,2,2024-01-01,3,c\n1,3,2024-01-01,2,c\n1,2,2024-01-01,3,c\n"
    let loaded = try load([text], schema)
    #expect(loaded.orders.revenue.description == "12.000")
    #expect(loaded.account.skipped[.identical]?.records == 1)
  }
}

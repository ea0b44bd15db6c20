import Clientele
import ClienteleCSV
import ClienteleKernels
import Testing

@Suite struct MeasureTests {
  private static let header = "order_id,customer_id,date,amount,list,cost,ship,support,pieces\n"

  private func schema(_ measures: OrderSchema.MeasureColumn...) -> OrderSchema {
    var schema = OrderSchema.plain
    schema.policies.records = .lines
    schema.measures = measures
    return schema
  }

  /// The measures of each row, in the source's order of measures.
  private func measures(_ text: String, _ schema: OrderSchema) throws -> [[Int64]] {
    let records = try readOrders(Self.header + text, schema)
    return records.source.batches.flatMap { batch in
      (0..<batch.count).map { row in batch.measures.map { $0[row] } }
    }
  }

  @Test func `columns of one measure are added, and amounts of a piece are multiplied`() throws {
    let schema = schema(
      .init(.serviceCost, column: "ship", emptyCells: .zero),
      .init(.listPrice, column: "list", times: "pieces"),
      .init(.serviceCost, column: "support", emptyCells: .zero))
    let text = "1,a,2024-01-01,9.00,5.25,1,0.30,0.20,2\n1,a,2024-01-01,3.00,3.00,1,,,1\n"
    #expect(try measures(text, schema) == [[10_50, 50], [3_00, 0]])
    let records = try readOrders(Self.header + text, schema)
    #expect(records.source.lines?.measures == [.listPrice, .serviceCost])
  }

  @Test func `what cannot be a measure is refused with record, column and text`() throws {
    let cases: [(String, OrderSchema.MeasureColumn, RecordProblem, String)] = [
      ("1,a,2024-01-01,9,,1,0,0,1\n", .init(.listPrice, column: "list"), .missingMeasure, "list"),
      ("1,a,2024-01-01,9,x,1,0,0,1\n", .init(.listPrice, column: "list"), .notANumber, "list"),
      ("1,a,2024-01-01,9,-1,1,0,0,1\n", .init(.discount, column: "list"), .negativeMeasure, "list"),
      ("1,a,2024-01-01,9,1.001,1,0,0,1\n", .init(.cost, column: "list"), .tooManyDecimals, "list"),
      (
        "1,a,2024-01-01,9,5,1,0,0,\n", .init(.listPrice, column: "list", times: "pieces"),
        .missingMeasure, "list"
      ),
      (
        "1,a,2024-01-01,9,92233720368547758.07,1,0,0,2\n",
        .init(.listPrice, column: "list", times: "pieces"), .amountOverflow, "list"
      ),
    ]
    for (text, column, problem, name) in cases {
      let error = try #require(refusal(Self.header + text, schema(column)), "\(problem)")
      #expect(error.problem == .record(problem))
      #expect(error.place.record == 1 && error.place.column == name, "\(error)")
    }
    #expect(RecordProblem.missingMeasure.description != RecordProblem.negativeMeasure.description)
  }

  @Test func `a column of a measure that is not there is named`() throws {
    for column in [
      OrderSchema.MeasureColumn(.cost, column: "costs"),
      .init(.cost, column: "cost", times: "quantity"),
    ] {
      let error = try #require(refusal(Self.header, schema(column)))
      #expect(error.description.contains("cost ("), "\(error)")
    }
  }

  @Test func `a record that takes something back takes back its price, in either sign`() throws {
    var schema = schema(
      .init(.listPrice, column: "list"), .init(.cost, column: "cost"),
      .init(.serviceCost, column: "ship"))
    schema.policies.refunds = .restated
    for list in ["4.00", "-4.00"] {
      let text =
        "1,a,2024-01-01,9.00,10.00,5.00,1.00,0,1\n1,a,2024-01-09,-3.60,\(list),2.00,0.50,0,1\n"
      var reader = OrderReader(schema)
      reader.pace = .init(segmentBytes: 64, segmentCount: 2)
      let file = TemporaryFile(Self.header + text)
      let orders = try reader.load([file.path]).orders
      let parts = try #require(orders.pastValue(asOf: "2024-02-01")[0])
      // 9.00 − 3.60, less 5.00 − 2.00 for the goods and 1.00 + 0.50 for serving.
      #expect(parts.firstOrder.description == "0.90" && parts.orderCount == 1)
    }
  }

  @Test func `amounts on the first line only need list prices on every line`() throws {
    var schema = OrderSchema.shopify
    schema.dimensions = [.init(name: "Lineitem name", of: .order)]
    let text = """
      Name,Email,Created at,Total,Financial Status,Refunded Amount,Currency,Cancelled at,\
      Lineitem name,Lineitem price,Lineitem quantity
      1,a@x,2024-01-01,10.00,paid,0,EUR,,tea,10.00,1
      2,a@x,2024-02-01,24.00,paid,0,EUR,,tea,10.00,1
      2,,,,,,,,cups,7.00,2
      """
    for (measures, missing) in [
      ([], MissingValueColumn.lineAmounts),
      ([.init(.listPrice, column: "Lineitem price", times: "Lineitem quantity")], nil),
    ] as [([OrderSchema.MeasureColumn], MissingValueColumn?)] {
      schema.measures = measures
      let file = TemporaryFile(text)
      let orders = try OrderReader(schema).load([file.path]).orders
      let values = orders.pastValue(asOf: "2024-03-01", category: "Lineitem name")
      #expect(values.columns.missing(for: .crossSell) == missing)
      #expect(values.total.crossSell?.description == (missing == nil ? "14.00" : nil))
      #expect(values.total.laterMargin.description == "24.00")
    }
  }

  @Test func `a schema with measures comes back from JSON, and a wrong key is named`() throws {
    let schema = try OrderSchema(
      json: """
        {"measures": [{"measure": "cost", "column": "Kosten", "times": "Menge", "empty": "zero"}]}
        """)
    #expect(
      schema.measures
        == [.init(.cost, column: "Kosten", times: "Menge", emptyCells: .zero)])
    #expect(throws: SchemaError.self) {
      _ = try OrderSchema(json: #"{"measures": [{"measure": "cost", "colum": "Kosten"}]}"#)
    }
    #expect(OrderSchema.plain.measures == nil)
  }
}

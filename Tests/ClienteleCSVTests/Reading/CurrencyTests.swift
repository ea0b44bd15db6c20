import Clientele
import ClienteleCSV
import Testing

@Suite struct CurrencyTests {
  static var schema: OrderSchema {
    var schema = OrderSchema.plain
    schema.columns[.currency] = ["currency"]
    schema.columns[.cancelled] = ["cancelled"]
    return schema
  }

  static let header = "order_id,customer_id,ts,amount,currency,cancelled\n"
  static let paces = [(1, 1), (7, 2), (64, 3), (4096, 2)].map {
    ReadingPace(segmentBytes: $0.0, segmentCount: $0.1, threads: 2)
  }

  @Test func `a record that is left out does not say what the currency is`() throws {
    let left = ["1,c,2024-01-01,5,USD,2024-01-02", "1,c,2024-01-01,0,USD,"]
    for record in left {
      for pace in Self.paces {
        let text = Self.header + record + "\n2,c,2024-01-01,7,EUR,\n3,c,2024-01-01,7,EUR,\n"
        let records = try readOrders(text, Self.schema, pace: pace)
        #expect(records.source.currency.code == "EUR", "\(record)")
        #expect(records.account.rejected.records == 0)
      }
    }
  }

  @Test func `a rejected record does not say what the currency is`() throws {
    let file = TemporaryFile("")
    defer { withExtendedLifetime(file) {} }
    for pace in Self.paces {
      let text = Self.header + "1,c,2024-01-01,x,USD,\n2,c,2024-01-01,7,EUR,\n"
      let records = try readOrders(text, Self.schema, rejects: file.path, pace: pace)
      #expect(records.source.currency.code == "EUR")
      #expect(records.account.rejected.records == 1)
      #expect(file.text.contains("not a number"))
    }
  }

  @Test func `amounts in another currency are rejected wherever they stand`() {
    let text = Self.header + "1,c,2024-01-01,5,EUR,\n2,c,2024-01-01,7,,\n3,c,2024-01-01,7,USD,\n"
    #expect(refusal(text, Self.schema)?.problem == .record(.otherCurrency))
    #expect(refusal(text, Self.schema)?.place.record == 3)
  }
}

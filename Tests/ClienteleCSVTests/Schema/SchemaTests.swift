import Clientele
import ClienteleCSV
import FoundationEssentials
import Testing

@Suite struct SchemaTests {
  func sentence(_ json: String) -> String? {
    do {
      _ = try OrderSchema(json: json)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func anEmptyObjectIsThePlainSchema() throws {
    #expect(try OrderSchema(json: "{}") == .plain)
  }

  @Test(arguments: OrderSchema.presetNames)
  func everyPresetSurvivesJSON(name: String) throws {
    let preset = try #require(OrderSchema(preset: name))
    let text = try JSONEncoder().encode(preset)
    var decoded = try OrderSchema(json: String(decoding: text, as: UTF8.self))
    // What was optional in a preset is demanded when somebody writes it down.
    for role in OrderSchema.Role.allCases {
      #expect(decoded.columns[role] == preset.columns[role])
    }
    decoded.columns = preset.columns
    #expect(decoded == preset)
  }

  @Test func aGermanShopIsTenLines() throws {
    let schema = try OrderSchema(
      json: """
        {
          "basedOn": "plain",
          "columns": {"order": "Bestellung", "customer": ["Kunde", "Kunden-Nr"],
            "date": "Datum", "amount": "Summe"},
          "dateFormat": "dd.MM.yyyy",
          "dialect": {"delimiter": ";"},
          "numbers": {"decimalSign": ",", "groupingSigns": ["."]},
          "refunds": "restated", "missingCustomer": "skip",
          "dimensions": [{"name": "channel", "column": "Kanal", "of": "order"}]
        }
        """)
    let records = try readOrders(
      "Bestellung;Kunden-Nr;Datum;Summe;Kanal\n1;k7;05.02.2024;1.234,50;Netz\n2;;05.02.2024;1;x\n",
      schema)
    #expect(records.rows.map(\.description) == ["1: k7 2024-02-05 123450 [\"Netz\"]"])
    #expect(records.source.policies.refunds == .restated)
  }

  @Test func wrongKeysAreNamedWithTheNearestRightOne() {
    #expect(sentence(#"{"colums": {}}"#)?.contains("did you mean columns?") == true)
    #expect(
      sentence(#"{"columns": {"custommer": "x"}}"#)?.contains("did you mean customer?") == true)
    #expect(sentence(#"{"dialect": {"delimeter": ";"}}"#)?.contains("delimiter?") == true)
    #expect(sentence(#"{"numbers": {"decimal": ","}}"#)?.contains("decimalSign?") == true)
    #expect(sentence(#"{"xyzzy": 1}"#)?.contains("the keys are basedOn") == true)
  }

  @Test func wrongValuesAreNamedWithTheirPlace() {
    #expect(sentence(#"{"dateFormat": "dd/mm/yyyy"}"#)?.hasPrefix("dateFormat") == true)
    #expect(sentence(#"{"scale": 9}"#)?.contains("0 through 6") == true)
    #expect(sentence(#"{"scale": "two"}"#)?.contains("scale") == true)
    #expect(sentence(#"{"basedOn": "amazon"}"#)?.contains("shopify") == true)
    #expect(sentence(#"{"dialect": {"delimiter": "ab"}}"#)?.contains("one ASCII") == true)
    #expect(sentence(#"{"dialect": {"delimiter": "\""}}"#)?.contains("differ") == true)
    #expect(
      sentence(#"{"numbers": {"decimalSign": ",", "groupingSigns": ","}}"#)?.contains("both")
        == true)
    #expect(sentence("{") != nil)
    #expect(sentence("[]") != nil)
  }

  @Test func namesMatchLooselyOnlyWhenAsked() throws {
    let text = " Customer_ID ,TS, Amount\nc,2024-01-01,5\n"
    #expect(refusal(text)?.hint?.contains("headerMatching") == true)
    var schema = OrderSchema.plain
    schema.headerMatching = .loose
    #expect(try readOrders(text, schema).rows.count == 1)
  }

  @Test func thePreferredNameWins() throws {
    let text = "customer,customer_id,ts,date,amount\na,b,2024-01-01,2024-02-02,5\n"
    #expect(try readOrders(text).rows.map(\.description) == ["1: b 2024-02-02 500 []"])
  }

  @Test func dimensionsAreKeptOnlyWhenAsked() throws {
    var schema = OrderSchema.plain
    let text = "customer_id,ts,amount,region,category\nc,2024-01-01,5,北京,\"a,b\"\n"
    #expect(try readOrders(text, schema).rows[0].dimensions.isEmpty)
    schema.dimensions = [
      .init(name: "category", of: .order), .init(name: "where", column: "region", of: .customer),
    ]
    let records = try readOrders(text, schema)
    #expect(records.rows[0].dimensions == ["a,b", "北京"])
    #expect(records.source.dimensions.map(\.name) == ["category", "where"])
    schema.dimensions = [.init(name: "colour", of: .order)]
    #expect(refusal(text, schema)?.description.contains("dimension colour") == true)
  }

  @Test func anImpossibleDialectIsAUsageError() {
    var schema = OrderSchema.plain
    for (delimiter, quote) in [(",", ","), ("é", "\""), ("\n", "\"")] as [(Character, Character)] {
      schema.dialect = CSVDialect(delimiter: delimiter, quote: quote)
      #expect(refusal("a\n", schema)?.exitKind == .usage)
    }
  }

  @Test func noQuoteIsADialectToo() throws {
    var schema = OrderSchema.plain
    schema.dialect = CSVDialect(delimiter: "\t", quote: nil)
    let rows = try readOrders("customer_id\tts\tamount\n\"a\"b\t2024-01-01\t5\n", schema).rows
    #expect(rows.map(\.customer) == ["\"a\"b"])
  }
}

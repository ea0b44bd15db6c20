import Clientele
import ClienteleCSV
import Testing

/// Rows 1–25 of the reliability table: CSV syntax.
@Suite struct SyntaxTests {
  static let header = "order_id,customer_id,ts,amount\n"

  /// Well-formed records of a file whose columns mean nothing, or what is wrong.
  func check(_ text: String, _ dialect: CSVDialect = CSVDialect()) throws -> LoadAccount {
    var reader = OrderReader(.plain)
    reader.schema.dialect = dialect
    reader.pace = ReadingPace(segmentBytes: max(16, text.utf8.count / 16), segmentCount: 2)
    return try reader.check(bytes: Array(text.utf8), name: "orders.csv")
  }

  func problem(_ text: String, _ dialect: CSVDialect = CSVDialect()) -> OrderFileError.Problem? {
    fault(text, dialect)?.problem
  }

  func fault(_ text: String, _ dialect: CSVDialect = CSVDialect()) -> OrderFileError? {
    do {
      _ = try check(text, dialect)
      return nil
    } catch {
      return error as? OrderFileError
    }
  }

  @Test(arguments: ["", "\u{FEFF}", "\n\n\n"])
  func row1NothingToReadIsNoHeader(text: String) {
    #expect(problem(text) == .noHeader)
  }

  @Test func row2HeaderOnlyGivesNoRows() throws {
    let records = try readOrders(Self.header)
    #expect(records.rows.isEmpty)
    #expect(records.account.records == 0)
    #expect(try readOrders("order_id,customer_id,ts,amount").rows.isEmpty)
  }

  @Test func row3TheLastRecordNeedsNoLineEnd() throws {
    #expect(try readOrders(Self.header + "1,c,2024-01-01,5").rows.count == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func row4EveryLineEndGivesTheSameRows(end: String) throws {
    let lines = ["order_id,customer_id,ts,amount", "1,c,2024-01-01,5", "2,d,2024-01-02,6", ""]
    #expect(
      try readOrders(lines.joined(separator: end)).rows
        == readOrders(lines.joined(separator: "\n")).rows)
  }

  @Test func row4LineEndsMayBeMixed() throws {
    #expect(try check("id,amt\r\n1,2\n3,4\r5,6\r\n").loaded.records == 3)
  }

  @Test func row5LineEndsInsideQuotesAreKept() throws {
    let rows = try readOrders(
      "order_id,customer_id,ts,amount\r\n1,\"a\nb\",2024-01-01,5\r\n2,\"c\r\nd\",2024-01-01,5\r\n"
    ).rows
    #expect(rows.map(\.customer) == ["a\nb", "c\r\nd"])
  }

  @Test func row6BlankLinesAreCounted() throws {
    let account = try check("id,amt\n\n1,2\n\n\n3,4\n\n")
    #expect(account.loaded.records == 2)
    #expect(account.blank == 4)
    #expect(account.records == 6)
    #expect(account.isBalanced)
  }

  @Test func row7RaggedRecordsAreRefused() throws {
    let short = try #require(fault("a,b,c\n1,2,3\n4,5\n"))
    #expect(short.problem == .record(.cellCount(found: 2, expected: 3)))
    #expect(short.place.record == 2)
    #expect(short.place.line == 3)
    #expect(
      problem("a,b,c\n1,2,3\n4,5,6,7\n") == .record(.cellCount(found: 4, expected: 3)))
  }

  @Test func row8TrailingDelimitersAreNamedOnce() throws {
    let error = try #require(fault("a,b\n1,2,\n3,4,\n"))
    #expect(error.place.record == 1)
    #expect(error.description.contains("one delimiter too many"))
  }

  @Test func row9UnclosedQuotesAreReportedWhereTheyOpen() throws {
    let error = try #require(fault("a,b\n1,\"x\n2,y\n"))
    #expect(error.problem == .record(.unclosedQuote))
    #expect(error.place.record == 1)
    #expect(error.place.byteOffset == 6)
  }

  @Test func row9UnclosedQuotesDoNotReadTheWholeFile() throws {
    var reader = OrderReader(.plain)
    reader.pace = ReadingPace(segmentBytes: 1024, segmentCount: 2, recordLimitBytes: 4096)
    let text = "a,b\n1,\"x\n" + String(repeating: "2,y\n", count: 10_000)
    #expect {
      try reader.check(bytes: Array(text.utf8), name: "f")
    } throws: { ($0 as? OrderFileError)?.problem == .record(.unclosedQuote) }
  }

  @Test func row10QuotesInTheWrongPlaceAreRefused() {
    #expect(problem("a,b\n1,x\"y\n") == .record(.strayQuote))
    #expect(problem("a,b\n1,\"x\"y\n") == .record(.textAfterQuote))
    #expect(problem("a,b\n1, \"x,y\"\n") == .record(.spaceBeforeQuote))
  }

  @Test func row10QuotesInTheWrongPlaceCanBeAllowed() throws {
    var schema = OrderSchema.plain
    schema.dialect.allowances = [.literalQuotes]
    let rows = try readOrders(
      Self.header + "1,x\"y,2024-01-01,5\n2,\"5\" disk\",2024-01-01,5\n", schema
    ).rows
    #expect(rows.map(\.customer) == ["x\"y", "5\" disk"])
    schema.dialect.allowances = [.outerSpaces]
    let trimmed = try readOrders(
      Self.header + "1, \"x,y\" ,2024-01-01 , 5\n", schema
    ).rows
    #expect(trimmed.map(\.customer) == ["x,y"])
  }

  @Test func row11BackslashesAreTextUnlessAllowed() throws {
    let error = try #require(fault("a,b\n1,\"x\\\"y\"\n"))
    #expect(error.problem == .record(.textAfterQuote))
    #expect(error.hint?.contains("backslashEscapes") == true)
    var schema = OrderSchema.plain
    schema.dialect.allowances = [.backslashEscapes]
    let rows = try readOrders(
      Self.header + "1,\"x\\\"y\\\\\",2024-01-01,5\n2,\"a\\b\",2024-01-01,5\n", schema
    ).rows
    #expect(rows.map(\.customer) == ["x\"y\\", "a\\b"])
  }

  @Test func row12AnotherDelimiterIsHintedAt() throws {
    let error = try #require(refusal("order_id;customer_id;ts;amount\n1;c;2024-01-01;5\n"))
    #expect(error.hint?.contains("';'") == true)
    #expect(refusal("customer_id\tts\tamount\n")?.hint?.contains("tab") == true)
    #expect(refusal("sep=;\na;b\n1;2\n")?.hint?.contains("separatorLine") == true)
    var schema = OrderSchema.plain
    schema.dialect.delimiter = ";"
    #expect(
      try readOrders("order_id;customer_id;ts;amount\n1;c;2024-01-01;5\n", schema).rows.count
        == 1)
    schema.dialect = CSVDialect(allowances: [.separatorLine])
    #expect(
      try readOrders(
        "sep=;\r\norder_id;customer_id;ts;amount\n1;c;2024-01-01;5\n", schema
      ).rows.count == 1)
  }

  @Test func row13TheDelimiterIsNeverGuessed() throws {
    #expect(try check("c0\nv0\na;b\n").loaded.records == 2)
  }

  @Test func row14AStrayQuoteDropsNoLaterRows() {
    #expect(problem("col1,col2\nval1,abc\"\nval2,random\n") == .record(.strayQuote))
  }

  @Test func row15AFileThatWidensIsRefusedThere() throws {
    let text =
      "a,b\n" + String(repeating: "1,2\n", count: 999) + String(repeating: "1,2,3\n", count: 999)
    let error = try #require(fault(text))
    #expect(error.place.record == 1000)
    #expect(error.place.line == 1001)
  }

  @Test func row16TypesAreDeclaredAndNeverRounded() throws {
    var text = Self.header
    for order in 1...21_000 { text += "\(order),c,2024-01-01,20\n" }
    #expect(
      try readOrders(text + "21001,c,2024-01-01,19.99\n", pace: ReadingPace()).account.loaded
        .amount == 42_000_000 + 1999)
    let error = try #require(refusal(text + "21001,c,2024-01-01,19.999\n"))
    #expect(error.place.record == 21_001)
    #expect(error.problem == .record(.tooManyDecimals))
  }

  @Test func row17AmbiguousColumnsAreRefusedWhenUsed() throws {
    let twice = "customer_id,ts,amount,amount\nc,2024-01-01,5,6\n"
    #expect(refusal(twice)?.problem == .duplicateColumn("amount"))
    let unused = "customer_id,ts,amount,note,note,\nc,2024-01-01,5,6,7,8\n"
    #expect(try readOrders(unused).rows.count == 1)
  }

  @Test func row18MissingColumnsAreListedWithThoseFound() throws {
    let error = try #require(refusal("id,foo\n1,2\n"))
    let words = error.description
    for word in ["customer", "date", "amount", "id, foo"] { #expect(words.contains(word)) }
  }

  @Test func row19HeadersAndFootersInTheMiddleAreRefused() throws {
    let again = try #require(
      refusal(Self.header + "1,c,2024-01-01,5\n" + Self.header + "2,c,2024-01-01,5\n"))
    #expect(again.problem == .record(.repeatedHeader))
    #expect(again.place.record == 2)
    let footer = try #require(refusal(Self.header + "1,c,2024-01-01,5\nTotal,,,5\n"))
    #expect(footer.place.record == 2)
    let preamble = try #require(
      refusal("Report of 2024\n\n" + Self.header + "1,c,2024-01-01,5\n"))
    #expect(preamble.hint?.contains("2") == true)
    var schema = OrderSchema.plain
    schema.dialect.skippedLineCount = 2
    #expect(
      try readOrders("Report of 2024\n\n" + Self.header + "1,c,2024-01-01,5\n", schema).rows
        .count == 1)
  }

  @Test func row20ALongRecordStopsAtTheLimit() throws {
    var reader = OrderReader(.plain)
    reader.pace = ReadingPace(segmentBytes: 1024, segmentCount: 2, recordLimitBytes: 4096)
    for text in [
      String(repeating: "x", count: 9000), "\"" + String(repeating: "x\"\"", count: 3000) + "\"",
    ] {
      let file = Array((Self.header + "1,\(text),2024-01-01,5\n").utf8)
      #expect {
        try reader.read(bytes: file, name: "f")
      } throws: { error in
        guard let error = error as? OrderFileError else { return false }
        return error.problem == .record(.tooLong(limitBytes: 4096)) && error.exitKind == .limit
          || error.problem == .record(.unclosedQuote)
      }
    }
  }

  @Test func row21ColumnsAreLimited() throws {
    let names = (0..<16_384).map { "c\($0)" }.joined(separator: ",")
    #expect(try check(names + "\n").records == 0)
    #expect(
      problem(names + ",x\n") == .tooManyColumns(found: 16_385, limit: 16_384))
    #expect(try check("a\n1\n2\n").loaded.records == 2)
  }

  @Test func row24ZeroBytesAreRefused() throws {
    let error = try #require(fault("id,name\n1,a\0b\n"))
    #expect(error.problem == .record(.zeroByte))
    #expect(error.place.column == "name")
    #expect(error.place.byteOffset == 11)
    #expect(problem(String(repeating: "\0", count: 4096)) == .wrongKind(.zeroBytes))
    #expect(problem("id,name\n1,a\n\u{1A}") == .record(.cellCount(found: 1, expected: 2)))
  }

  @Test func row25QuotedEmptyIsEmptyAndFourQuotesAreOne() throws {
    #expect(refusal(Self.header + "1,\"\",2024-01-01,5\n")?.problem == .record(.missingCustomer))
    #expect(
      try readOrders(Self.header + "1,\"\"\"\",2024-01-01,5\n").rows.map(\.customer) == ["\""])
  }

  @Test func quotesInHeaderNamesAreUndone() throws {
    #expect(try check("\"a\"\"b\",c\n1,2\n").loaded.records == 1)
  }
}

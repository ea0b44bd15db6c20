import ClienteleKernels
import Testing

@Suite struct RecordIndexTests {
  let budget = MemoryBudget()

  func window(_ text: String) throws -> ByteWindow {
    let window = try ByteWindow(capacity: 4, on: budget)
    let bytes = Array(text.utf8)
    try window.append(contentsOf: bytes.span)
    return window
  }

  func scan(
    _ text: String, columns: [Int] = [0, 1], limit: Int? = nil, isEnd: Bool = true,
    syntax: RecordSyntax = RecordSyntax(), stops: Bool = false
  ) throws -> RecordIndex {
    let window = try window(text)
    let index = try RecordIndex(columnCount: columns.count, slotOfColumn: columns, on: budget)
    try index.scan(
      window, count: window.count, from: 0, limit: limit ?? window.count, syntax: syntax,
      isEndOfFile: isEnd, stopsAtFault: stops)
    return index
  }

  func texts(_ index: RecordIndex, of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return (0..<index.rowCount * index.slotCount).map {
      String(decoding: bytes[index.rowCells[$0].range], as: UTF8.self)
    }
  }

  @Test func cellsAreFoundOnEitherSideOfAWord() throws {
    for length in 0..<20 {
      let long = String(repeating: "x", count: length)
      let text = "\(long),\"\(long)\"\n\(long)y,\(long)\r\n"
      let index = try scan(text)
      #expect(texts(index, of: text) == [long, long, long + "y", long])
      #expect(index.end == text.utf8.count)
    }
  }

  @Test func onlyColumnsWithAPlaceAreKept() throws {
    let text = "a,b,c\nd,e,f"
    let index = try scan(text, columns: [-1, 1, 0])
    #expect(texts(index, of: text) == ["c", "b", "f", "e"])
  }

  @Test func aRecordThatGoesOnBehindTheWindowIsLeftForTheNext() throws {
    for text in ["1,2\n3,4", "1,2\n3,\"4\"", "1,2\n3,\"4\n", "1,2\n3,4\r"] {
      let index = try scan(text, isEnd: false)
      #expect(index.rowCount == 1)
      #expect(index.needsMore)
      #expect(index.end == 4)
    }
  }

  @Test func recordsThatBeginBehindTheLimitAreNotScanned() throws {
    let index = try scan("1,2\n3,4\n5,6\n", limit: 5)
    #expect(index.rowCount == 2)
    #expect(index.end == 8)
  }

  @Test func faultsAreMarkedAndTheNextLineGoesOn() throws {
    let index = try scan("1,2\n3\n\n\n4,\"x\"y\n5,6\n7,\"8")
    #expect(index.rowCount == 2)
    let marks = (0..<index.marks.count).map { index.marks[$0] }
    #expect(marks.map(\.kind) == [.ragged, .blank, .textAfterQuote, .unclosedQuote])
    #expect(marks.map(\.rowsBefore) == [1, 1, 1, 2])
    #expect(marks.map(\.detail) == [1, 2, 13, 21])
    #expect(try scan("1,2\n3\n4,5\n", stops: true).rowCount == 1)
  }

  @Test func lineEndsInsideQuotesAreCounted() throws {
    let index = try scan("\"a\nb\",\"\r\n\r\"\n1,2\n")
    #expect(index.rowCount == 2)
    #expect(index.innerLineBreakCount == 3)
  }

  @Test func aRecordAtTheLimitIsReadAndOneBehindItIsNot() throws {
    let syntax = RecordSyntax(recordLimitBytes: 8)
    #expect(try scan("1234,67\n", syntax: syntax).rowCount == 1)
    let long = try scan("1234,678\n", syntax: syntax)
    #expect(long.rowCount == 0)
    #expect(long.marks[0].kind == .tooLong)
  }

  @Test func aLikelyRecordStartIsTheRightOneInWellFormedText() throws {
    let text = "a,\"b\nc\"\r\nd,e\rf,g\n\"\"\"\n\",h\n"
    let window = try window(text)
    let bytes = Array(text.utf8)
    let starts = [9, 13, 17, 25]
    var isInside = false
    for position in 1..<bytes.count {
      let expected = starts.first { $0 >= position } ?? bytes.count
      let found = window.likelyRecordStart(
        from: position, count: bytes.count, isInsideQuotes: isInside, syntax: RecordSyntax())
      #expect(found == expected, "\(position)")
      if bytes[position] == UInt8(ascii: "\"") { isInside.toggle() }
    }
  }

  @Test(arguments: [1, 7, 8, 100, 3000])
  func aCensusCountsWhatIsThere(count: Int) {
    var bytes = [UInt8](repeating: 65, count: count)
    let quote = UInt8(ascii: "\"")
    #expect(ByteCensus(of: bytes.span, quote: quote) == ByteCensus())
    bytes[count / 2] = quote
    #expect(ByteCensus(of: bytes.span, quote: quote).hasOddQuotes)
    #expect(!ByteCensus(of: bytes.span, quote: nil).hasOddQuotes)
    bytes[count - 1] = 0
    #expect(ByteCensus(of: bytes.span, quote: quote).hasZero)
    bytes[0] = 200
    #expect(!ByteCensus(of: bytes.span, quote: quote).isASCII)
  }
}

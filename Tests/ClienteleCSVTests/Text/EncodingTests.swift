import Clientele
import ClienteleCSV
import ClienteleKernels
import Testing

/// Rows 26–41 of the reliability table: encodings and wrong kinds of file.
@Suite struct EncodingTests {
  static let header = "订单编号,买家会员名,实际支付金额,订单付款时间,宝贝标题\r\n"
  static let taobao =
    header + "=\"202408210000000012\",小红帽,\"1,234.50\",2024-08-21 23:59:59,\"连衣裙,红色\"\r\n"
    + "=\"202408210000000013\",李“四”,-88.00,2024-08-22 00:00:00,退款\r\n"

  func encode(_ text: String, _ name: String) throws -> [UInt8] {
    try converted(Array(text.utf8), from: "UTF-8", to: name)
  }

  func fault(
    _ bytes: [UInt8], _ encoding: TextEncoding = .utf8
  ) -> OrderFileError? {
    var reader = OrderReader(.plain)
    reader.schema.encoding = encoding
    reader.pace = ReadingPace(segmentBytes: 16, segmentCount: 2)
    do {
      _ = try reader.check(bytes: bytes, name: "orders.csv")
      return nil
    } catch {
      return error
    }
  }

  @Test func row26AByteOrderMarkIsNotPartOfTheFirstName() throws {
    let text = "\u{FEFF}\"order_id\",customer_id,ts,amount\n1,c,2024-01-01,5\n"
    #expect(try readOrders(text).rows.count == 1)
    #expect(fault([0xEF, 0xBB, 0xBF] + Array("\"a\",\"b\"\r\n1,2\r\n".utf8)) == nil)
  }

  @Test func row27ASecondByteOrderMarkIsNamed() {
    #expect(fault(Array("\u{FEFF}\u{FEFF}a,b\n1,2\n".utf8))?.problem == .secondByteOrderMark)
  }

  @Test func row28GB18030WithoutOptionIsOneErrorWithAHint() throws {
    let error = try #require(fault(try encode(Self.taobao, "GB18030")))
    #expect(error.problem == .invalidText(.utf8))
    #expect(error.place.byteOffset == 0)
    #expect(error.hint?.contains("--encoding gb18030") == true)
    let later = try encode("a,b\n1,中文\n", "GB18030")
    #expect(fault(later)?.place.byteOffset == 6)
    #expect(fault(later)?.hint?.contains("gb18030") == true)
  }

  @Test(arguments: [1, 3, 7, 4096])
  func row29GB18030IsReadInPiecesOfAnySize(pieceBytes: Int) throws {
    var schema = OrderSchema.taobao
    schema.encoding = .gb18030
    let pace = ReadingPace(segmentBytes: pieceBytes, segmentCount: 1)
    let rows = try readOrders(bytes: encode(Self.taobao, "GB18030"), schema, pace: pace).rows
    #expect(rows.map(\.customer) == ["小红帽", "李“四”"])
    #expect(rows.map(\.amount) == [123_450, -8800])
    let four = try encode("order_id,customer_id,ts,amount\n1,𠮷野家,2024-01-01,5\n", "GB18030")
    var plain = OrderSchema.plain
    plain.encoding = .gb18030
    #expect(try readOrders(bytes: four, plain, pace: pace).rows.map(\.customer) == ["𠮷野家"])
  }

  @Test func taobaoFilesAreReadInEitherEncoding() throws {
    let utf8 = try readOrders(Self.taobao, .taobao).rows.map(\.customer)
    let gb = try readOrders(bytes: encode(Self.taobao, "GB18030"), .taobao).rows.map(\.customer)
    #expect(utf8 == gb)
  }

  @Test func row30TextIsDecodedBeforeItIsSplit() throws {
    var schema = OrderSchema.plain
    schema.encoding = .gbk
    schema.dialect.delimiter = "|"
    let bytes =
      Array("customer_id|ts|amount\n".utf8) + [0x81, 0x7C] + Array("|2024-01-01|3.00\n".utf8)
    let character = String(
      decoding: try converted([0x81, 0x7C], from: "GBK", to: "UTF-8"), as: UTF8.self)
    #expect(try readOrders(bytes: bytes, schema).rows.map(\.customer) == [character])
  }

  @Test func row31CutAndForeignBytesOfGB18030AreErrors() throws {
    let cut = Array(try encode("id,name\n1,中", "GB18030").dropLast())
    #expect(fault(cut, .gb18030)?.problem == .invalidText(.gb18030))
    #expect(fault(cut, .gb18030)?.place.byteOffset == 10)
    let foreign = Array("id,name\n1,".utf8) + [0xFF, 0xFF, 0x0A]
    #expect(fault(foreign, .gb18030)?.place.byteOffset == 10)
  }

  @Test func row32UTF8ReadAsGB18030IsRefusedUnlessTrusted() throws {
    var reader = OrderReader(.taobao)
    reader.schema.encoding = .gb18030
    let bytes = Array(Self.taobao.utf8)
    #expect {
      try reader.read(bytes: bytes, name: "f")
    } throws: { ($0 as? OrderFileError)?.problem == .alreadyUTF8(.gb18030) }
    // Late in the file as well: nothing was loaded until its end was seen.
    let late = Array(
      ("id,name\n" + String(repeating: "1,a\n", count: 3000) + "2,订单编号\n").utf8)
    #expect(fault(late, .gb18030)?.problem == .alreadyUTF8(.gb18030))
    reader.trustsEncoding = true
    #expect(try reader.check(bytes: late, name: "f").loaded.records == 3001)
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE"])
  func row33UTF16IsReadByItsMark(name: String) throws {
    let mark: [UInt8] = name == "UTF-16LE" ? [0xFF, 0xFE] : [0xFE, 0xFF]
    let rows = try readOrders(bytes: mark + encode(Self.taobao, name), .taobao).rows
    #expect(rows.map(\.customer) == ["小红帽", "李“四”"])
    // "Unicode Text" of spreadsheets: cells are set apart by tabs, which must be said.
    var tabs = OrderSchema.taobao
    tabs.dialect.delimiter = "\t"
    let text = Self.taobao.map { $0 == "," ? "\t" : "\($0)" }.joined()
    tabs.numbers.groupingSigns = ["\t"]
    let tabbed = try readOrders(bytes: mark + encode(text, name), tabs).rows
    #expect(tabbed.map(\.amount) == [123_450, -8800])
  }

  @Test func row34BrokenUTF16IsNamed() throws {
    #expect(fault(try encode(Self.taobao, "UTF-16LE"))?.problem == .wrongKind(.utf16WithoutMark))
    let mark: [UInt8] = [0xFF, 0xFE]
    let text = try encode("a,b\n1,2\n", "UTF-16LE")
    #expect(fault(mark + text + [0x78])?.problem == .invalidText(.utf16))
    let lone = try encode("a,b\n1,", "UTF-16LE") + [0x00, 0xD8, 0x0A, 0x00]
    #expect(fault(mark + lone)?.problem == .invalidText(.utf16))
    #expect(fault(mark + lone)?.place.byteOffset == 14)
  }

  @Test func row35UTF32IsNotReadAsUTF16() throws {
    #expect(
      fault([0xFF, 0xFE, 0, 0] + (try encode("a,b\n", "UTF-32LE")))?.problem == .wrongKind(.utf32))
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
      [0xE4, 0xB8], [0xF8, 0x88, 0x80, 0x80, 0x80],
    ] as [[UInt8]])
  func row36BytesThatAreNotUTF8AreNamedWithTheirPlace(bad: [UInt8]) throws {
    let error = try #require(fault(Array("id,name\n1,".utf8) + bad + [0x0A]))
    #expect(error.problem == .record(.invalidUTF8))
    #expect(error.place.record == 1)
    #expect(error.place.column == "name")
    #expect(error.place.byteOffset == 10)
  }

  @Test func row37ACharacterSplitByALineEndIsRefused() {
    let bytes = Array("id,name\n1,\"".utf8) + [0xE4, 0xB8, 0x0A, 0xAD] + Array("\"\n".utf8)
    #expect(fault(bytes)?.problem == .record(.invalidUTF8))
  }

  @Test func row38OtherEncodingsNeedTheirOption() throws {
    let latin = Array("id,name\n1,Zo".utf8) + [0xEB, 0x0A]
    #expect(fault(latin)?.place.byteOffset == 12)
    #expect(fault(latin, .latin1) == nil)
    let japanese = try encode("id,name\n1,ソフト\n", "SHIFT_JIS")
    #expect(fault(japanese)?.problem == .record(.invalidUTF8))
    #expect(fault(japanese, .shiftJIS) == nil)
    var schema = OrderSchema.plain
    schema.encoding = .shiftJIS
    let file = try encode("customer_id,ts,amount\nソフト,2024-01-01,5\n", "SHIFT_JIS")
    #expect(try readOrders(bytes: file, schema).rows.map(\.customer) == ["ソフト"])
  }

  @Test func row39FilesOfOtherKindsAreNamed() {
    let kinds: [([UInt8], FileKind)] = [
      ([0x1F, 0x8B, 8, 0], .gzip), (Array("PK\u{3}\u{4}\u{14}".utf8), .excelWorkbook),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldExcelWorkbook),
      (Array("<html><table>".utf8), .html), (Array("  <!DOCTYPE html>".utf8), .html),
      (Array("[{\"id\":1}]".utf8), .json), (Array("{ \"a\": 1}".utf8), .json),
      (Array("%PDF-1.7\n".utf8), .pdf),
    ]
    for (bytes, kind) in kinds { #expect(fault(bytes)?.problem == .wrongKind(kind)) }
  }

  @Test func row40DifferentBytesAreDifferentCustomers() throws {
    let ids = ["é", "e\u{301}", "a\u{200B}b", "ab", "a\u{202E}b", " c", "c", "C", "007", "7"]
    var text = "customer_id,ts,amount\n"
    for id in ids { text += "\(id),2024-01-01,5\n" }
    let customers = try readOrders(text).rows.map { Array($0.customer.utf8) }
    #expect(customers == ids.map { Array($0.utf8) })
  }

  @Test func row41AnEncodingThatChangesIsAnErrorAtItsFirstByte() throws {
    let bytes = Array("id,name\n1,中\n".utf8) + (try encode("2,中\n", "GB18030"))
    let error = try #require(fault(bytes))
    #expect(error.place.record == 2)
    #expect(error.place.byteOffset == 16)
  }
}

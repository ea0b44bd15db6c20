import Clientele
import ClienteleCSV
import ClienteleFixtures
import ClienteleKernels
import Foundation
import Testing

/// What holds for every file: rows 22 and 23 of the reliability table and more.
///
/// `PROP_SEED` repeats a run, `PROP_CASES` makes it longer.
@Suite struct ReadingLawsTests {
  static let caseCount = environmentVariable("PROP_CASES").flatMap { Int($0) } ?? 40
  static let seed =
    environmentVariable("PROP_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)

  /// Everything that must not depend on how a file was cut.
  struct Outcome: Equatable {
    var rows: [ReadRow]?
    var account: LoadAccount?
    var error: OrderFileError?
    var rejects: String?
  }

  func outcome(
    _ bytes: [UInt8], _ schema: OrderSchema, _ pace: ReadingPace, collectsRejects: Bool = false
  ) -> Outcome {
    let file = collectsRejects ? TemporaryFile("") : nil
    defer { withExtendedLifetime(file) {} }
    do {
      let records = try readOrders(
        bytes: bytes, schema, zone: .utc, rejects: file?.path, pace: pace)
      let rows = records.rows.map { row in
        var row = row
        // Hashed with a seed of its own in each load.
        row.key = nil
        return row
      }
      return Outcome(rows: rows, account: records.account, rejects: file?.text)
    } catch {
      return Outcome(error: error, rejects: file?.text)
    }
  }

  static let paces: [ReadingPace] = {
    var paces: [ReadingPace] = []
    for segmentBytes in [1, 2, 3, 5, 8, 13, 64, 1000] {
      for (segmentCount, threads) in [(1, 1), (2, 2), (5, 3)] {
        paces.append(
          ReadingPace(segmentBytes: segmentBytes, segmentCount: segmentCount, threads: threads))
      }
    }
    return paces
  }()

  func expectOneOutcome(
    _ bytes: [UInt8], _ schema: OrderSchema, _ comment: Comment
  ) {
    for collectsRejects in [false, true] {
      let whole = outcome(
        bytes, schema, ReadingPace(segmentBytes: 1 << 16, segmentCount: 1, threads: 1),
        collectsRejects: collectsRejects)
      if let account = whole.account { #expect(account.isBalanced, comment) }
      for pace in Self.paces {
        let cut = outcome(bytes, schema, pace, collectsRejects: collectsRejects)
        #expect(cut == whole, "\(comment), \(pace)")
      }
    }
  }

  @Test func rowsAndErrorsDoNotDependOnHowAFileIsCut() {
    let files = [
      "order_id,customer_id,ts,amount\r\n1,\"a\r\nb\",2024-01-01,5\r\n\r\n2,\"\"\"\",2024-01-02,6",
      "\u{FEFF}order_id,customer_id,ts,amount\n1,\"x\n2,y,2024-01-01,5\n3,z,2024-01-01,5\n",
      "order_id,customer_id,ts,amount\r1,a\"b,2024-01-01,5\r2,c,2024-01-01,5\r\r\r3,d,x,5\r",
      "order_id,customer_id,ts,amount\n1,中文,2024-01-01,5\n2,\"é,é\"x,2024-01-01,5\n3,a,b\n",
    ]
    for text in files { expectOneOutcome(Array(text.utf8), .plain, "\(text.debugDescription)") }
  }

  @Test func encodedFilesDoNotDependOnHowTheyAreCut() throws {
    let text =
      "order_id,customer_id,ts,amount\r\n1,\"张,三\r\n\",2024-01-01,5\r\n2,李四,2024-01-02,6\r\n"
    var schema = OrderSchema.plain
    schema.encoding = .gb18030
    expectOneOutcome(
      try converted(Array(text.utf8), from: "UTF-8", to: "GB18030"), schema, "GB18030")
    expectOneOutcome(
      [0xFF, 0xFE] + (try converted(Array(text.utf8), from: "UTF-8", to: "UTF-16LE")), schema,
      "UTF-16")
  }

  @Test func generatedFilesAreReadAsTheReferenceReadsThem() {
    for seed in Self.seed..<Self.seed + UInt64(Self.caseCount) {
      var random = SeededGenerator(seed: seed)
      let file = GeneratedFile(using: &random)
      let bytes = file.bytes
      let pace = Self.paces.randomElement(using: &random)!
      let read = Result { try readOrders(bytes: bytes, pace: pace).rows }
      guard let records = try? ReferenceParser.records(bytes) else {
        #expect(throws: OrderFileError.self, "seed \(seed)") { try read.get() }
        continue
      }
      let isRagged = records.contains { $0.count != 4 }
      guard !isRagged else {
        #expect(throws: OrderFileError.self, "seed \(seed)") { try read.get() }
        continue
      }
      expectOneOutcome(bytes, .plain, "seed \(seed)")
      guard file.isValid else { continue }
      let expected = records.dropFirst().map { String(decoding: $0[1], as: UTF8.self) }
      #expect((try? read.get())?.map(\.customer) == expected, "seed \(seed)")
    }
  }

  @Test func randomBytesNeverCrash() {
    let alphabet = Array("\",\n\r ab1=.-\\\0;:TZ+中".utf8) + [0xFF, 0x80, 0xE4]
    for seed in Self.seed..<Self.seed + UInt64(Self.caseCount * 5) {
      var random = SeededGenerator(seed: seed)
      var bytes = seed % 3 == 0 ? [] : Array("order_id,customer_id,ts,amount\n".utf8)
      for _ in 0..<Int.random(in: 0..<200, using: &random) {
        bytes.append(alphabet.randomElement(using: &random)!)
        if Int.random(in: 0..<12, using: &random) == 0 {
          bytes += Array("1,c,2024-01-01,5\n".utf8)
        }
      }
      var schema = OrderSchema.plain
      let allowances = CSVDialect.Allowance.allCases
      for allowance in allowances where Bool.random(using: &random) {
        schema.dialect.allowances.insert(allowance)
      }
      if seed % 5 == 0 { schema.encoding = .gb18030 }
      let whole = outcome(
        bytes, schema, ReadingPace(segmentBytes: 1 << 16, segmentCount: 1), collectsRejects: true)
      for pace in Self.paces.shuffled(using: &random).prefix(4) {
        let cut = outcome(bytes, schema, pace, collectsRejects: true)
        #expect(cut == whole, "seed \(seed), \(pace)")
      }
    }
  }
}

/// A file of orders with everything that makes a CSV file hard to read, valid mostly.
private struct GeneratedFile {
  private(set) var bytes: [UInt8] = []
  let isValid: Bool

  init(using random: inout SeededGenerator) {
    isValid = Int.random(in: 0..<4, using: &random) > 0
    append("order_id,customer_id,ts,amount", using: &random)
    for order in 0..<Int.random(in: 0..<12, using: &random) {
      let customer = GeneratedFile.customer(using: &random)
      let day = Int.random(in: 10...28, using: &random)
      var line = "\(order),\(customer),2024-01-\(day),\(order * 7 % 100).50"
      if !isValid, Int.random(in: 0..<6, using: &random) == 0 {
        line = [line + ",", "\"" + line, line + "\"", "x\"" + line, line + "x"].randomElement(
          using: &random)!
      }
      append(line, using: &random)
      if Int.random(in: 0..<5, using: &random) == 0 { append("", using: &random) }
    }
    if Bool.random(using: &random), let last = bytes.last, last == UInt8(ascii: "\n") {
      bytes.removeLast()
    }
  }

  private mutating func append(_ line: String, using random: inout SeededGenerator) {
    bytes += Array(line.utf8)
    bytes += Array(["\n", "\r\n", "\r", "\n"].randomElement(using: &random)!.utf8)
  }

  private static func customer(using random: inout SeededGenerator) -> String {
    let parts = ["a", "中", "\"\"", ",", "\n", "\r\n", "\r", " ", "=", "é", "7", "'"]
    if Int.random(in: 0..<3, using: &random) == 0 {
      return "c\(Int.random(in: 0..<100, using: &random))"
    }
    let text = (0..<Int.random(in: 1..<9, using: &random)).map { _ in
      parts.randomElement(using: &random)!
    }.joined()
    return "\"\(text)\""
  }
}

import Clientele
import ClienteleCSV
import ClienteleKernels
import Foundation
import Testing

/// Nothing is lost without a word: accounts, rejected records and errors of files.
@Suite struct AccountTests {
  static let mixed = """
    order_id,customer_id,ts,amount
    1,ann,2024-01-01,5
    2,bob,2024-13-01,6

    3,"c"x,2024-01-03,7
    4,dan
    5,eve,2024-01-05,8.005
    6,"fay
    ",2024-01-06,9.50
    7,,2024-01-07,10

    """

  @Test func theFirstFaultEndsTheReadingByDefault() throws {
    let error = try #require(refusal(Self.mixed))
    #expect(error.problem == .record(.noSuchDay))
    #expect(error.place.record == 2)
    #expect(error.place.line == 3)
    #expect(error.place.column == "ts")
    #expect(error.place.text == "2024-13-01")
    #expect(error.place.byteOffset == 56)
    #expect(error.exitKind == .badData)
  }

  @Test func rejectedRecordsAreWrittenAndTheOthersKept() throws {
    let file = TemporaryFile("old")
    defer { withExtendedLifetime(file) {} }
    let records = try readOrders(Self.mixed, rejects: file.path)
    #expect(records.rows.map(\.record) == [1, 7])
    #expect(records.rows.map(\.customer) == ["ann", "fay\n"])
    let account = records.account
    #expect(account.records == 8)
    #expect(account.loaded.records == 2)
    #expect(account.loaded.amount == 1450)
    #expect(account.rejected.records == 5)
    #expect(account.rejected.amount == 1600)
    #expect(account.blank == 1)
    #expect(account.isBalanced)
    let lines = file.text.split(separator: "\r\n").map(String.init)
    #expect(lines[0] == "file,record,line,reason,column,text")
    #expect(lines.count == 6)
    #expect(lines[1].hasPrefix("\"orders.csv\",2,3,"))
    #expect(lines[1].hasSuffix(",\"ts\",\"2,bob,2024-13-01,6\""))
    #expect(lines[2].hasSuffix(",\"3,\"\"c\"\"x,2024-01-03,7\""))
  }

  @Test func theRejectsFileIsWrittenWholeOrNotAtAll() throws {
    let file = TemporaryFile("old")
    defer { withExtendedLifetime(file) {} }
    #expect(throws: OrderFileError.self) {
      try readOrders("customer_id,ts,amount\nc,x,5\n\"", rejects: file.path + "/no/such")
    }
    var schema = OrderSchema.plain
    schema.encoding = .gb18030
    let cut = Array("customer_id,ts,amount\nc,x,5\n".utf8) + [0xFF]
    #expect(throws: OrderFileError.self) {
      try readOrders(bytes: cut, schema, rejects: file.path)
    }
    #expect(file.text == "old")
    let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent().path
    let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      (folder + "/" + $0).hasPrefix(file.path) && $0.hasSuffix(".tmp")
    }
    #expect(left.isEmpty)
  }

  @Test func rejectedCustomersLeaveNoTrace() throws {
    let file = TemporaryFile("")
    defer { withExtendedLifetime(file) {} }
    let records = try readOrders(
      "customer_id,ts,amount\nghost,x,5\nann,2024-01-01,5\n", rejects: file.path)
    guard case .texts(let numberings) = records.source.customers else { return }
    #expect(numberings.reduce(0) { $0 + $1.count } == 1)
  }

  @Test func missingFilesAndFoldersAreNoInput() {
    for (path, problem) in [
      ("/no/such/file.csv", OrderFileError.Problem.notFound), ("/tmp", .notAFile),
    ] {
      #expect {
        try OrderReader(.plain).read(path: path)
      } throws: { error in
        (error as? OrderFileError)?.problem == problem
          && (error as? OrderFileError)?.exitKind == .noInput
      }
    }
  }

  @Test func aFileReadFromDiskIsTheSameAsFromMemory() throws {
    var text = "order_id,customer_id,ts,amount\n"
    for order in 0..<5000 { text += "\(order),\"c,\(order % 97)\",2024-01-01,5\n" }
    let file = TemporaryFile(text)
    defer { withExtendedLifetime(file) {} }
    for segmentBytes in [100, 4097, 1 << 20] {
      var reader = OrderReader(.plain)
      reader.pace = ReadingPace(segmentBytes: segmentBytes, segmentCount: 4, threads: 2)
      #expect(
        try reader.read(path: file.path).rows.map(\.description)
          == readOrders(text, pace: ReadingPace()).rows.map(\.description))
    }
  }

  @Test func memoryStaysInTheBudgetOrIsALimitError() throws {
    var text = "customer_id,ts,amount\n"
    for order in 0..<20_000 { text += "c\(order),2024-01-01,5\n" }
    var reader = OrderReader(.plain)
    reader.pace = ReadingPace(segmentBytes: 4096, segmentCount: 2, threads: 1)
    let records = try reader.read(bytes: Array(text.utf8), name: "f")
    let peak = records.budget.peakBytes
    #expect(peak < 3 << 20)
    reader.byteLimit = peak / 2
    #expect {
      try reader.read(bytes: Array(text.utf8), name: "f")
    } throws: { ($0 as? OrderFileError)?.exitKind == .limit }
  }

  @Test func textsInErrorsCannotMoveACursor() throws {
    let error = try #require(
      refusal("customer_id,ts,amount\nc,\u{1B}[31m\u{202E}x\u{7}\"\",5\n")
        ?? refusal("customer_id,ts,amount\nc,\u{1B}[31m\u{202E}x\u{7},5\n"))
    let words = error.description
    #expect(!words.unicodeScalars.contains { $0.value < 32 || $0 == "\u{202E}" })
    let long = try #require(
      refusal("customer_id,ts,amount\nc,\(String(repeating: "中", count: 500)),5\n"))
    #expect(long.description.utf8.count < 500)
    #expect(long.place.text?.hasSuffix("…") == true)
  }

  @Test func recordsThatDenyOthersAreRejectedWithTheirText() throws {
    let text = #"""
      order_id,customer_id,ts,amount,note
      1,c,2024-01-01,5,"two
      lines"

      x
      1,c,2024-01-01,6,"a ""b"""
      2,d,2024-01-02,7,
      2,e,2024-01-02,7,

      """#
    let file = TemporaryFile(text)
    let rejects = TemporaryFile("")
    defer { withExtendedLifetime((file, rejects)) {} }
    var reader = OrderReader(.plain)
    reader.rejectsPath = rejects.path
    reader.pace = ReadingPace(segmentBytes: 16, segmentCount: 3)
    let loaded = try reader.load([file.path])
    #expect(loaded.orders.orderCount == 2)
    #expect(loaded.account.rejected.records == 3)
    #expect(loaded.account.isBalanced)
    let lines = rejects.text.split(separator: "\r\n").map(String.init)
    #expect(lines.count == 4)
    #expect(lines[2].contains(",4,6,"))
    #expect(lines[2].hasSuffix(",\"1,c,2024-01-01,6,\"\"a \"\"\"\"b\"\"\"\"\"\"\""))
    #expect(lines[3].contains(",6,8,"))
    #expect(lines[3].hasSuffix(",\"2,e,2024-01-02,7,\""))
  }

  @Test func filesOfOtherCurrenciesCannotBeJoined() throws {
    var schema = OrderSchema.plain
    schema.columns[.currency] = ["currency"]
    let files = ["EUR", "USD"].map {
      TemporaryFile("customer_id,ts,amount,currency\nc,2024-01-01,5,\($0)\n")
    }
    defer { withExtendedLifetime(files) {} }
    #expect {
      try OrderReader(schema).load(files.map(\.path))
    } throws: { ($0 as? OrderFileError)?.problem == .record(.otherCurrency) }
    let same = TemporaryFile(files[0].text)
    defer { withExtendedLifetime(same) {} }
    #expect(try OrderReader(schema).load([files[0].path, same.path]).orders.orderCount == 2)
  }

  @Test func aFileThatChangesWhileItIsReadIsAnError() throws {
    let file = TemporaryFile("customer_id,ts,amount\nc,2024-01-01,5\n")
    defer { withExtendedLifetime(file) {} }
    let input = try InputFile(path: file.path)
    #expect(!input.hasChanged)
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.truncate(atOffset: 3)
    #expect(input.hasChanged)
  }
}

import Clientele
import ClienteleCSV
import ClienteleKernels
import Foundation
import Testing

/// The hostile and odd files of `csv-cases`, each with what its manifest expects of it.
@Suite(.enabled(if: sharedData != nil, "the folder shared/data is missing"))
struct CaseFileTests {
  struct Manifest: Decodable {
    struct Case: Decodable {
      let file: String
      let expect: String
      let rows: Int?
    }
    let files: [Case]
  }

  static let cases: [Manifest.Case] = {
    guard let sharedData,
      let bytes = FileManager.default.contents(atPath: sharedData + "/csv-cases/manifest.json"),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: bytes)
    else { return [] }
    return manifest.files
  }()

  /// METRICS.md decides these: a conflict and a missing customer are errors unless allowed.
  static let stricterThanManifest: Set = ["orders_01.csv", "orders_07.csv"]
  /// Their second record repeats the first, a whole order.
  static let repeatsOrder: Set = ["orders_00.csv"]
  /// Its delimiter is a tab, which is never guessed.
  static let needsDelimiter: Set = ["utf16le_tab_excel_unicode_text.txt"]

  func bytes(_ file: String) throws -> [UInt8] {
    Array(
      try #require(FileManager.default.contents(atPath: "\(sharedData!)/csv-cases/\(file)")))
  }

  /// Reads a case: as orders where it has orders' columns, else only as records.
  func read(_ file: String, _ options: Options = Options()) throws -> LoadAccount {
    let bytes = try bytes(file)
    var reader = OrderReader(options.schema, zone: options.zone)
    reader.pace = ReadingPace(segmentBytes: 37, segmentCount: 2)
    guard options.hasOrders ?? Self.hasOrders(file) else {
      return try reader.check(bytes: bytes, name: file)
    }
    return try reader.load(["\(sharedData!)/csv-cases/\(file)"]).account
  }

  static func hasOrders(_ file: String) -> Bool {
    [
      "amount_", "date_", "id_", "orders_", "dup_header", "empty_header", "missing_req", "repeated",
      "footer", "preamble",
    ].contains { file.hasPrefix($0) }
  }

  struct Options {
    var schema = OrderSchema.plain
    var zone: TimeZoneRules? = .utc
    var hasOrders: Bool?

    init(_ change: (inout Options) -> Void = { _ in }) { change(&self) }
  }

  @Test func allCasesAreThere() {
    #expect(Self.cases.count == 169)
  }

  @Test(arguments: cases.filter { $0.expect == "reject" }.map(\.file))
  func aFileToBeRejectedIsRejected(file: String) throws {
    #expect {
      try read(file)
    } throws: { error in
      guard let error = error as? OrderFileError else { return false }
      return error.exitKind == .badData && !error.description.isEmpty
        && !error.description.contains("\n")
    }
  }

  @Test(
    arguments: cases.filter {
      $0.expect == "accept" && !stricterThanManifest.contains($0.file)
        && !needsDelimiter.contains($0.file)
    })
  func aFileToBeAcceptedIsAcceptedWhole(testCase: Manifest.Case) throws {
    var options = Options()
    if testCase.file.hasPrefix("utf") {
      options.schema = .taobao
      options.schema.statuses = StatusRules()
    }
    if testCase.file.hasPrefix("orders_09") { options.schema.policies.zeroAmountOrders = .count }
    let account = try read(testCase.file, options)
    #expect(account.isBalanced)
    #expect(account.rejected.records == 0)
    if let rows = testCase.rows {
      #expect(account.loaded.records + account.skippedCount == rows)
      #expect(account.skippedCount == (Self.repeatsOrder.contains(testCase.file) ? 1 : 0))
    }
  }

  @Test(arguments: stricterThanManifest.sorted())
  func whereMetricsIsStricterTheOptionAccepts(file: String) throws {
    #expect(throws: OrderFileError.self) { try read(file) }
    let account = try read(
      file,
      Options { options in
        options.schema.policies.conflicts = .keepFirst
        options.schema.missingCustomer = .skip
      })
    #expect(account.isBalanced)
    #expect(account.skippedCount == 1)
  }

  @Test(
    arguments: cases.filter {
      $0.expect == "accept-with-option" || needsDelimiter.contains($0.file)
    }
  )
  func aFileThatNeedsAnOptionIsRefusedWithoutAndAcceptedWith(testCase: Manifest.Case) throws {
    let file = testCase.file
    if !Self.acceptedWithoutOption.contains(file) {
      #expect(throws: OrderFileError.self) { try read(file, Options { $0.zone = nil }) }
    }
    let account = try read(file, try #require(Self.option(for: file)))
    #expect(account.isBalanced)
    #expect(account.records > 0 && account.rejected.records == 0)
    if let rows = testCase.rows { #expect(account.loaded.records == rows) }
  }

  /// Without a zone these are plain dates and times; the zone makes them remarkable. A header of
  /// one column is a header.
  static let acceptedWithoutOption: Set = [
    "date_25.csv", "date_26.csv", "date_27.csv", "date_28.csv", "semicolon.csv", "sep_line.csv",
    "shopify_blank_followers.csv", "utf16le_tab_excel_unicode_text.txt",
  ]

  static func option(for file: String) -> Options? {
    let dates = [
      10: "yyyy-M-d", 11: "dd/MM/yyyy", 12: "dd/MM/yyyy", 13: "yyyyMMdd", 14: "excel1900",
      16: "excel1900", 17: "epochSeconds", 18: "epochMilliseconds", 29: "yyyy年M月d日",
      30: "MMM d, yyyy",
    ]
    let zones = [
      25: "America/New_York", 26: "America/New_York", 27: "America/Sao_Paulo",
    ]
    return Options { options in
      switch file.split(separator: ".")[0] {
      case "gbk", "gb18030_4byte": options.schema.encoding = .gb18030
      case "gbk_pipe_trail":
        options.schema.encoding = .gbk
        options.schema.dialect.delimiter = "|"
      case "latin1": options.schema.encoding = .latin1
      case "shift_jis": options.schema.encoding = .shiftJIS
      case "semicolon": options.schema.dialect.delimiter = ";"
      case "sep_line": options.schema.dialect.allowances = [.separatorLine]
      case "utf16le_tab_excel_unicode_text":
        options.schema = .taobao
        options.schema.dialect.delimiter = "\t"
      case "shopify_blank_followers":
        options.schema = .shopify
        options.hasOrders = true
      case let name where name.hasPrefix("amount_"):
        let isEuropean = ["amount_01", "amount_30"].contains(name)
        options.schema.numbers = NumberFormat(
          decimalSign: isEuropean ? .comma : .point,
          groupingSigns: isEuropean ? [".", "\u{A0}"] : [","], currencySigns: ["￥", "$"],
          negativeForms: [.parentheses, .trailingMinus], allowsSpaces: true,
          nullTexts: ["NULL", "\\N"])
        options.schema.missingAmount = .skip
      case let name where name.hasPrefix("date_"):
        guard let number = Int(name.suffix(2)) else { return }
        if let text = dates[number] { options.schema.dateFormat = DateFormat(text)! }
        if let name = zones[number] { options.zone = try? TimeZoneFiles().rules(named: name) }
      default: break
      }
      if file.hasPrefix("gb") {
        options.schema.dialect.allowances = [.spreadsheetGuards]
      }
    }
  }

  @Test func aDayThatApiaNeverHadIsRefusedThere() throws {
    let apia = try TimeZoneFiles().rules(named: "Pacific/Apia")
    #expect(throws: OrderFileError.self) { try read("date_28.csv", Options { $0.zone = apia }) }
  }
}

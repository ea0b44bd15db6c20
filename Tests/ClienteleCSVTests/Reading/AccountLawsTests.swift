import Clientele
import ClienteleCSV
import ClienteleFixtures
import ClienteleKernels
import Testing

/// What holds for the account of any file, by any policies: nothing is lost or made.
///
/// `PROP_SEED` repeats a run, `PROP_CASES` makes it longer.
@Suite struct AccountLawsTests {
  static let caseCount = environmentVariable("PROP_CASES").flatMap { Int($0) } ?? 300
  static let seed =
    environmentVariable("PROP_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)

  static let header = "order_id,customer_id,ts,amount,refunded,status,currency,kind\n"

  /// Records that meet each other's order ids often, and are wrong sometimes.
  static func file(using random: inout SeededGenerator) -> (text: String, recordCount: Int) {
    var lines: [String] = []
    for _ in 0..<Int.random(in: 0..<14, using: &random) {
      if !lines.isEmpty, Int.random(in: 0..<4, using: &random) == 0 {
        lines.append(lines.randomElement(using: &random)!)
        continue
      }
      func one(_ texts: String...) -> String { texts.randomElement(using: &random)! }
      let prefix = one("", "", "", "C")
      let cells = [
        prefix + one("1", "2", "3"), one("ann", "ann", "bob", ""),
        one("2024-01-01", "2024-01-02", "2024-01-02 10:00:00", "2024-13-01"),
        one("5", "5", "0", "7.25", "-3", "x", "92233720368547758.07", "-92233720368547758.08"),
        one("", "0", "2", "5", "-1", "y"), one("paid", "paid", "paid", "open", "back", "refund"),
        one("", "EUR", "EUR", "EUR", "USD"), one("a", "b", ""),
      ]
      lines.append(one(cells.joined(separator: ","), cells.joined(separator: ","), ""))
    }
    let text = lines.map { $0 + "\n" }.joined()
    return (header + text, lines.count)
  }

  static func schema(using random: inout SeededGenerator) -> OrderSchema {
    var schema = OrderSchema.plain
    schema.columns[.status] = ["status"]
    schema.statuses = StatusRules(
      counted: ["paid"], skipped: ["open"], refunded: ["back"], refund: ["refund"])
    if Bool.random(using: &random) { schema.columns[.refund] = ["refunded"] }
    if Bool.random(using: &random) { schema.columns[.currency] = ["currency"] }
    if Int.random(in: 0..<4, using: &random) == 0 { schema.columns[.order] = [] }
    if Bool.random(using: &random) { schema.refundOrderPrefix = "C" }
    if Bool.random(using: &random) { schema.missingCustomer = .skip }
    schema.dimensions = [.init(name: "kind", of: .order)]
    schema.policies.records = .allCases.randomElement(using: &random)!
    schema.policies.zeroAmountOrders = .allCases.randomElement(using: &random)!
    schema.policies.identicalRecords = .allCases.randomElement(using: &random)!
    schema.policies.conflicts = .allCases.randomElement(using: &random)!
    schema.policies.refunds = .allCases.randomElement(using: &random)!
    schema.policies.purchaseUnit = .allCases.randomElement(using: &random)!
    return schema
  }

  static func load(
    _ texts: [String], _ schema: OrderSchema, threads: Int? = nil,
    pace: ReadingPace = ReadingPace(segmentBytes: 64, segmentCount: 2)
  ) throws -> (loaded: LoadedOrders, rejects: String) {
    let files = texts.map { TemporaryFile($0) }
    let rejects = TemporaryFile("")
    defer { withExtendedLifetime((files, rejects)) {} }
    var reader = OrderReader(schema)
    reader.rejectsPath = rejects.path
    reader.pace = pace
    reader.threads = threads
    let loaded = try reader.load(files.map(\.path))
    // Paths differ from run to run.
    var text = rejects.text
    for (number, file) in files.enumerated() {
      text = text.split(separator: file.path).joined(separator: "file \(number)")
    }
    return (loaded, text)
  }

  @Test func `records and money balance in every schema, and what is loaded is the revenue`() throws
  {
    for seed in Self.seed..<Self.seed + UInt64(Self.caseCount) {
      var random = SeededGenerator(seed: seed)
      let schema = Self.schema(using: &random)
      let (text, recordCount) = Self.file(using: &random)
      let (loaded, rejects) = try Self.load([text], schema)
      let account = loaded.account
      #expect(account.isBalanced, "seed \(seed): \(account)")
      #expect(account.records == recordCount, "seed \(seed)")
      #expect(
        account.loaded.amount == loaded.orders.revenue.minorUnits, "seed \(seed): \(account)")
      let written = rejects.split(separator: "\r\n").count - 1
      #expect(account.rejected.records == written, "seed \(seed): \(rejects)")
    }
  }

  @Test func `a file read twice changes nothing where repeats go`() throws {
    for seed in Self.seed..<Self.seed + UInt64(Self.caseCount) {
      var random = SeededGenerator(seed: seed)
      var schema = Self.schema(using: &random)
      schema.columns[.order] = ["order_id"]
      schema.policies.identicalRecords = schema.policies.records == .orders ? .keepLines : .drop
      let (text, _) = Self.file(using: &random)
      let once = try Self.load([text], schema).loaded
      let twice = try Self.load([text, text], schema).loaded
      #expect(twice.account.isBalanced, "seed \(seed)")
      #expect(twice.orders.revenue == once.orders.revenue, "seed \(seed)")
      #expect(twice.orders.orderCount == once.orders.orderCount, "seed \(seed)")
      #expect(twice.orders.refundCount == once.orders.refundCount, "seed \(seed)")
    }
  }

  @Test func `any number of threads gives the same table and the same account`() throws {
    for seed in Self.seed..<Self.seed + UInt64(Self.caseCount / 10) {
      var random = SeededGenerator(seed: seed)
      var schema = Self.schema(using: &random)
      // Files that found other currencies could not be joined.
      schema.currency = "EUR"
      let texts = (0..<2).map { _ in
        Self.header
          + (0..<40).map { _ in Self.file(using: &random).text.dropFirst(Self.header.count) }
          .joined()
      }
      let alone = try Self.load(texts, schema, threads: 1)
      for threads in [2, 3, 8] {
        let many = try Self.load(
          texts, schema, threads: threads, pace: ReadingPace(segmentBytes: 100, segmentCount: 5))
        #expect(many.loaded.account == alone.loaded.account, "seed \(seed), \(threads)")
        #expect(many.rejects == alone.rejects, "seed \(seed), \(threads)")
        #expect(
          many.loaded.orders.everything == alone.loaded.orders.everything,
          "seed \(seed), \(threads)")
      }
    }
  }
}

extension OrderTable {
  /// All that can be seen of a table, in words.
  fileprivate var everything: [String] {
    (0..<customerCount).map { customer in
      let kinds = dimension(named: "kind").map { values(of: $0, ofPurchasesBy: customer) }
      return
        "\(customers[customer]) \(purchases(of: customer)) \(refunds(of: customer)) \(kinds ?? [])"
    }
  }
}

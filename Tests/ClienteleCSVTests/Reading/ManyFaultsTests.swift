import Clientele
import ClienteleCSV
import ClienteleKernels
import Testing

/// Files in which nearly everything is wrong are read to their ends. They are so long that nobody
/// would wait for work that grew with the square of their length.
@Suite struct ManyFaultsTests {
  static let count = 200_000

  @Test func `two hundred thousand bad records are written out with their lines`() throws {
    var text = "order_id,customer_id,ts,amount\n"
    for order in 0..<Self.count {
      text += order % 2 == 0 ? "\(order),c,2024-13-01,5\n" : "\(order),\"c\"x,2024-01-01,5\n\n"
    }
    let rejects = TemporaryFile("")
    defer { withExtendedLifetime(rejects) {} }
    let records = try readOrders(
      text, rejects: rejects.path, pace: ReadingPace(segmentBytes: 1 << 24, segmentCount: 1))
    #expect(records.account.rejected.records == Self.count)
    #expect(records.account.blank == Self.count / 2)
    let lines = rejects.text.split(separator: "\r\n")
    #expect(lines.count == Self.count + 1)
    // Each pair of orders takes three records and three lines.
    let last = (Self.count / 2 - 1) * 3
    #expect(lines[Self.count - 1].hasPrefix("\"orders.csv\",\(last + 1),\(last + 2),"))
    #expect(lines[Self.count].hasPrefix("\"orders.csv\",\(last + 2),\(last + 3),"))
  }

  @Test func `two hundred thousand records that deny others are written out with their texts`()
    throws
  {
    var text = "order_id,customer_id,ts,amount\n1,c,2024-01-01,5\n"
    for record in 0..<Self.count { text += "1,c,2024-01-01,\(record + 6)\n\n" }
    let file = TemporaryFile(text)
    let rejects = TemporaryFile("")
    defer { withExtendedLifetime((file, rejects)) {} }
    var reader = OrderReader(.plain)
    reader.rejectsPath = rejects.path
    reader.pace = ReadingPace(segmentBytes: 1 << 24, segmentCount: 1)
    let loaded = try reader.load([file.path])
    #expect(loaded.account.rejected.records == Self.count)
    let lines = rejects.text.split(separator: "\r\n")
    #expect(lines.count == Self.count + 1)
    #expect(lines[Self.count].hasSuffix("\"1,c,2024-01-01,\(Self.count + 5)\""))
    #expect(lines[Self.count].contains(",\(2 * Self.count),\(2 * Self.count + 1),"))
  }

  @Test func `lines to skip beyond the end of a file end in an error`() {
    var schema = OrderSchema.plain
    schema.dialect.skippedLineCount = .max
    for text in ["", "a", "a\r\nb\n", "customer_id,ts,amount\nc,2024-01-01,5\n"] {
      #expect(refusal(text, schema)?.problem == .noHeader, "\(text.debugDescription)")
    }
  }

  @Test func `many lines before the header are skipped once`() throws {
    let count = 300_000
    let table = "customer_id,ts,amount\nc,2024-01-01,5\n"
    for end in ["\n", "\r\n", "\r"] {
      var schema = OrderSchema.plain
      schema.dialect.skippedLineCount = count
      let skipped = String(repeating: "\"x\(end)", count: count) + table
      let blank = String(repeating: end, count: count) + table
      for segmentBytes in [100_000, 1 << 22] {
        let pace = ReadingPace(segmentBytes: segmentBytes, segmentCount: 1)
        #expect(try readOrders(skipped, schema, pace: pace).account.loaded.records == 1)
        #expect(try readOrders(blank, pace: pace).account.loaded.records == 1)
      }
    }
  }
}

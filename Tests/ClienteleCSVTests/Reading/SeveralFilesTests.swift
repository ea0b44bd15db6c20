import Clientele
import ClienteleCSV
import ClienteleKernels
import Foundation
import Testing

/// Files that are read together, and files that are read again.
@Suite struct SeveralFilesTests {
  static let header = "order_id,customer_id,ts,amount\n"

  func problem(_ reader: OrderReader, _ paths: [String]) -> OrderFileError.Problem? {
    do throws(OrderFileError) {
      _ = try reader.load(paths)
      return nil
    } catch { return error.problem }
  }

  @Test func `files with and without order ids cannot be read together`() throws {
    let files = [
      Self.header + "1,c,2024-01-01,5\n", "customer_id,ts,amount\nc,2024-01-01,5\n",
      "customer_id,ts,amount\n",
    ].map { TemporaryFile($0) }
    defer { withExtendedLifetime(files) {} }
    let paths = files.map(\.path)
    let reader = OrderReader(.plain)
    #expect(problem(reader, [paths[0], paths[1]]) == .orderIDsInSomeFiles)
    #expect(problem(reader, [paths[1], paths[0]]) == .orderIDsInSomeFiles)
    #expect(problem(reader, [paths[0], paths[2]]) == nil)
    var schema = OrderSchema.plain
    schema.columns[.order] = []
    #expect(try OrderReader(schema).load([paths[0], paths[1]]).orders.orderCount == 2)
  }

  @Test func `one file is not read twice unless its repeats can be told and go`() throws {
    let named = TemporaryFile(Self.header + "1,c,2024-01-01,5\n")
    let nameless = TemporaryFile("customer_id,ts,amount\nc,2024-01-01,5\n")
    let link = named.path + ".link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: named.path)
    defer {
      try? FileManager.default.removeItem(atPath: link)
      withExtendedLifetime((named, nameless)) {}
    }
    let reader = OrderReader(.plain)
    #expect(try reader.load([named.path, link]).orders.revenue.description == "5.00")
    #expect(
      problem(reader, [nameless.path, nameless.path]) == .readTwice(as: nameless.path))
    var lines = OrderSchema.plain
    lines.policies.records = .lines
    #expect(problem(OrderReader(lines), [named.path, link]) == .readTwice(as: named.path))
    do {
      _ = try OrderReader(lines).load([named.path, link])
    } catch { #expect(error.exitKind == .usage) }
  }

  @Test func `rejected records never replace the file they come from`() throws {
    let text = Self.header + "1,c,2024-13-01,5\n"
    let file = TemporaryFile(text)
    let link = file.path + ".link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
    defer { try? FileManager.default.removeItem(atPath: link) }
    for (input, rejects) in [(file.path, file.path), (file.path, link), (link, file.path)] {
      var reader = OrderReader(.plain)
      reader.rejectsPath = rejects
      #expect(problem(reader, [input]) == .rejectsReplaceInput(path: rejects))
      #expect(file.text == text)
    }
  }

  /// Two records that deny each other, among so many that a window takes more than they do.
  static let denied: String = {
    var text = header
    for order in 0..<20_000 { text += "\(order),c,2024-01-01,5\n" }
    return text + "7,c,2024-01-01,6\n"
  }()

  @Test func `the second reading of a file stays within the memory that is allowed`() throws {
    let file = TemporaryFile(Self.denied)
    let rejects = TemporaryFile("old")
    defer { withExtendedLifetime((file, rejects)) {} }
    var reader = OrderReader(.plain)
    reader.rejectsPath = rejects.path
    reader.pace = ReadingPace(segmentBytes: 1 << 16, segmentCount: 1)
    let peak = try reader.load([file.path]).peakByteCount
    #expect(rejects.text.contains("7,c,2024-01-01,6"))
    reader.byteLimit = peak
    #expect(try reader.load([file.path]).peakByteCount <= peak)
    reader.byteLimit = peak - 1
    guard case .overBudget = problem(reader, [file.path]) else {
      Issue.record("a table within less than it needs")
      return
    }
  }

  /// Reads a file with two records that deny each other, and then a pipe: who writes to the pipe
  /// finds the first file read, and not yet read again.
  func problem(whenFileIs change: @escaping @Sendable (String) -> Void) throws
    -> OrderFileError.Problem?
  {
    let file = TemporaryFile(Self.header + "1,c,2024-01-01,5\n1,c,2024-01-01,6\n")
    let rejects = TemporaryFile("old")
    let pipe = file.path + ".pipe"
    let maker = try Process.run(URL(filePath: "/usr/bin/mkfifo"), arguments: [pipe])
    maker.waitUntilExit()
    defer { try? FileManager.default.removeItem(atPath: pipe) }
    let path = file.path
    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: pipe)
      change(path)
      try? handle?.write(contentsOf: Data(Self.header.utf8))
      try? handle?.close()
    }
    writer.start()
    var reader = OrderReader(.plain)
    reader.rejectsPath = rejects.path
    let problem = problem(reader, [path, pipe])
    #expect((rejects.text == "old") == (problem != nil))
    return withExtendedLifetime(file) { problem }
  }

  @Test func `a file that is another one when it is read again is an error`() throws {
    #expect(try problem { _ in } == nil)
    let changed = try problem { path in
      try? Data("x".utf8).write(to: URL(filePath: path))
    }
    #expect(changed == .changedWhileReading)
    let gone = try problem { path in try? FileManager.default.removeItem(atPath: path) }
    #expect(gone == .notFound)
  }
}

import Clientele
import ClienteleKernels

/// Reads the records of a ``CustomerColumnFile``.
struct ColumnFileReading {
  let path: String
  private(set) var names: [String] = []
  /// The place of `as_of` among the file's columns.
  private(set) var dayColumn: Int?
  private(set) var records: [String: [CustomerColumnFile.Record]] = [:]
  private var header: [String] = []
  private let syntax = RecordSyntax()
  private let cellText = CellText(RecordSyntax())
  private let budget = MemoryBudget()

  private typealias Failure = CustomerColumnFileError

  init(path: String) { self.path = path }

  mutating func read(_ text: CustomerText) throws(CustomerColumnFileError) {
    let bytes = Array(text.bytes)
    let window: ByteWindow
    let head: RecordIndex
    do throws(MemoryFailure) {
      window = try ByteWindow(capacity: bytes.count, on: budget)
      try window.append(contentsOf: bytes.span)
      head = try index(of: window, columnCount: 0, from: 0)
    } catch { throw Failure(path: path, .outOfMemory) }
    // Nobody has no columns: every record is ragged, and says how many cells it has.
    var first = 0
    while first < head.marks.count, head.marks[first].kind == .blank { first += 1 }
    guard first < head.marks.count else { throw Failure(path: path, .noHeader) }
    let mark = head.marks[first]
    guard mark.kind == .ragged else {
      throw problem(mark.problem(expectedCount: 0, syntax), at: mark.start, in: bytes)
    }
    let rows: RecordIndex
    do throws(MemoryFailure) {
      rows = try index(of: window, columnCount: mark.detail, from: mark.start)
    } catch { throw Failure(path: path, .outOfMemory) }
    for place in rows.marks.indices where rows.marks[place].kind != .blank {
      let mark = rows.marks[place]
      throw problem(
        mark.problem(expectedCount: rows.slotCount, syntax), at: mark.start, in: bytes)
    }
    try readHeader(rows, window)
    var (line, position) = (1, 0)
    for row in 1..<max(1, rows.rowCount) {
      let start = Int(rows.rowStarts[row])
      line += lineBreakCount(in: bytes.span.extracting(position..<start))
      position = start
      try readRecord(rows, row, window, line: line)
    }
    // A question sees the latest record up to a day: the last one in this order.
    for (id, list) in records where list.count > 1 {
      records[id] = list.sorted { ($0.day ?? Day(number: 0)) < ($1.day ?? Day(number: 0)) }
    }
  }

  private func index(
    of window: ByteWindow, columnCount: Int, from start: Int
  ) throws(MemoryFailure) -> RecordIndex {
    let index = try RecordIndex(
      columnCount: columnCount, slotOfColumn: Array(0..<columnCount), on: budget)
    try index.scan(
      window, count: window.count, from: start, limit: window.count, syntax: syntax,
      isEndOfFile: true, stopsAtFault: false)
    return index
  }

  private func problem(_ problem: RecordProblem, at start: Int, in bytes: [UInt8]) -> Failure {
    let line = 1 + lineBreakCount(in: bytes.span.extracting(0..<start))
    return Failure(path: path, .record(line: line, problem))
  }

  private func cells(
    _ rows: RecordIndex, _ row: Int, _ window: ByteWindow, line: Int
  ) throws(CustomerColumnFileError) -> [String] {
    var cells: [String] = []
    for slot in 0..<rows.slotCount {
      let cell = rows.rowCells[row * rows.slotCount + slot]
      guard let text = cellText.string(cell, in: window) else {
        throw Failure(path: path, .record(line: line, .invalidUTF8))
      }
      guard !text.utf8.contains(0) else {
        throw Failure(path: path, .record(line: line, .zeroByte))
      }
      cells.append(text)
    }
    return cells
  }

  private mutating func readHeader(
    _ rows: RecordIndex, _ window: ByteWindow
  ) throws(CustomerColumnFileError) {
    header = try cells(rows, 0, window, line: 1)
    for (place, name) in header.enumerated() where header[..<place].contains(name) {
      throw Failure(path: path, .repeatedName(excerpt(name)))
    }
    dayColumn = header.indices.dropFirst().first { header[$0] == "as_of" }
    names = header.indices.dropFirst().filter { $0 != dayColumn }.map { header[$0] }
    guard !names.isEmpty else { throw Failure(path: path, .noColumns) }
  }

  private mutating func readRecord(
    _ rows: RecordIndex, _ row: Int, _ window: ByteWindow, line: Int
  ) throws(CustomerColumnFileError) {
    let cells = try cells(rows, row, window, line: line)
    let id = cells[0]
    guard !id.isEmpty else { throw Failure(path: path, .missingID(line: line)) }
    var day: Day?
    if let dayColumn {
      day = Day(cells[dayColumn])
      guard day != nil else {
        throw Failure(path: path, .notADay(line: line, text: excerpt(cells[dayColumn])))
      }
    }
    var values: [Double?] = []
    for place in cells.indices.dropFirst() where place != dayColumn {
      guard !cells[place].isEmpty else {
        values.append(nil)
        continue
      }
      guard let value = plainNumber(cells[place]) else {
        throw Failure(
          path: path,
          .notANumber(line: line, column: excerpt(header[place]), text: excerpt(cells[place])))
      }
      values.append(value)
    }
    if let other = records[id]?.first(where: { $0.day == day }) {
      throw Failure(path: path, .repeated(id: excerpt(id), line: line, firstLine: other.line))
    }
    records[id, default: []].append(.init(day: day, line: line, values: values))
  }

  /// A finite number in digits, with a point and an exponent perhaps; no words, no hexadecimals.
  private func plainNumber(_ text: String) -> Double? {
    let signs = Array("+-.eE".utf8)
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || signs.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}

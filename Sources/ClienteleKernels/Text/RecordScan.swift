private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// What a scan of records finds, and the scan: a struct, so that the loop's state is checked for
/// exclusive use once a scan and not once a cell.
struct RecordScan: ~Copyable {
  let slotCount: Int
  private let columnCount: Int
  private let slotOfColumn: [Int]
  var starts: GrowingColumn<UInt32>
  var ends: GrowingColumn<UInt32>
  var cells: GrowingColumn<Cell>
  var marks: GrowingColumn<RecordMark>
  private(set) var end = 0
  private(set) var needsMore = false
  private(set) var innerLineBreakCount = 0

  init(
    columnCount: Int, slotOfColumn: [Int], rowCapacity: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    precondition(slotOfColumn.count == columnCount)
    let slotCount = (slotOfColumn.max() ?? -1) + 1
    let starts = try GrowingColumn<UInt32>(capacity: rowCapacity, on: budget)
    let ends = try GrowingColumn<UInt32>(capacity: rowCapacity, on: budget)
    let cells = try GrowingColumn<Cell>(capacity: rowCapacity * slotCount, on: budget)
    let marks = try GrowingColumn<RecordMark>(capacity: 16, on: budget)
    self.columnCount = columnCount
    self.slotOfColumn = slotOfColumn
    self.slotCount = slotCount
    self.starts = starts
    self.ends = ends
    self.cells = cells
    self.marks = marks
  }

  private var rowCount: Int { starts.count }

  mutating func scan(
    _ scanner: CellScanner, _ reach: Reach, from start: Int, limit: Int, stopsAtFault: Bool
  ) throws(MemoryFailure) {
    starts.removeAll()
    ends.removeAll()
    cells.removeAll()
    marks.removeAll()
    needsMore = false
    innerLineBreakCount = 0
    end = start
    while end < limit && !needsMore {
      if unsafe scanner.isLineEnd(scanner.bytes[end]) {
        try skipBlankLines(scanner, reach, limit)
      } else if try !appendRecord(scanner, reach) && stopsAtFault && !needsMore {
        return
      }
    }
  }

  /// How far a record can be followed.
  struct Reach {
    let count: Int
    let isEndOfFile: Bool
    let limit: Int
  }

  private mutating func skipBlankLines(
    _ scanner: CellScanner, _ reach: Reach, _ limit: Int
  ) throws(MemoryFailure) {
    let start = end
    var lineCount = 0
    while end < limit, unsafe scanner.isLineEnd(scanner.bytes[end]) {
      guard let next = afterLineEnd(at: end, scanner, reach) else {
        needsMore = true
        break
      }
      end = next
      lineCount += 1
    }
    if lineCount > 0 { try appendMark(.blank, start, end, detail: lineCount) }
  }

  /// The place behind a line end; `nil` when the next window must tell.
  @inline(__always)
  private func afterLineEnd(at position: Int, _ scanner: CellScanner, _ reach: Reach) -> Int? {
    if unsafe scanner.bytes[position] == lineFeed { return position + 1 }
    if position + 1 < reach.count {
      return unsafe position + (scanner.bytes[position + 1] == lineFeed ? 2 : 1)
    }
    return reach.isEndOfFile ? position + 1 : nil
  }

  private mutating func appendMark(
    _ kind: RecordMark.Kind, _ start: Int, _ end: Int, detail: Int
  ) throws(MemoryFailure) {
    try marks.append(
      RecordMark(kind: kind, rowsBefore: rowCount, start: start, end: end, detail: detail))
  }

  /// Reads the record at `end`: true when it gave a row.
  private mutating func appendRecord(
    _ scanner: CellScanner, _ reach: Reach
  ) throws(MemoryFailure) -> Bool {
    try cells.makeRoom(for: slotCount)
    try starts.makeRoom(for: 1)
    try ends.makeRoom(for: 1)
    let start = end
    let bound = min(reach.count, start + reach.limit)
    let isLast = reach.isEndOfFile && bound == reach.count
    let row = cells.count
    var position = start
    var column = 0
    var lineBreakCount = 0
    while true {
      if let end = scanner.delimiterAfterPlainText(from: position, bound: bound) {
        store(Cell(start: position, end: end), column, row)
        column += 1
        position = end + 1
        continue
      }
      let outcome: CellScanner.Outcome
      if let opening = scanner.openingQuote(at: position, bound: bound) {
        outcome = scanner.quotedCell(opening: opening, bound: bound, isEndOfFile: isLast)
        if outcome.fault == nil { lineBreakCount += lineBreaks(scanner, outcome.cell.range) }
      } else {
        let cellEnd = scanner.endOfPlainCell(from: position, bound: bound)
        outcome = scanner.plainCell(from: position, to: cellEnd, bound: bound)
      }
      if let fault = outcome.fault {
        if fault == .unclosedQuote, bound == reach.count, !isLast {
          needsMore = true
          return false
        }
        return try reject(fault, start, at: outcome.faultPosition, scanner, reach)
      }
      store(outcome.cell, column, row)
      column += 1
      position = outcome.next
      if position >= bound {
        guard isLast else { return try runOut(start, bound, reach) }
        innerLineBreakCount += lineBreakCount
        return try finish(start, position, next: position, column)
      }
      if unsafe scanner.isLineEnd(scanner.bytes[position]) {
        guard let next = afterLineEnd(at: position, scanner, reach) else {
          needsMore = true
          return false
        }
        innerLineBreakCount += lineBreakCount
        return try finish(start, position, next: next, column)
      }
      position += 1
    }
  }

  @inline(__always)
  private func store(_ cell: Cell, _ column: Int, _ row: Int) {
    guard column < columnCount else { return }
    let slot = slotOfColumn[column]
    if slot >= 0 { cells[unchecked: row + slot] = cell }
  }

  @inline(__always)
  private mutating func finish(
    _ start: Int, _ recordEnd: Int, next: Int, _ cellCount: Int
  ) throws(MemoryFailure) -> Bool {
    end = next
    guard cellCount == columnCount else {
      try appendMark(.ragged, start, recordEnd, detail: cellCount)
      return false
    }
    starts[unchecked: starts.count] = UInt32(truncatingIfNeeded: start)
    starts.commit(1)
    ends[unchecked: ends.count] = UInt32(truncatingIfNeeded: recordEnd)
    ends.commit(1)
    cells.commit(slotCount)
    return true
  }

  private mutating func runOut(_ start: Int, _ bound: Int, _ reach: Reach) throws(MemoryFailure)
    -> Bool
  {
    needsMore = true
    if bound < reach.count { try appendMark(.tooLong, start, bound, detail: 0) }
    return false
  }

  /// Gives up the record up to the end of the line that holds the fault.
  private mutating func reject(
    _ fault: RecordMark.Kind, _ start: Int, at position: Int, _ scanner: CellScanner,
    _ reach: Reach
  ) throws(MemoryFailure) -> Bool {
    let bound = min(reach.count, start + reach.limit)
    let lineEnd = scanner.endOfLine(from: position, bound: bound)
    if lineEnd < bound {
      guard let next = afterLineEnd(at: lineEnd, scanner, reach) else {
        needsMore = true
        return false
      }
      end = next
    } else if reach.isEndOfFile, bound == reach.count {
      end = bound
    } else {
      return try runOut(start, bound, reach)
    }
    innerLineBreakCount += lineBreaks(scanner, start..<lineEnd)
    try appendMark(fault, start, lineEnd, detail: position)
    return false
  }

  private func lineBreaks(_ scanner: CellScanner, _ range: Range<Int>) -> Int {
    let start = unsafe scanner.bytes + range.lowerBound
    return lineBreakCount(in: unsafe Span(_unsafeStart: start, count: range.count))
  }
}

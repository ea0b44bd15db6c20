private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

/// Where the records of a stretch of text begin, and where the cells of some columns lie.
///
/// Only whole, well-formed records give a row; the others give a mark. What the records are does
/// not depend on how the text was cut into stretches.
@safe
package final class RecordIndex: @unchecked Sendable {
  /// Cells per row.
  package let slotCount: Int
  private let columnCount: Int
  private let slotOfColumn: [Int]
  private var starts: GrowingColumn<UInt32>
  private var ends: GrowingColumn<UInt32>
  private var cells: GrowingColumn<Cell>
  private var markColumn: GrowingColumn<RecordMark>
  /// The first byte that is not in the index: where the next record begins.
  package private(set) var end = 0
  /// The last record needs bytes that are not in the window yet.
  package private(set) var needsMore = false
  /// Line ends inside the records' quotes.
  package private(set) var innerLineBreakCount = 0

  /// - Parameters:
  ///   - columnCount: cells that every record must have.
  ///   - slotOfColumn: for each column of the file the place of its cell in a row, or −1.
  package init(
    columnCount: Int, slotOfColumn: [Int], on budget: MemoryBudget
  ) throws(MemoryFailure) {
    precondition(slotOfColumn.count == columnCount)
    self.columnCount = columnCount
    self.slotOfColumn = slotOfColumn
    slotCount = (slotOfColumn.max() ?? -1) + 1
    starts = try GrowingColumn(capacity: 1024, on: budget)
    ends = try GrowingColumn(capacity: 1024, on: budget)
    cells = try GrowingColumn(capacity: 1024 * slotCount, on: budget)
    markColumn = try GrowingColumn(capacity: 16, on: budget)
  }

  package var rowCount: Int { starts.count }
  package var rowStarts: Span<UInt32> {
    @_lifetime(borrow self)
    get { unsafe spanning(starts.base, starts.count) }
  }
  /// Where each record's text ends, its line end not counted.
  package var rowEnds: Span<UInt32> {
    @_lifetime(borrow self)
    get { unsafe spanning(ends.base, ends.count) }
  }
  /// Row by row, `slotCount` each.
  package var rowCells: Span<Cell> {
    @_lifetime(borrow self)
    get { unsafe spanning(cells.base, cells.count) }
  }
  package var marks: Span<RecordMark> {
    @_lifetime(borrow self)
    get { unsafe spanning(markColumn.base, markColumn.count) }
  }

  /// Puts another cell in a row's place.
  package func replaceCell(_ slot: Int, ofRow row: Int, with cell: Cell) {
    precondition(row >= 0 && row < rowCount && slot >= 0 && slot < slotCount)
    cells[unchecked: row * slotCount + slot] = cell
  }

  /// SAFETY: the columns live as long as `self` and change only in `scan`.
  @_lifetime(borrow self)
  private func spanning<Element>(
    _ base: UnsafeMutablePointer<Element>, _ count: Int
  ) -> Span<Element> {
    let span = unsafe Span(_unsafeStart: base, count: count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// Makes the index of the records that begin in `start..<limit` of the window's first `count`
  /// bytes.
  ///
  /// - Parameters:
  ///   - start: where a record begins.
  ///   - isEndOfFile: nothing follows the window.
  ///   - stopsAtFault: the first malformed record ends the index.
  package func scan(
    _ window: ByteWindow, count: Int, from start: Int, limit: Int, syntax: RecordSyntax,
    isEndOfFile: Bool, stopsAtFault: Bool
  ) throws(MemoryFailure) {
    precondition(start <= count && limit <= count && count <= window.count)
    starts.removeAll()
    ends.removeAll()
    cells.removeAll()
    markColumn.removeAll()
    needsMore = false
    innerLineBreakCount = 0
    end = start
    let scanner = unsafe CellScanner(window.base, syntax)
    let reach = Reach(count: count, isEndOfFile: isEndOfFile, limit: syntax.recordLimitBytes)
    while end < limit && !needsMore {
      if unsafe scanner.isLineEnd(window.base[end]) {
        try skipBlankLines(scanner, reach, limit)
      } else if try !appendRecord(scanner, reach) && stopsAtFault && !needsMore {
        return
      }
    }
  }

  private struct Reach {
    let count: Int
    let isEndOfFile: Bool
    let limit: Int
  }

  private func skipBlankLines(
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

  private func appendMark(
    _ kind: RecordMark.Kind, _ start: Int, _ end: Int, detail: Int
  ) throws(MemoryFailure) {
    try markColumn.append(
      RecordMark(kind: kind, rowsBefore: rowCount, start: start, end: end, detail: detail))
  }

  /// Reads the record at `end`: true when it gave a row.
  private func appendRecord(
    _ scanner: CellScanner, _ reach: Reach
  ) throws(MemoryFailure) -> Bool {
    try cells.makeRoom(for: slotCount)
    let start = end
    let bound = min(reach.count, start + reach.limit)
    let isLast = reach.isEndOfFile && bound == reach.count
    let row = cells.count
    var position = start
    var column = 0
    var lineBreakCount = 0
    while true {
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
      if column < columnCount {
        let slot = slotOfColumn[column]
        if slot >= 0 { cells[unchecked: row + slot] = outcome.cell }
      }
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
  private func finish(
    _ start: Int, _ recordEnd: Int, next: Int, _ cellCount: Int
  ) throws(MemoryFailure) -> Bool {
    end = next
    guard cellCount == columnCount else {
      try appendMark(.ragged, start, recordEnd, detail: cellCount)
      return false
    }
    try starts.append(UInt32(truncatingIfNeeded: start))
    try ends.append(UInt32(truncatingIfNeeded: recordEnd))
    cells.commit(slotCount)
    return true
  }

  private func runOut(_ start: Int, _ bound: Int, _ reach: Reach) throws(MemoryFailure) -> Bool {
    needsMore = true
    if bound < reach.count { try appendMark(.tooLong, start, bound, detail: 0) }
    return false
  }

  /// Gives up the record up to the end of the line that holds the fault.
  private func reject(
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

extension ByteWindow {
  /// The first record start at or behind `start` among the first `count` bytes, if the text is
  /// well formed and `isInsideQuotes` says right whether `start` is inside a quoted cell. A guess
  /// for splitting work; whoever uses it checks it.
  package func likelyRecordStart(
    from start: Int, count: Int, isInsideQuotes: Bool, syntax: RecordSyntax
  ) -> Int {
    precondition(start <= count && count <= self.count)
    guard start < count else { return count }
    let scanner = unsafe CellScanner(base, syntax)
    return scanner.recordStart(from: start, isInsideQuotes: isInsideQuotes, end: count)
  }
}

/// Where the records of a stretch of text begin, and where the cells of some columns lie.
///
/// Only whole, well-formed records give a row; the others give a mark. What the records are does
/// not depend on how the text was cut into stretches.
@safe
package final class RecordIndex: @unchecked Sendable {
  /// Cells per row.
  package let slotCount: Int
  private var found: RecordScan

  /// - Parameters:
  ///   - columnCount: cells that every record must have.
  ///   - slotOfColumn: for each column of the file the place of its cell in a row, or −1.
  ///   - rowCapacity: how many rows there is room for before the index grows.
  package init(
    columnCount: Int, slotOfColumn: [Int], rowCapacity: Int = 1024, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let found = try RecordScan(
      columnCount: columnCount, slotOfColumn: slotOfColumn, rowCapacity: rowCapacity, on: budget)
    slotCount = found.slotCount
    self.found = found
  }

  /// The first byte that is not in the index: where the next record begins.
  package var end: Int { found.end }
  /// The last record needs bytes that are not in the window yet.
  package var needsMore: Bool { found.needsMore }
  /// Line ends inside the records' quotes.
  package var innerLineBreakCount: Int { found.innerLineBreakCount }

  package var rowCount: Int { found.starts.count }
  package var rowStarts: Span<UInt32> {
    @_lifetime(borrow self)
    get { unsafe spanning(found.starts.base, found.starts.count) }
  }
  /// Where each record's text ends, its line end not counted.
  package var rowEnds: Span<UInt32> {
    @_lifetime(borrow self)
    get { unsafe spanning(found.ends.base, found.ends.count) }
  }
  /// Row by row, `slotCount` each.
  package var rowCells: Span<Cell> {
    @_lifetime(borrow self)
    get { unsafe spanning(found.cells.base, found.cells.count) }
  }
  package var marks: Span<RecordMark> {
    @_lifetime(borrow self)
    get { unsafe spanning(found.marks.base, found.marks.count) }
  }

  /// Puts another cell in a row's place.
  package func replaceCell(_ slot: Int, ofRow row: Int, with cell: Cell) {
    precondition(row >= 0 && row < rowCount && slot >= 0 && slot < slotCount)
    found.cells[unchecked: row * slotCount + slot] = cell
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
    let reach = RecordScan.Reach(
      count: count, isEndOfFile: isEndOfFile, limit: syntax.recordLimitBytes)
    try found.scan(
      unsafe CellScanner(window.base, syntax), reach, from: start, limit: limit,
      stopsAtFault: stopsAtFault)
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

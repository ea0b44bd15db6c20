/// Gives memory to many small columns: a few big pieces instead of one for each column.
///
/// Small pieces would come from the heap, and hold it as large as it ever was; big ones are free
/// for others as soon as no column stands on them. Used by one thread at a time.
package final class ColumnStore: @unchecked Sendable {
  private let budget: MemoryBudget
  private var piece: MemoryPiece?
  private var used = 0
  private var nextByteCount = 1 << 16

  /// Big enough for huge pages.
  private static let largestByteCount = 4 << 20

  package init(on budget: MemoryBudget) {
    self.budget = budget
  }

  // One function for each type, so that other modules need not specialise generic ones.

  package func compact(_ values: Span<Int32>) throws(MemoryFailure) -> CompactColumn<Int32> {
    try CompactColumn(values, in: self)
  }

  package func compact(_ values: Span<UInt32>) throws(MemoryFailure) -> CompactColumn<UInt32> {
    try CompactColumn(values, in: self)
  }

  package func compact(_ values: Span<Int64>) throws(MemoryFailure) -> CompactColumn<Int64> {
    try CompactColumn(values, in: self)
  }

  package func compact(_ values: Span<UInt64>) throws(MemoryFailure) -> CompactColumn<UInt64> {
    try CompactColumn(values, in: self)
  }

  /// A column whose memory holds nothing yet. Only kernels may see one.
  func column<Element>(count: Int) throws(MemoryFailure) -> Column<Element> {
    let (size, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    guard !overflow, size <= Int.max - 63 else { throw .exhausted(neededBytes: .max) }
    let byteCount = (size + 63) & ~63
    if let piece, used + byteCount <= piece.byteCount {
      return take(byteCount, of: piece, count)
    }
    let new = try MemoryPiece(byteCount: max(nextByteCount, byteCount), on: budget)
    nextByteCount = min(2 * nextByteCount, Self.largestByteCount)
    piece = new
    used = 0
    return take(byteCount, of: new, count)
  }

  private func take<Element>(
    _ byteCount: Int, of piece: MemoryPiece, _ count: Int
  ) -> Column<Element> {
    let start = unsafe piece.base + used
    used += byteCount
    // SAFETY: the bytes lie in the piece, which the column keeps, and nobody else gets them.
    return unsafe Column(
      in: piece, at: start.bindMemory(to: Element.self, capacity: count), count: count)
  }
}

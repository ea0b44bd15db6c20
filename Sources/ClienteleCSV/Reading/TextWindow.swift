import ClienteleKernels

/// The part of a file's text that is in memory, and where in the file it lies.
final class TextWindow {
  let source: TextSource
  let bytes: ByteWindow
  private let budget: MemoryBudget
  /// What precedes the window in the file's text, in bytes of UTF-8.
  private(set) var precedingByteCount = 0
  /// The line of the window's first byte, counted from 1.
  private(set) var line = 1

  init(_ source: TextSource, capacity: Int, on budget: MemoryBudget) throws(OrderFileError) {
    self.source = source
    self.budget = budget
    do throws(MemoryFailure) {
      bytes = try ByteWindow(capacity: capacity, on: budget)
    } catch {
      throw OrderFileError(file: source.name, error)
    }
  }

  var isAtEnd: Bool { source.isAtEnd }

  func read(_ wanted: Int) throws(OrderFileError) {
    try source.read(wanted, into: bytes)
  }

  /// Forgets the first bytes, which hold so many line ends.
  func removeFirst(_ count: Int, lineCount: Int) {
    bytes.removeFirst(count)
    precedingByteCount += count
    line += lineCount
  }

  func lineBreaks(_ range: Range<Int>) -> Int {
    let bytes = bytes
    return lineBreakCount(in: bytes.span.extracting(range))
  }

  /// The byte's place in the file, where the file's bytes are the window's.
  func fileOffset(of position: Int) -> Int? {
    source.encoding == .utf8
      ? precedingByteCount + position + source.markLength : nil
  }

  func excerpt(_ range: Range<Int>) -> String {
    let bytes = bytes
    return ClienteleCSV.excerpt(bytes.span.extracting(range))
  }

  /// A column-blind look at one record: how many cells it has, or what is wrong with it.
  /// Reads on until the record is whole.
  func record(
    at start: Int, syntax: RecordSyntax, columnCount: Int, chunkBytes: Int
  ) throws(OrderFileError) -> RecordIndex {
    while true {
      do throws(MemoryFailure) {
        let index = try RecordIndex(
          columnCount: columnCount, slotOfColumn: Array(0..<columnCount), rowCapacity: 1,
          on: budget)
        try index.scan(
          bytes, count: bytes.count, from: start, limit: min(start + 1, bytes.count),
          syntax: syntax, isEndOfFile: isAtEnd, stopsAtFault: true)
        let isTooLong = index.marks.count > 0 && index.marks[0].kind == .tooLong
        if isTooLong || isAtEnd || !index.needsMore && start < bytes.count { return index }
      } catch {
        throw OrderFileError(file: source.name, error)
      }
      try read(chunkBytes)
    }
  }
}

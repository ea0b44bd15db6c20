import ClienteleKernels

/// Where records that cannot be used go. Without one, the first of them ends the reading.
protocol FaultSink: AnyObject {
  func append(_ error: OrderFileError, text: Span<UInt8>) throws(OrderFileError)
}

/// Adds lines and texts to errors when a file is read again: only the table knows that two records
/// deny each other, and by then their texts are gone.
final class RecordCollector: FaultSink {
  private let errors: [OrderFileError]
  private let rejects: RejectsFile
  private var next = 0

  /// - Parameter errors: of the file's records, in their order.
  init(_ errors: [OrderFileError], into rejects: RejectsFile) {
    self.errors = errors
    self.rejects = rejects
  }

  /// Faults were told of when the file was read first.
  func append(_ error: OrderFileError, text: Span<UInt8>) throws(OrderFileError) {}

  func collect(from segment: Segment, _ window: TextWindow) throws(OrderFileError) {
    let index = segment.index
    let end = segment.firstRecord + segment.recordCount
    var rows = RecordRows(segment)
    var lines = LineCount(segment)
    while next < errors.count, let record = errors[next].place.record, record < end {
      if let row = rows.row(ofRecord: record) {
        let start = Int(index.rowStarts[row])
        let bytes = window.bytes
        try append(
          errors[next], line: lines.line(at: start, in: window),
          text: bytes.span.extracting(start..<Int(index.rowEnds[row])))
      } else {
        try append(errors[next], line: nil, text: Span())
      }
      next += 1
    }
  }

  /// Writes the errors whose records were not found: all, where nothing could be read again.
  func finish() throws(OrderFileError) {
    for error in errors[next...] { try append(error, line: nil, text: Span()) }
    next = errors.count
  }

  private func append(
    _ error: OrderFileError, line: Int?, text: Span<UInt8>
  ) throws(OrderFileError) {
    var place = error.place
    place.line = line
    try rejects.append(OrderFileError(file: error.file, error.problem, at: place), text: text)
  }
}

/// The rows of a segment's records, asked for in their order.
private struct RecordRows {
  private let segment: Segment
  /// Marks that stand before the record asked for last, and the records they take.
  private var place = 0
  private var markedCount = 0

  init(_ segment: Segment) { self.segment = segment }

  /// The row of a record, or `nil` when it gave none.
  mutating func row(ofRecord number: Int) -> Int? {
    let index = segment.index
    let marks = index.marks
    while place < marks.count {
      let firstMarked = segment.firstRecord + marks[place].rowsBefore + markedCount
      if number < firstMarked { break }
      let count = marks[place].kind == .blank ? marks[place].detail : 1
      if number < firstMarked + count { return nil }
      markedCount += count
      place += 1
    }
    let row = number - segment.firstRecord - markedCount
    return row < index.rowCount ? row : nil
  }
}

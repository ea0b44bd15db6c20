import ClienteleKernels

/// Where records that cannot be used go. Without one, the first of them ends the reading.
protocol FaultSink: AnyObject {
  func append(_ error: OrderFileError, text: Span<UInt8>) throws(OrderFileError)
}

/// Finds the texts of records by their numbers, when a file is read again: only the table knows
/// that two records deny each other, and by then their texts are gone.
final class RecordCollector: FaultSink {
  struct Record {
    let line: Int
    let text: [UInt8]
  }

  private let wanted: [Int]
  private var next = 0
  private(set) var records: [Int: Record] = [:]

  /// - Parameter numbers: ascending.
  init(_ numbers: [Int]) { wanted = numbers }

  /// Faults were told of when the file was read first.
  func append(_ error: OrderFileError, text: Span<UInt8>) throws(OrderFileError) {}

  func collect(from segment: Segment, _ window: TextWindow) {
    let index = segment.index
    let end = segment.firstRecord + segment.recordCount
    while next < wanted.count, wanted[next] < end {
      if let row = segment.row(ofRecord: wanted[next]) {
        let start = Int(index.rowStarts[row])
        records[wanted[next]] = Record(
          line: segment.firstLine + window.lineBreaks(segment.start..<start),
          text: (start..<Int(index.rowEnds[row])).map { window.bytes[$0] })
      }
      next += 1
    }
  }
}

extension Segment {
  /// The row of a record, or `nil` when it gave none.
  func row(ofRecord number: Int) -> Int? {
    let index = index
    let marks = index.marks
    var row = number - firstRecord
    for place in marks.indices {
      if row < marks[place].rowsBefore { break }
      row -= marks[place].kind == .blank ? marks[place].detail : 1
      if row < marks[place].rowsBefore { return nil }
    }
    return row < index.rowCount ? row : nil
  }
}

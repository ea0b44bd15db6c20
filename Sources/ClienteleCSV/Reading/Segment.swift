import Clientele
import ClienteleKernels

/// One of the stretches of a window that are read at the same time.
///
/// One thread at a time works on a segment; between the steps all threads wait for each other.
final class Segment: @unchecked Sendable {
  /// Records that begin in this range of the window belong to the segment.
  var range = 0..<0
  var census = ByteCensus()
  /// By the quotes before it, if the text is well formed.
  var beginsInsideQuotes = false
  /// Where the scan began: a guess until the segments before have been scanned.
  var start = 0
  let index: RecordIndex

  // What is known when all segments are scanned.

  /// The number of the segment's first record.
  var firstRecord = 1
  /// The line of the segment's first record.
  var firstLine = 1
  /// Whether all its bytes are below 128, and whether one is zero.
  var isASCII = true
  var hasZero = false
  /// The cells that the segment's first lines without order cells take; `nil` when no order
  /// precedes them.
  var inheritedHead: [Cell]?

  // What reading it gave.

  var batch: SegmentBatch?
  /// The codes of the loaded rows' texts, for each of ``TextColumns``.
  let codes: [TextCodes]
  var account = LoadAccount()
  /// In record order.
  var faults: [RecordFault] = []
  var memoryFailure: MemoryFailure?

  init(
    _ plan: ReadingPlan, _ texts: TextColumns, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    var codes: [TextCodes] = []
    for _ in texts.columns { codes.append(try TextCodes(on: budget)) }
    self.codes = codes
    index = try RecordIndex(
      columnCount: plan.names.count, slotOfColumn: plan.slotOfColumn, on: budget)
  }

  /// Malformed or blank records, in all.
  var markedRecordCount: Int {
    let index = index
    let marks = index.marks
    var count = 0
    for place in marks.indices {
      count += marks[place].kind == .blank ? marks[place].detail : 1
    }
    return count
  }

  var recordCount: Int { index.rowCount + markedRecordCount }

  /// The first record without which the segment cannot be used.
  var firstMalformed: RecordMark? {
    let index = index
    let marks = index.marks
    for place in marks.indices where marks[place].kind != .blank { return marks[place] }
    return nil
  }
}

/// A record that cannot be used, and why.
struct RecordFault: Sendable {
  /// Counted from the first record of the file.
  var record: Int
  /// Where its text lies in the window.
  let range: Range<Int>
  let problem: RecordProblem
  /// The cell that is to blame, or `nil`.
  let slot: Int?
  /// The byte that is to blame, or `nil`.
  let position: Int?
}

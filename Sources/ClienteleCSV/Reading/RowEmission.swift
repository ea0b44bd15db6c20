import Clientele
import ClienteleKernels

/// From the rows of a segment to those of a batch: rows that are not loaded are left out.
struct RowEmission {
  let rowCount: Int
  let records: RecordNumbers
  private let verdicts: [RowVerdict]
  private let isIdentity: Bool

  init(_ rows: RowReading, _ segment: Segment) {
    verdicts = rows.verdicts
    let index = segment.index
    let marks = index.marks
    var gaps: [(row: Int, leftOut: Int)] = []
    var leftOut = 0
    var emitted = 0
    var place = 0
    var wasLoaded = true
    for row in verdicts.indices {
      var isShifted = !wasLoaded
      while place < marks.count, marks[place].rowsBefore <= row {
        leftOut += marks[place].kind == .blank ? marks[place].detail : 1
        isShifted = true
        place += 1
      }
      wasLoaded = verdicts[row].isLoaded
      guard wasLoaded else {
        leftOut += 1
        continue
      }
      if isShifted { gaps.append((emitted, leftOut)) }
      emitted += 1
    }
    rowCount = emitted
    isIdentity = emitted == verdicts.count
    records = RecordNumbers(first: segment.firstRecord, gaps: gaps)
  }

  /// The loaded rows' values.
  func loaded<Value>(_ values: [Value]) -> [Value] {
    if isIdentity { return values }
    return verdicts.indices.filter { verdicts[$0].isLoaded }.map { values[$0] }
  }
}

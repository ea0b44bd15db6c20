import Clientele
import ClienteleKernels

/// From the rows of a segment to those of a batch: rows that are not loaded are left out, and a
/// refund follows the order it was written with.
struct RowEmission {
  let rowCount: Int
  let records: RecordNumbers
  private let verdicts: [RowVerdict]
  private let refunds: [Int64]?
  private let isIdentity: Bool

  init(_ rows: RowReading, _ segment: Segment) {
    verdicts = rows.verdicts
    refunds = rows.hasRefunds ? rows.refunds : nil
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
      if let refunds, refunds[row] != 0 {
        // The refund is of the same record: one record fewer than rows.
        leftOut -= 1
        gaps.append((emitted, leftOut))
        emitted += 1
      }
    }
    rowCount = emitted
    isIdentity = emitted == verdicts.count && refunds == nil
    records = RecordNumbers(first: segment.firstRecord, gaps: gaps)
  }

  /// A column of the loaded rows' values; a refund has its order's.
  func column<Value: BitwiseCopyable & Sendable>(
    _ values: [Value], on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<Value> {
    if isIdentity { return try Column(copying: values.span, on: budget) }
    return try Column(count: rowCount, on: budget) { output in
      for row in verdicts.indices where verdicts[row].isLoaded {
        output.append(values[row])
        if let refunds, refunds[row] != 0 { output.append(values[row]) }
      }
    }
  }

  func amountColumn(
    _ amounts: [Int64], _ refunds: [Int64], on budget: MemoryBudget
  ) throws(MemoryFailure) -> Column<Int64> {
    if isIdentity { return try Column(copying: amounts.span, on: budget) }
    return try Column(count: rowCount, on: budget) { output in
      for row in verdicts.indices where verdicts[row].isLoaded {
        output.append(amounts[row])
        if refunds[row] != 0 { output.append(-refunds[row]) }
      }
    }
  }
}

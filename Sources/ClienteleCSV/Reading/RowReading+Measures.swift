import Clientele
import ClienteleKernels

/// Further amounts of each row.
extension RowReading {
  /// Reads the columns of every measure of the schema and adds those of one measure.
  mutating func readMeasures(_ index: RecordIndex, _ bytes: Span<UInt8>) {
    guard let kind = plan.schema.lineKind else { return }
    measures = kind.measures.map { _ in [Int64](repeating: 0, count: index.rowCount) }
    for (column, slots) in zip(plan.schema.measures ?? [], plan.measureSlots) {
      guard let place = kind.measures.firstIndex(of: column.measure) else { continue }
      for row in 0..<index.rowCount where verdicts[row].isLoaded {
        do throws(RecordProblem) {
          let amount = try measure(column, slots, row, index, bytes)
          // Of a row that takes something back, either sign says the same.
          guard amount >= 0 || amounts[row] < 0 else { throw .negativeMeasure }
          let (sum, overflow) = measures[place][row].addingReportingOverflow(amount)
          guard !overflow else { throw .amountOverflow }
          measures[place][row] = sum
        } catch {
          fail(row, slots.amount, error)
        }
      }
    }
  }

  private mutating func measure(
    _ column: OrderSchema.MeasureColumn, _ slots: (amount: Int, factor: Int?), _ row: Int,
    _ index: RecordIndex, _ bytes: Span<UInt8>
  ) throws(RecordProblem) -> Int64 {
    let scale = plan.schema.scale
    guard let amount = try number(slots.amount, row, index, bytes) else {
      guard column.emptyCells == .zero else { throw .missingMeasure }
      return 0
    }
    guard let slot = slots.factor else { return try amount.units(scale: scale) }
    guard let factor = try number(slot, row, index, bytes) else { throw .missingMeasure }
    return try factor.times(amount, scale: scale)
  }

  /// The number in a cell, or `nil` when there is none.
  private mutating func number(
    _ slot: Int, _ row: Int, _ index: RecordIndex, _ bytes: Span<UInt8>
  ) throws(RecordProblem) -> DecimalNumber? {
    let parser = plan.numbers
    let cell = index.rowCells[row * index.slotCount + slot]
    return try access.with(cell, in: bytes, &scratch) { (text) throws(RecordProblem) in
      parser.isNull(text) ? nil : try parser.number(text)
    }
  }
}

import ClienteleKernels

/// Says where faults are: only when there is one does anybody count lines and look for columns.
///
/// Faults are asked for in the order of their records, so that each byte is passed once.
struct RecordLocator {
  private let window: TextWindow
  private let plan: ReadingPlan
  /// Of one record.
  private let index: RecordIndex
  private var lines = LineCount()

  init(
    _ window: TextWindow, _ plan: ReadingPlan, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self.window = window
    self.plan = plan
    index = try RecordIndex(
      columnCount: plan.names.count, slotOfColumn: Array(plan.names.indices), rowCapacity: 1,
      on: budget)
  }

  mutating func begin(_ segment: Segment) { lines = LineCount(segment) }

  mutating func error(_ fault: RecordFault) throws(OrderFileError) -> OrderFileError {
    var problem = fault.problem
    if repeatsHeader(fault.range) { problem = .repeatedHeader }
    var place = try place(fault)
    if problem == .repeatedHeader { place.column = nil }
    return OrderFileError(
      file: window.source.name, .record(problem), at: place, hint: hint(problem, fault))
  }

  private func repeatsHeader(_ range: Range<Int>) -> Bool {
    guard range.count == plan.headerText.count else { return false }
    return zip(range, plan.headerText).allSatisfy { window.bytes[$0] == $1 }
  }

  private mutating func place(_ fault: RecordFault) throws(OrderFileError) -> OrderFileError.Place {
    var place = OrderFileError.Place(record: fault.record)
    let start = fault.range.lowerBound
    place.line = lines.line(at: start, in: window)
    if let slot = fault.slot {
      let column = plan.columnOfSlot[slot]
      place.column = excerpt(plan.names[column])
      let cell = try cells(of: fault.range)?[column]
      place.byteOffset = window.fileOffset(of: cell?.start ?? start)
      place.text = cell.map { window.excerpt($0.range) }
      return place
    }
    place.byteOffset = window.fileOffset(of: fault.position ?? start)
    place.text = window.excerpt(fault.range)
    if let position = fault.position, let cells = try cells(of: fault.range),
      let column = cells.firstIndex(where: { $0.range.contains(position) })
    {
      place.column = excerpt(plan.names[column])
      place.text = window.excerpt(cells[column].range)
    }
    return place
  }

  /// All cells of a well-formed record.
  private func cells(of range: Range<Int>) throws(OrderFileError) -> [Cell]? {
    do throws(MemoryFailure) {
      try index.scan(
        window.bytes, count: range.upperBound, from: range.lowerBound,
        limit: min(range.lowerBound + 1, range.upperBound), syntax: plan.syntax,
        isEndOfFile: true, stopsAtFault: true)
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
    guard index.rowCount == 1 else { return nil }
    return (0..<index.slotCount).map { index.rowCells[$0] }
  }

  private func hint(_ problem: RecordProblem, _ fault: RecordFault) -> String? {
    guard problem == .invalidUTF8 else { return problem.hint }
    let bytes = window.bytes
    return encodingHint(for: bytes.span.extracting(fault.range))
  }
}

/// The lines of places in a segment, asked for in their order.
struct LineCount {
  private var position = 0
  private var line = 1

  init() {}

  init(_ segment: Segment) {
    position = segment.start
    line = segment.firstLine
  }

  mutating func line(at place: Int, in window: TextWindow) -> Int {
    line += window.lineBreaks(position..<place)
    position = place
    return line
  }
}

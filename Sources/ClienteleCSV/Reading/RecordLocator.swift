import ClienteleKernels

/// Says where a fault is: only when there is one does anybody count lines and look for columns.
struct RecordLocator {
  let window: TextWindow
  let plan: ReadingPlan
  let budget: MemoryBudget

  func error(_ fault: RecordFault, in segment: Segment) -> OrderFileError {
    var problem = fault.problem
    if repeatsHeader(fault.range) { problem = .repeatedHeader }
    var place = place(fault, segment)
    if problem == .repeatedHeader { place.column = nil }
    return OrderFileError(
      file: window.source.name, .record(problem), at: place, hint: hint(problem, fault))
  }

  private func repeatsHeader(_ range: Range<Int>) -> Bool {
    guard range.count == plan.headerText.count else { return false }
    return zip(range, plan.headerText).allSatisfy { window.bytes[$0] == $1 }
  }

  private func place(_ fault: RecordFault, _ segment: Segment) -> OrderFileError.Place {
    var place = OrderFileError.Place(record: fault.record)
    let start = fault.range.lowerBound
    place.line = segment.firstLine + window.lineBreaks(segment.start..<start)
    if let slot = fault.slot {
      let column = plan.columnOfSlot[slot]
      place.column = excerpt(Array(plan.names[column].utf8).span)
      let cell = cells(of: fault.range)?[column]
      place.byteOffset = window.fileOffset(of: cell?.start ?? start)
      place.text = cell.map { window.excerpt($0.range) }
      return place
    }
    place.byteOffset = window.fileOffset(of: fault.position ?? start)
    place.text = window.excerpt(fault.range)
    if let position = fault.position, let cells = cells(of: fault.range),
      let column = cells.firstIndex(where: { $0.range.contains(position) })
    {
      place.column = excerpt(Array(plan.names[column].utf8).span)
      place.text = window.excerpt(cells[column].range)
    }
    return place
  }

  /// All cells of a well-formed record.
  private func cells(of range: Range<Int>) -> [Cell]? {
    guard
      let index = try? RecordIndex(
        columnCount: plan.names.count, slotOfColumn: Array(plan.names.indices), on: budget),
      (try? index.scan(
        window.bytes, count: range.upperBound, from: range.lowerBound,
        limit: min(range.lowerBound + 1, range.upperBound), syntax: plan.syntax,
        isEndOfFile: true, stopsAtFault: true)) != nil,
      index.rowCount == 1
    else { return nil }
    return (0..<index.slotCount).map { index.rowCells[$0] }
  }

  private func hint(_ problem: RecordProblem, _ fault: RecordFault) -> String? {
    guard problem == .invalidUTF8 else { return problem.hint }
    let bytes = window.bytes
    return encodingHint(for: bytes.span.extracting(fault.range))
  }
}

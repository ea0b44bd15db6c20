import Clientele
import ClienteleKernels

/// One worker: reads segments, one after another, into batches of rows.
///
/// Met by one thread at a time.
final class SegmentReader: @unchecked Sendable {
  let worker: Int
  let customers: TextDictionary
  let dimensions: [TextDictionary]
  private let plan: ReadingPlan
  private let seed: UInt64
  private let budget: MemoryBudget
  private var rows: RowReading

  init(
    _ plan: ReadingPlan, worker: Int, clock: ShopClock?, seed: UInt64, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self.plan = plan
    self.worker = worker
    self.seed = seed
    self.budget = budget
    customers = try TextDictionary(seed: seed, on: budget)
    var dimensions: [TextDictionary] = []
    for _ in plan.dimensionSlots {
      dimensions.append(try TextDictionary(seed: seed, on: budget))
    }
    self.dimensions = dimensions
    rows = try RowReading(plan, clock: clock, seed: seed, on: budget)
  }

  /// The currency that all further amounts must have.
  func expect(currency: [UInt8]?) { rows.currency = currency }

  /// How often each status was met.
  var statuses: [String: Int] { rows.statuses?.statuses ?? [:] }

  /// Reads a segment whose index is final. What it gives is left in the segment.
  func read(_ segment: Segment, in window: ByteWindow) {
    let bytes = window.span
    do throws(MemoryFailure) {
      try rows.read(segment, in: bytes)
      collectFaults(segment)
      account(segment)
      segment.batch = try batch(segment, in: window)
      segment.memoryFailure = nil
    } catch {
      segment.memoryFailure = error
    }
  }

  /// Malformed records and rejected rows, in record order.
  private func collectFaults(_ segment: Segment) {
    let index = segment.index
    let marks = index.marks
    var faults: [RecordFault] = []
    var failures = rows.failures
    failures.sort { $0.row < $1.row }
    var next = 0
    var recordsBefore = 0  // marked records before the row
    func take(rowsBelow limit: Int) {
      while next < failures.count, failures[next].row < limit {
        let failure = failures[next]
        let start = Int(index.rowStarts[failure.row])
        faults.append(
          RecordFault(
            record: segment.firstRecord + failure.row + recordsBefore,
            range: start..<Int(index.rowEnds[failure.row]), problem: failure.problem,
            slot: failure.slot, position: failure.position))
        next += 1
      }
    }
    for place in marks.indices {
      let mark = marks[place]
      take(rowsBelow: mark.rowsBefore)
      if mark.kind == .blank {
        recordsBefore += mark.detail
      } else {
        faults.append(
          RecordFault(
            record: segment.firstRecord + mark.rowsBefore + recordsBefore,
            range: mark.start..<mark.end,
            problem: mark.problem(expectedCount: plan.names.count, plan.syntax), slot: nil,
            position: mark.kind == .ragged || mark.kind == .tooLong ? nil : mark.detail))
        recordsBefore += 1
      }
    }
    take(rowsBelow: .max)
    segment.faults = faults
  }

  private func account(_ segment: Segment) {
    var account = rows.account
    account.records = segment.recordCount
    let index = segment.index
    let marks = index.marks
    for place in marks.indices {
      if marks[place].kind == .blank {
        account.blank += marks[place].detail
      } else {
        account.rejected.records += 1
      }
    }
    let (verdicts, amounts, refunds, days) = (
      rows.verdicts, rows.amounts, rows.refunds, rows.days
    )
    var (first, last) = (Int32.max, Int32.min)
    for row in verdicts.indices {
      let verdict = verdicts[row]
      account.amount += Int128(amounts[row]) - Int128(refunds[row])
      if verdict.isLoaded {
        account.loaded.add(amounts[row], refund: refunds[row])
        account.refundColumnAmount += Int128(refunds[row])
        first = min(first, days[row])
        last = max(last, days[row])
      } else if let reason = verdict.skipReason {
        account.skipped[reason, default: .init()].add(amounts[row], refund: refunds[row])
      } else {
        account.rejected.add(amounts[row], refund: refunds[row])
      }
    }
    if first <= last { account.days = Day(number: first)...Day(number: last) }
    segment.account = account
  }

  /// The loaded rows as columns.
  private func batch(
    _ segment: Segment, in window: ByteWindow
  ) throws(MemoryFailure) -> OrderBatch? {
    let bytes = window.span
    let emission = RowEmission(rows, segment)
    guard emission.rowCount > 0, let customerSlot = plan.slot(.customer) else { return nil }
    let keys = try keys(segment, bytes, emission)
    var codes: [Column<UInt32>] = []
    for (place, slot) in plan.dimensionSlots.enumerated() {
      codes.append(try self.codes(segment, window, slot, dimensions[place], emission))
    }
    var measures: [Column<Int64>] = []
    for amounts in rows.measures { measures.append(try emission.column(amounts, on: budget)) }
    return OrderBatch(
      customers: try self.codes(segment, window, customerSlot, customers, emission),
      days: try emission.column(rows.days, on: budget),
      amounts: try emission.column(rows.amounts, on: budget),
      refunds: rows.hasRefunds ? try emission.column(rows.refunds, on: budget) : nil,
      orderKeys: keys?.lows, orderKeyTails: keys?.highs,
      recordHashes: try recordHashes(segment, bytes, emission), dimensions: codes,
      measures: measures, worker: worker, records: emission.records)
  }

  private func codes(
    _ segment: Segment, _ window: ByteWindow, _ slot: Int, _ dictionary: TextDictionary,
    _ emission: RowEmission
  ) throws(MemoryFailure) -> Column<UInt32> {
    let index = segment.index
    let cells = index.rowCells
    let slotCount = index.slotCount
    let (access, verdicts) = (rows.access, rows.verdicts)
    let bytes = window.span
    var codes = [UInt32](repeating: 0, count: index.rowCount)
    // Texts that stand in the window as they are can be looked up together.
    var texts: [Cell] = []
    var rowsOfTexts: [Int] = []
    texts.reserveCapacity(index.rowCount)
    rowsOfTexts.reserveCapacity(index.rowCount)
    for row in codes.indices where verdicts[row].isLoaded {
      if let text = access.verbatim(cells[row * slotCount + slot], in: bytes) {
        texts.append(text)
        rowsOfTexts.append(row)
      } else {
        codes[row] = try code(cells[row * slotCount + slot], bytes, dictionary)
      }
    }
    var codesOfTexts = [UInt32](repeating: 0, count: texts.count)
    var output = codesOfTexts.mutableSpan
    try dictionary.codes(of: texts.span, in: window, into: &output)
    for place in texts.indices { codes[rowsOfTexts[place]] = codesOfTexts[place] }
    return try emission.column(codes, on: budget)
  }

  private func code(
    _ cell: Cell, _ bytes: Span<UInt8>, _ dictionary: TextDictionary
  ) throws(MemoryFailure) -> UInt32 {
    var scratch: [UInt8] = []
    return try rows.access.with(cell, in: bytes, &scratch) { (text) throws(MemoryFailure) in
      try dictionary.code(of: text)
    }
  }

  private func keys(
    _ segment: Segment, _ bytes: Span<UInt8>, _ emission: RowEmission
  ) throws(MemoryFailure) -> (lows: Column<UInt64>, highs: Column<UInt64>?)? {
    guard let slot = plan.slot(.order) else { return nil }
    let index = segment.index
    let cells = index.rowCells
    let slotCount = index.slotCount
    let (access, verdicts) = (rows.access, rows.verdicts)
    var lows = [UInt64](repeating: 0, count: index.rowCount)
    var highs = lows
    var all: UInt64 = 0
    var scratch: [UInt8] = []
    for row in lows.indices where verdicts[row].isLoaded {
      let key = access.with(cells[row * slotCount + slot], in: bytes, &scratch) {
        TextKey($0, seed: seed)
      }
      lows[row] = key.low
      highs[row] = key.high
      all |= key.high
    }
    return (
      try emission.column(lows, on: budget),
      all == 0 ? nil : try emission.column(highs, on: budget)
    )
  }

  private func recordHashes(
    _ segment: Segment, _ bytes: Span<UInt8>, _ emission: RowEmission
  ) throws(MemoryFailure) -> Column<UInt64>? {
    guard plan.needsRecordHashes else { return nil }
    let index = segment.index
    let (starts, ends) = (index.rowStarts, index.rowEnds)
    let verdicts = rows.verdicts
    var hashes = [UInt64](repeating: 0, count: index.rowCount)
    for row in hashes.indices where verdicts[row].isLoaded {
      let record = bytes.extracting(Int(starts[row])..<Int(ends[row]))
      hashes[row] = TextKey.hash(record, seed: seed)
    }
    return try emission.column(hashes, on: budget)
  }
}

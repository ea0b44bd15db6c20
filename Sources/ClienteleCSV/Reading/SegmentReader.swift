import Clientele
import ClienteleKernels

/// One worker: reads segments, one after another, into batches of rows.
///
/// Met by one thread at a time.
final class SegmentReader: @unchecked Sendable {
  private let plan: ReadingPlan
  private let texts: TextColumns
  private let seed: UInt64
  private let store: ColumnStore
  /// Apart from the rest: what tells orders apart is let go of as soon as it is known that no two
  /// rows are of one order.
  private let identityStore: ColumnStore
  private var rows: RowReading
  /// Cells that wait to be looked up together.
  private var waiting: [Cell] = []

  init(
    _ plan: ReadingPlan, _ texts: TextColumns, clock: ShopClock?, seed: UInt64,
    on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self.plan = plan
    self.texts = texts
    self.seed = seed
    store = ColumnStore(on: budget)
    identityStore = ColumnStore(on: budget)
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

  /// The loaded rows as columns, all but the texts'.
  private func batch(
    _ segment: Segment, in window: ByteWindow
  ) throws(MemoryFailure) -> SegmentBatch? {
    let bytes = window.span
    let emission = RowEmission(rows, segment)
    guard emission.rowCount > 0, plan.slot(.customer) != nil else { return nil }
    for (column, codes) in zip(texts.columns, segment.codes) {
      try look(up: column, segment, window, into: codes)
    }
    let keys = try keys(segment, bytes, emission)
    var measures: [CompactColumn<Int64>] = []
    for amounts in rows.measures {
      measures.append(try store.compact(emission.loaded(amounts).span))
    }
    return SegmentBatch(
      days: try store.compact(emission.loaded(rows.days).span),
      amounts: try store.compact(emission.loaded(rows.amounts).span),
      refunds: rows.hasRefunds ? try store.compact(emission.loaded(rows.refunds).span) : nil,
      orderKeys: keys?.lows, orderKeyTails: keys?.highs,
      recordHashes: try recordHashes(segment, bytes, emission), measures: measures,
      records: emission.records)
  }

  /// Looks up the texts of the loaded rows in one column.
  private func look(
    up column: TextColumns.Column, _ segment: Segment, _ window: ByteWindow,
    into codes: TextCodes
  ) throws(MemoryFailure) {
    let index = segment.index
    let cells = index.rowCells
    let slotCount = index.slotCount
    let (access, verdicts) = (rows.access, rows.verdicts)
    let bytes = window.span
    var scratch: [UInt8] = []
    // Texts that stand in the window as they are can be looked up together.
    var waiting = waiting
    self.waiting = []
    codes.removeAll()
    waiting.removeAll(keepingCapacity: true)
    for row in verdicts.indices where verdicts[row].isLoaded {
      let cell = cells[row * slotCount + column.slot]
      if let text = access.verbatim(cell, in: bytes) {
        waiting.append(text)
        continue
      }
      try codes.append(waiting.span, in: window, from: column.dictionary)
      waiting.removeAll(keepingCapacity: true)
      try access.with(cell, in: bytes, &scratch) { (text) throws(MemoryFailure) in
        try codes.append(text, from: column.dictionary)
      }
    }
    try codes.append(waiting.span, in: window, from: column.dictionary)
    self.waiting = waiting
  }

  private func keys(
    _ segment: Segment, _ bytes: Span<UInt8>, _ emission: RowEmission
  ) throws(MemoryFailure) -> (lows: CompactColumn<UInt64>, highs: CompactColumn<UInt64>?)? {
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
      try identityStore.compact(emission.loaded(lows).span),
      all == 0 ? nil : try identityStore.compact(emission.loaded(highs).span)
    )
  }

  private func recordHashes(
    _ segment: Segment, _ bytes: Span<UInt8>, _ emission: RowEmission
  ) throws(MemoryFailure) -> CompactColumn<UInt64>? {
    guard plan.needsRecordHashes else { return nil }
    let index = segment.index
    let (starts, ends) = (index.rowStarts, index.rowEnds)
    let verdicts = rows.verdicts
    var hashes = [UInt64](repeating: 0, count: index.rowCount)
    for row in hashes.indices where verdicts[row].isLoaded {
      let record = bytes.extracting(Int(starts[row])..<Int(ends[row]))
      hashes[row] = TextKey.hash(record, seed: seed)
    }
    return try identityStore.compact(emission.loaded(hashes).span)
  }
}

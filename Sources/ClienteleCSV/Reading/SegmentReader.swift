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
      segment.batch = try batch(segment, in: bytes)
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
    var (first, last) = (Int32.max, Int32.min)
    for row in rows.verdicts.indices {
      let verdict = rows.verdicts[row]
      if verdict.isLoaded {
        account.loaded.add(rows.amounts[row])
        account.loaded.amount -= Int128(rows.refunds[row])
        account.refundColumnAmount += Int128(rows.refunds[row])
        first = min(first, rows.days[row])
        last = max(last, rows.days[row])
      } else if let reason = verdict.skipReason {
        account.skipped[reason, default: .init()].add(rows.amounts[row])
      } else {
        account.rejected.add(rows.amounts[row])
      }
    }
    if first <= last { account.days = Day(number: first)...Day(number: last) }
    segment.account = account
  }

  /// The loaded rows as columns, each followed by its refund if it has one.
  private func batch(
    _ segment: Segment, in bytes: Span<UInt8>
  ) throws(MemoryFailure) -> OrderBatch? {
    let emission = RowEmission(rows, segment)
    guard emission.rowCount > 0 else { return nil }
    let keys = try keys(segment, bytes, emission)
    var codes: [Column<UInt32>] = []
    for (place, slot) in plan.dimensionSlots.enumerated() {
      codes.append(try self.codes(segment, bytes, slot, dimensions[place], emission))
    }
    let customerSlot = plan.slot(.customer)!
    return OrderBatch(
      customers: try self.codes(segment, bytes, customerSlot, customers, emission),
      days: try emission.column(rows.days, on: budget),
      amounts: try emission.amountColumn(rows.amounts, rows.refunds, on: budget),
      orderKeys: keys?.lows, orderKeyTails: keys?.highs,
      recordHashes: try recordHashes(segment, bytes, emission), dimensions: codes,
      worker: worker, records: emission.records)
  }

  private func codes(
    _ segment: Segment, _ bytes: Span<UInt8>, _ slot: Int, _ dictionary: TextDictionary,
    _ emission: RowEmission
  ) throws(MemoryFailure) -> Column<UInt32> {
    let index = segment.index
    let cells = index.rowCells
    let slotCount = index.slotCount
    let access = rows.access
    var codes = [UInt32](repeating: 0, count: index.rowCount)
    var scratch: [UInt8] = []
    for row in codes.indices where rows.verdicts[row].isLoaded {
      let cell = cells[row * slotCount + slot]
      codes[row] = try access.with(cell, in: bytes, &scratch) { (text) throws(MemoryFailure) in
        try dictionary.code(of: text)
      }
    }
    return try emission.column(codes, on: budget)
  }

  private func keys(
    _ segment: Segment, _ bytes: Span<UInt8>, _ emission: RowEmission
  ) throws(MemoryFailure) -> (lows: Column<UInt64>, highs: Column<UInt64>?)? {
    guard let slot = plan.slot(.order) else { return nil }
    let index = segment.index
    let cells = index.rowCells
    let slotCount = index.slotCount
    let access = rows.access
    var lows = [UInt64](repeating: 0, count: index.rowCount)
    var highs = lows
    var all: UInt64 = 0
    var scratch: [UInt8] = []
    for row in lows.indices where rows.verdicts[row].isLoaded {
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
    var hashes = [UInt64](repeating: 0, count: index.rowCount)
    for row in hashes.indices where rows.verdicts[row].isLoaded {
      let record = bytes.extracting(Int(starts[row])..<Int(ends[row]))
      hashes[row] = TextKey(record, seed: seed).low
    }
    return try emission.column(hashes, on: budget)
  }
}

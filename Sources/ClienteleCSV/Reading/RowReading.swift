import Clientele
import ClienteleKernels

/// Reads the cells of one segment's rows, column after column: each step is one loop over all
/// rows, and passes over those that an earlier step has decided.
///
/// What is wrong with a record does not depend on how the file was cut: it is what the first
/// step finds that objects to it.
struct RowReading {
  let plan: ReadingPlan
  let access: CellAccess
  var clock: ShopClock?
  var statuses: StatusTable?
  /// The currency that all amounts must have, once one is known.
  var currency: [UInt8]?

  // One value for each row.
  var verdicts: [RowVerdict] = []
  var days: [Int32] = []
  var amounts: [Int64] = []
  /// What the order's record says was paid back.
  var refunds: [Int64] = []
  /// For each measure that the schema keeps.
  var measures: [[Int64]] = []

  var hasRefunds = false
  var failures: [(row: Int, slot: Int?, problem: RecordProblem, position: Int?)] = []
  var account = LoadAccount()
  var scratch: [UInt8] = []

  init(
    _ plan: ReadingPlan, clock: ShopClock?, seed: UInt64, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    self.plan = plan
    self.clock = clock
    access = CellAccess(plan.syntax)
    if plan.slot(.status) != nil {
      statuses = try StatusTable(plan.schema.statuses, seed: seed, on: budget)
    }
  }

  mutating func read(_ segment: Segment, in bytes: Span<UInt8>) throws(MemoryFailure) {
    let index = segment.index
    begin(rowCount: index.rowCount)
    if segment.hasZero || !segment.isASCII && !isUTF8(segment, bytes) { checkText(index, bytes) }
    if let slot = plan.headSlot { inherit(segment, bytes, headSlot: slot) }
    if let slot = plan.slot(.test) { readTests(index, bytes, slot) }
    if let slot = plan.slot(.cancelled) { readCancellations(index, slot) }
    if let slot = plan.slot(.status) { try readStatuses(index, bytes, slot) }
    if let slot = plan.slot(.order) { checkOrders(index, bytes, slot) }
    if let slot = plan.slot(.customer) { checkCustomers(index, bytes, slot) }
    if let slot = plan.slot(.date) { readDates(index, bytes, slot) }
    if let slot = plan.slot(.amount) {
      readAmounts(index, bytes, slot)
    } else if let quantity = plan.slot(.quantity), let price = plan.slot(.price) {
      multiply(index, bytes, quantity, price)
    }
    readRefunds(index, bytes)
    readMeasures(index, bytes)
    // Last: what the currency is, only records that are loaded say.
    if let slot = plan.slot(.currency) { checkCurrencies(index, bytes, slot) }
  }

  private mutating func begin(rowCount: Int) {
    verdicts.reset(to: .live, count: rowCount)
    days.reset(to: 0, count: rowCount)
    amounts.reset(to: 0, count: rowCount)
    refunds.reset(to: 0, count: rowCount)
    hasRefunds = false
    failures.removeAll(keepingCapacity: true)
    account = LoadAccount()
  }

  /// Rejects a row. The first to object is heard.
  mutating func fail(
    _ row: Int, _ slot: Int?, _ problem: RecordProblem, at position: Int? = nil
  ) {
    guard verdicts[row] != .failed else { return }
    verdicts[row] = .failed
    failures.append((row, slot, problem, position))
  }

  /// A copy of a cell's text.
  mutating func text(of cell: Cell, in bytes: Span<UInt8>) -> [UInt8] {
    access.with(cell, in: bytes, &scratch) { text in text.indices.map { text[$0] } }
  }

  /// All records at once: one look is enough nearly always.
  private func isUTF8(_ segment: Segment, _ bytes: Span<UInt8>) -> Bool {
    utf8Fault(in: bytes.extracting(segment.start..<segment.index.end)) == nil
  }

  /// Looks at every byte of every record: the schema's columns and all others.
  private mutating func checkText(_ index: RecordIndex, _ bytes: Span<UInt8>) {
    let (starts, ends) = (index.rowStarts, index.rowEnds)
    for row in starts.indices {
      let start = Int(starts[row])
      let record = bytes.extracting(start..<Int(ends[row]))
      if let fault = utf8Fault(in: record) {
        fail(row, nil, .invalidUTF8, at: start + fault)
      } else if let zero = record.indices.first(where: { record[$0] == 0 }) {
        fail(row, nil, .zeroByte, at: start + zero)
      }
    }
  }
}

extension Array {
  fileprivate mutating func reset(to value: Element, count: Int) {
    removeAll(keepingCapacity: true)
    append(contentsOf: repeatElement(value, count: count))
  }
}

import Clientele
import ClienteleKernels

/// Looks for the one currency of a file: that of the first record that is loaded, has an amount
/// and names one. What is left out or rejected has no say.
///
/// Segments are read for it as they are afterwards, until one says what the currency is; most
/// often that is the file's first.
struct CurrencySearch {
  private(set) var currency: [UInt8]?
  private(set) var isOver: Bool
  private let slot: Int?
  private var rows: RowReading

  init(
    _ plan: ReadingPlan, clock: ShopClock?, seed: UInt64, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    currency = plan.schema.currency.map { Array($0.utf8) }
    slot = plan.slot(.currency)
    isOver = currency != nil || slot == nil
    rows = try RowReading(plan, clock: clock, seed: seed, on: budget)
  }

  mutating func look(in segment: Segment, _ window: ByteWindow) throws(MemoryFailure) {
    guard !isOver, let slot, names(slot, segment) else { return }
    let bytes = window.span
    try rows.read(segment, in: bytes)
    let index = segment.index
    for row in rows.verdicts.indices where rows.verdicts[row].isLoaded && rows.hasAmount(row) {
      let cell = index.rowCells[row * index.slotCount + slot]
      guard !cell.isEmpty else { continue }
      currency = rows.text(of: cell, in: bytes)
      isOver = true
      return
    }
  }

  /// Whether any record of the segment names a currency.
  private func names(_ slot: Int, _ segment: Segment) -> Bool {
    if let head = segment.inheritedHead, !head[slot].isEmpty { return true }
    let index = segment.index
    let cells = index.rowCells
    return (0..<index.rowCount).contains { !cells[$0 * index.slotCount + slot].isEmpty }
  }
}

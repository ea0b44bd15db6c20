import ClienteleKernels

/// Collects purchases and refunds of one task, and counts what is left out.
struct EventsBuilder: ~Copyable {
  private let folding: OrderFolding
  private var purchases: EventRows
  private var refunds: EventRows
  /// The lines of purchases, where they are kept apart.
  private var lines: EventRows
  var account: FoldAccount

  init(_ folding: OrderFolding, capacity: Int) throws(MemoryFailure) {
    let dimensionCount = folding.dimensionRanks.count
    let budget = folding.budget
    let purchases = try EventRows(
      capacity: capacity, dimensionCount: dimensionCount, on: budget)
    let refunds = try EventRows(capacity: 16, dimensionCount: dimensionCount, on: budget)
    let lines = try EventRows(
      capacity: 16, dimensionCount: folding.lineCodeCount, on: budget)
    self.folding = folding
    self.purchases = purchases
    self.refunds = refunds
    self.lines = lines
    account = FoldAccount()
  }

  /// An order with its whole amount, which is not negative.
  ///
  /// - Parameters:
  ///   - recordCount: how many records the order leaves without trace if it is no purchase.
  ///   - rows: what the amount is the sum of.
  mutating func addPurchase(
    _ row: OrderFolding.Row, day: Int32, amount: Int64, recordCount: Int = 1, codes: [UInt32],
    rows: [OrderFolding.Row]
  ) throws(MemoryFailure) {
    if amount == 0 && folding.policies.zeroAmountOrders == .skip {
      account.zeroAmount.records += recordCount
      return
    }
    try purchases.append(member: row.member, day: day, amount: amount, codes: codes)
    guard folding.lines != nil else { return }
    for line in rows {
      try lines.append(
        member: line.member, day: day, amount: folding.lineAmount(of: line),
        codes: folding.lineCodes(of: line, in: row))
    }
  }

  /// A refund on its own day: its row's amount is negative.
  mutating func addRefund(_ row: OrderFolding.Row, linked: Bool) throws(MemoryFailure) {
    if folding.policies.refunds == .gross {
      account.refundsIgnored.add(row)
      return
    }
    if !linked { account.unlinkedRefunds += 1 }
    try addRefund(row, day: row.day, amount: -Int128(row.amount))
  }

  /// An amount above zero that was paid back.
  ///
  /// A column holds amounts below 2⁶³. What is more becomes several refunds: nothing is lost.
  mutating func addRefund(
    _ row: OrderFolding.Row, day: Int32, amount: Int128
  ) throws(MemoryFailure) {
    let codes = folding.codes(of: row)
    var rest = amount
    while rest > 0 {
      let part = Int64(clamping: rest)
      try refunds.append(member: row.member, day: day, amount: part, codes: codes)
      rest -= Int128(part)
    }
  }

  consuming func finish() throws(MemoryFailure) -> OrderFolding.Events {
    OrderFolding.Events(
      purchases: purchases.isEmpty ? [] : [try purchases.frozen()],
      refunds: refunds.isEmpty ? [] : [try refunds.frozen()],
      lines: lines.isEmpty ? [] : [try lines.frozen()], account: account)
  }
}

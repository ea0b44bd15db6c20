import ClienteleKernels

/// Collects purchases and refunds of one task, and counts what is left out.
struct EventsBuilder: ~Copyable {
  private let folding: OrderFolding
  private var purchases: EventRows
  private var refunds: EventRows
  var account: FoldAccount

  init(_ folding: OrderFolding, capacity: Int) throws(MemoryFailure) {
    let dimensionCount = folding.dimensionRanks.count
    let budget = folding.budget
    let purchases = try EventRows(
      capacity: capacity, dimensionCount: dimensionCount, on: budget)
    let refunds = try EventRows(capacity: 16, dimensionCount: dimensionCount, on: budget)
    self.folding = folding
    self.purchases = purchases
    self.refunds = refunds
    account = FoldAccount()
  }

  /// An order of `rowCount` rows with its whole amount, which is not negative.
  mutating func addPurchase(
    _ row: OrderFolding.Row, day: Int32, amount: Int64, rowCount: Int, codes: [UInt32]
  ) throws(MemoryFailure) {
    if amount == 0 && folding.policies.zeroAmountOrders == .skip {
      account.zeroAmount.rows += rowCount
      return
    }
    try purchases.append(member: row.member, day: day, amount: amount, codes: codes)
  }

  /// A refund on its own day. The row's amount is negative; a refund's is not.
  mutating func addRefund(_ row: OrderFolding.Row, linked: Bool) throws(MemoryFailure) {
    if folding.policies.refunds == .gross {
      account.refundsIgnored.add(row.amount)
      return
    }
    guard row.amount > Int64.min else {
      account.conflicting.add(row.amount)
      account.conflicts.append(
        OrderConflict(
          record: folding.record(of: row), firstRecord: folding.record(of: row),
          disagreement: .overflow))
      return
    }
    if !linked { account.unlinkedRefunds += 1 }
    try addRefund(row, day: row.day, amount: -row.amount)
  }

  mutating func addRefund(
    _ row: OrderFolding.Row, day: Int32, amount: Int64
  ) throws(MemoryFailure) {
    try refunds.append(
      member: row.member, day: day, amount: amount, codes: folding.codes(of: row))
  }

  consuming func finish() throws(MemoryFailure) -> OrderFolding.Events {
    OrderFolding.Events(
      purchases: purchases.isEmpty ? [] : [try purchases.frozen()],
      refunds: refunds.isEmpty ? [] : [try refunds.frozen()], account: account)
  }
}

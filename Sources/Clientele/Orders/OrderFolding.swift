import ClienteleKernels

/// The second step from a source to a table: rows become purchases and refunds.
///
/// Where every order has one row, and that is a purchase, there is nothing to do and nothing is
/// copied. Otherwise rows of one order are brought together by key and judged by the policies.
/// Batches that still have order keys are those of which some share one.
struct OrderFolding: Sendable {
  let batches: [OrderBatch]
  let policies: OrderPolicies
  /// For each numbering the numbers of its customers' codes; `nil` when codes are numbers.
  let customerRanks: [Column<UInt32>]?
  /// For each dimension the ranks of each numbering's codes.
  let dimensionRanks: [[Column<UInt32>]]
  /// For each dimension the rank of the empty text, if some row has it.
  let emptyRanks: [UInt32?]
  /// What is kept of each line; `nil` when only whole orders are.
  let lines: LineKind?
  let threads: Int
  let budget: MemoryBudget

  struct Events: Sendable {
    var purchases: [ClusterSource] = []
    var refunds: [ClusterSource] = []
    var lines: [ClusterSource] = []
    var account = FoldAccount()
  }

  func fold() throws(MemoryFailure) -> Events {
    let stretches = batches.orderKeys
    if stretches.isEmpty { return try splitBySign() }
    return try foldGroups(KeyGroups(stretches, threads: threads, on: budget))
  }

  // MARK: Every row an order of its own

  private func splitBySign() throws(MemoryFailure) -> Events {
    let parts = try tryMapTasks(batches.count, threads: threads) { (index) throws(MemoryFailure) in
      try split(index)
    }
    return Self.joined(parts)
  }

  private func split(_ index: Int) throws(MemoryFailure) -> Events {
    let batch = batches[index]
    let least: Int64 = policies.zeroAmountOrders == .count ? 0 : 1
    if batch.refunds == nil, lines == nil, batch.amounts.isAll(atLeast: least) {
      return Events(purchases: [wholeSource(batch)])
    }

    var builder = try EventsBuilder(self, capacity: batch.count)
    for place in 0..<batch.count {
      let row = row(place, ofBatch: index)
      if row.refund > 0 {
        var order = OrderOfRows([row], folding: self)
        try order.fold(into: &builder)
      } else if row.amount < 0 {
        try builder.addRefund(row, linked: false)
      } else {
        try builder.addPurchase(
          row, day: row.day, amount: row.amount, codes: codes(of: row), rows: [row])
      }
    }
    return try builder.finish()
  }

  /// A batch as it is, nothing copied.
  private func wholeSource(_ batch: OrderBatch) -> ClusterSource {
    ClusterSource(
      members: batch.customers, ranks: customerRanks?[batch.numbering], keys: batch.days,
      values: batch.amounts,
      codes: batch.dimensions.indices.map {
        (batch.dimensions[$0], dimensionRanks[$0][batch.numbering])
      })
  }

  // MARK: Orders of several rows

  private func foldGroups(_ groups: KeyGroups) throws(MemoryFailure) -> Events {
    let firstRows = batches.indices.map { batches[..<$0].reduce(0) { $0 + $1.count } }
    let taskCount = max(1, min(groups.count / 4096, threads * 8))
    let parts = try tryMapTasks(taskCount, threads: threads) { (task) throws(MemoryFailure) in
      let range = groups.count * task / taskCount..<groups.count * (task + 1) / taskCount
      var builder = try EventsBuilder(self, capacity: range.count)
      var rows: [Row] = []
      for group in range {
        rows.removeAll(keepingCapacity: true)
        for place in groups.starts[group]..<groups.starts[group + 1] {
          let row = groups.rows[place]
          let batch = firstRows.partitioningIndex { $0 > row } - 1
          rows.append(self.row(row - firstRows[batch], ofBatch: batch))
        }
        var order = OrderOfRows(rows, folding: self)
        try order.fold(into: &builder)
      }
      return try builder.finish()
    }
    return Self.joined(parts)
  }

  private static func joined(_ parts: [Events]) -> Events {
    var events = Events()
    for part in parts {
      events.purchases += part.purchases
      events.refunds += part.refunds
      events.lines += part.lines
      events.account.merge(part.account)
    }
    events.account.conflicts.sort { $0.record < $1.record }
    return events
  }

  // MARK: Rows

  /// One row of one batch.
  struct Row: Sendable {
    let batch: Int
    let index: Int
    /// The customer's number.
    let member: UInt32
    let day: Int32
    let amount: Int64
    /// What the record says was paid back of it.
    let refund: Int64
  }

  private func row(_ index: Int, ofBatch batch: Int) -> Row {
    let source = batches[batch]
    let code = source.customers[index]
    return Row(
      batch: batch, index: index,
      member: customerRanks.map { $0[source.numbering][Int(code)] } ?? code,
      day: source.days[index], amount: source.amounts[index],
      refund: source.refunds?[index] ?? 0)
  }

  /// The dimensions' values of a row.
  func codes(of row: Row) -> [UInt32] {
    dimensionRanks.indices.map { dimension in
      let code = batches[row.batch].dimensions[dimension][row.index]
      return dimensionRanks[dimension][batches[row.batch].numbering][Int(code)]
    }
  }

  func record(of row: Row) -> Int { batches[row.batch].records[row.index] }

  func recordHash(of row: Row) -> UInt64? { batches[row.batch].recordHashes?[row.index] }
}

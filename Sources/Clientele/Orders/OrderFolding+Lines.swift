import ClienteleKernels

/// What is kept of each line of a purchase.
extension OrderFolding {
  /// Codes of a line: the dimensions', and what ``OrderLines`` puts behind them.
  var lineCodeCount: Int {
    lines.map { dimensionRanks.count + 2 * $0.measures.count + 1 } ?? 0
  }

  /// The measures of a row as they stand in the source.
  func measures(of row: Row) -> [Int64] {
    batches[row.batch].measures.map { $0[row.index] }
  }

  /// What a line adds to its order: refunds are negative, and what a record says was paid back of
  /// itself is taken off where refunds are booked on their order.
  func lineAmount(of row: Row) -> Int64 {
    policies.refunds == .restated ? row.amount - row.refund : row.amount
  }

  /// - Parameter first: the first row of the line's order: its record is the tag of them all.
  func lineCodes(of row: Row, in first: Row) -> [UInt32] {
    let kinds = lines?.measures ?? []
    let measures = zip(kinds, measures(of: row)).map { kind, amount in
      row.amount < 0 ? kind.ofRefund(amount) : amount
    }
    return codes(of: row) + OrderLines.codes(of: measures, tag: record(of: first))
  }
}

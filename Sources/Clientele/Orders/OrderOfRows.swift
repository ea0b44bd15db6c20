import ClienteleKernels

/// All rows with one order id, in record order, on their way to be one purchase and its refunds.
struct OrderOfRows {
  private typealias Row = OrderFolding.Row

  private let rows: [Row]
  private let folding: OrderFolding
  private var lines = Accepted()
  private var refunds = Accepted()

  /// Rows that passed, what they sum to, and what they say, to find repeats.
  private struct Accepted {
    var rows: [Row] = []
    var sum: Int64 = 0
    var contents: Set<Content> = []
  }

  /// What a row says of its order.
  private struct Content: Hashable {
    let member: UInt32
    let day: Int32
    let amount: Int64
    let recordHash: UInt64?
    let codes: [UInt32]
  }

  init(_ rows: [OrderFolding.Row], folding: OrderFolding) {
    self.rows = rows
    self.folding = folding
  }

  mutating func fold(into events: inout EventsBuilder) throws(MemoryFailure) {
    for row in rows {
      if row.amount < 0 {
        accept(row, into: &refunds, in: &events)
      } else {
        accept(row, into: &lines, in: &events)
      }
    }
    guard let first = lines.rows.first else {
      for refund in refunds.rows { try events.addRefund(refund, linked: false) }
      return
    }
    // Lines that name several days are one order, of the first of them.
    let day = lines.rows.reduce(first.day) { min($0, $1.day) }
    if folding.policies.refunds == .restated {
      try foldRestated(first, day: day, into: &events)
    } else {
      try events.addPurchase(
        first, day: day, amount: lines.sum, rowCount: lines.rows.count, codes: lineCodes())
      for refund in refunds.rows { try events.addRefund(refund, linked: true) }
    }
  }

  /// Books refunds on the order itself. What was paid back beyond the order's amount stays a
  /// refund, on the order's day, so that no money is lost.
  private func foldRestated(
    _ first: Row, day: Int32, into events: inout EventsBuilder
  ) throws(MemoryFailure) {
    var net = Int128(lines.sum)
    var isRefunded = false
    for refund in refunds.rows {
      if refund.member == first.member {
        net += Int128(refund.amount)
        isRefunded = true
      } else {
        try events.addRefund(refund, linked: false)
      }
    }
    if net > 0 || !isRefunded {
      try events.addPurchase(
        first, day: day, amount: Int64(net), rowCount: lines.rows.count, codes: lineCodes())
      return
    }
    events.account.fullyRefundedOrders += 1
    if net < 0 { try events.addRefund(first, day: day, amount: Int64(clamping: -net)) }
  }

  /// Lets a row join those before it, or counts it where it belongs.
  private func accept(
    _ row: Row, into accepted: inout Accepted, in events: inout EventsBuilder
  ) {
    if let first = accepted.rows.first {
      if accepted.contents.contains(content(of: row)) {
        if folding.policies.identicalRecords == .drop {
          return events.account.identicalDropped.add(row.amount)
        }
        events.account.identicalKept += 1
      } else if let disagreement = disagreement(of: row, with: first) {
        switch folding.policies.conflicts {
        case .keepFirst: return events.account.conflictsDropped.add(row.amount)
        case .sum where disagreement != .customer: break
        case .refuse, .sum: return reject(row, first, disagreement, in: &events)
        }
      }
    }
    let (sum, overflow) = accepted.sum.addingReportingOverflow(row.amount)
    if overflow { return reject(row, accepted.rows.first ?? row, .overflow, in: &events) }
    accepted.sum = sum
    accepted.rows.append(row)
    if rows.count > 1 { accepted.contents.insert(content(of: row)) }
  }

  private func reject(
    _ row: Row, _ first: Row, _ disagreement: OrderDisagreement,
    in events: inout EventsBuilder
  ) {
    events.account.conflicting.add(row.amount)
    events.account.conflicts.append(
      OrderConflict(
        record: folding.record(of: row), firstRecord: folding.record(of: first),
        disagreement: disagreement))
  }

  private func disagreement(of row: Row, with first: Row) -> OrderDisagreement? {
    if row.member != first.member { return .customer }
    // A refund names the order it pays back, as often as it pays, on any day.
    if row.amount < 0 { return nil }
    if row.day != first.day { return .day }
    return folding.policies.records == .orders ? .content : nil
  }

  private func content(of row: Row) -> Content {
    let hash = folding.recordHash(of: row)
    return Content(
      member: row.member, day: row.day, amount: row.amount, recordHash: hash,
      codes: hash == nil ? folding.codes(of: row) : [])
  }

  /// For each dimension the lowest value among the lines that is not empty.
  private func lineCodes() -> [UInt32] {
    guard !folding.dimensionRanks.isEmpty else { return [] }
    let first = folding.codes(of: lines.rows[0])
    return lines.rows.dropFirst().reduce(first) { codes, line in
      zip(zip(codes, folding.codes(of: line)), folding.emptyRanks).map { pair, empty in
        if pair.0 == empty { return pair.1 }
        return pair.1 == empty ? pair.0 : min(pair.0, pair.1)
      }
    }
  }
}

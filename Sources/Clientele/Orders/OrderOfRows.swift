import ClienteleKernels

/// All rows with one order id, in record order, on their way to be one purchase and its refunds.
struct OrderOfRows {
  private typealias Row = OrderFolding.Row

  private let rows: [Row]
  private let folding: OrderFolding
  private var lines = Accepted()
  private var refunds = Accepted()
  /// What the lines sum to.
  private var sum: Int64 = 0

  /// Rows that passed, and what they say, to find repeats.
  private struct Accepted {
    var rows: [Row] = []
    var contents: Set<Content> = []

    mutating func append(_ row: Row, _ content: Content?) {
      rows.append(row)
      if let content { contents.insert(content) }
    }
  }

  /// What a row says of its order.
  private struct Content: Hashable {
    let member: UInt32
    let day: Int32
    let amount: Int64
    let refund: Int64
    let recordHash: UInt64?
    let codes: [UInt32]
    let measures: [Int64]
  }

  init(_ rows: [OrderFolding.Row], folding: OrderFolding) {
    self.rows = rows
    self.folding = folding
  }

  mutating func fold(into events: inout EventsBuilder) throws(MemoryFailure) {
    for row in rows {
      let content = rows.count > 1 ? content(of: row) : nil
      if row.amount < 0 {
        if passes(row, content, among: refunds, in: &events) { refunds.append(row, content) }
        continue
      }
      guard passes(row, content, among: lines, in: &events) else { continue }
      let (sum, overflow) = sum.addingReportingOverflow(row.amount)
      if overflow {
        reject(row, lines.rows.first ?? row, .overflow, in: &events)
      } else {
        self.sum = sum
        lines.append(row, content)
      }
    }
    guard let first = lines.rows.first else {
      for refund in refunds.rows { try events.addRefund(refund, linked: false) }
      return
    }
    // Lines that name several days are one order, of the first of them.
    let day = lines.rows.reduce(first.day) { min($0, $1.day) }
    let codes = lineCodes(in: &events)
    if folding.policies.refunds == .restated {
      try foldRestated(first, day: day, codes: codes, into: &events)
      return
    }
    try events.addPurchase(
      first, day: day, amount: sum, recordCount: unrefundedCount, codes: codes,
      rows: lines.rows)
    for line in lines.rows {
      try events.addRefund(line, day: day, amount: Int128(line.refund))
    }
    for refund in refunds.rows { try events.addRefund(refund, linked: true) }
  }

  /// Lines of which nothing is left when the order is no purchase.
  private var unrefundedCount: Int { lines.rows.count { $0.refund == 0 } }

  /// Books refunds on the order itself. What was paid back beyond the order's amount stays a
  /// refund, on the order's day, so that no money is lost.
  private func foldRestated(
    _ first: Row, day: Int32, codes: [UInt32], into events: inout EventsBuilder
  ) throws(MemoryFailure) {
    var net = lines.rows.reduce(Int128(sum)) { $0 - Int128($1.refund) }
    var isRefunded = net != Int128(sum)
    var booked = lines.rows
    for refund in refunds.rows {
      if refund.member == first.member {
        net += Int128(refund.amount)
        isRefunded = true
        booked.append(refund)
      } else {
        try events.addRefund(refund, linked: false)
      }
    }
    if net > 0 || !isRefunded {
      try events.addPurchase(
        first, day: day, amount: Int64(net), recordCount: lines.rows.count, codes: codes,
        rows: booked)
      return
    }
    events.account.fullyRefundedOrders += 1
    try events.addRefund(first, day: day, amount: -net)
  }

  /// Whether a row may join those before it; one that may not is counted where it belongs.
  private func passes(
    _ row: Row, _ content: Content?, among accepted: Accepted, in events: inout EventsBuilder
  ) -> Bool {
    guard let first = accepted.rows.first else { return true }
    if let content, accepted.contents.contains(content) {
      if folding.policies.dropsIdenticalRecords {
        events.account.identicalDropped.add(row)
        return false
      }
      events.account.identicalKept += 1
    } else if let disagreement = disagreement(of: row, with: first) {
      switch folding.policies.conflicts {
      case .sum where disagreement != .customer: break
      case .keepFirst:
        events.account.conflictsDropped.add(row)
        return false
      case .refuse, .sum:
        reject(row, first, disagreement, in: &events)
        return false
      }
    }
    return true
  }

  private func reject(
    _ row: Row, _ first: Row, _ disagreement: OrderDisagreement,
    in events: inout EventsBuilder
  ) {
    events.account.conflicting.add(row)
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
      member: row.member, day: row.day, amount: row.amount, refund: row.refund,
      recordHash: hash, codes: hash == nil ? folding.codes(of: row) : [],
      measures: hash == nil ? folding.measures(of: row) : [])
  }

  /// For each dimension the lowest value among the lines that is not empty. Orders whose lines
  /// have several are counted.
  private func lineCodes(in events: inout EventsBuilder) -> [UInt32] {
    guard !folding.dimensionRanks.isEmpty else { return [] }
    var codes = folding.codes(of: lines.rows[0])
    var isMixed = [Bool](repeating: false, count: codes.count)
    for line in lines.rows.dropFirst() {
      for (dimension, code) in folding.codes(of: line).enumerated() {
        let empty = folding.emptyRanks[dimension]
        if code == codes[dimension] || code == empty { continue }
        isMixed[dimension] = isMixed[dimension] || codes[dimension] != empty
        codes[dimension] = codes[dimension] == empty ? code : min(codes[dimension], code)
      }
    }
    for dimension in isMixed.indices where isMixed[dimension] {
      events.account.countMixedOrders(1, of: dimension)
    }
    return codes
  }
}

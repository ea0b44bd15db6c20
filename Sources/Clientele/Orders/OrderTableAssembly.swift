package import ClienteleKernels

/// From a source to a table: customers are numbered, rows become purchases and refunds, and both
/// are clustered.
package struct OrderTableAssembly: Sendable {
  private let threads: Int
  private let budget: MemoryBudget
  /// How many customers share a group, as a power of 2; `nil` for as many as fit in a cache.
  private let groupShift: Int?

  package init(threads: Int, on budget: MemoryBudget, groupShift: Int? = nil) {
    self.threads = threads
    self.budget = budget
    self.groupShift = groupShift
  }

  /// Makes a table of everything that can be used, and tells what could not.
  package func table(
    from source: consuming OrderSource
  ) throws(MemoryFailure) -> (table: OrderTable, account: FoldAccount) {
    var source = source
    let (directory, customerRanks) = try number(source.customers)
    var dimensions: [Dimension] = []
    var dimensionRanks: [[Column<UInt32>]] = []
    for dimension in source.dimensions {
      let texts = try RankedTexts(
        joining: dimension.dictionaries, threads: threads, on: budget)
      dimensions.append(Dimension(name: dimension.name, level: dimension.level, texts: texts))
      dimensionRanks.append(texts.ranks)
    }
    let folding = OrderFolding(
      batches: source.batches, policies: source.policies, customerRanks: customerRanks,
      dimensionRanks: dimensionRanks,
      emptyRanks: dimensions.map { $0.texts.rank(of: "").map { UInt32($0) } },
      lines: source.lines,
      threads: threads, budget: budget)
    source.batches = []
    return try cluster(
      folding, customers: directory, currency: source.currency, dimensions: dimensions,
      unit: source.policies.purchaseUnit)
  }

  private func number(
    _ customers: OrderSource.Customers
  ) throws(MemoryFailure) -> (CustomerDirectory, [Column<UInt32>]?) {
    switch customers {
    case .texts(let dictionaries):
      let texts = try RankedTexts(joining: dictionaries, threads: threads, on: budget)
      return (CustomerDirectory(storage: .texts(texts)), texts.ranks)
    case .integers(let integers):
      return (CustomerDirectory(storage: .integers(integers)), nil)
    }
  }

  private func cluster(
    _ folding: consuming OrderFolding, customers: CustomerDirectory, currency: Currency,
    dimensions: [Dimension], unit: OrderPolicies.PurchaseUnit
  ) throws(MemoryFailure) -> (OrderTable, FoldAccount) {
    let (emptyRanks, lineKind) = (folding.emptyRanks, folding.lines)
    // Order ids have done their work with this, and go before the rows are copied.
    var events = try folded(folding)
    let rowCount = events.purchases.reduce(0) { $0 + $1.count }
    let shift =
      groupShift
      ?? ClienteleKernels.groupShift(memberCount: customers.count, rowCount: rowCount)
    let hasRefunds = !events.refunds.isEmpty
    let refundSources = events.refunds
    let purchaseSources = events.purchases
    let lineSources = events.lines
    events.purchases = []
    events.refunds = []
    events.lines = []
    var purchases = try ClienteleKernels.cluster(
      consume purchaseSources, memberCount: customers.count, groupShift: shift, threads: threads,
      on: budget)
    var refunds =
      hasRefunds
      ? try ClienteleKernels.cluster(
        consume refundSources, memberCount: customers.count, groupShift: shift, threads: threads,
        on: budget) : nil
    let customerCodes = try customerCodes(
      of: dimensions, emptyRanks: emptyRanks, purchases, refunds)
    let orderDimensions = dimensions.indices.filter { dimensions[$0].level == .order }
    purchases.keepCodes(at: orderDimensions)
    refunds?.keepCodes(at: orderDimensions)
    var lines: OrderLines?
    if let lineKind {
      lines = try OrderLines(
        clustering: lineSources, kind: lineKind, dimensions: orderDimensions,
        of: dimensions.count, memberCount: customers.count, groupShift: shift, unit: unit,
        threads: threads, on: budget)
    }
    if unit == .purchaseDays {
      purchases = try mergedByKey(purchases, threads: threads, on: budget)
    }
    let table = OrderTable(
      customers: customers, currency: currency,
      days: keyRange(of: purchases, threads: threads).map {
        Day(number: $0.lowerBound)...Day(number: $0.upperBound)
      },
      dimensions: dimensions, purchases: purchases, refunds: refunds, lines: lines,
      customerCodes: customerCodes)
    return (table, events.account)
  }

  private func folded(
    _ folding: consuming OrderFolding
  ) throws(MemoryFailure) -> OrderFolding.Events {
    try folding.fold()
  }

  /// For each dimension of customers the value on the customer's latest day that has one: the
  /// lowest of them, so that the order of rows on a day does not matter.
  private func customerCodes(
    of dimensions: [Dimension], emptyRanks: [UInt32?], _ purchases: ClusteredColumns,
    _ refunds: ClusteredColumns?
  ) throws(MemoryFailure) -> [Column<UInt32>?] {
    var columns: [Column<UInt32>?] = []
    for (index, dimension) in dimensions.enumerated() {
      guard dimension.level == .customer else {
        columns.append(nil)
        continue
      }
      let latest = try Column<UInt32>(count: purchases.memberCount, on: budget) { output in
        for member in 0..<purchases.memberCount {
          let bought = purchases.latestCode(index, of: member, ignoring: emptyRanks[index])
          let returned = refunds?.latestCode(index, of: member, ignoring: emptyRanks[index])
          output.append(bought ?? returned ?? emptyRanks[index] ?? 0)
        }
      }
      columns.append(latest)
    }
    return columns
  }
}

extension ClusteredColumns {
  /// The lowest code on the latest day with a code that is not the ignored one.
  fileprivate func latestCode(_ index: Int, of member: Int, ignoring empty: UInt32?) -> UInt32? {
    var latest: (key: Int32, code: UInt32)?
    for row in rows(of: member).reversed() {
      if let latest, keys[row] < latest.key { break }
      let code = codes[index][row]
      if code != empty { latest = (keys[row], min(code, latest?.code ?? code)) }
    }
    return latest?.code
  }
}

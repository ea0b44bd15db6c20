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
    // Order ids have done their work where no two rows share one, and go before anything is made.
    if try hasOrdersOfOneRow(source.batches) {
      source.batches = source.batches.map(\.ofSingleRows)
    }
    let (directory, customerRanks) = try number(source.customers)
    source.customers = .texts([])
    var dimensions: [Dimension] = []
    var dimensionRanks: [[Column<UInt32>]] = []
    for place in source.dimensions.indices {
      let (name, level) = (source.dimensions[place].name, source.dimensions[place].level)
      let texts = try RankedTexts(
        joining: source.dimensions[place].numberings, threads: threads, on: budget)
      source.dimensions[place].numberings = []
      dimensions.append(Dimension(name: name, level: level, texts: texts))
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

  private func hasOrdersOfOneRow(_ batches: [OrderBatch]) throws(MemoryFailure) -> Bool {
    let keys = batches.orderKeys
    if keys.isEmpty { return true }
    return try KeyGroups.areUnique(keys, threads: threads, on: budget)
  }

  private func number(
    _ customers: OrderSource.Customers
  ) throws(MemoryFailure) -> (CustomerDirectory, [Column<UInt32>]?) {
    switch customers {
    case .texts(let numberings):
      let texts = try RankedTexts(joining: numberings, threads: threads, on: budget)
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
      consume purchaseSources, codeCount: dimensions.count, memberCount: customers.count,
      groupShift: shift, threads: threads, on: budget)
    if unit == .purchaseDays {
      purchases = try mergedByKey(
        purchases, ignoring: emptyRanks, groupShift: groupShift, threads: threads, on: budget)
    }
    var refunds =
      hasRefunds
      ? try ClienteleKernels.cluster(
        consume refundSources, codeCount: dimensions.count, memberCount: customers.count,
        groupShift: purchases.groupShift, threads: threads, on: budget) : nil
    var properties: [CustomerProperty?] = []
    for (index, dimension) in dimensions.enumerated() {
      properties.append(
        dimension.level == .order
          ? nil
          : try CustomerProperty(
            index, of: purchases, refunds, ignoring: emptyRanks[index], on: budget))
    }
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
    let table = OrderTable(
      customers: customers, currency: currency,
      days: keyRange(of: purchases, threads: threads).map {
        Day(number: $0.lowerBound)...Day(number: $0.upperBound)
      },
      dimensions: dimensions, purchases: purchases, refunds: refunds, lines: lines,
      customerProperties: properties, purchaseUnit: unit)
    return (table, events.account)
  }

  private func folded(
    _ folding: consuming OrderFolding
  ) throws(MemoryFailure) -> OrderFolding.Events {
    try folding.fold()
  }
}

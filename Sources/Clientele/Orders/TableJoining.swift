import ClienteleKernels

/// From two tables to one.
struct TableJoining: Sendable {
  let first: OrderTable
  let second: OrderTable
  let threads: Int
  let budget: MemoryBudget

  func table() throws(MemoryFailure) -> OrderTable {
    let (customers, members) = try joinedCustomers()
    var dimensions: [Dimension] = []
    var codes: [[Column<UInt32>?]] = []
    for (own, other) in zip(first.dimensions, second.dimensions) {
      let (texts, places) = try own.texts.joined(with: other.texts, on: budget)
      dimensions.append(Dimension(name: own.name, level: own.level, texts: texts))
      codes.append(places)
    }
    let rowCount = first.purchases.rowCount + second.purchases.rowCount
    let shift = groupShift(memberCount: customers.count, rowCount: rowCount)
    let orderDimensions = dimensions.indices.filter { dimensions[$0].level == .order }
    let orderCodes = orderDimensions.map { codes[$0] }
    let none = try ClusteredColumns.empty(codeCount: orderCodes.count, on: budget)
    func side(_ columns: ClusteredColumns?, _ index: Int) -> MergeSide {
      MergeSide(
        columns ?? none, members: members[index], codes: orderCodes.map { $0[index] })
    }

    var purchases = try merged(
      side(first.purchases, 0), side(second.purchases, 1), memberCount: customers.count,
      groupShift: shift, threads: threads, on: budget)
    if first.purchaseUnit == .purchaseDays {
      let empty = orderDimensions.map { dimensions[$0].texts.rank(of: "").map { UInt32($0) } }
      purchases = try mergedByKey(
        purchases, ignoring: empty, groupShift: nil, threads: threads, on: budget)
    }
    var refunds: ClusteredColumns?
    if first.refunds != nil || second.refunds != nil {
      refunds = try merged(
        side(first.refunds, 0), side(second.refunds, 1), memberCount: customers.count,
        groupShift: purchases.groupShift, threads: threads, on: budget)
    }
    return OrderTable(
      customers: customers, currency: first.currency, days: joinedDays, dimensions: dimensions,
      purchases: purchases, refunds: refunds,
      lines: try lines(members, orderCodes, memberCount: customers.count, groupShift: shift),
      customerProperties: try properties(dimensions, codes, customers.count, members),
      purchaseUnit: first.purchaseUnit)
  }

  private func lines(
    _ members: [Column<UInt32>?], _ codes: [[Column<UInt32>?]], memberCount: Int, groupShift: Int
  ) throws(MemoryFailure) -> OrderLines? {
    guard let own = first.lines, let others = second.lines else { return nil }
    return try OrderLines(
      joining: own, others, members: members, codes: codes, memberCount: memberCount,
      groupShift: groupShift, threads: threads, on: budget)
  }

  private func joinedCustomers() throws(MemoryFailure) -> (CustomerDirectory, [Column<UInt32>?]) {
    switch (first.customers.storage, second.customers.storage) {
    case (.texts(let own), .texts(let others)):
      let (texts, places) = try own.joined(with: others, on: budget)
      return (CustomerDirectory(storage: .texts(texts)), places)
    case (.integers(let own), .integers(let others)):
      let integers = try JoinedIntegers(own, others, on: budget)
      return (CustomerDirectory(storage: .integers(integers.values)), integers.places)
    default: preconditionFailure("ids of two kinds")
    }
  }

  private var joinedDays: ClosedRange<Day>? {
    guard let own = first.days, let others = second.days else { return first.days ?? second.days }
    return min(own.lowerBound, others.lowerBound)...max(own.upperBound, others.upperBound)
  }

  private func properties(
    _ dimensions: [Dimension], _ codes: [[Column<UInt32>?]], _ customerCount: Int,
    _ members: [Column<UInt32>?]
  ) throws(MemoryFailure) -> [CustomerProperty?] {
    var properties: [CustomerProperty?] = []
    for (index, dimension) in dimensions.enumerated() {
      guard let own = first.customerProperties[index],
        let others = second.customerProperties[index]
      else {
        properties.append(nil)
        continue
      }
      properties.append(
        try CustomerProperty(
          joining: (own, others), memberCount: customerCount,
          origins: (
            Self.origins(members[0], first.customerCount),
            Self.origins(members[1], second.customerCount)
          ),
          codes: (codes[index][0], codes[index][1]),
          empty: dimension.texts.rank(of: "").map { UInt32($0) }, on: budget))
    }
    return properties
  }

  /// From a new number to the old one: a search, because the numbers ascend.
  private static func origins(
    _ members: Column<UInt32>?, _ count: Int
  ) -> @Sendable (Int) -> Int? {
    guard let members else { return { $0 < count ? $0 : nil } }
    return { member in
      var (low, high) = (0, members.count)
      while low < high {
        let middle = (low + high) / 2
        if members[middle] < member { low = middle + 1 } else { high = middle }
      }
      return low < members.count && members[low] == member ? low : nil
    }
  }
}

import ClienteleKernels

extension OrderTable {
  /// A table of orders that are already in memory.
  ///
  /// Rows may come in any order; the table is the same. What counts as a purchase is said by the
  /// policies; by default rows with negative amounts are refunds, orders of amount zero are left
  /// out, a row that repeats another one with its order id is left out, and an order id met twice
  /// with other content is an error.
  ///
  /// - Parameters:
  ///   - columns: Arrays of the same length.
  ///   - currency: What one minor unit of the amounts is.
  ///   - policies: What counts as a purchase.
  ///   - byteLimit: The most memory that bulk columns may take at any time; checked before each
  ///     of them is allocated.
  ///   - threads: How many threads may work; `nil` for all processors.
  /// - Throws: ``OrderTableError``; then nothing is kept.
  /// - Precondition: All columns have the same length.
  /// - Complexity: O(rows), in parallel, plus the sorting of distinct ids.
  public init(
    _ columns: OrderColumns, currency: Currency = Currency(),
    policies: OrderPolicies = OrderPolicies(), byteLimit: Int = .max, threads: Int? = nil
  ) throws(OrderTableError) {
    try self.init(
      columns, currency: currency, policies: policies, byteLimit: byteLimit, threads: threads,
      groupShift: nil)
  }

  /// The same table with 2 to the power of `groupShift` customers in a group: tests of laws divide
  /// even small tables.
  package init(
    _ columns: OrderColumns, currency: Currency = Currency(),
    policies: OrderPolicies = OrderPolicies(), byteLimit: Int = .max, threads: Int? = nil,
    groupShift: Int?
  ) throws(OrderTableError) {
    let coding = ColumnCoding(
      columns, threads: threads ?? availableThreadCount, budget: MemoryBudget(limitBytes: byteLimit)
    )
    let conflict: OrderConflict?
    do throws(MemoryFailure) {
      let source = try coding.source(currency: currency, policies: policies)
      let assembly = OrderTableAssembly(
        threads: coding.threads, on: coding.budget, groupShift: groupShift)
      let (table, account) = try assembly.table(from: source)
      self = table
      conflict = account.conflicts.first
    } catch {
      throw OrderTableError(error)
    }
    if let conflict {
      throw .conflictingRecords(
        record: conflict.record, firstRecord: conflict.firstRecord, conflict.disagreement)
    }
  }

  /// A table of orders of customers with text ids, each row an order.
  ///
  /// - Parameters:
  ///   - customers: Who ordered, in the shop's own ids.
  ///   - days: The orders' days in the shop's zone.
  ///   - amounts: Minor units; negative for refunds.
  ///   - currency: What one minor unit of the amounts is.
  /// - Precondition: All columns have the same length.
  public init(
    customers: [String], days: [Day], amounts: [Int64], currency: Currency = Currency()
  ) throws(OrderTableError) {
    let columns = OrderColumns(customers: .texts(customers), days: days, amounts: amounts)
    try self.init(columns, currency: currency)
  }
}

/// Turns a caller's arrays into coded batches, in parallel.
private struct ColumnCoding: Sendable {
  let columns: OrderColumns
  let threads: Int
  let budget: MemoryBudget

  private static let batchRowCount = 262_144

  init(_ columns: OrderColumns, threads: Int, budget: MemoryBudget) {
    let count = columns.amounts.count
    precondition(
      columns.customers.count == count && columns.days.count == count
        && (columns.orders?.count ?? count) == count
        && columns.dimensions.allSatisfy { $0.values.count == count }
        && (columns.measures ?? []).allSatisfy { $0.amounts.count == count },
      "columns of orders must have the same length")
    self.columns = columns
    self.threads = threads
    self.budget = budget
  }

  func source(
    currency: Currency, policies: OrderPolicies
  ) throws(MemoryFailure) -> OrderSource {
    let integers: RankedIntegers? =
      if case .integers(let ids) = columns.customers {
        try RankedIntegers(ids.span, on: budget)
      } else { nil }
    let seed = UInt64.random(in: .min ... .max)
    let rowCount = columns.amounts.count
    let laneCount = max(1, min(threads, rowCount / Self.batchRowCount))
    let lanes = try tryMapTasks(laneCount, threads: threads) { (lane) throws(MemoryFailure) in
      let rows = rowCount * lane / laneCount..<rowCount * (lane + 1) / laneCount
      return try Lane(self, number: lane, rows: rows, integers: integers, seed: seed)
    }
    let customers: OrderSource.Customers =
      if let integers { .integers(integers.values) } else { .texts(lanes.map(\.customers)) }
    return OrderSource(
      batches: lanes.flatMap(\.batches), customers: customers,
      dimensions: columns.dimensions.indices.map { index in
        OrderSource.DimensionSource(
          name: columns.dimensions[index].name, level: columns.dimensions[index].level,
          dictionaries: lanes.map { $0.dimensions[index] })
      }, currency: currency, policies: policies,
      lines: columns.measures.map { LineKind(measures: $0.map(\.measure)) })
  }

  /// One thread's share of the rows, and its dictionaries.
  struct Lane: Sendable {
    let customers: TextDictionary
    let dimensions: [TextDictionary]
    var batches: [OrderBatch] = []

    init(
      _ coding: ColumnCoding, number: Int, rows: Range<Int>, integers: RankedIntegers?,
      seed: UInt64
    ) throws(MemoryFailure) {
      let (columns, budget) = (coding.columns, coding.budget)
      customers = try TextDictionary(seed: seed, on: budget)
      var dictionaries: [TextDictionary] = []
      for _ in columns.dimensions {
        dictionaries.append(try TextDictionary(seed: seed, on: budget))
      }
      dimensions = dictionaries
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: batchRowCount) {
        let range = start..<min(start + batchRowCount, rows.upperBound)
        let keys = try Self.keys(columns, range, seed: seed, on: budget)
        var codes: [Column<UInt32>] = []
        for (index, dimension) in columns.dimensions.enumerated() {
          codes.append(
            try Self.codes(dimension.values[range], in: dimensions[index], on: budget))
        }
        let (days, amounts) = (columns.days, columns.amounts)
        batches.append(
          OrderBatch(
            customers: try customerCodes(columns, range, integers, on: budget),
            days: try Column(count: range.count, on: budget) { output in
              for row in range { output.append(days[row].number) }
            },
            amounts: try Column(copying: amounts.span.extracting(range), on: budget),
            orderKeys: keys?.lows, orderKeyTails: keys?.highs, dimensions: codes,
            measures: try Self.measures(columns, range, on: budget), worker: number,
            records: RecordNumbers(first: start + 1)))
      }
    }

    private static func measures(
      _ columns: OrderColumns, _ rows: Range<Int>, on budget: MemoryBudget
    ) throws(MemoryFailure) -> [Column<Int64>] {
      var measures: [Column<Int64>] = []
      for column in columns.measures ?? [] {
        let amounts = column.amounts
        measures.append(try Column(copying: amounts.span.extracting(rows), on: budget))
      }
      return measures
    }

    private func customerCodes(
      _ columns: OrderColumns, _ rows: Range<Int>, _ integers: RankedIntegers?,
      on budget: MemoryBudget
    ) throws(MemoryFailure) -> Column<UInt32> {
      switch columns.customers {
      case .texts(let ids): return try Self.codes(ids[rows], in: customers, on: budget)
      case .integers(let ids):
        return try Column(count: rows.count, on: budget) { output in
          for row in rows { output.append(integers!.rank(of: ids[row])) }
        }
      }
    }

    private static func codes(
      _ texts: ArraySlice<String>, in dictionary: TextDictionary, on budget: MemoryBudget
    ) throws(MemoryFailure) -> Column<UInt32> {
      var codes = try GrowingColumn<UInt32>(capacity: texts.count, on: budget)
      for text in texts {
        var text = text
        text.makeContiguousUTF8()
        try codes.append(try dictionary.code(of: text.utf8.span))
      }
      return try codes.frozen()
    }

    private static func keys(
      _ columns: OrderColumns, _ rows: Range<Int>, seed: UInt64, on budget: MemoryBudget
    ) throws(MemoryFailure) -> KeyStretch? {
      guard let orders = columns.orders else { return nil }
      let keys = rows.map { row in
        var id = orders[row]
        id.makeContiguousUTF8()
        return TextKey(id.utf8.span, seed: seed)
      }
      let hasHighs = keys.contains { $0.high != 0 }
      return KeyStretch(
        lows: try Column(count: keys.count, on: budget) { output in
          for key in keys { output.append(key.low) }
        },
        highs: hasHighs
          ? try Column(count: keys.count, on: budget) { output in
            for key in keys { output.append(key.high) }
          } : nil)
    }
  }
}

import ClienteleKernels

/// A caller's arrays while a table is made of them.
struct LentRows: Sendable {
  enum Customers: Sendable {
    case texts([String])
    case integers(LentColumns<Int64>)
    case numbers(LentColumns<UInt32>)
  }

  let customers: Customers
  let days: LentColumns<Int32>
  let amounts: LentColumns<Int64>
}

/// Lends the arrays that hold plain values.
func withLentRows<Output, Failure: Error>(
  of columns: OrderColumns, _ body: (LentRows) throws(Failure) -> Output
) throws(Failure) -> Output {
  try withLentColumns(over: columns.days, as: Int32.self) { (days) throws(Failure) in
    try withLentColumns(over: columns.amounts, as: Int64.self) { (amounts) throws(Failure) in
      switch columns.customers {
      case .texts(let ids):
        try body(LentRows(customers: .texts(ids), days: days, amounts: amounts))
      case .integers(let ids):
        try withLentColumns(over: ids, as: Int64.self) { (ids) throws(Failure) in
          try body(LentRows(customers: .integers(ids), days: days, amounts: amounts))
        }
      case .numbers(let ids):
        try withLentColumns(over: ids, as: UInt32.self) { (ids) throws(Failure) in
          try body(LentRows(customers: .numbers(ids), days: days, amounts: amounts))
        }
      }
    }
  }
}

/// Turns a caller's arrays into coded batches, in parallel.
struct ColumnCoding: Sendable {
  private let columns: OrderColumns
  private let rows: LentRows
  private let threads: Int
  private let budget: MemoryBudget

  private static let batchRowCount = 262_144

  init(_ columns: OrderColumns, _ rows: LentRows, threads: Int, budget: MemoryBudget) {
    let count = columns.amounts.count
    precondition(
      columns.customers.count == count && columns.days.count == count
        && (columns.orders?.count ?? count) == count
        && columns.dimensions.allSatisfy { $0.values.count == count }
        && (columns.measures ?? []).allSatisfy { $0.amounts.count == count },
      "columns of orders must have the same length")
    self.columns = columns
    self.rows = rows
    self.threads = threads
    self.budget = budget
  }

  func source(
    currency: Currency, policies: OrderPolicies
  ) throws(MemoryFailure) -> OrderSource {
    let integers: RankedIntegers? =
      switch rows.customers {
      case .texts: nil
      case .integers(let ids): try RankedIntegers(ids, threads: threads, on: budget)
      case .numbers(let ids): try RankedIntegers(ids, threads: threads, on: budget)
      }
    let seed = UInt64.random(in: .min ... .max)
    let rowCount = columns.amounts.count
    let laneCount = max(1, min(threads, rowCount / Self.batchRowCount))
    let lanes = try tryMapTasks(laneCount, threads: threads) { (lane) throws(MemoryFailure) in
      let rows = rowCount * lane / laneCount..<rowCount * (lane + 1) / laneCount
      return try Lane(self, number: lane, rows: rows, integers: integers, seed: seed)
    }
    let customers: OrderSource.Customers =
      if let integers { .integers(integers.values) } else {
        .texts(lanes.map { TextNumbering($0.customers) })
      }
    return OrderSource(
      batches: lanes.flatMap(\.batches), customers: customers,
      dimensions: columns.dimensions.indices.map { index in
        OrderSource.DimensionSource(
          name: columns.dimensions[index].name, level: columns.dimensions[index].level,
          numberings: lanes.map { TextNumbering($0.dimensions[index]) })
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
        var codes: [CompactColumn<UInt32>] = []
        for (index, dimension) in columns.dimensions.enumerated() {
          let values = dimension.values[range]
          codes.append(
            CompactColumn(try Self.codes(values, in: dimensions[index], on: budget)))
        }
        batches.append(
          OrderBatch(
            customers: CompactColumn(try customerCodes(coding, range, integers)),
            days: CompactColumn(coding.rows.days.column(range)),
            amounts: CompactColumn(coding.rows.amounts.column(range)),
            orderKeys: keys?.lows, orderKeyTails: keys?.highs, dimensions: codes,
            measures: try Self.measures(columns, range, on: budget), numbering: number,
            records: RecordNumbers(first: start + 1)))
      }
    }

    private static func measures(
      _ columns: OrderColumns, _ rows: Range<Int>, on budget: MemoryBudget
    ) throws(MemoryFailure) -> [CompactColumn<Int64>] {
      var measures: [CompactColumn<Int64>] = []
      for column in columns.measures ?? [] {
        let amounts = column.amounts
        let copy = try Column(copying: amounts.span.extracting(rows), on: budget)
        measures.append(CompactColumn(copy))
      }
      return measures
    }

    private func customerCodes(
      _ coding: ColumnCoding, _ rows: Range<Int>, _ integers: RankedIntegers?
    ) throws(MemoryFailure) -> Column<UInt32> {
      switch coding.rows.customers {
      case .texts(let ids): return try Self.codes(ids[rows], in: customers, on: coding.budget)
      case .integers(let ids): return try Self.ranks(ids.column(rows), integers!, on: coding.budget)
      case .numbers(let ids):
        let numbers = ids.column(rows)
        return integers!.areTheirPlaces
          ? numbers : try Self.ranks(numbers, integers!, on: coding.budget)
      }
    }

    private static func ranks<Id: FixedWidthInteger>(
      _ ids: Column<Id>, _ integers: RankedIntegers, on budget: MemoryBudget
    ) throws(MemoryFailure) -> Column<UInt32> {
      let ids = ids.span
      return try Column(count: ids.count, on: budget) { output in
        for row in ids.indices { output.append(integers.rank(of: Int64(ids[row]))) }
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
        lows: CompactColumn(try Column(keys.map(\.low), on: budget)),
        highs: hasHighs ? CompactColumn(try Column(keys.map(\.high), on: budget)) : nil)
    }
  }
}

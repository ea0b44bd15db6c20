public import Clientele
import ClienteleKernels

extension OrderReader {
  /// Reads files of orders of one shop into one table.
  ///
  /// An order may have lines in several files. `-` stands for standard input.
  ///
  /// - Throws: ``OrderFileError`` for the first thing that is wrong; then nothing was loaded and
  ///   no file of rejected records was written.
  /// - Complexity: One pass over each file, in parallel.
  public func load(_ paths: [String]) throws(OrderFileError) -> LoadedOrders {
    let budget = MemoryBudget(limitBytes: byteLimit)
    var joined = JoinedRecords()
    let rejects = try rejectsPath.map { (path) throws(OrderFileError) in
      try RejectsFile(path: path, source: paths.joined(separator: ", "))
    }
    for path in paths {
      joined.append(try read(path: path, rejects: rejects, on: budget), of: path)
    }
    let (table, fold) = try assemble(joined, on: budget)
    var account = joined.account
    account.include(fold)
    for conflict in fold.conflicts {
      let error = joined.error(conflict)
      guard let rejects else { throw error }
      try rejects.append(error, text: Span())
    }
    try rejects?.commit()
    return LoadedOrders(orders: table, account: account, peakByteCount: budget.peakBytes)
  }

  private func assemble(
    _ joined: JoinedRecords, on budget: MemoryBudget
  ) throws(OrderFileError) -> (OrderTable, FoldAccount) {
    do throws(MemoryFailure) {
      let assembly = OrderTableAssembly(threads: pace.threads, on: budget)
      return try assembly.table(from: joined.source(schema))
    } catch {
      throw OrderFileError(file: joined.names, error)
    }
  }
}

extension OrderTable {
  /// The orders in a file.
  ///
  /// ```swift
  /// let orders = try OrderTable(contentsOfFile: "orders.csv", zone: "Asia/Shanghai")
  /// orders.orderCount     // 1876
  /// ```
  ///
  /// - Parameters:
  ///   - path: The file; `-` for standard input.
  ///   - schema: What the columns mean, and what counts as a purchase.
  ///   - zone: The IANA name of the shop's time zone. Needed where the file has instants rather
  ///     than the shop's own dates and times.
  /// - Throws: ``/ClienteleCSV/OrderFileError``; nothing is half loaded.
  public init(
    contentsOfFile path: String, as schema: OrderSchema = .plain, zone: String? = nil
  ) throws(OrderFileError) {
    var rules: TimeZoneRules?
    if let zone {
      do throws(TimeZoneFileError) {
        rules = try TimeZoneFiles().rules(named: zone)
      } catch {
        throw OrderFileError(file: path, .zone(error))
      }
    }
    self = try OrderReader(schema, zone: rules).load([path]).orders
  }
}

/// The records of several files, on their way to one table.
private struct JoinedRecords {
  private var parts: [(path: String, firstRecord: Int, records: OrderRecords)] = []
  private(set) var account = LoadAccount()

  var names: String { parts.map(\.path).joined(separator: ", ") }

  mutating func append(_ records: OrderRecords, of path: String) {
    parts.append((path, account.records, records))
    account.merge(records.account)
  }

  /// One source: the workers of each file after those of the files before.
  func source(_ schema: OrderSchema) -> OrderSource {
    var batches: [OrderBatch] = []
    var customers: [TextDictionary] = []
    var dimensions = schema.dimensions.map { _ in [TextDictionary]() }
    for part in parts {
      let source = part.records.source
      batches += source.batches.map {
        $0.renumbered(worker: customers.count, record: part.firstRecord)
      }
      if case .texts(let dictionaries) = source.customers { customers += dictionaries }
      for place in dimensions.indices {
        dimensions[place] += source.dimensions[place].dictionaries
      }
    }
    return OrderSource(
      batches: batches, customers: .texts(customers),
      dimensions: schema.dimensions.indices.map { place in
        OrderSource.DimensionSource(
          name: schema.dimensions[place].name, level: schema.dimensions[place].level,
          dictionaries: dimensions[place])
      },
      currency: Currency(
        code: parts.lazy.compactMap { $0.records.source.currency.code }.first,
        scale: schema.scale),
      policies: schema.policies)
  }

  func error(_ conflict: OrderConflict) -> OrderFileError {
    let index = parts.lastIndex { $0.firstRecord < conflict.record } ?? 0
    let part = parts[index]
    let place = OrderFileError.Place(record: conflict.record - part.firstRecord)
    return OrderFileError(
      file: part.path,
      .record(
        .conflict(conflict.disagreement, firstRecord: conflict.firstRecord - part.firstRecord)),
      at: place,
      hint: conflict.disagreement == .content || conflict.disagreement == .day
        ? "if records are lines of orders, use --records lines; "
          + "--conflicts keepFirst or sum says which to keep" : nil)
  }
}

public import Clientele
import ClienteleKernels

extension OrderReader {
  /// Reads files of orders of one shop into one table.
  ///
  /// An order may have lines in several files. `-` stands for standard input. The table and its
  /// account are the same whatever ``threads`` is.
  ///
  /// A file that is named twice is refused, unless its records have order ids and identical ones
  /// go: they would count twice.
  ///
  /// - Throws: ``OrderFileError`` for the first thing that is wrong; then nothing was loaded and
  ///   no file of rejected records was written.
  /// - Complexity: One pass over each file, in parallel.
  public func load(_ paths: [String]) throws(OrderFileError) -> LoadedOrders {
    let budget = MemoryBudget(limitBytes: byteLimit)
    var joined = JoinedRecords()
    try checkRejects(replaceNone: paths)
    let rejects = try rejectsPath.map { (path) throws(OrderFileError) in
      try RejectsFile(path: path, source: paths.joined(separator: ", "))
    }
    for path in paths {
      let file = try open(path)
      let stamp = file.byteCount == nil ? nil : file.stamp
      try joined.check(path, stamp, schema.policies)
      let records = try read(file, name: fileName(path), faults: rejects, on: budget)
      try joined.append(records, of: path, stamp)
    }
    let (table, fold) = try assemble(joined.takeSource(schema), of: joined, on: budget)
    var account = joined.account
    account.include(fold, dimensions: schema.dimensions.map(\.name))
    if let rejects {
      try reject(fold.conflicts, of: joined, into: rejects, on: budget)
    } else if let conflict = fold.conflicts.first {
      throw joined.error(conflict)
    }
    try rejects?.commit()
    return LoadedOrders(orders: table, account: account, peakByteCount: budget.peakBytes)
  }

  /// Refuses to write rejected records over the file they come from, whatever links lead there.
  private func checkRejects(replaceNone paths: [String]) throws(OrderFileError) {
    guard let rejectsPath, let place = FileIdentity(path: rejectsPath) else { return }
    for path in paths {
      let input = path == "-" ? FileIdentity.standardInput : FileIdentity(path: path)
      if input == place {
        throw OrderFileError(file: fileName(path), .rejectsReplaceInput(path: rejectsPath))
      }
    }
  }

  /// Writes the records that deny others, with their texts where the files can be read again.
  private func reject(
    _ conflicts: [OrderConflict], of joined: JoinedRecords, into rejects: RejectsFile,
    on budget: MemoryBudget
  ) throws(OrderFileError) {
    for (part, errors) in joined.errors(of: conflicts) {
      let collector = RecordCollector(errors, into: rejects)
      if let stamp = part.stamp {
        let file = try open(part.path)
        guard file.stamp == stamp else {
          throw OrderFileError(file: part.path, .changedWhileReading)
        }
        try readAgain(file, name: part.path, for: collector, on: budget)
      }
      try collector.finish()
    }
  }

  private func assemble(
    _ source: consuming OrderSource, of joined: JoinedRecords, on budget: MemoryBudget
  ) throws(OrderFileError) -> (OrderTable, FoldAccount) {
    do throws(MemoryFailure) {
      let assembly = OrderTableAssembly(threads: effectivePace.threads, on: budget)
      return try assembly.table(from: source)
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

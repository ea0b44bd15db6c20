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
      try joined.append(try read(path: path, rejects: rejects, on: budget), of: path)
    }
    let (table, fold) = try assemble(joined.takeSource(schema), of: joined, on: budget)
    var account = joined.account
    account.include(fold, dimensions: schema.dimensions.map(\.name))
    if let rejects {
      try reject(fold.conflicts, of: joined, into: rejects)
    } else if let conflict = fold.conflicts.first {
      throw joined.error(conflict)
    }
    try rejects?.commit()
    return LoadedOrders(orders: table, account: account, peakByteCount: budget.peakBytes)
  }

  /// Writes the records that deny others, with their texts where the files can be read again.
  private func reject(
    _ conflicts: [OrderConflict], of joined: JoinedRecords, into rejects: RejectsFile
  ) throws(OrderFileError) {
    for (path, conflicts) in joined.split(conflicts) {
      let errors = conflicts.map(joined.error)
      let texts = texts(ofRecords: errors.compactMap(\.place.record).sorted(), path: path)
      for error in errors {
        let record = error.place.record.flatMap { texts[$0] }
        var place = error.place
        place.line = record?.line
        let text = record?.text ?? []
        try rejects.append(
          OrderFileError(file: error.file, error.problem, at: place), text: text.span)
      }
    }
  }

  private func assemble(
    _ source: consuming OrderSource, of joined: JoinedRecords, on budget: MemoryBudget
  ) throws(OrderFileError) -> (OrderTable, FoldAccount) {
    do throws(MemoryFailure) {
      let assembly = OrderTableAssembly(threads: pace.threads, on: budget)
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

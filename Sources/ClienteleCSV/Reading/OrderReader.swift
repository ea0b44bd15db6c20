public import Clientele
package import ClienteleKernels

/// Reads files of orders by a schema.
///
/// The file is streamed: memory holds a window of it and the columns. Nothing of a file with an
/// unusable record is loaded, unless rejected records are collected.
public struct OrderReader: Sendable {
  /// What the files look like.
  public var schema: OrderSchema
  /// The shop's clocks. Without them instants are refused, and times on the wall are not checked.
  public var zone: TimeZoneRules?
  /// Where rejected records go. Without it the first of them ends the reading.
  public var rejectsPath: String?
  /// Reads text in the declared encoding even where it is UTF-8.
  public var trustsEncoding = false
  /// The most memory that windows and columns may take.
  public var byteLimit: Int = .max
  /// How many threads may work, at least 1; `nil` for all processors. What is read is the same for
  /// any number, bit for bit; memory grows with it.
  public var threads: Int?
  package var pace = ReadingPace()
  /// Drawn anew for each reader, so that nobody can craft ids that collide; the same for all files
  /// of one load, so that their order ids can be compared.
  let seed = UInt64.random(in: .min ... .max)

  /// A reader of files of one schema; where times have no offset, they are those of the zone.
  public init(_ schema: OrderSchema, zone: TimeZoneRules? = nil) {
    self.schema = schema
    self.zone = zone
  }

  var effectivePace: ReadingPace {
    var effective = pace
    if let threads { effective.threads = max(1, threads) }
    return effective
  }

  /// Reads the file at a path, or standard input when the path is `-`.
  package func read(path: String) throws(OrderFileError) -> OrderRecords {
    try readAlone(name: path) { (rejects, budget) throws(OrderFileError) in
      try read(try open(path), name: fileName(path), faults: rejects, on: budget)
    }
  }

  /// Reads a file that is in memory.
  package func read(bytes: [UInt8], name: String) throws(OrderFileError) -> OrderRecords {
    try readAlone(name: name) { (rejects, budget) throws(OrderFileError) in
      try read(.bytes(bytes), name: name, faults: rejects, on: budget)
    }
  }

  /// Whether a file's records are well formed, whatever its columns mean.
  package func check(bytes: [UInt8], name: String) throws(OrderFileError) -> LoadAccount {
    var reader = self
    reader.forgetColumns()
    return try reader.read(bytes: bytes, name: name).account
  }

  private func readAlone(
    name: String,
    _ read: (RejectsFile?, MemoryBudget) throws(OrderFileError) -> OrderRecords
  ) throws(OrderFileError) -> OrderRecords {
    let rejects: RejectsFile? =
      if let rejectsPath { try RejectsFile(path: rejectsPath, source: name) } else { nil }
    let records = try read(rejects, MemoryBudget(limitBytes: byteLimit))
    try rejects?.commit()
    return records
  }

  func fileName(_ path: String) -> String { path == "-" ? "standard input" : path }

  func open(_ path: String) throws(OrderFileError) -> InputFile {
    do throws(FileFailure) {
      return try path == "-" ? InputFile.standardInput() : InputFile(path: path)
    } catch {
      throw OrderFileError(file: fileName(path), error)
    }
  }

  func read(
    _ file: InputFile, name: String, faults: (any FaultSink)?, on budget: MemoryBudget
  ) throws(OrderFileError) -> OrderRecords {
    try read(.file(file), name: name, faults: faults, on: budget)
  }

  /// Reads a file for nothing but the texts of its records.
  func readAgain(
    _ file: InputFile, name: String, for collector: RecordCollector, on budget: MemoryBudget
  ) throws(OrderFileError) {
    var reader = self
    reader.forgetColumns()
    _ = try reader.read(
      .file(file), name: name, faults: collector, collector: collector, on: budget)
  }

  private mutating func forgetColumns() {
    schema.columns = OrderSchema.Columns([:], demanded: [])
    schema.dimensions = []
    schema.measures = nil
  }

  private func read(
    _ input: TextSource.Input, name: String, faults: (any FaultSink)?,
    collector: RecordCollector? = nil, on budget: MemoryBudget
  ) throws(OrderFileError) -> OrderRecords {
    if let fault = schema.dialect.fault { throw OrderFileError(file: name, .badSchema(fault)) }
    let pace = effectivePace
    let source = try TextSource(
      input, name: name, encoding: schema.encoding, trustsEncoding: trustsEncoding,
      threads: pace.threads, on: budget)
    let window = try TextWindow(source, capacity: pace.windowBytes, on: budget)
    let headerReader = HeaderReader(
      window, schema: schema, recordLimitBytes: pace.recordLimitBytes,
      chunkBytes: pace.windowBytes)
    let plan = try ReadingPlan(schema, headerReader, file: name)
    let reading = try FileReading(
      window, plan, pace: pace, clock: zone.map(ShopClock.init), seed: seed, faults: faults,
      collector: collector, on: budget)
    try reading.readAll()
    return OrderRecords(
      source: reading.source(schema), account: reading.account, budget: budget)
  }
}

extension FileReading {
  fileprivate func source(_ schema: OrderSchema) -> OrderSource {
    OrderSource(
      batches: batches, customers: .texts(Array(numberings.prefix(1))),
      dimensions: zip(schema.dimensions, numberings.dropFirst()).map { column, numbering in
        OrderSource.DimensionSource(
          name: column.name, level: column.level, numberings: [numbering])
      },
      currency: Currency(code: currencyCode, scale: schema.scale), policies: schema.policies,
      lines: schema.lineKind)
  }
}

/// What a file held: rows for a table, and what became of every record.
package struct OrderRecords: Sendable {
  package var source: OrderSource
  package var account: LoadAccount
  /// What the rows are booked on.
  package let budget: MemoryBudget
}

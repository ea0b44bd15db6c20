package import Clientele
package import ClienteleKernels

/// Reads files of orders by a schema.
package struct OrderReader: Sendable {
  package var schema: OrderSchema
  /// The shop's clocks; without them instants are refused and wall-clock times are not checked.
  package var clock: Int?
  /// Where rejected records go; without it the first of them ends the reading.
  package var rejectsPath: String?
  /// Reads UTF-8 in the declared encoding all the same.
  package var trustsEncoding = false
  package var byteLimit: Int = .max
  package var pace = ReadingPace()

  package init(_ schema: OrderSchema) {
    self.schema = schema
  }

  /// Reads the file at a path, or standard input when the path is `-`.
  package func read(path: String) throws(OrderFileError) -> OrderRecords {
    let name = path == "-" ? "standard input" : path
    let file: InputFile
    do throws(FileFailure) {
      file = try path == "-" ? InputFile.standardInput() : InputFile(path: path)
    } catch {
      throw OrderFileError(file: name, error)
    }
    return try read(.file(file), name: name)
  }

  /// Reads a file that is in memory.
  package func read(bytes: [UInt8], name: String) throws(OrderFileError) -> OrderRecords {
    try read(.bytes(bytes), name: name)
  }

  private func read(
    _ input: TextSource.Input, name: String
  ) throws(OrderFileError) -> OrderRecords {
    if let fault = schema.dialect.fault { throw OrderFileError(file: name, .badSchema(fault)) }
    let budget = MemoryBudget(limitBytes: byteLimit)
    let source = try TextSource(
      input, name: name, encoding: schema.encoding, trustsEncoding: trustsEncoding,
      threads: pace.threads, on: budget)
    let window = try TextWindow(source, capacity: pace.windowBytes, on: budget)
    var headerReader = HeaderReader(
      window, schema: schema, recordLimitBytes: pace.recordLimitBytes,
      chunkBytes: pace.windowBytes)
    let plan = try ReadingPlan(schema, try headerReader.read(), file: name)
    let rejects: RejectsFile? =
      if let rejectsPath { try RejectsFile(path: rejectsPath, source: name) } else { nil }
    let reading = try FileReading(
      window, plan, pace: pace, clock: nil, rejects: rejects, on: budget)
    try reading.readAll()
    let source_ = OrderSource(
      batches: reading.batches, customers: .texts(reading.customers),
      dimensions: schema.dimensions.indices.map { place in
        OrderSource.DimensionSource(
          name: schema.dimensions[place].name, level: schema.dimensions[place].level,
          dictionaries: reading.dimension(place))
      }, currency: Currency(code: reading.currencyCode, scale: schema.scale),
      policies: schema.policies)
    try rejects?.commit()
    return OrderRecords(source: source_, account: reading.account, budget: budget)
  }
}

/// What a file held: rows for a table, and what became of every record.
package struct OrderRecords: Sendable {
  package var source: OrderSource
  package var account: LoadAccount
  package let budget: MemoryBudget
}

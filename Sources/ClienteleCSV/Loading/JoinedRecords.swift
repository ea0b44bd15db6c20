import Clientele
import ClienteleKernels

/// The records of several files, on their way to one table.
struct JoinedRecords {
  /// One file among the others.
  struct Part {
    let path: String
    /// How many records the files before have.
    let firstRecord: Int
    /// What the file was when it was read; `nil` where it can be read only once.
    let stamp: FileStamp?
  }

  private var parts: [Part] = []
  private var batches: [OrderBatch] = []
  private var customers: [TextNumbering] = []
  private var dimensions: [[TextNumbering]] = []
  private var currency: String?
  /// Whether the records read so far have order ids; `nil` while there are none.
  private var haveOrderIDs: Bool?
  private(set) var account = LoadAccount()

  var names: String { parts.map(\.path).joined(separator: ", ") }

  /// Refuses a file that is read already, unless repeats of its records can be told and go.
  func check(
    _ path: String, _ stamp: FileStamp?, _ policies: OrderPolicies
  ) throws(OrderFileError) {
    guard let stamp, let first = parts.first(where: { $0.stamp?.identity == stamp.identity }),
      !(policies.dropsIdenticalRecords && haveOrderIDs == true)
    else { return }
    throw OrderFileError(file: path, .readTwice(as: first.path))
  }

  /// Adds a file: its numberings after those of the files before.
  mutating func append(
    _ records: consuming OrderRecords, of path: String, _ stamp: FileStamp?
  ) throws(OrderFileError) {
    let source = records.source
    if let code = source.currency.code {
      if let currency, currency != code {
        throw OrderFileError(
          file: path, .record(.otherCurrency), at: .init(text: code),
          hint: "the files before are in \(currency)")
      }
      currency = code
    }
    if let batch = source.batches.first {
      let hasOrderIDs = batch.orderKeys != nil
      guard hasOrderIDs == haveOrderIDs ?? hasOrderIDs else {
        throw OrderFileError(
          file: path, .orderIDsInSomeFiles,
          hint: "--order \"\" takes every record of all files for an order")
      }
      haveOrderIDs = hasOrderIDs
    }
    batches += source.batches.map {
      $0.renumbered(numbering: customers.count, record: account.records)
    }
    if case .texts(let numberings) = source.customers { customers += numberings }
    if dimensions.isEmpty { dimensions = source.dimensions.map { _ in [] } }
    for place in dimensions.indices {
      dimensions[place] += source.dimensions[place].numberings
    }
    parts.append(Part(path: path, firstRecord: account.records, stamp: stamp))
    account.merge(records.account)
  }

  /// One source of all files. Their rows are handed over, so that they can be let go of while
  /// the table grows.
  mutating func takeSource(_ schema: OrderSchema) -> OrderSource {
    let source = OrderSource(
      batches: batches, customers: .texts(customers),
      dimensions: zip(schema.dimensions, dimensions).map { column, numberings in
        OrderSource.DimensionSource(
          name: column.name, level: column.level, numberings: numberings)
      },
      currency: Currency(code: currency, scale: schema.scale), policies: schema.policies,
      lines: schema.lineKind)
    batches = []
    customers = []
    dimensions = []
    return source
  }

  /// The errors of conflicts, file by file.
  ///
  /// - Parameter conflicts: in record order.
  func errors(of conflicts: [OrderConflict]) -> [(part: Part, errors: [OrderFileError])] {
    var errors: [(part: Part, errors: [OrderFileError])] = []
    for conflict in conflicts {
      let part = self.part(ofRecord: conflict.record)
      if errors.last?.part.firstRecord != part.firstRecord { errors.append((part, [])) }
      errors[errors.count - 1].errors.append(error(conflict))
    }
    return errors
  }

  private func part(ofRecord number: Int) -> Part {
    parts[max(0, parts.partitioningIndex { $0.firstRecord >= number } - 1)]
  }

  func error(_ conflict: OrderConflict) -> OrderFileError {
    let part = self.part(ofRecord: conflict.record)
    let first = self.part(ofRecord: conflict.firstRecord)
    var hints: [String] = []
    if first.path != part.path { hints.append("that record is in \(first.path)") }
    if conflict.disagreement == .content || conflict.disagreement == .day {
      hints.append(
        "if records are lines of orders, use --records lines; "
          + "--conflicts keepFirst or sum says which to keep")
    }
    return OrderFileError(
      file: part.path,
      .record(
        .conflict(conflict.disagreement, firstRecord: conflict.firstRecord - first.firstRecord)),
      at: .init(record: conflict.record - part.firstRecord),
      hint: hints.isEmpty ? nil : hints.joined(separator: "; "))
  }
}

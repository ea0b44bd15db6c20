import Clientele
import ClienteleKernels

/// The records of several files, on their way to one table.
struct JoinedRecords {
  private var parts: [(path: String, firstRecord: Int)] = []
  private var batches: [OrderBatch] = []
  private var customers: [TextDictionary] = []
  private var dimensions: [[TextDictionary]] = []
  private var currency: String?
  private(set) var account = LoadAccount()

  var names: String { parts.map(\.path).joined(separator: ", ") }

  /// Adds a file: its workers after those of the files before.
  mutating func append(
    _ records: consuming OrderRecords, of path: String
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
    batches += source.batches.map {
      $0.renumbered(worker: customers.count, record: account.records)
    }
    if case .texts(let dictionaries) = source.customers { customers += dictionaries }
    if dimensions.isEmpty { dimensions = source.dimensions.map { _ in [] } }
    for place in dimensions.indices {
      dimensions[place] += source.dimensions[place].dictionaries
    }
    parts.append((path, account.records))
    account.merge(records.account)
  }

  /// One source of all files. Their rows are handed over, so that they can be let go of while
  /// the table grows.
  mutating func takeSource(_ schema: OrderSchema) -> OrderSource {
    let source = OrderSource(
      batches: batches, customers: .texts(customers),
      dimensions: zip(schema.dimensions, dimensions).map { column, dictionaries in
        OrderSource.DimensionSource(
          name: column.name, level: column.level, dictionaries: dictionaries)
      },
      currency: Currency(code: currency, scale: schema.scale), policies: schema.policies,
      lines: schema.lineKind)
    batches = []
    customers = []
    dimensions = []
    return source
  }

  /// Conflicts file by file.
  func split(_ conflicts: [OrderConflict]) -> [(path: String, conflicts: [OrderConflict])] {
    parts.indices.map { index in
      (parts[index].path, conflicts.filter { part(of: $0) == index })
    }.filter { !$0.1.isEmpty }
  }

  private func part(of conflict: OrderConflict) -> Int { part(ofRecord: conflict.record) }

  private func part(ofRecord number: Int) -> Int {
    parts.lastIndex { $0.firstRecord < number } ?? 0
  }

  func error(_ conflict: OrderConflict) -> OrderFileError {
    let part = parts[part(of: conflict)]
    let first = parts[self.part(ofRecord: conflict.firstRecord)]
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

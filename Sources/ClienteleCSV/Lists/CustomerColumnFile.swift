public import Clientele
import ClienteleKernels

/// Figures of customers from elsewhere – visits, baskets left behind, coupons, age – as columns for
/// a propensity model: a CSV file in UTF-8 with a header.
///
/// The first column is the customer's id, byte for byte as it stands in the order files; the others
/// are numbers, and an empty cell is no value. A column called `as_of` says on which day a record's
/// values were known: then a customer may have several records, and a question as of a day sees the
/// latest one up to that day. Without it, values are taken to have been known on every day.
///
/// ```swift
/// let text = "customer_id,as_of,visits\nu0001,2026-05-31,3\nu0001,2026-08-31,0\n"
/// let file = try CustomerColumnFile(path: "visits.csv", bytes: Array(text.utf8))
/// file.names                                            // ["visits"]
/// let may = file.columns(of: orders, asOf: "2026-06-30")[0]
/// may.values[orders.customers.number(of: "u0001")!]!    // 3.0
/// ```
public struct CustomerColumnFile: Sendable {
  /// Where it was read, for messages.
  public let path: String
  /// The columns of numbers, in their order.
  public let names: [String]
  /// Whether records say on which day their values were known.
  public let isDated: Bool
  /// By id; each customer's in the order of their days.
  private let records: [String: [Record]]

  struct Record: Sendable {
    /// `nil` in a file without days.
    let day: Day?
    let line: Int
    let values: [Double?]
  }

  /// The columns in a file.
  ///
  /// - Throws: ``CustomerColumnFileError``.
  /// - Complexity: O(bytes).
  public init(contentsOfFile path: String) throws(CustomerColumnFileError) {
    let text: CustomerText
    do throws(UnreadableFile) {
      text = try CustomerText(contentsOfFile: path)
    } catch {
      throw CustomerColumnFileError(path: path, .unreadable(error))
    }
    try self.init(path: path, text)
  }

  /// The columns in a text that is in memory.
  ///
  /// - Parameters:
  ///   - path: What messages call it.
  ///   - bytes: The text.
  /// - Throws: ``CustomerColumnFileError``.
  public init(path: String, bytes: [UInt8]) throws(CustomerColumnFileError) {
    try self.init(path: path, CustomerText(bytes))
  }

  private init(path: String, _ text: CustomerText) throws(CustomerColumnFileError) {
    var reading = ColumnFileReading(path: path)
    try reading.read(text)
    self.path = path
    names = reading.names
    isDated = reading.dayColumn != nil
    records = reading.records
  }

  /// The columns for the customers of a table, with the values that were known as of a day.
  ///
  /// - Parameters:
  ///   - orders: The table, whose customers' numbers the values get.
  ///   - asOf: The last day that is seen.
  ///   - logarithms: The columns whose logarithm a model takes.
  ///   - missing: What happens to customers without a value.
  /// - Complexity: O(records × log records of a customer).
  public func columns(
    of orders: OrderTable, asOf: Day, logarithms: Set<String> = [],
    missing: CustomerColumn.MissingValues = .refuse
  ) -> [CustomerColumn] {
    var values = [[Double?]](
      repeating: Array(repeating: nil, count: orders.customerCount), count: names.count)
    for (id, records) in records {
      guard let customer = orders.customers.number(of: id),
        let record = records.last(where: { $0.day.map { $0 <= asOf } ?? true })
      else { continue }
      for (place, value) in record.values.enumerated() { values[place][customer] = value }
    }
    return zip(names, values).map { name, values in
      CustomerColumn(
        name, values: values, scale: logarithms.contains(name) ? .logarithm : .plain,
        missing: missing)
    }
  }

  /// The ids that no customer of a table has, in the order of their first lines.
  public func unknownIDs(in orders: OrderTable) -> [String] {
    records.filter { orders.customers.number(of: $0.key) == nil }
      .sorted { $0.value[0].line < $1.value[0].line }.map(\.key)
  }

  /// The number of different ids.
  public var idCount: Int { records.count }
}

/// Why a file of customers' figures cannot be used.
public struct CustomerColumnFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Hashable, Sendable {
    case unreadable(UnreadableFile)
    case noHeader
    /// There is an id, and nothing else.
    case noColumns
    case repeatedName(String)
    case record(line: Int, RecordProblem)
    case missingID(line: Int)
    case notADay(line: Int, text: String)
    case notANumber(line: Int, column: String, text: String)
    /// A customer has two records, of one day where there are days.
    case repeated(id: String, line: Int, firstLine: Int)
    /// The file is too large for the memory there is.
    case outOfMemory
  }

  /// The file, as it was named.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem

  init(path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// How a command should end.
  public var exitKind: OrderFileError.ExitKind {
    switch problem {
    case .unreadable(let file): file.exitKind
    case .outOfMemory: .limit
    default: .badData
    }
  }

  /// A sentence for the owner of the file.
  public var description: String {
    switch problem {
    case .unreadable(let file): "\(path): \(file)"
    case .noHeader: "\(path): there is no header"
    case .noColumns: "\(path): there is no column of figures beside the ids"
    case .repeatedName(let name): "\(path): two columns are called \(name)"
    case .record(let line, let problem): "\(path), line \(line): \(problem)"
    case .missingID(let line): "\(path), line \(line): the id is missing"
    case .notADay(let line, let text):
      "\(path), line \(line): \"\(text)\" is no day like 2026-05-31"
    case .notANumber(let line, let column, let text):
      "\(path), line \(line), column \(column): \"\(text)\" is no number"
    case .repeated(let id, let line, let firstLine):
      "\(path), line \(line): \"\(id)\" stands in line \(firstLine) already; several records of a "
        + "customer need a column as_of with different days"
    case .outOfMemory: "\(path): the file does not fit into memory"
    }
  }
}

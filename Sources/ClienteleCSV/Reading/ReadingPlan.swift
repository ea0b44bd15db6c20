import Clientele
import ClienteleKernels

/// A schema matched with a file's header: which cells are read, and how.
struct ReadingPlan: Sendable {
  let schema: OrderSchema
  let names: [String]
  let headerText: [UInt8]
  let syntax: RecordSyntax
  let numbers: NumberParser
  let dates: DateParser
  /// For each column of the file the place of its cell in a row, or −1.
  let slotOfColumn: [Int]
  let columnOfSlot: [Int]
  private let slots: [OrderSchema.Role: Int]
  let dimensionSlots: [Int]
  /// For each measure column its slot, and that of the numbers to multiply by.
  let measureSlots: [(amount: Int, factor: Int?)]

  init(
    _ schema: OrderSchema, _ reader: HeaderReader, file: String
  ) throws(OrderFileError) {
    var reader = reader
    let header = try reader.read()
    self.schema = schema
    names = header.names
    headerText = header.text
    syntax = header.syntax
    numbers = NumberParser(schema.numbers)
    dates = DateParser(schema.dateFormat)
    var matching = HeaderMatching(header.names, schema: schema)
    let columns = matching.resolve()
    guard matching.missing.isEmpty else {
      throw OrderFileError(
        file: file, .missingColumns(matching.missing, found: header.names.map { excerpt($0) }),
        at: .init(line: header.line),
        hint: matching.hint ?? ReadingPlan.preambleHint(reader, schema))
    }
    if let name = matching.duplicate {
      throw OrderFileError(
        file: file, .duplicateColumn(excerpt(name)), at: .init(line: header.line))
    }
    var slotOfColumn = [Int](repeating: -1, count: header.names.count)
    var columnOfSlot: [Int] = []
    func slot(_ column: Int) -> Int {
      if slotOfColumn[column] < 0 {
        slotOfColumn[column] = columnOfSlot.count
        columnOfSlot.append(column)
      }
      return slotOfColumn[column]
    }
    slots = columns.roles.mapValues(slot)
    dimensionSlots = columns.dimensions.map(slot)
    measureSlots = columns.measures.map { (slot($0.amount), $0.factor.map(slot)) }
    self.slotOfColumn = slotOfColumn
    self.columnOfSlot = columnOfSlot
  }

  private static func preambleHint(_ reader: HeaderReader, _ schema: OrderSchema) -> String? {
    let lineCount = reader.linesBeforeHeader { names in
      var matching = HeaderMatching(names, schema: schema)
      _ = matching.resolve()
      return matching.missing.isEmpty
    }
    return lineCount.map { "a later line names them: skip \($0) lines (skipLines)" }
  }

  func slot(_ role: OrderSchema.Role) -> Int? { slots[role] }

  /// The amount is quantity times price.
  var multiplies: Bool { slots[.amount] == nil }

  /// Whether two records of one order may look alike in what is loaded of them and be different:
  /// in columns that are not loaded, and in those of which only a part is, as the time of day.
  var needsRecordHashes: Bool { slots[.order] != nil }

  /// The slot whose text says that a line carries its order's own cells.
  var headSlot: Int? {
    schema.orderCells == .firstLine && slots[.order] != nil ? slots[.amount] : nil
  }

  /// The slots that a line without them takes from its order's first line.
  var inheritedSlots: [Int] {
    let roles: [OrderSchema.Role] = [.customer, .date, .status, .currency, .cancelled, .test]
    return roles.compactMap { slots[$0] }
  }
}

/// Shows a column's name safely.

/// Finds the columns of a schema among the names of a header.
private struct HeaderMatching {
  let names: [String]
  let keys: [String]
  let schema: OrderSchema
  private(set) var missing: [String] = []
  private(set) var duplicate: String?

  init(_ names: [String], schema: OrderSchema) {
    self.names = names
    self.schema = schema
    keys = names.map { HeaderMatching.key($0, schema.headerMatching) }
  }

  static func key(_ name: String, _ matching: OrderSchema.HeaderMatching) -> String {
    guard matching == .loose else { return name }
    let bytes = Array(name.utf8)
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    let folded = bytes[first...last].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return String(decoding: folded, as: UTF8.self)
  }

  mutating func resolve() -> (
    roles: [OrderSchema.Role: Int], dimensions: [Int], measures: [(amount: Int, factor: Int?)]
  ) {
    var roles: [OrderSchema.Role: Int] = [:]
    for role in OrderSchema.Role.allCases {
      let wanted = schema.columns[role]
      if let column = find(wanted) {
        roles[role] = column
      } else if schema.columns.demanded.contains(role) {
        missing.append("\(role.rawValue) (\(wanted.joined(separator: ", ")))")
      }
    }
    if roles[.amount] != nil {
      roles[.quantity] = nil
      roles[.price] = nil
    } else if !schema.columns.demanded.isEmpty,
      roles[.quantity] == nil || roles[.price] == nil
    {
      let amount = schema.columns[.amount]
      let product = schema.columns[.quantity] + schema.columns[.price]
      let wanted = (amount.isEmpty ? product : amount).joined(separator: ", ")
      if !schema.columns.demanded.contains(.amount) { missing.append("amount (\(wanted))") }
    }
    var dimensions: [Int] = []
    for dimension in schema.dimensions {
      if let column = find([dimension.column]) {
        dimensions.append(column)
      } else {
        missing.append("dimension \(dimension.name) (\(dimension.column))")
      }
    }
    return (roles, dimensions, resolveMeasures())
  }

  private mutating func resolveMeasures() -> [(amount: Int, factor: Int?)] {
    var measures: [(amount: Int, factor: Int?)] = []
    for measure in schema.measures ?? [] {
      for name in [measure.column, measure.factor] {
        if let name, find([name]) == nil { missing.append("\(measure.measure.rawValue) (\(name))") }
      }
      guard let amount = find([measure.column]) else { continue }
      measures.append((amount, measure.factor.flatMap { find([$0]) }))
    }
    return measures
  }

  private mutating func find(_ wanted: [String]) -> Int? {
    for name in wanted {
      let key = HeaderMatching.key(name, schema.headerMatching)
      let found = keys.indices.filter { keys[$0] == key }
      guard let first = found.first else { continue }
      if found.count > 1 { duplicate = duplicate ?? names[first] }
      return first
    }
    return nil
  }

  /// Why the columns may be missing.
  var hint: String? {
    if names.count == 1, names[0].hasPrefix("sep=") {
      return "allow separatorLine in the schema's dialect"
    }
    if names.count == 1 {
      for delimiter: Character in [";", "\t", "|", ","] where names[0].contains(delimiter) {
        let name = delimiter == "\t" ? "tab" : "\(delimiter)"
        return "the header contains '\(name)': is that the delimiter? use --delimiter"
      }
    }
    var again = HeaderMatching(names, schema: loose)
    _ = again.resolve()
    return schema.headerMatching == .exact && again.missing.isEmpty
      ? "they are there in other spelling: name them as they stand there, or set headerMatching to "
        + "loose in the schema" : nil
  }

  private var loose: OrderSchema {
    var loose = schema
    loose.headerMatching = .loose
    return loose
  }
}

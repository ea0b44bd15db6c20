import Clientele
import ClienteleCSV
import ClienteleReport

/// An answer that one row can sum up, in a table of groups.
protocol SummarisedAnswer: Answer {
  /// The most telling figures with their titles; the same titles for all answers of a kind.
  var summary: [(title: String, cell: String)] { get }
}

/// Where an answer's CSV says which group a row belongs to.
enum GroupColumn {
  /// In a first column that is put before the others.
  case added
  /// In a column that the answer has already.
  case named
  /// Nowhere: rows are customers, each with their group, and are written once.
  case ofCustomers
}

/// An answer for everyone, and one for each group.
struct GroupedAnswer<Base: Answer>: Answer {
  struct Part {
    /// `nil` for everyone in no group.
    let name: String?
    let customerCount: Int
    /// `nil` for a group that is too small to be shown.
    var answer: Base?

    /// In a table.
    var title: String { name.map { $0.isEmpty ? "(empty)" : $0 } ?? "in no group" }
    /// In a column of CSV, where the rows of everyone say nothing.
    var word: String { name ?? "(in no group)" }
  }

  /// The words behind `--by`.
  let what: String
  let total: Base
  /// The groups, and at the end everyone in none, where there is anyone.
  let parts: [Part]
  let groupColumn: GroupColumn

  var json: GroupedJSON<Base.JSON> {
    GroupedJSON(
      by: what, total: total.json,
      parts: parts.map {
        .init(name: $0.name, customers: $0.customerCount, answer: $0.answer?.json)
      })
  }

  var tables: [TextTable] {
    guard let first = total as? any SummarisedAnswer else {
      return total.tables
        + parts.flatMap { part in
          (part.answer?.tables ?? [TextTable("too few to be shown", ("", .left))])
            .map { $0.titled(part.title) }
        }
    }
    return total.tables + [summary(first.summary.map(\.title))]
  }

  private func summary(_ titles: [String]) -> TextTable {
    var table = TextTable(
      "By \(what)", [("", .left), ("customers", .right)] + titles.map { ($0, .right) })
    for part in parts {
      guard let answer = part.answer as? any SummarisedAnswer else {
        table.rows.append([part.title, "too few"] + titles.map { _ in "" })
        continue
      }
      table.rows.append(
        [part.title, Figures.count(part.customerCount)] + answer.summary.map(\.cell))
    }
    return table
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    guard groupColumn == .added else {
      try total.writeCSV(to: write)
      if groupColumn == .named { try writeRows(of: parts) { row, _ in try write(row) } }
      return
    }
    var isHeader = true
    try total.writeCSV { row in
      try write(row.preceded(by: isHeader ? "group" : ""))
      isHeader = false
    }
    try writeRows(of: parts) { row, name in try write(row.preceded(by: name)) }
  }

  /// The rows of all groups, without their headers.
  private func writeRows(
    of parts: [Part], to write: (CSVRow, _ name: String) throws -> Void
  ) throws {
    for part in parts {
      var isHeader = true
      try part.answer?.writeCSV { row in
        if !isHeader { try write(row, part.word) }
        isHeader = false
      }
    }
  }
}

/// The keys of the whole answer, and beside them a list of groups and who is in none of them.
struct GroupedJSON<Total: Encodable>: Encodable {
  struct Group: Encodable {
    let name: String?
    let customers: Int
    let answer: Total?

    private enum Key: String, CodingKey {
      case name, customers, suppressed
    }

    func encode(to encoder: any Encoder) throws {
      try answer?.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encodeIfPresent(name, forKey: .name)
      if answer == nil {
        try container.encode(true, forKey: .suppressed)
      } else {
        try container.encode(customers, forKey: .customers)
      }
    }
  }

  let by: String
  let total: Total
  let parts: [Group]

  private enum Key: String, CodingKey {
    case by, groups, ungrouped
  }

  func encode(to encoder: any Encoder) throws {
    try total.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(by, forKey: .by)
    try container.encode(parts.filter { $0.name != nil }, forKey: .groups)
    try container.encodeIfPresent(parts.first { $0.name == nil }, forKey: .ungrouped)
  }
}

extension OutputOptions {
  /// Prints an answer made of a result, or of one for each group besides.
  ///
  /// - Parameters:
  ///   - groupColumn: Where the answer's CSV says which group a row belongs to.
  ///   - answer: What a result says.
  func print<Result, Base: Answer>(
    _ results: GroupedResult<Result>, by breakdown: Breakdown?, groupColumn: GroupColumn = .added,
    _ answer: (Result) throws -> Base
  ) throws {
    try print(results, by: breakdown, groupColumn: groupColumn) { result, _ in
      try answer(result)
    }
  }

  /// The same for answers that say which group they are of; that of everyone is of none.
  func print<Result, Base: Answer>(
    _ results: GroupedResult<Result>, by breakdown: Breakdown?, groupColumn: GroupColumn,
    _ answer: (Result, _ group: String) throws -> Base
  ) throws {
    let total = try answer(results.total, "")
    guard let breakdown else { return try print(total) }
    let places = breakdown.places + (breakdown.hasRest ? [breakdown.rest] : [])
    let parts = try places.map { place in
      var part = GroupedAnswer<Base>.Part(
        name: place == breakdown.rest ? nil : breakdown.named.names[place],
        customerCount: breakdown.customerCounts[place], answer: nil)
      if !breakdown.isHidden[place] { part.answer = try answer(results.parts[place], part.word) }
      return part
    }
    try print(
      GroupedAnswer(what: breakdown.what, total: total, parts: parts, groupColumn: groupColumn))
  }
}

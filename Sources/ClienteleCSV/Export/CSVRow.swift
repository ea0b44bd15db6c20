/// One record of a table on its way out, as a line of CSV or of JSON.
///
/// CSV is RFC 4180, and safe to open in a spreadsheet: a text that a spreadsheet would take for a
/// formula – one that begins with `=`, `+`, `-`, `@`, a tab or a line end, also behind spaces or
/// after a line end inside – gets an apostrophe in front. Numbers stay numbers.
///
/// ```swift
/// var row = CSVRow(["=1+1"])
/// row.append(12)
/// row.append(raw: "3.50")
/// let names = ["id", "orders", "revenue"]
/// row.line.dropLast()                       // '=1+1,12,3.50
/// row.jsonLine(naming: names).dropLast()    // {"id":"=1+1","orders":12,"revenue":"3.50"}
/// ```
///
/// Sources: OWASP, "CSV Injection"; JSON Lines, jsonlines.org.
public struct CSVRow: Sendable {
  private enum Kind: Sendable { case text, number, word }

  private var cells: [(kind: Kind, text: String)] = []

  /// A record without cells.
  public init() {}

  /// A record of texts: a header, for example.
  public init(_ texts: [String]) {
    for cell in texts { append(text: cell) }
  }

  /// The cells as they were given.
  public var texts: [String] { cells.map(\.text) }

  /// Adds a text.
  public mutating func append(text cell: String) { cells.append((.text, cell)) }

  /// Adds a day, or whatever else is its description: a string in JSON.
  public mutating func append(_ value: some LosslessStringConvertible) {
    append(raw: value.description)
  }

  /// Adds a whole number.
  public mutating func append(_ value: some FixedWidthInteger) {
    cells.append((.number, value.description))
  }

  /// Adds a number; an empty cell for infinities and what is no number.
  public mutating func append(_ value: Double) {
    value.isFinite ? cells.append((.number, value.description)) : append(raw: "")
  }

  /// Adds a truth: without quotes in JSON.
  public mutating func append(_ value: Bool) { cells.append((.number, value ? "true" : "false")) }

  /// Adds an exact amount or a word of ours, as it is: a string in JSON, and `null` when empty.
  public mutating func append(raw cell: String) { cells.append((.word, cell)) }

  /// The same record with a text in front.
  public func preceded(by cell: String) -> CSVRow {
    var row = CSVRow([cell])
    row.cells += cells
    return row
  }

  /// The record as CSV, with its line end, CRLF.
  public var line: String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { line += "," }
      let isUnsafe = cell.kind == .text && CSVRow.looksLikeFormula(cell.text)
      line += cell.kind == .text ? CSVRow.quoted(isUnsafe ? "'" + cell.text : cell.text) : cell.text
    }
    return line + "\r\n"
  }

  /// The record as one line of JSON: an object with the names of the header as keys.
  ///
  /// - Precondition: There are as many names as cells.
  public func jsonLine(naming names: [String]) -> String {
    precondition(names.count == cells.count, "a name for each cell")
    var line = "{"
    for (name, cell) in zip(names, cells) {
      if line.utf8.count > 1 { line += "," }
      line += CSVRow.jsonString(name) + ":"
      switch cell.kind {
      case .text: line += CSVRow.jsonString(cell.text)
      case .number: line += cell.text
      case .word: line += cell.text.isEmpty ? "null" : CSVRow.jsonString(cell.text)
      }
    }
    return line + "}\n"
  }

  private static func jsonString(_ text: String) -> String {
    var string = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": string.unicodeScalars.append(contentsOf: ["\\", scalar])
      case "\n": string += "\\n"
      case "\r": string += "\\r"
      case "\t": string += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        string += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: string.unicodeScalars.append(scalar)
      }
    }
    return string + "\""
  }

  private static func quoted(_ cell: String) -> String {
    let needsQuotes = cell.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return cell }
    var quoted = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  /// Whether the text begins with a tab or line end, or any line of it as formulas do.
  private static func looksLikeFormula(_ cell: String) -> Bool {
    if let first = cell.utf8.first, [0x09, 0x0A, 0x0D].contains(first) { return true }
    var isAtStart = true
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\r", "\n": isAtStart = true
      // Full-width forms as well: some spreadsheets take them for the narrow ones.
      case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
        if isAtStart { return true }
      case _ where scalar.properties.isWhitespace: continue
      default: isAtStart = false
      }
    }
    return false
  }
}

/// One record of a CSV file on its way out: RFC 4180, and safe to open in a spreadsheet.
///
/// A text that a spreadsheet would take for a formula – one that begins with `=`, `+`, `-`, `@`,
/// a tab or a line end, also behind spaces or after a line end inside – gets an apostrophe in
/// front. Numbers stay numbers.
///
/// Source: OWASP, "CSV Injection".
public struct CSVRow: Sendable {
  private var text = ""
  private var isEmpty = true

  /// A record without cells.
  public init() {}

  /// A record of texts: a header, for example.
  public init(_ texts: [String]) {
    for cell in texts { append(text: cell) }
  }

  /// Adds a text.
  public mutating func append(text cell: String) {
    append(raw: CSVRow.quoted(CSVRow.looksLikeFormula(cell) ? "'" + cell : cell))
  }

  /// Adds a number, a day or an amount, as it is.
  public mutating func append(_ value: some LosslessStringConvertible) {
    append(raw: value.description)
  }

  /// Adds an exact amount, as it is.
  public mutating func append(raw cell: String) {
    if !isEmpty { text += "," }
    text += cell
    isEmpty = false
  }

  /// The record with its line end, CRLF.
  public var line: String { text + "\r\n" }

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

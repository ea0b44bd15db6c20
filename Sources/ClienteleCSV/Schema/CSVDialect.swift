import Clientele

/// How a file is divided into records and cells: RFC 4180 unless something else is allowed.
///
/// Nothing is guessed from the file. A guess that is wrong loses orders without a word.
public struct CSVDialect: Hashable, Sendable {
  /// A departure from RFC 4180 that is let through.
  public enum Allowance: String, Hashable, Sendable, Codable, CaseIterable {
    /// In a quoted cell, `\"` is a quote and `\\` a backslash.
    case backslashEscapes
    /// A quote that is not at the edge of a cell stands for itself.
    case literalQuotes
    /// `="0012"` and `'0012` are the text 0012: how shops keep spreadsheets from eating zeros.
    case spreadsheetGuards
    /// Spaces and tabs around a cell are not part of it.
    case outerSpaces
    /// A first line `sep=;` names the delimiter.
    case separatorLine
  }

  /// One ASCII character between cells.
  public var delimiter: Character
  /// The ASCII character around cells that hold delimiters or line ends; `nil` for none.
  public var quote: Character?
  public var allowances: Set<Allowance>
  /// Lines before the header.
  public var skippedLineCount: Int

  public init(
    delimiter: Character = ",", quote: Character? = "\"", allowances: Set<Allowance> = [],
    skippedLineCount: Int = 0
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.allowances = allowances
    self.skippedLineCount = skippedLineCount
  }

  /// Why the dialect cannot be, or `nil`.
  var fault: String? {
    guard let delimiter = delimiter.asciiValue, delimiter != 10, delimiter != 13, delimiter != 0
    else { return "the delimiter must be one ASCII character" }
    if let quote {
      guard let quote = quote.asciiValue, quote != 10, quote != 13, quote != 0 else {
        return "the quote must be one ASCII character"
      }
      if quote == delimiter { return "quote and delimiter must differ" }
    }
    if skippedLineCount < 0 { return "the number of skipped lines cannot be negative" }
    return nil
  }
}

extension CSVDialect: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case delimiter, quote
    case allowances = "allow"
    case skippedLineCount = "skipLines"
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try StrictContainer(decoder, CodingKeys.self)
    try container.updateCharacter(&delimiter, .delimiter)
    if container.contains(.quote) {
      var text: String?
      try container.update(&text, .quote)
      quote = nil
      if let text, !text.isEmpty {
        var character: Character = "\""
        try container.updateCharacter(&character, .quote)
        quote = character
      }
    }
    try container.update(&allowances, .allowances)
    try container.update(&skippedLineCount, .skippedLineCount)
    if let fault { throw container.fault(.delimiter, fault) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(String(delimiter), forKey: .delimiter)
    try container.encode(quote.map { String($0) } ?? "", forKey: .quote)
    try container.encode(allowances.sorted { $0.rawValue < $1.rawValue }, forKey: .allowances)
    try container.encode(skippedLineCount, forKey: .skippedLineCount)
  }
}

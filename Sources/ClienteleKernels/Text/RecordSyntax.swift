/// How a text file is divided into records and cells.
///
/// The rules are those of RFC 4180; each allowance lets one common departure through.
package struct RecordSyntax: Hashable, Sendable {
  package struct Allowances: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// In a quoted cell a backslash makes a quote or another backslash stand for itself.
    package static let backslashEscapes = Allowances(rawValue: 1)
    /// A quote that cannot be a boundary stands for itself.
    package static let literalQuotes = Allowances(rawValue: 2)
    /// `="0012"` is the text 0012: how shops keep spreadsheets from eating zeros.
    package static let spreadsheetGuards = Allowances(rawValue: 4)
    /// Spaces and tabs around a cell are not part of it.
    package static let outerSpaces = Allowances(rawValue: 8)
  }

  package var delimiter: UInt8
  /// `nil`: no byte is a quote.
  package var quote: UInt8?
  package var allowances: Allowances
  /// A record without its line end is shorter than this.
  package var recordLimitBytes: Int

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""),
    allowances: Allowances = [], recordLimitBytes: Int = 16 << 20
  ) {
    precondition(recordLimitBytes <= 1 << 28, "cell lengths have 30 bits")
    self.delimiter = delimiter
    self.quote = quote
    self.allowances = allowances
    self.recordLimitBytes = recordLimitBytes
  }
}

/// Where one cell's text lies in a window.
package struct Cell: BitwiseCopyable, Hashable, Sendable {
  @usableFromInline let start32: UInt32
  /// The length, and in the top bit whether the text holds marks to be taken out.
  @usableFromInline let packedLength: UInt32

  @inlinable @inline(__always)
  package init(start: Int, end: Int, isEscaped: Bool = false) {
    start32 = UInt32(truncatingIfNeeded: start)
    packedLength = UInt32(truncatingIfNeeded: end - start) | (isEscaped ? 1 << 31 : 0)
  }

  @inlinable @inline(__always)
  package var start: Int { Int(start32) }
  @inlinable @inline(__always)
  package var count: Int { Int(packedLength & 0x7FFF_FFFF) }
  @inlinable @inline(__always)
  package var range: Range<Int> { start..<start &+ count }
  @inlinable @inline(__always)
  package var isEmpty: Bool { count == 0 }
  /// Doubled quotes (or backslashes) stand in the text and are not part of it.
  @inlinable @inline(__always)
  package var isEscaped: Bool { packedLength >> 31 != 0 }
}

/// A record, or a run of blank lines, that gave no row.
package struct RecordMark: BitwiseCopyable, Hashable, Sendable {
  package enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// `detail` blank lines on end.
    case blank
    /// The record has `detail` cells, not as many as the header.
    case ragged
    /// A quote inside a plain cell, at `detail`.
    case strayQuote
    /// Spaces before the opening quote, at `detail`.
    case spaceBeforeQuote
    /// More text after the closing quote, at `detail`.
    case textAfterQuote
    /// The quote opened at `detail` is not closed within the record limit, or at all.
    case unclosedQuote
    /// No line end within the record limit.
    case tooLong
  }

  package let kind: Kind
  /// How many rows the index has before this.
  package let rowsBefore: Int
  /// Where the record's text begins and ends, without its line end.
  package let start: Int
  package let end: Int
  package let detail: Int
}

import ClienteleKernels

extension CSVDialect {
  /// The dialect as the scanner knows it.
  ///
  /// - Precondition: the dialect has no ``fault``.
  func syntax(recordLimitBytes: Int) -> RecordSyntax {
    var syntax = RecordSyntax(
      delimiter: delimiter.asciiValue!, quote: quote.map { $0.asciiValue! },
      recordLimitBytes: recordLimitBytes)
    if allowances.contains(.backslashEscapes) { syntax.allowances.insert(.backslashEscapes) }
    if allowances.contains(.literalQuotes) { syntax.allowances.insert(.literalQuotes) }
    if allowances.contains(.spreadsheetGuards) { syntax.allowances.insert(.spreadsheetGuards) }
    if allowances.contains(.outerSpaces) { syntax.allowances.insert(.outerSpaces) }
    return syntax
  }
}

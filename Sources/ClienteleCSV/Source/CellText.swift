import ClienteleKernels

/// Takes the text of cells out of a window: where marks stand in it, without them.
struct CellText: Sendable {
  private let quote: UInt8?
  private let hasBackslashes: Bool

  init(_ syntax: RecordSyntax) {
    quote = syntax.quote
    hasBackslashes = syntax.allowances.contains(.backslashEscapes)
  }

  /// The text without doubled quotes and backslashes that mark the next byte.
  func unescaped(_ text: Span<UInt8>, into result: inout [UInt8]) {
    result.removeAll(keepingCapacity: true)
    var index = 0
    while index < text.count {
      let byte = text[index]
      let following: UInt8? = index + 1 < text.count ? text[index + 1] : nil
      if byte == quote, following == quote {
        index += 1
      } else if hasBackslashes, byte == UInt8(ascii: "\\"),
        following == quote || following == byte, let following
      {
        result.append(following)
        index += 2
        continue
      }
      result.append(byte)
      index += 1
    }
  }

  /// The text as a string; `nil` when it is not UTF-8.
  func string(_ cell: Cell, in window: ByteWindow) -> String? {
    let raw = window.span.extracting(cell.range)
    var bytes: [UInt8] = []
    if cell.isEscaped {
      unescaped(raw, into: &bytes)
    } else {
      for index in raw.indices { bytes.append(raw[index]) }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// Hands out the texts of cells as the schema wants them.
struct CellAccess: Sendable {
  private let text: CellText
  private let stripsGuards: Bool

  init(_ syntax: RecordSyntax) {
    text = CellText(syntax)
    stripsGuards = syntax.allowances.contains(.spreadsheetGuards)
  }

  /// - Parameter scratch: memory for texts that do not stand in the window as they are.
  @inline(__always)
  func with<Output, Failure: Error>(
    _ cell: Cell, in bytes: Span<UInt8>, _ scratch: inout [UInt8],
    _ body: (Span<UInt8>) throws(Failure) -> Output
  ) throws(Failure) -> Output {
    let raw = bytes.extracting(cell.range)
    if !cell.isEscaped && !stripsGuards { return try body(raw) }
    guard cell.isEscaped else { return try body(raw.extracting(unguarded(raw))) }
    text.unescaped(raw, into: &scratch)
    let plain = scratch.span
    return try body(stripsGuards ? plain.extracting(unguarded(plain)) : plain)
  }

  /// Where the cell's text stands in the window as it is, or `nil` when marks stand in it.
  @inline(__always)
  func verbatim(_ cell: Cell, in bytes: Span<UInt8>) -> Cell? {
    if cell.isEscaped { return nil }
    guard stripsGuards else { return cell }
    let range = unguarded(bytes.extracting(cell.range))
    return Cell(start: cell.start + range.lowerBound, end: cell.start + range.upperBound)
  }

  /// The text without what keeps a spreadsheet from reading it as a number: `="…"` or `'`.
  private func unguarded(_ text: Span<UInt8>) -> Range<Int> {
    if text.count >= 3, text[0] == UInt8(ascii: "="), text[1] == UInt8(ascii: "\""),
      text[text.count - 1] == UInt8(ascii: "\"")
    {
      return 2..<text.count - 1
    }
    if text.count >= 1, text[0] == UInt8(ascii: "'") { return 1..<text.count }
    return 0..<text.count
  }
}

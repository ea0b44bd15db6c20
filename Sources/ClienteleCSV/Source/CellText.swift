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

import ClienteleKernels

/// The names of a file's columns.
struct FileHeader {
  /// Where it stands.
  let line: Int
  let names: [String]
  /// The record as it stands in the file.
  let text: [UInt8]
  /// The rules by which the rest of the file is read.
  let syntax: RecordSyntax
}

/// Reads what stands before the first record, and takes it off the window.
struct HeaderReader {
  static let columnLimit = 16_384

  let window: TextWindow
  let schema: OrderSchema
  let chunkBytes: Int
  private var syntax: RecordSyntax

  init(_ window: TextWindow, schema: OrderSchema, recordLimitBytes: Int, chunkBytes: Int) {
    self.window = window
    self.schema = schema
    self.chunkBytes = chunkBytes
    syntax = schema.dialect.syntax(recordLimitBytes: recordLimitBytes)
  }

  mutating func read() throws(OrderFileError) -> FileHeader {
    try skipLines(schema.dialect.skippedLineCount)
    if schema.dialect.allowances.contains(.separatorLine) { try readSeparatorLine() }
    try skipBlankLines()
    let index = try record(columnCount: 0)
    guard let mark = index.marks.isEmpty ? nil : index.marks[0] else {
      throw error(.noHeader, hint: noHeaderHint)
    }
    guard mark.kind == .ragged else {
      throw error(
        .record(mark.problem(expectedCount: 0, syntax)), line: window.line, offset: mark.detail,
        text: mark.start..<mark.end)
    }
    return try header(cellCount: mark.detail)
  }

  private var noHeaderHint: String? {
    let count = schema.dialect.skippedLineCount
    return count > 0 ? "all lines were skipped: skipLines (--skip-lines) is \(count)" : nil
  }

  private func record(
    at position: Int = 0, columnCount: Int
  ) throws(OrderFileError) -> RecordIndex {
    try window.record(
      at: position, syntax: syntax, columnCount: columnCount, chunkBytes: chunkBytes)
  }

  private func error(
    _ problem: OrderFileError.Problem, line: Int? = nil, offset: Int? = nil,
    text: Range<Int>? = nil, hint: String? = nil
  ) -> OrderFileError {
    OrderFileError(
      file: window.source.name, problem,
      at: .init(
        line: line, byteOffset: offset.flatMap(window.fileOffset(of:)),
        text: text.map(window.excerpt)), hint: hint)
  }

  /// Whole lines, whatever quotes stand in them; all there are, if there are not so many.
  private func skipLines(_ count: Int) throws(OrderFileError) {
    guard count > 0 else { return }
    var skippedCount = 0
    try skip { byte in
      if byte == 10 || byte == 13 { skippedCount += 1 }
      return skippedCount < count ? .goOn : .last
    }
  }

  private func skipBlankLines() throws(OrderFileError) {
    try skip { byte in byte == 10 || byte == 13 ? .goOn : .stop }
  }

  /// What to do with a byte before the header.
  private enum Step {
    /// It goes, and so may the next.
    case goOn
    /// It goes, with the line feed of a pair, and nothing else.
    case last
    /// It stays.
    case stop
  }

  /// Takes bytes off the window, each seen once, and a line end of two bytes as one.
  private func skip(_ step: (UInt8) -> Step) throws(OrderFileError) {
    while true {
      let bytes = window.bytes
      var (position, lineCount, isDone) = (0, 0, false)
      while position < bytes.count, !isDone {
        let byte = bytes[position]
        // Whether a line feed follows, the next bytes of the file must say.
        if byte == 13, position + 1 == bytes.count, !window.isAtEnd { break }
        let decision = step(byte)
        isDone = decision != .goOn
        if decision == .stop { break }
        position += byte == 13 && position + 1 < bytes.count && bytes[position + 1] == 10 ? 2 : 1
        if byte == 10 || byte == 13 { lineCount += 1 }
      }
      window.removeFirst(position, lineCount: lineCount)
      if isDone || window.isAtEnd { return }
      try window.read(chunkBytes)
    }
  }

  /// `sep=;`, as spreadsheets write it.
  private mutating func readSeparatorLine() throws(OrderFileError) {
    while window.bytes.count < 7, !window.isAtEnd { try window.read(max(chunkBytes, 7)) }
    let bytes = window.bytes
    let word = Array("sep=".utf8)
    guard bytes.count >= 6 else { return }
    for index in word.indices where bytes[index] != word[index] { return }
    let delimiter = bytes[4]
    guard bytes[5] == 10 || bytes[5] == 13, delimiter < 128, delimiter != syntax.quote else {
      return
    }
    syntax.delimiter = delimiter
    let isPair = bytes.count > 6 && bytes[5] == 13 && bytes[6] == 10
    window.removeFirst(isPair ? 7 : 6, lineCount: 1)
  }

  /// How many lines must be skipped to come to a record that would do as a header.
  ///
  /// Exports of reports often begin with a title.
  func linesBeforeHeader(_ isHeader: ([String]) -> Bool) -> Int? {
    let cellText = CellText(syntax)
    var position = 0
    for _ in 0..<20 {
      guard let blind = try? record(at: position, columnCount: 0), !blind.marks.isEmpty else {
        return nil
      }
      let mark = blind.marks[0]
      if mark.kind == .ragged,
        let index = try? record(at: position, columnCount: mark.detail), index.rowCount == 1
      {
        let names = (0..<mark.detail).map {
          cellText.string(index.rowCells[$0], in: window.bytes) ?? ""
        }
        if isHeader(names) { return window.line - 1 + window.lineBreaks(0..<position) }
      }
      position = blind.end
    }
    return nil
  }

  private mutating func header(cellCount: Int) throws(OrderFileError) -> FileHeader {
    guard cellCount <= Self.columnLimit else {
      throw error(
        .tooManyColumns(found: cellCount, limit: Self.columnLimit), line: window.line)
    }
    let index = try record(columnCount: cellCount)
    let cellText = CellText(syntax)
    var names: [String] = []
    for column in 0..<cellCount {
      let cell = index.rowCells[column]
      guard let name = cellText.string(cell, in: window.bytes) else {
        throw notUTF8(cell.range)
      }
      if let zero = name.utf8.firstIndex(of: 0) {
        let offset = name.utf8.distance(from: name.startIndex, to: zero)
        throw error(.record(.zeroByte), line: window.line, offset: cell.start + offset)
      }
      names.append(name)
    }
    if names[0].unicodeScalars.first == "\u{FEFF}" {
      throw error(.secondByteOrderMark, line: window.line, offset: 0)
    }
    let end = Int(index.rowEnds[0])
    var text: [UInt8] = []
    for position in 0..<end { text.append(window.bytes[position]) }
    let line = window.line
    window.removeFirst(index.end, lineCount: 1 + index.innerLineBreakCount)
    return FileHeader(line: line, names: names, text: text, syntax: syntax)
  }

  private func notUTF8(_ range: Range<Int>) -> OrderFileError {
    let buffer = window.bytes
    let bytes = buffer.span.extracting(range)
    let fault = utf8Fault(in: bytes) ?? 0
    return error(
      .invalidText(.utf8), line: window.line, offset: range.lowerBound + fault, text: range,
      hint: encodingHint(for: bytes))
  }
}

extension RecordMark {
  /// What is wrong with the record.
  func problem(expectedCount: Int, _ syntax: RecordSyntax) -> RecordProblem {
    switch kind {
    case .ragged: .cellCount(found: detail, expected: expectedCount)
    case .strayQuote: .strayQuote
    case .spaceBeforeQuote: .spaceBeforeQuote
    case .textAfterQuote: .textAfterQuote
    case .unclosedQuote: .unclosedQuote
    case .tooLong, .blank: .tooLong(limitBytes: syntax.recordLimitBytes)
    }
  }
}

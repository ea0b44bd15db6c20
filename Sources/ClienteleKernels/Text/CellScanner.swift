private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let space = UInt8(ascii: " ")
private let tab = UInt8(ascii: "\t")
private let backslash = UInt8(ascii: "\\")

/// Finds the end of one cell.
///
/// Works inside `..<bound`: the end of the window or of the longest record allowed, whichever
/// comes first.
///
/// SAFETY: lives no longer than the scan of one window, which keeps the bytes.
@safe
struct CellScanner {
  let bytes: UnsafePointer<UInt8>
  private let delimiter: UInt8
  private let quote: UInt8
  private let hasQuote: Bool
  private let allowances: RecordSyntax.Allowances
  private let delimiterPattern: UInt64
  private let quotePattern: UInt64
  /// What besides the delimiter and line ends stops a plain cell.
  private let strayByte: UInt8
  private let strayPattern: UInt64
  private let escapePattern: UInt64
  /// Above all bytes that end a plain cell, if digits and letters are above them too; else zero.
  private let ceiling: UInt8
  /// Whether cells can begin in other ways than with their text or a quote.
  private let hasOtherOpenings: Bool

  init(_ bytes: UnsafePointer<UInt8>, _ syntax: RecordSyntax) {
    unsafe self.bytes = bytes
    delimiter = syntax.delimiter
    hasQuote = syntax.quote != nil
    quote = syntax.quote ?? syntax.delimiter
    allowances = syntax.allowances
    delimiterPattern = WordSearch.pattern(delimiter)
    quotePattern = WordSearch.pattern(quote)
    let quotesAreText = allowances.contains(.literalQuotes)
    strayByte = quotesAreText ? delimiter : quote
    strayPattern = WordSearch.pattern(strayByte)
    escapePattern =
      allowances.contains(.backslashEscapes) ? WordSearch.pattern(backslash) : quotePattern
    let highest = max(delimiter, quotesAreText ? 0 : quote, carriageReturn)
    ceiling = highest < UInt8(ascii: "-") ? highest + 1 : 0
    hasOtherOpenings = !allowances.isDisjoint(with: [.spreadsheetGuards, .outerSpaces])
  }

  /// A cell and the place of the byte that ended it; or what is wrong and where. When the cell
  /// ran into the bound inside its quotes, `next` is the bound and `fault` says unclosed.
  struct Outcome {
    var cell: Cell
    var next: Int
    var fault: RecordMark.Kind?
    var faultPosition = 0
  }

  @inline(__always)
  func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }

  /// Where the cell's opening quote is, if it has one.
  @inline(__always)
  func openingQuote(at start: Int, bound: Int) -> Int? {
    guard hasQuote, start < bound else { return nil }
    if unsafe bytes[start] == quote { return start }
    return hasOtherOpenings ? unusualOpening(at: start, bound: bound) : nil
  }

  private func unusualOpening(at start: Int, bound: Int) -> Int? {
    var position = start
    if allowances.contains(.outerSpaces) { position = endOfSpaces(from: start, bound: bound) }
    if allowances.contains(.spreadsheetGuards), position + 1 < bound,
      unsafe bytes[position] == UInt8(ascii: "=") && bytes[position + 1] == quote
    {
      return position + 1
    }
    return unsafe position < bound && bytes[position] == quote ? position : nil
  }

  private func endOfSpaces(from start: Int, bound: Int) -> Int {
    var position = start
    while position < bound, unsafe bytes[position] == space || bytes[position] == tab {
      position += 1
    }
    return position
  }

  /// The first delimiter, line end or stray quote from `start` on, or the bound.
  @inline(__always)
  func endOfPlainCell(from start: Int, bound: Int) -> Int {
    ceiling == 0 ? firstEnd(from: start, bound: bound) : firstLowEnd(from: start, bound: bound)
  }

  private func firstEnd(from start: Int, bound: Int) -> Int {
    let lineFeeds = WordSearch.pattern(lineFeed)
    let returns = WordSearch.pattern(carriageReturn)
    var position = start
    while position < bound {
      // SAFETY: windows are padded by a word.
      let word = unsafe WordSearch.word(bytes, position)
      let found =
        WordSearch.marks(word, delimiterPattern) | WordSearch.marks(word, lineFeeds)
        | WordSearch.marks(word, returns) | WordSearch.marks(word, strayPattern)
      if found != 0 { return min(bound, position + found.trailingZeroBitCount >> 3) }
      position += 8
    }
    return bound
  }

  /// The same with one comparison for each eight bytes: what is looked for is below digits and
  /// letters, and of what else is below, spaces come seldom.
  @inline(__always)
  private func firstLowEnd(from start: Int, bound: Int) -> Int {
    let ceilings = WordSearch.pattern(ceiling)
    var position = start
    while position < bound {
      // SAFETY: windows are padded by a word.
      let found = unsafe WordSearch.marks(WordSearch.word(bytes, position), below: ceilings)
      if found == 0 {
        position += 8
        continue
      }
      position += found.trailingZeroBitCount >> 3
      let byte = unsafe bytes[position]
      if byte == delimiter || isLineEnd(byte) || byte == strayByte { return min(bound, position) }
      position += 1
    }
    return bound
  }

  /// Where the cell that begins at `start` ends, when nothing but its text comes before the next
  /// delimiter; `nil` when there is more to it.
  @inline(__always)
  func delimiterAfterPlainText(from start: Int, bound: Int) -> Int? {
    guard !hasOtherOpenings, start < bound, unsafe bytes[start] != quote || !hasQuote else {
      return nil
    }
    let end = endOfPlainCell(from: start, bound: bound)
    return unsafe end < bound && bytes[end] == delimiter ? end : nil
  }

  /// The plain cell from `start` to `end`, and whether `end` is a stray quote.
  @inline(__always)
  func plainCell(from start: Int, to end: Int, bound: Int) -> Outcome {
    if end < bound, strayPattern == quotePattern, hasQuote, unsafe bytes[end] == quote {
      let isAfterSpaces = end > start && endOfSpaces(from: start, bound: end) == end
      return Outcome(
        cell: Cell(start: start, end: end), next: end,
        fault: isAfterSpaces ? .spaceBeforeQuote : .strayQuote, faultPosition: end)
    }
    let cell =
      allowances.contains(.outerSpaces)
      ? trimmed(start, end) : Cell(start: start, end: end)
    return Outcome(cell: cell, next: end, fault: nil)
  }

  private func trimmed(_ start: Int, _ end: Int) -> Cell {
    let first = endOfSpaces(from: start, bound: end)
    var last = end
    while last > first, unsafe bytes[last - 1] == space || bytes[last - 1] == tab { last -= 1 }
    return Cell(start: first, end: last)
  }

  /// The cell whose opening quote is at `opening`. At the end of a whole file, a quote that is
  /// the last byte closes.
  func quotedCell(opening: Int, bound: Int, isEndOfFile: Bool) -> Outcome {
    var isEscaped = false
    var position = opening + 1
    while true {
      // SAFETY: windows are padded by a word.
      position = unsafe WordSearch.first(
        of: quotePattern, escapePattern, in: bytes, from: position, to: bound)
      if position >= bound { break }
      let following: UInt8? = unsafe position + 1 < bound ? bytes[position + 1] : nil
      if unsafe bytes[position] != quote {
        let isMark = following == quote || following == backslash
        isEscaped = isEscaped || isMark
        position += isMark ? 2 : 1
      } else if following == quote {
        isEscaped = true
        position += 2
      } else {
        var next = position + 1
        if allowances.contains(.outerSpaces) { next = endOfSpaces(from: next, bound: bound) }
        let cell = Cell(start: opening + 1, end: position, isEscaped: isEscaped)
        if next >= bound {
          if isEndOfFile { return Outcome(cell: cell, next: bound, fault: nil) }
          break
        }
        let ending = unsafe bytes[next]
        if ending == delimiter || isLineEnd(ending) {
          return Outcome(cell: cell, next: next, fault: nil)
        }
        if !allowances.contains(.literalQuotes) {
          return Outcome(cell: cell, next: next, fault: .textAfterQuote, faultPosition: next)
        }
        position += 1
      }
    }
    return Outcome(
      cell: Cell(start: opening + 1, end: bound), next: bound, fault: .unclosedQuote,
      faultPosition: opening)
  }

  /// Where the text without marks would begin if a quote opened before `start` is still open, or
  /// not: the first record start at or behind `start`.
  ///
  /// A guess that holds for well-formed text; whoever uses it checks it.
  func recordStart(from start: Int, isInsideQuotes: Bool, end: Int) -> Int {
    var isInside = isInsideQuotes
    var position = start
    if start > 0, !isInside, unsafe isLineEnd(bytes[start - 1]) {
      let splitsPair = unsafe bytes[start - 1] == carriageReturn && bytes[start] == lineFeed
      return splitsPair ? start + 1 : start
    }
    while position < end {
      let byte = unsafe bytes[position]
      if hasQuote, byte == quote {
        isInside.toggle()
      } else if !isInside, isLineEnd(byte) {
        let isPair =
          unsafe byte == carriageReturn && position + 1 < end && bytes[position + 1] == lineFeed
        return position + (isPair ? 2 : 1)
      }
      position += 1
    }
    return end
  }

  /// The first line end in `start..<bound`, or the bound.
  func endOfLine(from start: Int, bound: Int) -> Int {
    unsafe WordSearch.first(
      of: WordSearch.pattern(lineFeed), WordSearch.pattern(carriageReturn), in: bytes,
      from: start, to: bound)
  }
}

import Clientele
import ClienteleKernels

/// How a file is cut into pieces. The pieces do not change what is read.
package struct ReadingPace: Sendable {
  /// How much each thread takes at a time.
  package var segmentBytes: Int
  package var segmentCount: Int
  package var threads: Int
  package var recordLimitBytes: Int

  package init(
    segmentBytes: Int = 1 << 18, segmentCount: Int = 32, threads: Int = availableThreadCount,
    recordLimitBytes: Int = 16 << 20
  ) {
    self.segmentBytes = segmentBytes
    self.segmentCount = segmentCount
    self.threads = threads
    self.recordLimitBytes = recordLimitBytes
  }

  var windowBytes: Int { segmentBytes * segmentCount }
}

/// Reads a file window by window: the segments of a window are looked over, scanned and read in
/// parallel; between these steps they are joined, in order.
final class FileReading {
  private let window: TextWindow
  private let plan: ReadingPlan
  private let pace: ReadingPace
  private let budget: MemoryBudget
  private let segments: [Segment]
  private let readers: [SegmentReader]
  private let texts: TextColumns
  /// Where the texts' codes go.
  private let store: ColumnStore
  private let faults: (any FaultSink)?
  private let collector: RecordCollector?
  private var locator: RecordLocator
  private var nextRecord = 1
  /// The cells of the last line that carried its order's cells, and their texts.
  private var head: OrderHead?
  private var currencySearch: CurrencySearch

  private(set) var batches: [OrderBatch] = []
  private(set) var account = LoadAccount()

  init(
    _ window: TextWindow, _ plan: ReadingPlan, pace: ReadingPace, clock: ShopClock?, seed: UInt64,
    faults: (any FaultSink)?, collector: RecordCollector? = nil, on budget: MemoryBudget
  ) throws(OrderFileError) {
    self.window = window
    self.plan = plan
    self.pace = pace
    self.budget = budget
    self.faults = faults
    self.collector = collector
    store = ColumnStore(on: budget)
    do throws(MemoryFailure) {
      let texts = try TextColumns(plan, seed: seed, threads: pace.threads, on: budget)
      self.texts = texts
      currencySearch = try CurrencySearch(plan, clock: clock, seed: seed, on: budget)
      locator = try RecordLocator(window, plan, on: budget)
      var segments: [Segment] = []
      // One more, because a record that was cut adds to the window.
      for _ in 0...pace.segmentCount { segments.append(try Segment(plan, texts, on: budget)) }
      self.segments = segments
      var readers: [SegmentReader] = []
      for _ in 0..<max(1, pace.threads) {
        readers.append(try SegmentReader(plan, texts, clock: clock, seed: seed, on: budget))
      }
      self.readers = readers
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
    for reader in readers { reader.expect(currency: currencySearch.currency) }
  }

  /// What the codes of the texts stand for: the customers', then the dimensions'.
  var numberings: [TextNumbering] { texts.columns.map(\.dictionary.numbering) }

  /// The one currency of the amounts, if the schema or the file names it.
  var currencyCode: String? {
    currencySearch.currency.map { String(decoding: $0, as: UTF8.self) }
  }

  func readAll() throws(OrderFileError) {
    repeat {
      if !window.isAtEnd { try window.read(pace.windowBytes) }
      try readWindow()
    } while !window.isAtEnd
    do throws(MemoryFailure) {
      try texts.endLookingUp()
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
    for reader in readers {
      account.statuses.merge(reader.statuses) { $0 + $1 }
    }
  }

  private func readWindow() throws(OrderFileError) {
    let count = window.bytes.count
    guard count > 0 else { return }
    let used = cut(count)
    let scanned = try scan(used, count)
    let end = scanned.last?.index.end ?? 0
    try place(scanned, among: used)
    try inheritHeads(scanned)
    try findCurrency(scanned)
    read(scanned)
    try addTexts(scanned)
    try commit(scanned)
    head = head?.detached(from: window.bytes)
    if window.bytes.count > count { window.bytes.removeLast(window.bytes.count - count) }
    let lineCount = scanned.reduce(0) { $0 + $1.recordCount + $1.index.innerLineBreakCount }
    window.removeFirst(end, lineCount: lineCount)
  }
}

/// The steps, in their order.
extension FileReading {
  /// Cuts the window and looks at each piece: is it ASCII, is the number of its quotes odd?
  private func cut(_ count: Int) -> [Segment] {
    let length = max(pace.segmentBytes, (count + segments.count - 1) / segments.count)
    let used = Array(segments.prefix((count + length - 1) / length))
    let (bytes, quote) = (window.bytes, plan.syntax.quote)
    forEachTask(used.count, threads: pace.threads) { task in
      let range = task * length..<min(count, (task + 1) * length)
      used[task].range = range
      used[task].census = ByteCensus(of: bytes.span.extracting(range), quote: quote)
    }
    return used
  }

  /// Scans every piece from where its first record is likely to begin; then checks, in order,
  /// that each began where the one before ended, and scans again where it did not.
  private func scan(_ used: [Segment], _ count: Int) throws(OrderFileError) -> [Segment] {
    var isInsideQuotes = false
    for segment in used {
      segment.beginsInsideQuotes = isInsideQuotes
      if segment.census.hasOddQuotes { isInsideQuotes.toggle() }
    }
    let (bytes, syntax) = (window.bytes, plan.syntax)
    let (isEnd, stops) = (window.isAtEnd, faults == nil)
    forEachTask(used.count, threads: pace.threads) { task in
      let segment = used[task]
      segment.start =
        task == 0
        ? 0
        : bytes.likelyRecordStart(
          from: segment.range.lowerBound, count: count, isInsideQuotes: segment.beginsInsideQuotes,
          syntax: syntax)
      segment.scan(
        bytes, count, from: segment.start, syntax: syntax, isEnd: isEnd, stops: stops)
    }
    var scanned: [Segment] = []
    var position = 0
    for segment in used {
      if segment.start != position, position < segment.range.upperBound {
        segment.start = position
        segment.scan(bytes, count, from: position, syntax: syntax, isEnd: isEnd, stops: stops)
      } else if position >= segment.range.upperBound {
        continue
      }
      if let failure = segment.memoryFailure {
        throw OrderFileError(file: window.source.name, failure)
      }
      scanned.append(segment)
      position = segment.index.end
      if segment.index.needsMore || stops && segment.firstMalformed != nil { break }
    }
    return scanned
  }

  /// Numbers records and lines, and tells each segment what its bytes are like.
  private func place(
    _ scanned: [Segment], among used: [Segment]
  ) throws(OrderFileError) {
    var record = nextRecord
    var line = window.line
    for segment in scanned {
      segment.firstRecord = record
      segment.firstLine = line
      record += segment.recordCount
      line += segment.recordCount + segment.index.innerLineBreakCount
      let end = segment.index.end
      let touched = used.filter {
        $0.range.lowerBound < end && $0.range.upperBound > segment.start
      }
      segment.isASCII = touched.allSatisfy(\.census.isASCII)
      segment.hasZero = touched.contains(where: \.census.hasZero)
    }
    nextRecord = record
  }

  /// Tells each segment which order its first lines may belong to.
  private func inheritHeads(_ scanned: [Segment]) throws(OrderFileError) {
    guard let headSlot = plan.headSlot else { return }
    do throws(MemoryFailure) {
      var cells = try head?.attached(to: window.bytes)
      for segment in scanned {
        segment.inheritedHead = cells
        cells = segment.lastHead(headSlot) ?? cells
      }
      head = cells.map { OrderHead(cells: $0, in: window.bytes) }
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
  }

  private func findCurrency(_ scanned: [Segment]) throws(OrderFileError) {
    guard !currencySearch.isOver else { return }
    do throws(MemoryFailure) {
      for segment in scanned { try currencySearch.look(in: segment, window.bytes) }
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
    for reader in readers { reader.expect(currency: currencySearch.currency) }
  }

  private func read(_ scanned: [Segment]) {
    let (bytes, readers) = (window.bytes, readers)
    forEachTask(scanned.count, workerCount: readers.count) { task, worker in
      readers[worker].read(scanned[task], in: bytes)
    }
  }

  /// Numbers the texts that were not known when the segments were read.
  private func addTexts(_ scanned: [Segment]) throws(OrderFileError) {
    do throws(MemoryFailure) {
      try texts.addUnknown(of: scanned.filter { $0.batch != nil }, threads: pace.threads)
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
  }

  private func append(_ segment: Segment) throws(OrderFileError) {
    guard let batch = segment.batch else { return }
    segment.batch = nil
    do throws(MemoryFailure) {
      batches.append(try batch.batch(segment.codes, in: store))
    } catch {
      throw OrderFileError(file: window.source.name, error)
    }
  }

  /// Takes over what the segments gave, in order; the first fault ends the reading unless
  /// rejected records are collected.
  private func commit(_ scanned: [Segment]) throws(OrderFileError) {
    for segment in scanned {
      if let failure = segment.memoryFailure {
        throw OrderFileError(file: window.source.name, failure)
      }
      locator.begin(segment)
      for fault in segment.faults {
        let error = try locator.error(fault)
        guard let faults, error.exitKind == .badData else { throw error }
        let bytes = window.bytes
        try faults.append(error, text: bytes.span.extracting(fault.range))
      }
      try collector?.collect(from: segment, window)
      account.merge(segment.account)
      try append(segment)
    }
  }
}

extension Segment {
  func scan(
    _ bytes: ByteWindow, _ count: Int, from start: Int, syntax: RecordSyntax, isEnd: Bool,
    stops: Bool
  ) {
    do throws(MemoryFailure) {
      memoryFailure = nil
      try index.scan(
        bytes, count: count, from: min(start, count),
        limit: max(min(start, count), range.upperBound), syntax: syntax,
        isEndOfFile: isEnd, stopsAtFault: stops)
    } catch {
      memoryFailure = error
    }
  }

  /// The cells of the last row that carries its order's cells.
  func lastHead(_ headSlot: Int) -> [Cell]? {
    let index = index
    let cells = index.rowCells
    for row in (0..<index.rowCount).reversed() {
      let first = row * index.slotCount
      if !cells[first + headSlot].isEmpty {
        return (0..<index.slotCount).map { cells[first + $0] }
      }
    }
    return nil
  }
}

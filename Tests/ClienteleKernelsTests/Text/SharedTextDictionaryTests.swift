import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct SharedTextDictionaryTests {
  /// Texts, where they lie, and what becomes of them: some looked up together, some one by one.
  struct Stretch {
    let texts: [String]
    let window: ByteWindow
    let cells: [Cell]
    let codes: TextCodes

    init(_ texts: ArraySlice<String>, on budget: MemoryBudget) throws {
      self.texts = Array(texts)
      window = try ByteWindow(capacity: 16, on: budget)
      codes = try TextCodes(on: budget)
      var cells: [Cell] = []
      for text in texts {
        let bytes = Array(text.utf8)
        cells.append(Cell(start: window.count, end: window.count + bytes.count))
        try window.append(contentsOf: bytes.span)
      }
      self.cells = cells
    }

    func look(up dictionary: SharedTextDictionary) throws {
      codes.removeAll()
      let middle = cells.count / 2
      let first = Array(cells[..<middle])
      try codes.append(first.span, in: window, from: dictionary)
      for text in texts[middle...] {
        try codes.append(Array(text.utf8).span, from: dictionary)
      }
    }
  }

  static func stretches(seed: UInt64, on budget: MemoryBudget) throws -> [Stretch] {
    let texts = TextDictionaryTests.texts(seed: seed, count: 4_000)
    return try stride(from: 0, to: texts.count, by: 500).map {
      try Stretch(texts[$0..<$0 + 500], on: budget)
    }
  }

  @Test func `every text has its code, known before or not, on any number of threads`() throws {
    for seed in 0..<12 as Range<UInt64> {
      let budget = MemoryBudget()
      let threads = [1, 2, 3, 8][Int(seed % 4)]
      let dictionary = try SharedTextDictionary(seed: seed, threads: threads, on: budget)
      let stretches = try Self.stretches(seed: seed, on: budget)
      let store = ColumnStore(on: budget)
      var codes: [(text: String, code: UInt32)] = []
      // The second half finds much that the first has added.
      for half in [stretches[..<4], stretches[4...]] {
        let found = half.map(\.codes)
        for stretch in half { try stretch.look(up: dictionary) }
        _ = try tryMapTasks(dictionary.partCount, threads: threads) {
          (part) throws(MemoryFailure) in
          try dictionary.add(found, toPart: part)
        }
        for stretch in half {
          let column = try stretch.codes.column(in: store)
          codes += stretch.texts.indices.map { (stretch.texts[$0], column[$0]) }
        }
      }
      try dictionary.endLookingUp()
      let numbering = dictionary.numbering
      let ranked = try RankedTexts(joining: [numbering], threads: threads, on: budget)
      let sorted = Set(codes.map(\.text)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      #expect((0..<ranked.count).map(ranked.text(at:)) == sorted, "seed \(seed)")
      for (text, code) in codes {
        #expect(numbering.text(of: Int(code)).utf8.elementsEqual(text.utf8), "seed \(seed)")
        #expect(ranked.text(at: Int(ranked.ranks[0][Int(code)])).utf8.elementsEqual(text.utf8))
      }
    }
  }

  @Test func `what is known is found at once`() throws {
    let budget = MemoryBudget()
    let dictionary = try SharedTextDictionary(seed: 3, threads: 2, on: budget)
    let stretch = try Stretch(
      ["a", "b", String(repeating: "long ", count: 9), "", "a"], on: budget)
    try stretch.look(up: dictionary)
    #expect(!stretch.codes.areAllKnown)
    for part in 0..<dictionary.partCount { try dictionary.add([stretch.codes], toPart: part) }
    let first = try stretch.codes.column(in: ColumnStore(on: budget))
    try stretch.look(up: dictionary)
    #expect(stretch.codes.areAllKnown)
    let second = try stretch.codes.column(in: ColumnStore(on: budget))
    #expect((0..<5).map { first[$0] } == (0..<5).map { second[$0] })
    #expect(first[0] == first[4])
  }

  @Test func `more texts than can be numbered are an error`() throws {
    let budget = MemoryBudget()
    let dictionary = try SharedTextDictionary(seed: 3, threads: 1, limit: 3, on: budget)
    let stretch = try Stretch(["a", "b", "c", "d"], on: budget)
    try stretch.look(up: dictionary)
    #expect(throws: MemoryFailure.tooManyTexts(limit: 3)) {
      try dictionary.add([stretch.codes], toPart: 0)
    }
  }
}

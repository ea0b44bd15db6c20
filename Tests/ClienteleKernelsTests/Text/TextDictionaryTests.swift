import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct TextDictionaryTests {
  /// Texts of all lengths around the borders of packing, with common beginnings and zero bytes.
  static func texts(seed: UInt64, count: Int) -> [String] {
    var generator = SeededGenerator(seed: seed)
    let stems = ["", "c", "customer-", "customer-of-the-shop-", "客户", "a\0", "\u{FEFF}"]
    return (0..<count).map { _ in
      let stem = stems.randomElement(using: &generator)!
      let length = Int.random(in: 0...20, using: &generator)
      let tail = (0..<length).map { _ in ["0", "1", "9", "\0"].randomElement(using: &generator)! }
      return stem + tail.joined()
    }
  }

  @Test func `the same bytes get the same code, other bytes another`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let dictionary = try TextDictionary(seed: seed, on: MemoryBudget())
      var codes: [String: UInt32] = [:]
      for text in Self.texts(seed: seed, count: 5_000) {
        let code = try dictionary.code(of: Array(text.utf8).span)
        #expect(codes[text] == nil || codes[text] == code, "seed \(seed): \(text)")
        codes[text] = code
        #expect(dictionary.text(of: Int(code)).utf8.elementsEqual(text.utf8))
      }
      #expect(dictionary.count == codes.count)
    }
  }

  @Test func `more texts than can be numbered are an error, in one dictionary and in several`()
    throws
  {
    let budget = MemoryBudget()
    let texts = ["a", "b", "c", String(repeating: "long", count: 9)].map { Array($0.utf8) }
    for limit in 1...3 {
      let dictionary = try TextDictionary(seed: 1, limit: limit, on: budget)
      func code(_ index: Int) throws(MemoryFailure) -> UInt32 {
        let text = texts[index]
        return try dictionary.code(of: text.span)
      }
      for index in 0..<limit { #expect(try code(index) == index) }
      #expect(throws: MemoryFailure.tooManyTexts(limit: limit)) { try code(limit) }
      #expect(try code(0) == 0)
    }
    let numberings = try texts.map { text in
      let dictionary = try TextDictionary(seed: 1, on: budget)
      _ = try dictionary.code(of: text.span)
      return TextNumbering(dictionary)
    }
    #expect(try RankedTexts(joining: numberings, limit: 4, threads: 1, on: budget).count == 4)
    #expect(throws: MemoryFailure.tooManyTexts(limit: 3)) {
      try RankedTexts(joining: numberings, limit: 3, threads: 1, on: budget)
    }
  }

  @Test func `ranks follow the bytes, whatever the seed and the division`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let texts = Self.texts(seed: seed, count: 3_000)
      let budget = MemoryBudget()
      let dictionaries = try (0..<3).map { try TextDictionary(seed: seed &+ $0, on: budget) }
      var codes: [(dictionary: Int, code: Int, text: String)] = []
      for (index, text) in texts.enumerated() {
        let code = try dictionaries[index % 3].code(of: Array(text.utf8).span)
        codes.append((index % 3, Int(code), text))
      }
      let ranked = try RankedTexts(
        joining: dictionaries.map { TextNumbering($0) },
        stretchLength: [1, 10, 777, 1 << 16][Int(seed % 4)], threads: 2, on: budget)
      let sorted = Set(texts.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
      #expect(ranked.count == sorted.count)
      for (rank, bytes) in sorted.enumerated() {
        #expect(Array(ranked.text(at: rank).utf8) == bytes, "seed \(seed)")
      }
      for (dictionary, code, text) in codes {
        let rank = Int(ranked.ranks[dictionary][code])
        #expect(sorted[rank] == Array(text.utf8), "seed \(seed)")
        #expect(ranked.rank(of: text) == rank)
      }
      #expect(ranked.rank(of: "nobody has this id") == nil)
    }
  }

  @Test func `many texts with one long beginning are ranked`() throws {
    let budget = MemoryBudget()
    let dictionary = try TextDictionary(seed: 1, on: budget)
    let stem = String(repeating: "x", count: 5_000)
    let texts = (0..<500).map { stem + String(repeating: "y", count: $0 % 40) + String($0) }
    for text in texts { _ = try dictionary.code(of: Array(text.utf8).span) }
    let ranked = try RankedTexts(joining: [TextNumbering(dictionary)], threads: 1, on: budget)
    let sorted = texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect((0..<ranked.count).map(ranked.text(at:)) == sorted)
  }

  @Test func `no dictionaries make no texts`() throws {
    let ranked = try RankedTexts(joining: [], threads: 2, on: MemoryBudget())
    #expect(ranked.count == 0)
    #expect(ranked.rank(of: "") == nil)
  }
}

import ClienteleFixtures
import ClienteleKernels
import Testing

/// Texts that are found by their numbers have the same codes as without: each its own.
@Suite struct NumberedTextsTests {
  typealias Stretch = SharedTextDictionaryTests.Stretch

  /// Ids as shops write them, and some that only look like it.
  private static func texts(
    _ kind: Int, count: Int, using random: inout SeededGenerator
  ) -> [String] {
    func padded(_ number: Int, to length: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
    return (0..<count).map { place in
      let number = Int.random(in: 0..<max(count / 2, 1), using: &random)
      return switch kind {
      case 0: "c" + padded(number, to: 8)
      case 1: String(number)
      case 2: "66512" + padded(number, to: 8)  // thirteen digits
      case 3: "customer-" + padded(number, to: 6)  // a beginning in both words
      case 4: String(Int.random(in: 0..<99_999_999, using: &random) * 7)  // far apart
      case 5:  // those of the pattern, those nearly, and others
        [
          "A" + padded(number, to: 5), "A" + String(number), "B" + padded(number, to: 5),
          "A" + padded(number, to: 5) + "x", "A0000000000000" + String(number % 10), "guest", "",
          "A" + String(repeating: "9", count: number % 20),
        ][place % 10 < 7 ? 0 : Int.random(in: 0..<8, using: &random)]
      case 6: String(number + place)  // newer customers have larger numbers
      case 7: "c" + padded(count - place, to: 6)  // or smaller ones
      default: String(8 * place)  // as far apart as may be
      }
    }
  }

  @Test func `every text has its code, whatever its number`() throws {
    for seed in 0..<36 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let budget = MemoryBudget()
      let threads = [1, 2, 4][Int(seed % 3)]
      let dictionary = try SharedTextDictionary(seed: seed, threads: threads, on: budget)
      let texts = Self.texts(Int(seed % 9), count: 16_000, using: &random)
      let stretches = try stride(from: 0, to: texts.count, by: 1_000).map {
        try Stretch(texts[$0..<$0 + 1_000], on: budget)
      }
      var codes: [(text: String, code: UInt32)] = []
      for pair in stride(from: 0, to: stretches.count, by: 2) {
        let window = stretches[pair..<pair + 2]
        for stretch in window { try stretch.look(up: dictionary) }
        let found = window.map(\.codes)
        _ = try tryMapTasks(dictionary.partCount, threads: threads) {
          (part) throws(MemoryFailure) in
          try dictionary.add(found, toPart: part)
        }
        dictionary.settle()
        for stretch in window {
          let column = try stretch.codes.column(in: ColumnStore(on: budget))
          codes += stretch.texts.indices.map { (stretch.texts[$0], column[$0]) }
        }
      }
      #expect(Set(codes.map(\.code)).count == Set(texts).count, "seed \(seed)")
      let numbering = dictionary.numbering
      #expect(numbering.count == Set(texts).count, "seed \(seed)")
      let isRight = codes.allSatisfy { numbering.text(of: Int($0.code)) == $0.text }
      #expect(isRight, "seed \(seed)")
      // What was met is known, however it was found before.
      for stretch in stretches {
        try stretch.look(up: dictionary)
        #expect(stretch.codes.areAllKnown, "seed \(seed)")
      }
    }
  }

  @Test func `numbers are found in less memory, and far-apart ones in no more`() throws {
    func bytes(_ texts: [String], settles: Bool) throws -> Int {
      let budget = MemoryBudget()
      let dictionary = try SharedTextDictionary(seed: 1, threads: 2, on: budget)
      let stretch = try Stretch(texts[...], on: budget)
      let before = budget.usedBytes
      try stretch.look(up: dictionary)
      for part in 0..<dictionary.partCount { try dictionary.add([stretch.codes], toPart: part) }
      let codes = budget.usedBytes
      if settles { dictionary.settle() }
      #expect(budget.usedBytes <= codes)
      return budget.usedBytes - before
    }
    let close = (0..<20_000).map { "c\($0 + 10_000_000)" }
    #expect(try bytes(close, settles: true) < bytes(close, settles: false) * 3 / 4)
    let apart = (0..<20_000).map { "c\($0 * 4_000 + 10_000_000)" }
    #expect(try bytes(apart, settles: true) == bytes(apart, settles: false))
  }

  @Test func `a budget that has no room for numbers does without`() throws {
    let budget = MemoryBudget(limitBytes: 3_000_000)
    let dictionary = try SharedTextDictionary(seed: 1, threads: 1, on: budget)
    let stretch = try Stretch((0..<2_000).map { "c\($0)" }[...], on: budget)
    try stretch.look(up: dictionary)
    try dictionary.add([stretch.codes], toPart: 0)
    let rest = try Column<UInt8>(
      repeating: 0, count: budget.limitBytes - budget.usedBytes - 64, on: budget)
    dictionary.settle()
    try stretch.look(up: dictionary)
    #expect(stretch.codes.areAllKnown && rest.count > 0)
  }
}

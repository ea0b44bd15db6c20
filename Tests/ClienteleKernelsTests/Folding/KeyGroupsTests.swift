import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct KeyGroupsTests {
  static func stretches(
    _ keys: [(low: UInt64, high: UInt64)], parts: Int, on budget: MemoryBudget
  ) throws -> [KeyStretch] {
    try (0..<parts).map { part in
      let range = keys[keys.count * part / parts..<keys.count * (part + 1) / parts]
      let hasHighs = range.contains { $0.high != 0 }
      return KeyStretch(
        lows: CompactColumn(try Column(range.map(\.low), on: budget)),
        highs: hasHighs ? CompactColumn(try Column(range.map(\.high), on: budget)) : nil)
    }
  }

  @Test func `equal keys are brought together in row order`() throws {
    for seed in 0..<20 as Range<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let keys = (0..<3_000).map { _ in
        (
          low: UInt64.random(in: 0..<400, using: &generator),
          high: seed % 2 == 0 ? 0 : UInt64.random(in: 0..<3, using: &generator)
        )
      }
      let budget = MemoryBudget()
      let groups = try KeyGroups(
        Self.stretches(keys, parts: 3, on: budget), threads: 2, on: budget)
      var found: [[Int]] = []
      for group in 0..<groups.count {
        found.append((groups.starts[group]..<groups.starts[group + 1]).map { groups.rows[$0] })
      }
      let expected = Dictionary(grouping: keys.indices) { [keys[$0].low, keys[$0].high] }
      #expect(Set(found) == Set(expected.values), "seed \(seed)")
    }
  }

  @Test func `a repeat is found, however far away`() throws {
    let budget = MemoryBudget()
    var keys = (0..<10_000).map { (low: UInt64($0), high: UInt64(0)) }
    #expect(
      try KeyGroups.areUnique(Self.stretches(keys, parts: 4, on: budget), threads: 2, on: budget))
    keys.reverse()
    #expect(
      try KeyGroups.areUnique(Self.stretches(keys, parts: 4, on: budget), threads: 2, on: budget))
    keys.swapAt(17, 9_000)
    #expect(
      try KeyGroups.areUnique(Self.stretches(keys, parts: 4, on: budget), threads: 2, on: budget))
    keys.append(keys[0])
    #expect(
      try !KeyGroups.areUnique(Self.stretches(keys, parts: 4, on: budget), threads: 2, on: budget))
  }

  @Test func `keys that differ only in their upper halves are different`() throws {
    let budget = MemoryBudget()
    let keys = [(low: UInt64(5), high: UInt64(1)), (5, 2), (5, 3)]
    #expect(
      try KeyGroups.areUnique(Self.stretches(keys, parts: 1, on: budget), threads: 1, on: budget))
  }
}

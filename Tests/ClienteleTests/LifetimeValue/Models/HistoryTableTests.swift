import Clientele
import ClienteleFixtures
import Testing

@Suite struct HistoryTableTests {
  /// Histories with many equal ones, whose times are multiples of a grain.
  private func histories(
    _ count: Int, grain: Double, using generator: inout some RandomNumberGenerator
  ) throws -> [PurchaseHistory] {
    try (0..<count).map { _ in
      let age = Int.random(in: 0...20, using: &generator)
      let recency = Int.random(in: 0...age, using: &generator)
      return try PurchaseHistory(
        frequency: recency == 0 ? 0 : Int.random(in: 1...3, using: &generator),
        recency: Double(recency) * grain, age: Double(age) * grain)
    }
  }

  /// Every row from the definition: distinct histories, counted and in order.
  private func check(_ histories: [PurchaseHistory], _ unit: TimeUnit) {
    var counts: [PurchaseHistory: Int] = [:]
    for history in histories { counts[history, default: 0] += 1 }
    let expected = counts.keys.sorted {
      ($0.frequency, $0.age, $0.recency) < ($1.frequency, $1.age, $1.recency)
    }
    let (table, rows) = HistoryTable.compressing(histories, unit: unit)
    #expect(Array(table) == expected, "\(unit)")
    #expect(table.indices.map { table.customerCount(of: $0) } == expected.map { counts[$0]! })
    #expect(zip(histories, rows).allSatisfy { table[$1] == $0 })
    #expect(HistoryTable(histories, unit: unit) == table)
    #expect(
      HistoryTable(expected, customerCounts: expected.map { counts[$0]! }, unit: unit) == table)
  }

  @Test func `rows are in order and told apart, be times whole days or not`() throws {
    var generator = SeededGenerator(seed: 11)
    for unit in TimeUnit.allCases {
      for grain in [1 / unit.dayCount, 0.1, .pi, 1e-9, 1e-300, 1e290] {
        check(try histories(300, grain: grain, using: &generator), unit)
      }
      check([], unit)
    }
  }

  @Test func `a history that is no day, or too large for one, stays as it is`() throws {
    var generator = SeededGenerator(seed: 12)
    let days = try histories(100, grain: 1, using: &generator)
    for odd in [
      try PurchaseHistory(frequency: 1 << 20, recency: 3, age: 4),
      try PurchaseHistory(frequency: 1 << 40, recency: 3, age: 4),
      try PurchaseHistory(frequency: 2, recency: 3, age: 4_194_303),
      try PurchaseHistory(frequency: 2, recency: 3, age: 4_194_304),
      try PurchaseHistory(frequency: 2, recency: 3, age: 1e308),
      try PurchaseHistory(frequency: 2, recency: 3, age: (4.0).nextUp),
      try PurchaseHistory(frequency: 2, recency: (3.0).nextDown, age: 4),
      try PurchaseHistory(frequency: 2, recency: .leastNonzeroMagnitude, age: 4),
    ] {
      check(days + [odd, odd], .day)
    }
  }
}

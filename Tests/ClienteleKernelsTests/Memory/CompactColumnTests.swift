import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct CompactColumnTests {
  /// Ranges around every border between two widths, at both ends of the type.
  static let ranges: [UInt64] = [
    0, 1, 255, 256, 65_535, 65_536, UInt64(UInt32.max), UInt64(UInt32.max) + 1, .max,
  ]

  @Test func `values come back as they were, whatever their range`() throws {
    let budget = MemoryBudget()
    let store = ColumnStore(on: budget)
    var generator = SeededGenerator(seed: 5)
    for range in Self.ranges {
      for low in [Int64.min, -7, 0, .max - Int64(clamping: range)] {
        let high = Int64(truncatingIfNeeded: UInt64(bitPattern: low) &+ range)
        guard high >= low else { continue }
        let values = [low, high] + (0..<98).map { _ in .random(in: low...high, using: &generator) }
        let column = try store.compact(values.span)
        #expect(values.indices.map { column[$0] } == values, "\(low) and \(range) above")
        #expect(column.count == 100)
        #expect(column.isAll(atLeast: low))
        #expect(low == .max || !column.isAll(atLeast: low + 1))
      }
    }
  }

  @Test func `other types come back as they were`() throws {
    let store = ColumnStore(on: MemoryBudget())
    for range in Self.ranges where range <= UInt32.max {
      let days = [Int32.min, Int32(truncatingIfNeeded: Int64(Int32.min) + Int64(range))]
      let dayColumn = try store.compact(days.span)
      #expect([dayColumn[0], dayColumn[1]] == days)
      let codes = [UInt32.max, .max - UInt32(range)]
      let codeColumn = try store.compact(codes.span)
      #expect([codeColumn[0], codeColumn[1]] == codes)
    }
    for range in Self.ranges {
      let keys = [UInt64.max, .max - range]
      let column = try store.compact(keys.span)
      #expect([column[0], column[1]] == keys)
    }
  }

  @Test func `an empty column is all that is asked of it`() throws {
    let column = try ColumnStore(on: MemoryBudget()).compact([Int64]().span)
    #expect(column.count == 0)
    #expect(column.isAll(atLeast: .max))
  }

  @Test func `columns of small ranges take few bytes, and give them back together`() throws {
    let budget = MemoryBudget()
    do {
      let store = ColumnStore(on: budget)
      let values = (0..<100_000).map { Int64(1 << 40 + $0 % 200) }
      var columns: [CompactColumn<Int64>] = []
      for _ in 0..<20 { columns.append(try store.compact(values.span)) }
      // 2 MB of distances in pieces that double.
      #expect(budget.usedBytes >= 2_000_000 && budget.usedBytes < 5_000_000)
      #expect(columns.allSatisfy { $0[777] == values[777] })
    }
    #expect(budget.usedBytes == 0)
  }

  @Test func `a column over the budget is refused`() throws {
    let budget = MemoryBudget(limitBytes: 100_000)
    let store = ColumnStore(on: budget)
    let values = (0..<100_000).map { Int64($0 % 200) }
    #expect(throws: MemoryFailure.self) { try store.compact(values.span) }
    #expect(budget.usedBytes == 0)
  }
}

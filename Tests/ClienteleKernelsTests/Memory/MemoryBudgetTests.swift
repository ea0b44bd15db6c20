import ClienteleKernels
import Testing

@Suite struct MemoryBudgetTests {
  @Test func `a column over the budget is refused before it is allocated`() {
    let budget = MemoryBudget(limitBytes: 1_000)
    #expect(throws: MemoryFailure.overBudget(limitBytes: 1_000, neededBytes: 1_600)) {
      try Column<Int64>(repeating: 0, count: 200, on: budget)
    }
    #expect(budget.usedBytes == 0)
    #expect(budget.peakBytes == 0)
  }

  @Test func `bytes are given back when a column goes`() throws {
    let budget = MemoryBudget(limitBytes: 1_000)
    do {
      let column = try Column<Int64>(repeating: 7, count: 100, on: budget)
      #expect(column[99] == 7)
      #expect(budget.usedBytes == 832)  // 800, in whole cache lines
    }
    #expect(budget.usedBytes == 0)
    #expect(budget.peakBytes == 832)
  }

  @Test func `more bytes than an address can hold are an error, not a trap`() {
    #expect(throws: MemoryFailure.exhausted(neededBytes: .max)) {
      try Column<Int64>(repeating: 0, count: .max / 2, on: MemoryBudget())
    }
  }

  @Test func `bytes the system does not have are an error, not a trap`() {
    #expect(throws: MemoryFailure.self) {
      try Column<Int64>(repeating: 0, count: 1 << 50, on: MemoryBudget())
    }
  }

  @Test func `a growing column that outgrows the budget keeps what it had`() throws {
    let budget = MemoryBudget(limitBytes: 1_000)
    var column = try GrowingColumn<Int64>(capacity: 16, on: budget)
    #expect(throws: MemoryFailure.self) {
      for value in 0..<1_000 as Range<Int64> { try column.append(value) }
    }
    #expect(column.count == 32 || column.count == 64)
    #expect(column.span[31] == 31)
  }
}

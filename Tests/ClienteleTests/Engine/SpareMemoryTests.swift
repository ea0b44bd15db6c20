import Clientele
import Testing

@Suite struct SpareMemoryTests {
  /// In a process of its own: what is kept belongs to all tests together.
  @Test func `memory of a table stays until it is given back`() async {
    await #expect(processExitsWith: .success) {
      let customers = (0..<1_000_000 as Range<UInt32>).map { $0 / 4 }
      let columns = OrderColumns(
        customers: .numbers(customers), days: customers.map { Day(number: Int32($0 % 1_000)) },
        amounts: customers.map(Int64.init))
      precondition(SpareMemory.byteCount == 0)
      var table: OrderTable? = try OrderTable(columns)
      let byteCount = table!.byteCount
      table = nil
      precondition(SpareMemory.byteCount > byteCount / 2)
      // Another table needs no more than there is.
      table = try OrderTable(columns)
      table = nil
      let kept = SpareMemory.byteCount
      table = try OrderTable(columns)
      table = nil
      precondition(SpareMemory.byteCount == kept)

      SpareMemory.limit = 2 << 20
      precondition(SpareMemory.limit == 2 << 20 && SpareMemory.byteCount == 2 << 20)
      SpareMemory.giveBack()
      precondition(SpareMemory.byteCount == 0)
      SpareMemory.limit = 0
      table = try OrderTable(columns)
      table = nil
      precondition(SpareMemory.byteCount == 0)
    }
  }
}

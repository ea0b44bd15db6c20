import Clientele
import ClienteleFixtures
import Testing

@Suite struct RunTests {
  /// Net revenue, and the number of customers that were shown.
  struct Turnover: Analysis {
    struct Partial: Sendable, Codable, Equatable {
      var customers = 0
      var minorUnits: Int64 = 0
    }

    func makePartial() -> Partial { Partial() }

    func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
      for position in block.positions {
        partial.customers += 1
        for row in block.purchases(at: position) {
          partial.minorUnits += block.purchaseAmounts[row]
        }
        for row in block.refunds(at: position) { partial.minorUnits -= block.refundAmounts[row] }
      }
    }

    func merge(_ other: Partial, into partial: inout Partial) {
      partial.customers += other.customers
      partial.minorUnits += other.minorUnits
    }

    func finish(_ partial: Partial, in currency: Currency) -> Partial { partial }
  }

  /// Every customer's number, told by the blocks.
  struct Numbers: Analysis {
    func makePartial() -> CustomerValues<Int> { CustomerValues() }

    func accumulate(_ block: borrowing CustomerBlock, into partial: inout CustomerValues<Int>) {
      partial.append(block.positions.map { block.firstCustomer + $0 }, from: block.firstCustomer)
    }

    func merge(_ other: CustomerValues<Int>, into partial: inout CustomerValues<Int>) {
      partial.merge(other)
    }

    func finish(_ partial: CustomerValues<Int>, in currency: Currency) -> [Int] {
      partial.ordered()
    }
  }

  static let columns = OrderColumns.random(
    customers: 5_000, orders: 20_000, in: TimeWindow(start: "2024-01-01", end: "2026-01-01"),
    seed: 11)

  @Test func `a pass shows every customer, purchase and refund once`() throws {
    let orders = try OrderTable(Self.columns)
    let turnover = orders.run(Turnover())
    #expect(turnover.customers == orders.customerCount)
    #expect(turnover.minorUnits == Self.columns.amounts.reduce(0, +))
  }

  @Test func `analyses that share a pass answer as if each were alone`() throws {
    let orders = try OrderTable(Self.columns)
    let (turnover, numbers) = orders.run(Turnover(), Numbers())
    #expect(turnover == orders.run(Turnover()))
    #expect(numbers == Array(0..<orders.customerCount))
  }

  @Test func `a table without orders is one pass over nobody`() throws {
    let orders = try OrderTable(customers: [], days: [], amounts: [])
    #expect(orders.run(Turnover()) == Turnover.Partial())
    #expect(orders.run(Numbers()) == [])
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `laws hold`(seed: UInt64) throws {
    let laws = AnalysisLaws(seed: seed)
    #expect(try laws.violations(of: Turnover(), over: Self.columns) == [])
    #expect(try laws.violations(of: Numbers(), over: Self.columns) == [])
  }

  /// Tells which blocks it was given, and in which order: no analysis may.
  struct Blocks: Analysis {
    func makePartial() -> [Int] { [] }
    func accumulate(_ block: borrowing CustomerBlock, into partial: inout [Int]) {
      partial.append(block.firstCustomer)
    }
    func merge(_ other: [Int], into partial: inout [Int]) { partial += other }
    func finish(_ partial: [Int], in currency: Currency) -> [Int] { partial }
  }

  @Test func `an analysis that depends on blocks and merging is caught at both`() throws {
    let violations = try AnalysisLaws(seed: 1).violations(of: Blocks(), over: Self.columns)
    #expect(violations.contains { $0.contains("8 threads") })
    #expect(violations.contains { $0.contains("order of merging") })
  }
}

import Clientele
import ClienteleFixtures
import Testing

@Suite struct OrderTableTests {
  @Test func `customers are numbered in the order of their ids`() throws {
    let orders = try OrderTable(
      customers: ["c", "a", "b", "a"],
      days: ["2026-01-03", "2026-01-02", "2026-01-01", "2026-01-01"], amounts: [3, 2, 1, 4])
    #expect((0..<orders.customerCount).map { orders.customers[$0] } == ["a", "b", "c"])
    #expect(orders.customers.number(of: "b") == 1)
    #expect(orders.customers.number(of: "d") == nil)
    #expect(orders.purchases(of: 0).map(\.day) == ["2026-01-01", "2026-01-02"])
    #expect(orders.purchases(of: 0).map(\.amount.minorUnits) == [4, 2])
    #expect(orders.days == "2026-01-01"..."2026-01-03")
  }

  @Test func `ids that differ in a byte are different customers`() throws {
    let ids = ["007", "7", "c", " c", "C", "é", "e\u{301}", "a\u{200B}b", "ab"]
    let orders = try OrderTable(
      customers: ids, days: ids.map { _ in "2026-01-01" }, amounts: ids.map { _ in 1 })
    #expect(orders.customerCount == ids.count)
  }

  @Test func `integer ids may be negative, sparse or dense`() throws {
    for ids in [[5, 3, 5, 4], [Int64.min, 0, .max, -1], [-7, -7, 1_000_000_000, 2]] as [[Int64]] {
      let orders = try OrderTable(
        OrderColumns(
          customers: .integers(ids), days: ids.map { _ in "2026-01-01" },
          amounts: ids.map { _ in 1 }))
      let distinct = Set(ids).sorted()
      #expect((0..<orders.customerCount).map { orders.customers[$0] } == distinct.map(String.init))
      for (number, id) in distinct.enumerated() {
        #expect(orders.customers.number(of: id) == number)
        #expect(orders.customers.number(of: String(id)) == number)
      }
      #expect(orders.customers.number(of: 77) == nil)
    }
  }

  @Test func `numbers of 32 bits make the same table as integers`() throws {
    for ids: [UInt32] in [[5, 3, 5, 4], [0, 1, 2, 1], [.max, 0, 7, 7]] {
      let days: [Day] = ["2026-01-04", "2026-01-02", "2026-01-03", "2026-01-01"]
      let amounts: [Int64] = [4, 2, -3, 1]
      let integers = try OrderTable(
        OrderColumns(
          customers: .integers(ids.map(Int64.init)), days: days, amounts: amounts))
      let numbers = try OrderTable(
        OrderColumns(customers: .numbers(ids), days: days, amounts: amounts))
      #expect(numbers.customerCount == integers.customerCount)
      for customer in 0..<integers.customerCount {
        #expect(numbers.customers[customer] == integers.customers[customer])
        #expect(
          numbers.purchases(of: customer).map(\.day) == integers.purchases(of: customer).map(\.day))
        #expect(
          numbers.refunds(of: customer).map(\.amount)
            == integers.refunds(of: customer).map(\.amount))
      }
    }
  }

  @Test func `an empty table has no days and no customers`() throws {
    let orders = try OrderTable(customers: [], days: [], amounts: [])
    #expect(orders.days == nil)
    #expect(orders.customerCount == 0)
    #expect(orders.run(LifecycleSeries(asOf: ["2026-01-01"])).snapshots[0].customerCount == 0)
  }

  @Test func `who has only paid back has no values of a dimension of orders`() throws {
    var columns = OrderColumns(customers: .texts(["a"]), days: ["2026-01-01"], amounts: [-5])
    columns.dimensions = [.init(name: "kind", level: .order, values: ["x"])]
    let orders = try OrderTable(columns)
    let kind = try #require(orders.dimension(named: "kind"))
    #expect(orders.values(of: kind, ofPurchasesBy: 0) == [])
    #expect(orders.refunds(of: 0).count == 1)
  }

  @Test func `the table does not depend on the order of rows`() throws {
    for seed in 0..<10 as Range<UInt64> {
      let columns = OrderColumns.random(
        customers: 50, orders: 400, in: TimeWindow(start: "2025-01-01", end: "2025-03-01"),
        seed: seed)
      var reversed = OrderColumns(
        customers: columns.customers, days: columns.days.reversed(),
        amounts: columns.amounts.reversed())
      if case .integers(let ids) = columns.customers {
        reversed.customers = .integers(ids.reversed())
      }
      let (first, second) = (try OrderTable(columns), try OrderTable(reversed, threads: 1))
      #expect(first.customerCount == second.customerCount)
      for customer in 0..<first.customerCount {
        #expect(
          first.purchases(of: customer).map(\.amount)
            == second.purchases(of: customer).map(\.amount),
          "seed \(seed)")
        #expect(
          first.refunds(of: customer).map(\.day) == second.refunds(of: customer).map(\.day))
      }
    }
  }

  @Test func `a budget that is too small is an error that names it`() throws {
    let columns = OrderColumns.random(
      customers: 50, orders: 5_000, in: TimeWindow(start: "2025-01-01", end: "2025-03-01"), seed: 1)
    do {
      _ = try OrderTable(columns, byteLimit: 100_000)
      Issue.record("a table within 100,000 bytes")
    } catch {
      guard case .overBudget(let limit, let needed) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(limit == 100_000)
      #expect(needed > limit)
    }
  }
}

import ClienteleFixtures
import ClienteleKernels
import Testing

@testable import Clientele

/// Everything that a table holds, to be compared with that of another.
private struct Contents: Equatable {
  var customers: [String] = []
  var purchases: [[String]] = []
  var refunds: [[String]] = []
  var properties: [[String]] = []
  let days: ClosedRange<Day>?
  let groupStarts: [Int]
  let offsets: [UInt32]

  init(_ orders: OrderTable) {
    days = orders.days
    groupStarts = orders.purchases.groupStarts.span.indices.map { orders.purchases.groupStarts[$0] }
    // The positions of a last group that is not full are nobody's.
    offsets = (0..<orders.groupCount).flatMap { group in
      orders.purchases.offsetRange(ofGroup: group).map { orders.purchases.offsets[$0] }
    }
    for customer in 0..<orders.customerCount {
      customers.append(orders.customers[customer])
      purchases.append(orders.purchases(of: customer).map { "\($0.day) \($0.amount)" })
      refunds.append(orders.refunds(of: customer).map { "\($0.day) \($0.amount)" })
      properties.append(
        orders.dimensions.flatMap { dimension in
          dimension.level == .order
            ? orders.values(of: dimension, ofPurchasesBy: customer)
            : [orders.value(of: dimension, ofCustomer: customer)]
        })
    }
  }
}

struct OrderTableAppendingTests {
  /// Random orders with ids of either kind, refunds, and properties some of which are empty.
  private static func columns(
    _ count: Int, customers: Int, texts: Bool, seed: UInt64
  ) -> OrderColumns {
    var random = SeededGenerator(seed: seed)
    let ids = (0..<count).map { _ in Int64.random(in: 0..<Int64(customers), using: &random) }
    func values(_ texts: [String]) -> [String] {
      (0..<count).map { _ in texts.randomElement(using: &random)! }
    }
    var columns = OrderColumns(
      customers: texts ? .texts(ids.map { "c\($0 * 37 % 1_000)" }) : .integers(ids),
      days: (0..<count).map { _ in Day(number: Int.random(in: 20_000..<20_090, using: &random)) },
      amounts: (0..<count).map { _ in Int64.random(in: -300...2_000, using: &random) })
    columns.dimensions = [
      .init(name: "channel", level: .order, values: values(["", "app", "web"])),
      .init(name: "region", level: .customer, values: values(["", "east", "north", "west"])),
    ]
    return columns
  }

  private static func rows(_ range: Range<Int>, of columns: OrderColumns) -> OrderColumns {
    let ids: OrderColumns.Customers =
      switch columns.customers {
      case .texts(let ids): .texts(Array(ids[range]))
      case .integers(let ids): .integers(Array(ids[range]))
      case .numbers(let ids): .numbers(Array(ids[range]))
      }
    var part = OrderColumns(
      customers: ids, days: Array(columns.days[range]), amounts: Array(columns.amounts[range]))
    part.dimensions = columns.dimensions.map {
      .init(name: $0.name, level: $0.level, values: Array($0.values[range]))
    }
    return part
  }

  @Test func `appending makes the table that all rows at once make`() throws {
    for seed in 0..<60 as Range<UInt64> {
      let count = [0, 1, 7, 300, 3_000][Int(seed % 5)]
      let columns = Self.columns(
        count, customers: [3, 40, 900][Int(seed % 3)], texts: seed % 2 == 0, seed: seed)
      var policies = OrderPolicies()
      if seed % 4 == 3 { policies.purchaseUnit = .purchaseDays }
      let whole = Contents(try OrderTable(columns, policies: policies))
      for cut in [0, 1, count / 2, count - count / 100, count] where cut <= count {
        let first = try OrderTable(Self.rows(0..<cut, of: columns), policies: policies)
        let second = try OrderTable(Self.rows(cut..<count, of: columns), policies: policies)
        let before = Contents(first)
        let place: Comment = "seed \(seed), \(cut) of \(count)"
        #expect(Contents(try first.appending(second)) == whole, place)
        #expect(Contents(try second.appending(first, threads: 1)) == whole, place)
        #expect(Contents(first) == before)
      }
    }
  }

  @Test func `tables that disagree are refused`() throws {
    let ann = try OrderTable(customers: ["ann"], days: ["2026-01-05"], amounts: [1])
    let yen = try OrderTable(
      customers: ["ann"], days: ["2026-01-05"], amounts: [1], currency: Currency(scale: 0))
    let seven = try OrderTable(
      OrderColumns(customers: .integers([7]), days: ["2026-01-05"], amounts: [1]))
    var columns = OrderColumns(customers: .texts(["ann"]), days: ["2026-01-05"], amounts: [1])
    columns.dimensions = [.init(name: "region", level: .customer, values: ["east"])]
    let east = try OrderTable(columns)
    columns.dimensions = []
    var policies = OrderPolicies()
    policies.purchaseUnit = .purchaseDays
    let daily = try OrderTable(columns, policies: policies)
    for (other, disagreement) in [
      (yen, TableDisagreement.currency), (seven, .idKinds), (east, .dimensions),
      (daily, .purchaseUnits),
    ] {
      #expect(throws: OrderTableError.differentTables(disagreement)) { try ann.appending(other) }
    }
    #expect(throws: OrderTableError.self) { try ann.appending(ann, byteLimit: 100) }
  }
}

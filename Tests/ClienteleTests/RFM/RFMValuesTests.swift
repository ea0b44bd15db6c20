import Clientele
import ClienteleFixtures
import Testing

@Suite struct RFMValuesTests {
  static let shop = TimeWindow(start: "2021-01-01", end: "2024-03-01")
  static let histories: [OrderHistory] = [.all, .last(.months(6)), .since("2022-07-04")]

  /// The definition, customer by customer.
  static func expected(
    _ orders: OrderTable, _ customer: Int, asOf day: Day, _ measure: MonetaryMeasure,
    _ history: OrderHistory
  ) -> RFMValue? {
    let start: Day =
      switch history {
      case .all: "0001-01-01"
      case .last(let span): day + 1 - span
      case .since(let first): first
      }
    let purchases = orders.purchases(of: customer).filter { start <= $0.day && $0.day <= day }
    let refunds = orders.refunds(of: customer).filter { start <= $0.day && $0.day <= day }
    guard let last = purchases.last else { return nil }
    let amounts = purchases.map(\.amount.minorUnits).sorted()
    let revenue = amounts.reduce(0, +) - refunds.reduce(0) { $0 + $1.amount.minorUnits }
    let middle = amounts[(amounts.count - 1) / 2] + amounts[amounts.count / 2]
    let (total, count): (Int128, Int) =
      switch measure {
      case .sum: (revenue, 1)
      case .mean: (amounts.reduce(0, +), amounts.count)
      case .median: middle % 2 == 0 ? (middle / 2, 1) : (middle, 2)
      case .max: (amounts[amounts.count - 1], 1)
      }
    return RFMValue(
      daysSinceLastOrder: day - last.day, frequency: amounts.count,
      monetary: Money(minorUnits: total, in: orders.currency).divided(by: count)!,
      revenue: Money(minorUnits: revenue, in: orders.currency))
  }

  @Test(arguments: MonetaryMeasure.allCases)
  func `values equal the definition, customer by customer`(measure: MonetaryMeasure) throws {
    for seed in 0..<6 as Range<UInt64> {
      let orders = try OrderTable(
        .random(customers: 150, orders: 900, in: Self.shop, seed: seed))
      for history in Self.histories {
        for day in ["2020-12-31", "2022-08-31", "2023-02-28", "2024-06-01"] as [Day] {
          let question = RFMValues(asOf: day, monetary: measure, history: history)
          let values = orders.run(question)
          let expected = (0..<orders.customerCount).map {
            Self.expected(orders, $0, asOf: day, measure, history)
          }
          #expect(Array(values) == expected, "seed \(seed) \(day) \(history)")
          #expect(values.scoredCount == expected.count { $0 != nil })
          let later = (0..<orders.customerCount).reduce(0) { sum, customer in
            sum + orders.purchases(of: customer).count { $0.day > day }
          }
          #expect(values.laterOrders == later)
        }
      }
    }
  }

  @Test(arguments: MonetaryMeasure.allCases)
  func `laws hold`(measure: MonetaryMeasure) throws {
    for seed in 0..<5 as Range<UInt64> {
      let columns = OrderColumns.random(customers: 300, orders: 800, in: Self.shop, seed: seed)
      let question = RFMValues(
        asOf: "2023-03-31", monetary: measure, history: .last(.years(1)))
      #expect(try AnalysisLaws(seed: seed).violations(of: question, over: columns) == [])
    }
  }

  @Test func `a refund counts on its own day, and may leave less than nothing`() throws {
    let orders = try OrderTable(
      customers: ["a", "a", "a"], days: ["2024-01-01", "2024-02-01", "2024-02-10"],
      amounts: [100, 50, -180])
    let before = orders.run(RFMValues(asOf: "2024-02-09"))
    #expect(before[0]?.monetary.total.description == "1.50")
    let after = orders.run(RFMValues(asOf: "2024-02-10"))
    #expect(after[0]?.monetary.total.description == "-0.30")
    #expect(after[0]?.frequency == 2)
    #expect(after[0]?.daysSinceLastOrder == 9)
    let month = orders.run(RFMValues(asOf: "2024-02-10", history: .last(.months(1))))
    #expect(month[0]?.monetary.total.description == "-1.30")
    #expect(month[0]?.frequency == 1)
    let largest = orders.run(RFMValues(asOf: "2024-02-10", monetary: .max))
    #expect(largest[0]?.monetary.total.description == "1.00")
    #expect(largest[0]?.revenue.description == "-0.30")
  }

  @Test func `refunds alone make no customer with values`() throws {
    let orders = try OrderTable(
      customers: ["a", "b"], days: ["2024-01-01", "2024-01-01"], amounts: [100, -50])
    let values = orders.run(RFMValues(asOf: "2024-01-01"))
    #expect(values[0]?.daysSinceLastOrder == 0)
    #expect(values[1] == nil)
    #expect(values.scoredCount == 1)
  }

  @Test func `amounts that leave 64 bits have no values, and are counted`() throws {
    let orders = try OrderTable(
      customers: ["a", "a", "b", "c"], days: Array(repeating: "2024-01-01", count: 4),
      amounts: [.max, 1, .max, 5])
    let sums = orders.run(RFMValues(asOf: "2024-01-01"))
    #expect(sums.outOfRangeCount == 1)
    #expect(sums.map { $0?.frequency } == [nil, 1, 1])
    let medians = orders.run(RFMValues(asOf: "2024-01-01", monetary: .median))
    #expect(medians.outOfRangeCount == 2)
    #expect(medians.map { $0?.frequency } == [nil, nil, 1])
  }

  @Test func `histories are written as all, a span or a day`() {
    #expect(OrderHistory("all") == .all)
    #expect(OrderHistory("12m") == .last(.months(12)))
    #expect(OrderHistory("2024-02-29") == .since("2024-02-29"))
    #expect(OrderHistory("ever") == nil)
    #expect(Self.histories.map(\.description) == ["all", "6m", "2022-07-04"])
  }
}

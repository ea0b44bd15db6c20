import Clientele
import ClienteleFixtures

/// One customer as a list: what reference answers are computed from, straight from definitions.
struct PlainCustomer {
  let purchases: [(day: Day, amount: Int)]
  let refunds: [(day: Day, amount: Int)]

  /// Distinct days with a purchase, ascending.
  var purchaseDays: [Day] { Array(Set(purchases.map(\.day))).sorted() }

  func purchases(in window: TimeWindow) -> [(day: Day, amount: Int)] {
    purchases.filter { window.contains($0.day) }
  }

  func revenue(in window: TimeWindow) -> Int {
    purchases(in: window).reduce(0) { $0 + $1.amount }
      - refunds.reduce(0) { $0 + (window.contains($1.day) ? $1.amount : 0) }
  }

  /// Nothing after a day has been seen.
  func seen(through last: Day) -> PlainCustomer {
    PlainCustomer(
      purchases: purchases.filter { $0.day <= last }, refunds: refunds.filter { $0.day <= last })
  }
}

extension OrderTable {
  var plainCustomers: [PlainCustomer] {
    (0..<customerCount).map { customer in
      PlainCustomer(
        purchases: purchases(of: customer).map { ($0.day, Int($0.amount.minorUnits)) },
        refunds: refunds(of: customer).map { ($0.day, Int($0.amount.minorUnits)) })
    }
  }

  func plainCustomers(through last: Day) -> [PlainCustomer] {
    plainCustomers.map { $0.seen(through: last) }
  }

  /// A shop from a table of customers and the days they bought on, 1.00 an order.
  init(days: [String: [Day]]) throws {
    let rows = days.sorted { $0.key < $1.key }.flatMap { id, days in days.map { (id, $0) } }
    try self.init(
      customers: rows.map(\.0), days: rows.map(\.1), amounts: rows.map { _ in 100 })
  }
}

extension OrderColumns {
  static let randomWindow = TimeWindow(start: "2021-01-01", end: "2022-07-01")

  /// A shop of one and a half years.
  static func random(seed: UInt64, customers: Int = 120, orders: Int = 500) -> OrderColumns {
    .random(customers: customers, orders: orders, in: randomWindow, seed: seed)
  }
}

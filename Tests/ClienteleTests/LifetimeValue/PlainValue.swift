import Clientele
import ClienteleFixtures

/// A line as a list has it: what reference answers are computed from, straight from definitions.
struct PlainLine {
  let customer: Int
  let order: Int
  let day: Day
  let category: String
  let paid: Int
  let list: Int
  let cost: Int
  let service: Int
}

/// The parts of one customer's value by definition, order by order and with fractions.
struct PlainValue: Equatable {
  var first = 0
  var repeated = 0
  var crossSold = 0
  var service = 0
  var price = 0
  var orders = 0

  /// - Parameter orders: Each order's lines; the first order first.
  init(_ orders: [[PlainLine]]) {
    self.orders = orders.count
    func sum(_ lines: [PlainLine], _ path: KeyPath<PlainLine, Int>) -> Int {
      lines.reduce(0) { $0 + $1[keyPath: path] }
    }
    let start = orders[0]
    let (paid, list, service0) = (sum(start, \.paid), sum(start, \.list), sum(start, \.service))
    first = paid - sum(start, \.cost) - service0
    let known = Set(start.map(\.category))
    var lists = (known: 0, new: 0)
    var paidLater = 0
    for order in orders.dropFirst() {
      let old = order.filter { known.contains($0.category) }
      let new = order.filter { !known.contains($0.category) }
      let whole = sum(order, \.list)
      let share =
        whole > 0
        ? Self.rounded(service0 * sum(new, \.list), over: whole) : old.isEmpty ? service0 : 0
      repeated -= sum(old, \.cost) + service0 - share
      crossSold -= sum(new, \.cost) + share
      service += service0 - sum(order, \.service)
      lists.known += sum(old, \.list)
      lists.new += sum(new, \.list)
      paidLater += sum(order, \.paid)
    }
    let (numerator, denominator) = list > 0 ? (paid, list) : (1, 1)
    let old = Self.rounded(lists.known * numerator, over: denominator)
    let new = Self.rounded(lists.new * numerator, over: denominator)
    repeated += old
    crossSold += new
    price = paidLater - old - new
  }

  private static func rounded(_ numerator: Int, over denominator: Int) -> Int {
    let magnitude = (2 * abs(numerator) + denominator) / (2 * denominator)
    return numerator < 0 ? -magnitude : magnitude
  }

  init(_ parts: PastValueParts) {
    func units(_ money: Money?) -> Int { Int(money?.minorUnits ?? 0) }
    first = units(parts.firstOrder)
    repeated = units(parts.repeatPurchases)
    crossSold = units(parts.crossSell)
    service = units(parts.serviceCost)
    price = units(parts.priceSensitivity)
    orders = parts.orderCount
  }
}

/// A shop whose orders have lines with list prices, costs and service costs.
struct LineShop {
  let lines: [PlainLine]
  let columns: OrderColumns

  static let policies: OrderPolicies = {
    var policies = OrderPolicies()
    policies.records = .lines
    policies.conflicts = .sum
    return policies
  }()

  init(seed: UInt64, orderCount: Int = 150) {
    var generator = SeededGenerator(seed: seed)
    var lines: [PlainLine] = []
    for order in 0..<orderCount {
      let customer = Int.random(in: 0..<40, using: &generator)
      let day = ("2024-01-01" as Day) + Int.random(in: 0..<25, using: &generator) * 7
      let isFree = Int.random(in: 0..<30, using: &generator) == 0
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let list = Int.random(in: 0...12, using: &generator) * 25
        let paid = isFree ? 1 : list - list * Int.random(in: 0...3, using: &generator) / 10
        lines.append(
          PlainLine(
            customer: customer, order: order, day: day,
            category: ["tea", "cups", "gifts", ""].randomElement(using: &generator)!,
            paid: paid, list: list, cost: Int.random(in: 0...list / 2, using: &generator),
            service: Int.random(in: 0...9, using: &generator)))
      }
    }
    self.init(lines)
  }

  init(_ lines: [PlainLine]) {
    self.lines = lines
    var columns = OrderColumns(
      customers: .integers(lines.map { Int64($0.customer) }), days: lines.map(\.day),
      amounts: lines.map { Int64($0.paid) }, orders: lines.map { "o\($0.order)" })
    columns.dimensions = [
      .init(name: "category", level: .order, values: lines.map(\.category))
    ]
    columns.measures = [
      .init(.listPrice, amounts: lines.map { Int64($0.list) }),
      .init(.cost, amounts: lines.map { Int64($0.cost) }),
      .init(.serviceCost, amounts: lines.map { Int64($0.service) }),
    ]
    self.columns = columns
  }

  var table: OrderTable {
    get throws { try OrderTable(columns, policies: Self.policies) }
  }

  /// The orders of a customer as of a day, the first one first; none whose amount is zero.
  func orders(of customer: Int, asOf day: Day) -> [[PlainLine]] {
    let own = Dictionary(grouping: lines.filter { $0.customer == customer }, by: \.order)
    let orders = own.values.filter { lines in
      lines[0].day <= day && lines.reduce(0) { $0 + $1.paid } > 0
    }
    return orders.sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1)) }
  }

  /// Day, then what the whole order says, then its lines: orders that agree are the same to all.
  private static func key(_ lines: [PlainLine]) -> [Int] {
    let order = ["": 0, "cups": 1, "gifts": 2, "tea": 3]
    let rows = lines.map { [order[$0.category]!, $0.paid, $0.list, $0.cost, $0.service] }
    let sums = (1...4).map { place in rows.reduce(0) { $0 + $1[place] } }
    return [Int(lines[0].day.number)] + sums
      + rows.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
  }
}

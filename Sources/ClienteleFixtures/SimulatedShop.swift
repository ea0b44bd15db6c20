public import Clientele

/// A shop that never was: orders in the order of time, the same for the same seed on every
/// machine.
///
/// Customers join over the whole span, most buy once or twice, a few buy hundreds of times, and
/// all leave at some time. November sells twice as much. Nothing but whole numbers and the four
/// operations is used, so no library's rounding can change a file.
///
/// ```swift
/// let year = TimeWindow(from: "2026-01-01", through: "2026-12-31")
/// let shop = SimulatedShop(customers: 1_000, orders: 5_000, days: year, seed: 1)
/// try OrderTable(shop.columns()).customerCount     // 1000
/// ```
public struct SimulatedShop: Hashable, Sendable {
  /// How many customers there are.
  public let customerCount: Int
  /// How many orders they make.
  public let orderCount: Int
  /// When.
  public let days: TimeWindow
  /// The same seed makes the same shop.
  public let seed: UInt64

  /// - Parameters:
  ///   - customers: At least 1. Each has at least one order.
  ///   - orders: At least `customers`.
  ///   - days: At least one day.
  ///   - seed: Another seed makes another shop.
  /// - Precondition: As above, and both counts fit in 32 bits.
  public init(customers: Int, orders: Int, days: TimeWindow, seed: UInt64) {
    precondition(customers >= 1 && orders >= customers && orders <= Int(UInt32.max))
    precondition(days.dayCount >= 1, "a shop needs a day to sell on")
    customerCount = customers
    orderCount = orders
    self.days = days
    self.seed = seed
  }

  /// One order.
  public struct Order: Hashable, Sendable {
    /// 0 ..< ``SimulatedShop/customerCount``.
    public let customer: Int
    /// When it was ordered.
    public let day: Day
    /// 0 ..< 86,400.
    public let secondOfDay: Int
    /// Minor units, positive.
    public let amount: Int64
  }

  /// All orders, from the first to the last.
  ///
  /// - Complexity: O(orders); 16 bytes an order while it runs.
  public func forEachOrder(_ body: (Order) throws -> Void) rethrows {
    let events = events()
    var starts = [Int](repeating: 0, count: days.dayCount + 1)
    for event in events { starts[Int(event.day) + 1] += 1 }
    for day in 1...days.dayCount { starts[day] += starts[day - 1] }
    var order = [UInt32](repeating: 0, count: events.count)
    var cursors = starts
    for (index, event) in events.enumerated() {
      order[cursors[Int(event.day)]] = UInt32(index)
      cursors[Int(event.day)] += 1
    }
    for day in 0..<days.dayCount {
      order[starts[day]..<starts[day + 1]].sort {
        (events[Int($0)].second, $0) < (events[Int($1)].second, $1)
      }
      for index in order[starts[day]..<starts[day + 1]] {
        let event = events[Int(index)]
        try body(
          Order(
            customer: Int(event.customer), day: days.start + day, secondOfDay: Int(event.second),
            amount: Int64(event.amount)))
      }
    }
  }

  /// All orders as columns, customers by number.
  public func columns() -> OrderColumns {
    var ids: [Int64] = []
    var orderDays: [Day] = []
    var amounts: [Int64] = []
    ids.reserveCapacity(orderCount)
    orderDays.reserveCapacity(orderCount)
    amounts.reserveCapacity(orderCount)
    forEachOrder { order in
      ids.append(Int64(order.customer))
      orderDays.append(order.day)
      amounts.append(order.amount)
    }
    return OrderColumns(customers: .integers(ids), days: orderDays, amounts: amounts)
  }

  private struct Event {
    let customer: UInt32
    let day: UInt32
    let second: UInt32
    let amount: UInt32
  }

  private func events() -> [Event] {
    var generator = SeededGenerator(seed: seed)
    let lives = (0..<customerCount).map { _ in life(using: &generator) }
    var events: [Event] = []
    events.reserveCapacity(orderCount)
    for customer in 0..<customerCount {
      events.append(event(of: customer, on: lives[customer].join, using: &generator))
    }
    for _ in customerCount..<orderCount {
      // A square makes few customers loyal; the stride spreads them over the numbers.
      let share = generator.uniform()
      let rank = Int(share * share * Double(customerCount))
      let customer = rank * 7_919 % customerCount
      let day = day(in: lives[customer], using: &generator)
      events.append(event(of: customer, on: day, using: &generator))
    }
    return events
  }

  /// From the first day a customer may buy through the last.
  private typealias Life = (join: UInt32, length: UInt32)

  private func life(using generator: inout SeededGenerator) -> Life {
    let join = UInt32(generator.uniform() * Double(days.dayCount))
    let rest = Double(days.dayCount) - Double(join)
    let share = generator.uniform()
    return (join, UInt32(rest * share * (2 - share)))
  }

  /// A day of a life; a day outside November is drawn again half of the time.
  private func day(in life: Life, using generator: inout SeededGenerator) -> UInt32 {
    let draw = { (generator: inout SeededGenerator) in
      life.join + UInt32(generator.uniform() * Double(life.length + 1))
    }
    let day = min(draw(&generator), UInt32(days.dayCount - 1))
    if (days.start + Int(day)).civil.month == 11 || generator.next() & 1 == 0 { return day }
    return min(draw(&generator), UInt32(days.dayCount - 1))
  }

  private func event(
    of customer: Int, on day: UInt32, using generator: inout SeededGenerator
  ) -> Event {
    let size = generator.uniform() * generator.uniform() * generator.uniform()
    return Event(
      customer: UInt32(customer), day: day,
      second: UInt32(generator.uniform() * 86_400),
      amount: 490 + UInt32(size * 120_000))
  }
}

public import Clientele

extension OrderColumns {
  /// A small shop for tests of laws: many ties, refunds before purchases, customers with refunds
  /// only, orders of amount zero, and days that crowd around month ends.
  ///
  /// - Parameters:
  ///   - customerCount: How many customers there may be; some will not order.
  ///   - orderCount: How many rows there are.
  ///   - days: The days on which anything may happen.
  ///   - seed: Another seed makes another shop.
  public static func random(
    customers customerCount: Int, orders orderCount: Int, in days: TimeWindow, seed: UInt64
  ) -> OrderColumns {
    var generator = SeededGenerator(seed: seed)
    var ids: [Int64] = []
    var orderDays: [Day] = []
    var amounts: [Int64] = []
    var channels: [String] = []
    for _ in 0..<orderCount {
      // The product of two draws: few customers with many orders, many with one or none.
      let share = generator.uniform() * generator.uniform()
      ids.append(Int64(share * Double(customerCount)) * 3 - 10)
      var day = days.start + Int.random(in: 0..<days.dayCount, using: &generator)
      if Int.random(in: 0..<4, using: &generator) == 0 {
        day = max(days.start, CalendarPeriod.month.start(containing: day) - 1)
      }
      orderDays.append(day)
      let kind = Int.random(in: 0..<20, using: &generator)
      let amount = Int64.random(in: 1...40, using: &generator) * 250
      amounts.append(kind == 0 ? -amount : kind == 1 ? 0 : amount)
      channels.append(["app", "web", "shop"].randomElement(using: &generator)!)
    }
    var columns = OrderColumns(
      customers: .integers(ids), days: orderDays, amounts: amounts)
    columns.dimensions = [
      DimensionColumn(name: "channel", level: .order, values: channels)
    ]
    return columns
  }
}

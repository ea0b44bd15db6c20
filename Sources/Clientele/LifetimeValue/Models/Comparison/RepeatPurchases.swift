/// When customers bought for the first time, and when again: what the purchases that a model
/// expects are tracked against.
///
/// Of customers whose first purchase is not after ``end``. All purchases of a customer on one day
/// are one; those after ``last`` are not seen.
///
/// ```swift
/// let track = orders.run(RepeatPurchases(ofCustomersThrough: "2026-04-30", until: "2026-10-31"))
/// track.newcomers.count      // 284: days with a first purchase
/// ```
///
/// - Complexity: O(purchases).
public struct RepeatPurchases: Analysis, Hashable {
  /// The last day of first purchases.
  public let end: Day
  /// The last day that is seen.
  public let last: Day

  /// - Parameters:
  ///   - end: The last day of first purchases.
  ///   - last: The last day that is seen.
  /// - Precondition: `last` is not before `end`.
  public init(ofCustomersThrough end: Day, until last: Day) {
    precondition(end <= last, "what is tracked ends no earlier than the base")
    self.end = end
    self.last = last
  }

  /// Counts by day of some customers.
  public struct Partial: Sendable, Codable {
    fileprivate var newcomers: [Int32: Int] = [:]
    fileprivate var repeats: [Int32: Int] = [:]
    fileprivate var revenue: [Int32: Int128] = [:]
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    for position in block.positions {
      var (firstDay, previous): (Int32?, Int32?) = (nil, nil)
      for row in block.purchases(at: position) {
        let day = block.purchaseDays[row]
        guard day <= (previous == nil ? end : last).number else { break }
        if previous == nil {
          partial.newcomers[day, default: 0] += 1
          firstDay = day
        } else if day != previous {
          partial.repeats[day, default: 0] += 1
        }
        if day != firstDay {
          partial.revenue[day, default: 0] += Int128(block.purchaseAmounts[row])
        }
        previous = day
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.newcomers.merge(other.newcomers, uniquingKeysWith: +)
    partial.repeats.merge(other.repeats, uniquingKeysWith: +)
    partial.revenue.merge(other.revenue, uniquingKeysWith: +)
  }

  public func finish(_ partial: Partial, in currency: Currency) -> RepeatPurchaseDays {
    func counts(_ days: [Int32: Int]) -> [DayCount] {
      days.sorted { $0.key < $1.key }.map { DayCount(day: Day(number: $0.key), count: $0.value) }
    }
    let repeats = counts(partial.repeats)
    return RepeatPurchaseDays(
      newcomers: counts(partial.newcomers), repeats: repeats,
      revenue: repeats.map {
        Money(minorUnits: partial.revenue[$0.day.number] ?? 0, in: currency)
      })
  }
}

/// Something counted on a day.
public struct DayCount: Hashable, Sendable, Codable {
  /// The day.
  public let day: Day
  /// How many.
  public let count: Int
}

/// The result of ``RepeatPurchases``: days on which something happened, in their order.
public struct RepeatPurchaseDays: Hashable, Sendable, Codable {
  /// Customers by the day of their first purchase.
  public let newcomers: [DayCount]
  /// Customers who bought again, by the day.
  public let repeats: [DayCount]
  /// What they then bought, for each of ``repeats``; refunds are not taken off.
  public let revenue: [Money]
}

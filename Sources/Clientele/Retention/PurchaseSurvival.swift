/// How long customers take to their second purchase, or their k-th, with those counted fairly who
/// may still come.
///
/// Purchase days are counted, not orders: two orders on one day are one. A customer waits from the
/// day of a purchase to the day of the k-th; who has not bought by the end of observation has
/// waited until then.
///
/// ```swift
/// let curve = orders.run(
///   PurchaseSurvival(of: 2, through: 365, observedThrough: "2026-10-31"))
/// curve[30]?.probability   // 0.1916…
/// ```
///
/// - Complexity: O(purchases).
public struct PurchaseSurvival: Analysis {
  /// The purchase from which the wait is counted. For the second purchase both are the same.
  public enum Origin: String, Hashable, Sendable, Codable {
    /// The one before: of all who bought k − 1 times, how soon do they buy again?
    case previousPurchase
    /// The first: of all customers, how soon have they bought k times?
    case firstPurchase
  }

  private let ordinal: Int
  private let origin: Origin
  private let dayCount: Int
  private let observedEnd: Int32

  /// - Parameters:
  ///   - ordinal: Which purchase is waited for: 2 is the second.
  ///   - origin: The purchase from which the wait is counted.
  ///   - dayCount: The last day of the curve.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  /// - Precondition: `ordinal` is 2 or more, `dayCount` is 1 through 100,000.
  public init(
    of ordinal: Int = 2, since origin: Origin = .previousPurchase, through dayCount: Int,
    observedThrough last: Day
  ) {
    precondition(ordinal >= 2, "nobody waits for their first purchase")
    precondition((1...100_000).contains(dayCount), "a curve has 1 to 100,000 days")
    self.ordinal = ordinal
    self.origin = origin
    self.dayCount = dayCount
    observedEnd = last.number + 1
  }

  /// Customers by days waited: 0 through the last day, and one more for those who waited longer.
  public struct Partial: Sendable, Codable {
    fileprivate var events: [Int]
    fileprivate var censored: [Int]
  }

  public func makePartial() -> Partial {
    let zeros = [Int](repeating: 0, count: dayCount + 2)
    return Partial(events: zeros, censored: zeros)
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    for position in block.positions {
      guard let wait = wait(of: position, in: block) else { continue }
      let days = min(wait.days, dayCount + 1)
      if wait.isOver { partial.events[days] += 1 } else { partial.censored[days] += 1 }
    }
  }

  /// How long a customer has waited, and whether the purchase came; `nil` for customers who did
  /// not make the purchase the wait begins with.
  private func wait(
    of position: Int, in block: borrowing CustomerBlock
  ) -> (days: Int, isOver: Bool)? {
    let days = block.purchaseDays
    let first = origin == .firstPurchase ? 1 : ordinal - 1
    var (purchaseCount, latest, start) = (0, Int32.min, Int32?.none)
    for row in block.purchases(at: position) where days[row] != latest {
      latest = days[row]
      guard latest < observedEnd else { break }
      purchaseCount += 1
      if purchaseCount == first { start = latest }
      if let start, purchaseCount == ordinal { return (Int(latest - start), true) }
    }
    return start.map { (Int(observedEnd - 1 - $0), false) }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.events.add(other.events)
    partial.censored.add(other.censored)
  }

  public func finish(_ partial: Partial, in currency: Currency) -> SurvivalCurve {
    let later = partial.events[dayCount + 1] + partial.censored[dayCount + 1]
    return SurvivalCurve(
      events: partial.events.dropLast(), censored: partial.censored.dropLast(), later: later)
  }

  public var answerSize: AnswerSize {
    AnswerSize(
      partialByteCount: dayCount.times(16),
      resultByteCount: dayCount.times(MemoryLayout<SurvivalCurve.Point>.stride))
  }
}

extension OrderTable {
  /// How likely a customer has bought again by each day after the first purchase.
  ///
  /// ```swift
  /// let curve = orders.secondPurchase(through: 365, observedThrough: "1998-06-30")
  /// curve.day(reaching: 0.25)   // by this day a quarter have come back
  /// ```
  ///
  /// - Parameters:
  ///   - dayCount: The last day of the curve.
  ///   - last: The last day the orders are complete for.
  /// - Precondition: `dayCount` is 1 through 100,000.
  public func secondPurchase(
    through dayCount: Int, observedThrough last: Day
  ) -> SurvivalCurve {
    run(PurchaseSurvival(through: dayCount, observedThrough: last))
  }
}

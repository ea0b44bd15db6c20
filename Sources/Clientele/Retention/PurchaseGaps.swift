/// The days between one purchase day and the next (购物周期): how often customers come, and from
/// when on silence means something.
///
/// Two orders on one day have no gap. Only gaps that have ended are known: long ones are missing
/// where observation is short, so that quantiles are rather too low than too high.
/// ``PurchaseSurvival`` counts those who still wait.
///
/// ```swift
/// let gaps = orders.purchaseGaps(observedThrough: "2026-10-31")
/// gaps.quantile(0.5)                            // 25: days
/// gaps.recommendedBoundaries?.active            // 60d
/// ```
///
/// - Complexity: O(purchases).
public struct PurchaseGaps: Analysis {
  private let groups: CustomerGroups?
  private let observedEnd: Int32

  /// - Parameters:
  ///   - groups: Customers whose gaps are told apart; `nil` for all as one.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  public init(by groups: CustomerGroups? = nil, observedThrough last: Day) {
    self.groups = groups
    observedEnd = last.number + 1
  }

  /// For each group the number of gaps of each length, as far as lengths go.
  public struct Partial: Sendable, Codable {
    fileprivate var counts: [[Int]]
  }

  public func makePartial() -> Partial {
    Partial(counts: Array(repeating: [], count: groups?.count ?? 1))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let days = block.purchaseDays
    for position in block.positions {
      var group = 0
      if let groups {
        guard let place = groups.group(of: block.customer(at: position)) else { continue }
        group = place
      }
      for row in block.purchases(at: position).dropFirst() where days[row] < observedEnd {
        partial.counts[group].count(Int(days[row] - days[row - 1]))
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for group in partial.counts.indices {
      for (length, count) in other.counts[group].enumerated() where count > 0 {
        partial.counts[group].count(length, times: count)
      }
    }
  }

  /// One distribution for each group, in the order of their names.
  public func finish(_ partial: Partial, in currency: Currency) -> [GapDistribution] {
    partial.counts.enumerated().map { group, counts in
      GapDistribution(name: groups?.names[group], counts: Array(counts.dropFirst()))
    }
  }
}

extension [Int] {
  /// Counts an occurrence of a length, growing to it. Length 0 is counted, and dropped at the end.
  @inline(__always)
  fileprivate mutating func count(_ length: Int, times: Int = 1) {
    if length >= count {
      append(contentsOf: repeatElement(0, count: length + 1 - count))
    }
    self[length] += times
  }
}

/// How many gaps there are of each length.
public struct GapDistribution: Hashable, Sendable, Codable {
  /// The group of customers, if they were divided.
  public let name: String?
  /// Gaps of 1 day, 2 days …; the last is not 0.
  public let counts: [Int]

  init(name: String?, counts: [Int]) {
    self.name = name
    self.counts = counts
  }

  /// The number of gaps.
  public var gapCount: Int { counts.reduce(0, +) }

  /// The length that a share of all gaps do not exceed: the shortest for which it holds (nearest
  /// rank), so always a length that occurs.
  ///
  /// - Parameter share: 0 through 1, to a millionth.
  /// - Returns: Days; `nil` without gaps.
  /// - Precondition: `share` lies in 0...1.
  /// - Complexity: O(longest gap).
  ///
  /// Source: Hyndman and Fan (1996), type 1.
  public func quantile(_ share: Double) -> Int? {
    let millionths = Int(Millionths(share).value)
    let (whole, rest) = gapCount.quotientAndRemainder(dividingBy: 1_000_000)
    let rank = max(1, whole * millionths + (rest * millionths + 999_999) / 1_000_000)
    var seen = 0
    for (index, count) in counts.enumerated() {
      seen += count
      if seen >= rank { return index + 1 }
    }
    return nil
  }

  /// Boundaries of the lifecycle that fit this shop: of all who came back, three quarters did so
  /// while still active, nine in ten before they would be sleeping, and all but one in forty
  /// before they would be lost.
  ///
  /// For CDNOW these are 94, 200 and 351 days: near the customary 3, 6 and 12 months.
  ///
  /// - Returns: `nil` when there are no gaps, or too few different ones.
  public var recommendedBoundaries: LifecycleBoundaries? {
    guard let active = quantile(0.75), let silent = quantile(0.9), let sleeping = quantile(0.975)
    else { return nil }
    return LifecycleBoundaries(.days(active), .days(silent), .days(sleeping))
  }
}

extension OrderTable {
  /// The days between one purchase day and the next, of all customers.
  ///
  /// - Parameter last: The last day the orders are complete for.
  public func purchaseGaps(observedThrough last: Day) -> GapDistribution {
    run(PurchaseGaps(observedThrough: last))[0]
  }
}

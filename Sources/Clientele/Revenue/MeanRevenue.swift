/// Revenue per customer of windows, with how far chance may have moved it.
///
/// Customers with a purchase in the window count, each with purchases less refunds, both dated in
/// the window: the numerator of active ARPU but for refunds of those who did not buy.
///
/// ```swift
/// let mean = orders.run(MeanRevenue(in: [october]))[0]
/// mean.mean!.rounded        // 223.67
/// mean.interval!.low        // 159.53…
/// ```
///
/// - Complexity: O(windows × (purchases + refunds)).
public struct MeanRevenue: Analysis {
  /// The days of each mean, in any order.
  public let windows: [TimeWindow]

  /// Means of windows.
  public init(in windows: [TimeWindow]) { self.windows = windows }

  /// Sums over the customers of one window. Squares of 64-bit amounts are added in two halves, so
  /// that sums are exact whatever the order.
  public struct Partial: Sendable, Codable {
    fileprivate struct Sums: Sendable, Codable {
      var count = 0
      var total: Int128 = 0
      var squaresHigh: UInt128 = 0
      var squaresLow: UInt128 = 0
      /// Whether someone's revenue was too large to be squared.
      var hasTooMuch = false
    }

    fileprivate var sums: [Sums]
  }

  public func makePartial() -> Partial {
    Partial(sums: Array(repeating: Partial.Sums(), count: windows.count))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    for (place, window) in windows.enumerated() {
      let days = window.start.number..<window.end.number
      for position in block.positions {
        if let revenue = block.revenue(at: position, in: days) { partial.sums[place].add(revenue) }
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for place in partial.sums.indices { partial.sums[place] += other.sums[place] }
  }

  /// One mean for each window, in their order.
  public func finish(_ partial: Partial, in currency: Currency) -> [RevenueMean] {
    partial.sums.map { sums in
      RevenueMean(
        total: Money(minorUnits: sums.total, in: currency), customerCount: sums.count,
        standardError: sums.standardError.map { $0 / currency.minorUnitsPerUnit })
    }
  }
}

/// Revenue per customer, and its standard error.
public struct RevenueMean: Hashable, Sendable, Codable {
  /// What these customers brought together.
  public let total: Money
  /// Customers with a purchase.
  public let customerCount: Int
  /// The deviation of customers' revenues by the root of their number, in major units; `nil` for
  /// fewer than two customers.
  public let standardError: Double?

  /// ``total`` ÷ ``customerCount``; `nil` without customers.
  public var mean: ExactMean? { total.divided(by: customerCount) }

  /// The 95 % interval of the mean in major units; `nil` for fewer than two customers.
  ///
  /// Mean ± 1.96 standard errors: with few customers, or a few who bring most, it is too narrow.
  public var interval: (low: Double, high: Double)? {
    guard let mean = mean?.value, let standardError else { return nil }
    let reach = StandardNormal.twoSided95 * standardError
    return (mean - reach, mean + reach)
  }
}

extension MeanRevenue.Partial.Sums {
  fileprivate mutating func add(_ revenue: Int128) {
    count += 1
    total += revenue
    guard let size = UInt64(exactly: revenue.magnitude) else {
      hasTooMuch = true
      return
    }
    let square = size.multipliedFullWidth(by: size)
    squaresHigh += UInt128(square.high)
    squaresLow += UInt128(square.low)
  }

  fileprivate static func += (left: inout Self, right: Self) {
    left.count += right.count
    left.total += right.total
    left.squaresHigh += right.squaresHigh
    left.squaresLow += right.squaresLow
    left.hasTooMuch = left.hasTooMuch || right.hasTooMuch
  }

  /// In minor units.
  fileprivate var standardError: Double? {
    guard count > 1, !hasTooMuch else { return nil }
    let squares = Double(squaresHigh) * 0x1p64 + Double(squaresLow)
    let (n, sum) = (Double(count), Double(total))
    return (max(0, squares - sum * sum / n) / (n - 1) / n).squareRoot()
  }
}

import Glibc

/// What one unit of a model's time is: the ruler, not the grain.
///
/// Purchases are always counted by the day, whatever the unit: two orders of a customer on one day
/// are one purchase, two on neighbouring days are two. The unit only scales recency, age and
/// horizons, and with them those parameters that are times. Changing it changes no prediction.
///
/// ```swift
/// TimeUnit.month.dayCount    // 30.4375
/// ```
public enum TimeUnit: String, Hashable, Sendable, Codable, CaseIterable {
  case day
  /// 7 days.
  case week
  /// 365.25 ÷ 12 days.
  case month
  /// 365.25 days.
  case year

  /// The days of one unit.
  public var dayCount: Double {
    switch self {
    case .day: 1
    case .week: 7
    case .month: 365.25 / 12
    case .year: 365.25
    }
  }

  /// The continuous discount rate for one unit that makes a year worth 1 ÷ (1 + `yearly`) less: the
  /// rate that models ask for.
  ///
  /// ```swift
  /// TimeUnit.week.discountRate(yearly: 0.15)     // 0.00267…
  /// ```
  ///
  /// - Precondition: `yearly` is above −1.
  public func discountRate(yearly: Double) -> Double {
    precondition(yearly > -1, "money cannot lose more than all of its worth")
    return log1p(yearly) * dayCount / TimeUnit.year.dayCount
  }
}

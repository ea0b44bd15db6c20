public import Clientele

/// What a purchase model makes of a shop's present customers: the coming year, how likely they come
/// back, and what they will be worth.
///
/// ```swift
/// let histories = orders.purchaseHistories(through: "2026-10-31")
/// let model = CustomerValueModel(
///   purchases: try histories.fit(.mbgNBD), spend: try histories.spendTable.fit())
/// let outlook = try FutureOutlook(of: histories, by: model)
/// outlook.forecast.periods.count             // 12
/// outlook.customerCount                      // 400
/// ```
public struct FutureOutlook: Sendable {
  /// Who will buy how often, and what that brings.
  public let model: CustomerValueModel
  /// The last day that the model knows.
  public let day: Day
  /// Twelve months from the day after.
  public let forecast: BaseForecast
  /// Customers with a history.
  public let customerCount: Int
  /// Customers by the probability that they are still customers, in tenths: 0–10 %, 10–20 % …
  public let aliveCounts: [Int]
  /// The number of customers that is expected to be left.
  public let expectedAlive: Double
  /// What the best customers are expected to be worth in the coming year; empty without a model of
  /// spend.
  public let best: [BestCustomers]
  /// What all are expected to be worth, in major units; `nil` without a model of spend.
  public let value: Double?

  /// Those of most expected value.
  public struct BestCustomers: Hashable, Sendable {
    /// In percent of all.
    public let percent: Int
    /// How many that are, rounded up.
    public let customerCount: Int
    /// What they are expected to be worth together, in major units.
    public let value: Double
  }

  /// How much less money is worth a year later: ten percent, as in `clientele clv`.
  public static let yearlyDiscount = 0.1

  /// - Parameters:
  ///   - histories: In the unit of the model.
  ///   - model: Fitted to these customers, or stored.
  ///   - covariates: For a model that has some, the same ones, of every customer.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``/Clientele/PurchaseModelError`` when model and histories do not fit together.
  /// - Complexity: O(customers log customers).
  public init(
    of histories: HistoryColumns, by model: CustomerValueModel,
    covariates: CustomerCovariates? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) {
    let end = histories.question.end
    let starts = (0...12).map { end + 1 + CalendarSpan.months($0) }
    let windows = zip(starts, starts.dropFirst()).map { TimeWindow(start: $0, end: $1) }
    let unit = model.purchases.unit
    let forecasts = try model.forecasts(
      for: histories, in: TimeUnit.year.dayCount / unit.dayCount,
      discountRate: unit.discountRate(yearly: Self.yearlyDiscount), covariates: covariates,
      threads: threads)
    self.model = model
    day = end
    forecast = try model.forecast(
      for: histories, in: windows, covariates: covariates, threads: threads)
    var (counts, alive, values) = (Array(repeating: 0, count: 10), 0.0, [Double]())
    for forecast in forecasts {
      guard let forecast else { continue }
      counts[max(0, min(9, Int(forecast.probabilityAlive * 10)))] += 1
      alive += forecast.probabilityAlive
      if let value = forecast.value { values.append(value) }
    }
    customerCount = counts.reduce(0, +)
    aliveCounts = counts
    expectedAlive = alive
    values.sort(by: >)
    value = model.spend == nil ? nil : values.reduce(0, +)
    best = Self.best(of: values)
  }

  private static func best(of values: [Double]) -> [BestCustomers] {
    guard !values.isEmpty else { return [] }
    var (best, sum, next) = ([BestCustomers](), 0.0, 0)
    for percent in [1, 5, 10, 20, 50, 100] {
      let count = (values.count * percent + 99) / 100
      while next < count {
        sum += values[next]
        next += 1
      }
      best.append(BestCustomers(percent: percent, customerCount: count, value: sum))
    }
    return best
  }
}

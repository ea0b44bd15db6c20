/// What all customers, and groups of them, are expected to do and to bring in coming periods.
///
/// Customers who have not bought yet are in none of it: it is what the present base will do.
public struct BaseForecast: Hashable, Sendable, Codable {
  /// What amounts are in.
  public let currency: Currency
  /// The periods that were asked for.
  public let periods: [TimeWindow]
  /// All customers, period by period.
  public let all: GroupForecast
  /// Groups of customers, in the order of their names; empty when customers are not divided.
  public let groups: [GroupForecast]
}

/// What some customers are expected to do and to bring.
public struct GroupForecast: Hashable, Sendable, Codable {
  /// Of the group; `nil` for all customers.
  public let name: String?
  /// Customers with a history.
  public let customerCount: Int
  /// One for each period.
  public let periods: [PeriodForecast]
  /// From the start of the first period to the end of the last.
  public let total: PeriodForecast
}

/// What some customers are expected to do and to bring in one period.
public struct PeriodForecast: Hashable, Sendable, Codable {
  /// The period.
  public let window: TimeWindow
  /// Days with a purchase.
  public let orders: ForecastFigure
  /// Customers with a purchase.
  public let buyers: ForecastFigure
  /// What purchases bring, in major units; `nil` without a model of spend.
  public let revenue: ForecastFigure?
}

/// A sum over customers that is still to come, and how far it may be from what comes.
///
/// Two things make it uncertain: parameters are estimates, and customers do as they please. The
/// interval takes both into account, and that customers do not influence each other. It does not
/// know of seasons, campaigns or a model that is wrong: ``ModelComparison`` tells how good the
/// model was so far.
public struct ForecastFigure: Hashable, Sendable, Codable {
  /// The mean.
  public let value: Double
  /// What the parameters' uncertainty alone would make of the standard deviation; `nil` when the
  /// parameters were given, or the data do not determine them.
  public let parameterError: Double?
  /// What chance alone would make of the standard deviation; `nil` where it is infinite.
  public let chanceDeviation: Double?
  /// The lower end of the interval that holds the sum in 95 of 100 cases; `nil` when one of the two
  /// is not known.
  public let low: Double?
  /// The upper end.
  public let high: Double?

  init(value: Double, parameterVariance: Double?, chanceVariance: Double?) {
    self.value = value
    parameterError = parameterVariance.map { max(0, $0).squareRoot() }
    chanceDeviation = chanceVariance.map { max(0, $0).squareRoot() }
    guard let parameterVariance, let chanceVariance else {
      (low, high) = (nil, nil)
      return
    }
    let deviation = max(0, parameterVariance + chanceVariance).squareRoot()
    let estimate = Estimate(value, standardError: deviation, isProbability: false)
    (low, high) = (estimate.low, estimate.high)
  }
}

import ClienteleKernels

/// What a customer is expected to do and to bring from the end of observation on.
public struct CustomerForecast: Hashable, Sendable, Codable {
  /// How likely the customer has not left.
  public let probabilityAlive: Double
  /// Purchases within the horizon; `nil` when it has no end.
  public let expectedPurchases: Double?
  /// How likely there is a purchase within the horizon; `nil` when it has no end.
  public let probabilityOfPurchase: Double?
  /// Purchases within the horizon, each discounted to the end of observation.
  public let discountedPurchases: Double
  /// What a purchase brings, in major units; `nil` without a model of spend.
  public let expectedSpend: Double?
  /// Discounted purchases × what each brings × margin, in major units; `nil` without a model of
  /// spend.
  public let value: Double?
}

/// How customers buy and what a purchase brings: all that a forecast of their value needs, to be
/// stored and applied to later data.
///
/// ```swift
/// let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
/// let model = CustomerValueModel(
///   purchases: try histories.fit(.mbgNBD), spend: try histories.spendTable.fit())
/// let forecasts = try model.forecasts(for: histories, in: 52, discountRate: 0.0027)
/// forecasts[1]!.expectedPurchases!     // 0.06239…
/// ```
///
/// That how often someone buys and how much they spend are independent is what the product of the
/// two rests on; ``SpendTable/correlationWithFrequency`` tells how far it holds.
public struct CustomerValueModel: Hashable, Sendable {
  /// How customers buy and leave.
  public let purchases: FittedPurchaseModel
  /// What a purchase brings; `nil` when only purchases are forecast.
  public let spend: FittedSpendModel?

  /// Joins two fitted models.
  public init(purchases: FittedPurchaseModel, spend: FittedSpendModel?) {
    self.purchases = purchases
    self.spend = spend
  }

  /// What every customer is expected to do and to bring.
  ///
  /// - Parameters:
  ///   - histories: In the unit of the model.
  ///   - horizon: From the end of calibration on, in the unit of the model; may be infinite.
  ///   - discountRate: A continuous rate for one unit of time, not below 0.
  ///   - margin: Which share of what a purchase brings is earned.
  ///   - covariates: For a model that has some, the same ones, of every customer.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Returns: One forecast for each customer number; `nil` for customers without a history.
  /// - Throws: ``PurchaseModelError`` when a figure is infinite, or model and histories do not fit
  ///   together.
  /// - Complexity: O(customers) and O(distinct histories) figures, in parallel.
  public func forecasts(
    for histories: HistoryColumns, in horizon: Double, discountRate: Double, margin: Double = 1,
    covariates: CustomerCovariates? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) -> [CustomerForecast?] {
    guard margin.isFinite else { throw .argument("the margin", margin) }
    if let fitted = spend?.currencyCode, let found = histories.currency.code, fitted != found {
      throw .otherCurrency(fitted: fitted, found: found)
    }
    let isFinite = horizon < .infinity
    let figures: [PurchaseFigure] = [
      .probabilityAlive, .discountedPurchases(rate: discountRate, in: horizon),
      .expectedPurchases(in: horizon), .probabilityOfPurchase(in: horizon),
    ]
    let values = try histories.values(
      of: isFinite ? figures : Array(figures.prefix(2)), by: purchases, covariates: covariates,
      threads: threads)
    return histories.indices.map { customer in
      guard let history = histories[customer], let alive = values[0][customer],
        let discounted = values[1][customer]
      else { return nil }
      let spend = spend.map { spend in
        spend.expectedSpend(
          meanSpend: history.meanSpend ?? 0,
          purchaseCount: history.meanSpend == nil ? 0 : history.history.frequency)
      }
      return CustomerForecast(
        probabilityAlive: alive, expectedPurchases: isFinite ? values[2][customer] : nil,
        probabilityOfPurchase: isFinite ? values[3][customer] : nil,
        discountedPurchases: discounted, expectedSpend: spend,
        value: spend.map { $0 * discounted * margin })
    }
  }
}

extension CustomerValueModel: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case purchases, spend
  }

  public init(from decoder: any Decoder) throws {
    let keys = try StrictContainer(decoder, CodingKeys.self)
    purchases = try keys.decode(.purchases)
    spend = try keys.decodeIfPresent(.spend)
  }
}

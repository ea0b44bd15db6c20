import Clientele
import ClienteleCSV

/// What the models make of every customer.
struct CLVAnswer: Answer {
  /// What was asked of the models.
  struct Question {
    /// In the unit of the model; may be infinite.
    let horizon: Double
    /// Yearly.
    let discount: Double
    let margin: Double
    let hasIntervals: Bool
  }

  let model: CustomerValueModel
  let histories: HistoryColumns
  let orders: OrderTable
  let question: Question
  let forecasts: [CustomerForecast?]
  /// Purchases expected by the end of what is compared; `nil` when nothing is.
  let holdoutExpected: Double?
  /// Of P(alive) and expected purchases; empty when not asked for.
  let estimates: [[Estimate?]]

  init(_ shop: ModelledShop, _ question: Question) throws(PurchaseModelError) {
    let (model, histories, covariates) = (shop.model, shop.histories, shop.covariates)
    self.model = model
    self.histories = histories
    self.question = question
    orders = shop.loaded.orders
    let unit = model.purchases.unit
    let rate = unit.discountRate(yearly: question.discount)
    forecasts = try model.forecasts(
      for: histories, in: question.horizon, discountRate: rate, margin: question.margin,
      covariates: covariates)
    let asked = histories.question
    if asked.holdoutEnd > asked.end {
      let length = Double(asked.holdoutEnd - asked.end) / unit.dayCount
      let expected = try histories.values(
        of: .expectedPurchases(in: length), by: model.purchases, covariates: covariates)
      holdoutExpected = expected.reduce(0) { $0 + ($1 ?? 0) }
    } else {
      holdoutExpected = nil
    }
    var estimates: [[Estimate?]] = []
    if question.hasIntervals {
      var figures = [PurchaseFigure.probabilityAlive]
      if question.horizon < .infinity {
        figures.append(.expectedPurchases(in: question.horizon))
      }
      for figure in figures {
        estimates.append(
          try histories.estimates(of: figure, by: model.purchases, covariates: covariates))
      }
    }
    self.estimates = estimates
  }

  /// What to be careful about.
  var warnings: [FitWarning] {
    model.purchases.warnings + (model.spend?.warnings ?? [])
      + model.purchases.warnings(in: question.horizon)
  }

  /// The customers with a history.
  var customerCount: Int { histories.table.customerCount }

  /// The sum over all customers of a figure of their forecasts; `nil` when none has it.
  func total(_ figure: (CustomerForecast) -> Double?) -> Double? {
    forecasts.reduce(nil) { sum, forecast in
      guard let value = forecast.flatMap(figure) else { return sum }
      return (sum ?? 0) + value
    }
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    var header = [
      "customer_id", "frequency", "recency", "age", "probability_alive", "expected_purchases",
      "probability_of_purchase", "discounted_purchases", "expected_spend", "value",
    ]
    if !estimates.isEmpty { header += ["probability_alive_low", "probability_alive_high"] }
    if estimates.count > 1 { header += ["expected_purchases_low", "expected_purchases_high"] }
    try write(CSVRow(header))
    for customer in histories.indices {
      guard let history = histories[customer], let forecast = forecasts[customer] else { continue }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(history.history.frequency)
      row.append(history.history.recency)
      row.append(history.history.age)
      row.append(forecast.probabilityAlive)
      row.append(known: forecast.expectedPurchases)
      row.append(known: forecast.probabilityOfPurchase)
      row.append(forecast.discountedPurchases)
      row.append(raw: forecast.expectedSpend.map(money) ?? "")
      row.append(raw: forecast.value.map(money) ?? "")
      for column in estimates {
        row.append(known: column[customer]?.low)
        row.append(known: column[customer]?.high)
      }
      try write(row)
    }
  }

  /// An amount of major units with the decimals of the currency.
  func money(_ amount: Double) -> String { orders.currency.text(of: amount) }
}

extension Currency {
  /// An amount of major units as text, rounded to the decimals of the currency.
  func text(of amount: Double) -> String {
    let units = (amount * minorUnitsPerUnit).rounded()
    guard units.magnitude < 1e30 else { return String(amount) }
    return Money(minorUnits: Int128(units), in: self).description
  }
}

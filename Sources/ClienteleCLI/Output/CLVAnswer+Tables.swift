import Clientele
import ClienteleReport

extension CLVAnswer {
  var tables: [TextTable] {
    [parameters, spend, expected, holdout, best].compactMap(\.self)
  }

  /// Days with a purchase after calibration, of all customers.
  var holdoutPurchases: Int { histories.reduce(0) { $0 + ($1?.holdoutFrequency ?? 0) } }

  private var unitName: String { model.purchases.unit.rawValue + "s" }

  private var parameters: TextTable {
    let fitted = model.purchases
    var table = TextTable(
      "\(fitted.model), in \(unitName), customers through \(histories.question.end)", ("", .left),
      ("estimate", .right), ("standard error", .right))
    var names = fitted.model.parameterNames
    var values = fitted.parameters
    if let effects = fitted.covariates {
      names += effects.names.map { $0 + " on rate" }
      values += effects.onRate
      if !effects.onDropout.isEmpty {
        names += effects.names.map { $0 + " on dropout" }
        values += effects.onDropout
      }
    }
    let errors = fitted.standardErrors
    for (index, name) in names.enumerated() {
      table.append(
        name, Figures.significant(values[index]),
        errors.map { Figures.significant($0[index]) } ?? "–")
    }
    if let logLikelihood = fitted.logLikelihood, let aic = fitted.aic, let bic = fitted.bic {
      table.append("log-likelihood", Figures.decimal(logLikelihood, places: 3), "")
      table.append("AIC", Figures.decimal(aic, places: 3), "")
      table.append("BIC", Figures.decimal(bic, places: 3), "")
    }
    return table
  }

  private var spend: TextTable? {
    guard let spend = model.spend else { return nil }
    var table = TextTable(
      "Spend (gamma-gamma)", ("", .left), ("estimate", .right), ("standard error", .right))
    let errors = spend.standardErrors
    for (index, name) in FittedSpendModel.parameterNames.enumerated() {
      table.append(
        name, Figures.significant([spend.p, spend.q, spend.v][index]),
        errors.map { Figures.significant($0[index]) } ?? "–")
    }
    table.append("mean of all customers", money(spend.populationMean), "")
    return table
  }

  private var expected: TextTable {
    let horizon =
      question.horizon < .infinity
      ? "the next \(Figures.decimal(question.horizon, places: 1)) \(unitName)" : "all the future"
    var table = TextTable(
      "Expected in \(horizon)", ("", .left), ("all", .right), ("per customer", .right))
    func append(_ name: String, _ total: Double?, _ write: (Double) -> String) {
      guard let total else { return }
      table.append(
        name, write(total), customerCount > 0 ? write(total / Double(customerCount)) : "–")
    }
    table.append("customers", Figures.count(customerCount), "")
    append("still customers", total(\.probabilityAlive)) { Figures.decimal($0, places: 2) }
    append("purchases", total(\.expectedPurchases)) { Figures.decimal($0, places: 2) }
    append("purchases, discounted", total(\.discountedPurchases)) {
      Figures.decimal($0, places: 2)
    }
    append("value, discounted", total(\.value), money)
    return table
  }

  private var holdout: TextTable? {
    guard let holdoutExpected else { return nil }
    var table = TextTable(
      "Purchase days from calibration through \(histories.question.holdoutEnd)", ("", .left),
      ("", .right))
    table.append("expected", Figures.decimal(holdoutExpected, places: 1))
    table.append("actual", Figures.count(holdoutPurchases))
    return table
  }

  /// The ten customers of most value, or of most purchases where there is no value.
  private var best: TextTable {
    var table = TextTable(
      "Best customers", ("", .left), ("repeat purchases", .right), ("alive", .right),
      ("discounted purchases", .right), ("spend", .right), ("value", .right))
    let ranked = forecasts.enumerated().compactMap { customer, forecast in
      forecast.map { (customer: customer, forecast: $0) }
    }.sorted { left, right in
      let (first, second) = (
        left.forecast.value ?? left.forecast.discountedPurchases,
        right.forecast.value ?? right.forecast.discountedPurchases
      )
      return first != second ? first > second : left.customer < right.customer
    }
    for (customer, forecast) in ranked.prefix(10) {
      table.append(
        orders.customers[customer],
        histories[customer].map { Figures.count($0.history.frequency) } ?? "",
        Figures.percent(forecast.probabilityAlive),
        Figures.decimal(forecast.discountedPurchases, places: 2),
        forecast.expectedSpend.map(money) ?? "–", forecast.value.map(money) ?? "–")
    }
    return table
  }
}

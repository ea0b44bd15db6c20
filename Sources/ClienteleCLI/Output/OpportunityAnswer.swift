import Clientele
import ClienteleCSV
import ClienteleReport

/// What the BG/BB model makes of every customer.
struct OpportunityAnswer: Answer {
  let model: OpportunityModel
  let histories: [OpportunityHistory?]
  let orders: OrderTable
  /// The last day of the last chance.
  let end: Day
  let every: PeriodArgument
  /// `nil` for ever.
  let chances: Int?
  let discount: Double
  /// For each customer with a history.
  let forecasts: [Forecast?]

  struct Forecast {
    let alive: Double
    let expected: Double?
    let chance: Double?
    let discounted: Double
  }

  /// - Parameter rate: A continuous discount rate from one chance to the next.
  init(
    _ model: OpportunityModel, histories: [OpportunityHistory?], orders: OrderTable,
    through end: Day, every: PeriodArgument, chances: Int?, rate: Double, discount: Double
  ) throws(PurchaseModelError) {
    self.model = model
    self.histories = histories
    self.orders = orders
    self.end = end
    self.every = every
    self.chances = chances
    self.discount = discount
    // Many customers have one history.
    var known: [OpportunityHistory: Forecast] = [:]
    for history in histories {
      guard let history, known[history] == nil else { continue }
      known[history] = Forecast(
        alive: model.probabilityAlive(history),
        expected: chances.map { model.expectedPurchases(history, in: $0) },
        chance: chances.map { model.probabilityOfPurchase(history, in: $0) },
        discounted: try model.discountedPurchases(history, rate: rate, in: chances))
    }
    forecasts = histories.map { $0.flatMap { known[$0] } }
  }

  struct JSON: Encodable {
    let answer: OpportunityAnswer

    enum Key: String, CodingKey {
      case model, every, calibrationEnd, customers, parameters, standardErrors, logLikelihood
      case aic, bic, horizon, discount, expected, warnings
    }

    enum ExpectedKey: String, CodingKey {
      case alive, purchases, discountedPurchases
    }

    func encode(to encoder: any Encoder) throws {
      let (model, names) = (answer.model, OpportunityModel.parameterNames)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode("bg-bb", forKey: .model)
      try container.encode(answer.every.rawValue, forKey: .every)
      try container.encode(answer.end, forKey: .calibrationEnd)
      try container.encode(answer.customerCount, forKey: .customers)
      try container.encode(
        Dictionary(uniqueKeysWithValues: zip(names, model.parameters)), forKey: .parameters)
      try container.encode(
        model.standardErrors.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) },
        forKey: .standardErrors)
      try container.encode(model.logLikelihood, forKey: .logLikelihood)
      try container.encode(model.aic, forKey: .aic)
      try container.encode(model.bic, forKey: .bic)
      try container.encode(answer.chances, forKey: .horizon)
      try container.encode(answer.discount, forKey: .discount)
      var expected = container.nestedContainer(keyedBy: ExpectedKey.self, forKey: .expected)
      try expected.encode(answer.total(\.alive), forKey: .alive)
      try expected.encode(answer.total(\.expected), forKey: .purchases)
      try expected.encode(answer.total(\.discounted), forKey: .discountedPurchases)
      let warnings = model.warnings + model.warnings(in: answer.chances)
      try container.encode(warnings.map(\.description), forKey: .warnings)
    }
  }

  var json: JSON { JSON(answer: self) }

  private var customerCount: Int { forecasts.count { $0 != nil } }

  private func total(_ figure: (Forecast) -> Double?) -> Double? {
    forecasts.reduce(nil) { sum, forecast in
      guard let value = forecast.flatMap(figure) else { return sum }
      return (sum ?? 0) + value
    }
  }

  var tables: [TextTable] {
    var table = TextTable(
      "bg-bb, a chance every \(every.rawValue), customers through \(end)", ("", .left),
      ("estimate", .right), ("standard error", .right))
    let errors = model.standardErrors
    for (index, name) in OpportunityModel.parameterNames.enumerated() {
      table.append(
        name, Figures.significant(model.parameters[index]),
        errors.map { Figures.significant($0[index]) } ?? "–")
    }
    if let logLikelihood = model.logLikelihood, let aic = model.aic, let bic = model.bic {
      table.append("log-likelihood", Figures.decimal(logLikelihood, places: 3), "")
      table.append("AIC", Figures.decimal(aic, places: 3), "")
      table.append("BIC", Figures.decimal(bic, places: 3), "")
    }
    let horizon = chances.map { "the next \($0) \(every.rawValue)s" } ?? "all the future"
    var expected = TextTable("Expected in \(horizon)", ("", .left), ("all", .right))
    expected.append("customers", Figures.count(customerCount))
    for (name, sum) in [
      ("still customers", total(\.alive)),
      ("\(every.rawValue)s with a purchase", total(\.expected)),
      ("the same, discounted", total(\.discounted)),
    ] {
      if let sum { expected.append(name, Figures.decimal(sum, places: 2)) }
    }
    return [table, expected]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "customer_id", "frequency", "recency", "opportunities", "probability_alive",
        "expected_purchases", "probability_of_purchase", "discounted_purchases",
      ]))
    for (customer, history) in histories.enumerated() {
      guard let history, let forecast = forecasts[customer] else { continue }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(history.frequency)
      row.append(history.recency)
      row.append(history.opportunities)
      row.append(forecast.alive)
      row.append(known: forecast.expected)
      row.append(known: forecast.chance)
      row.append(forecast.discounted)
      try write(row)
    }
  }
}

import Clientele

extension CLVAnswer {
  /// Keys are a contract; what there is no answer to is null.
  struct JSON: Encodable {
    let answer: CLVAnswer

    enum Key: String, CodingKey {
      case model, unit, calibrationEnd, customers, repeatCustomers, histories
      case parameters, standardErrors, covariates, logLikelihood, aic, bic
      case spend, horizon, discount, margin, expected, holdout, warnings
    }

    func encode(to encoder: any Encoder) throws {
      let fitted = answer.model.purchases
      let names = fitted.model.parameterNames
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(fitted.model, forKey: .model)
      try container.encode(fitted.unit, forKey: .unit)
      try container.encode(answer.histories.question.end, forKey: .calibrationEnd)
      try container.encode(answer.customerCount, forKey: .customers)
      try container.encode(answer.histories.table.repeatCustomerCount, forKey: .repeatCustomers)
      try container.encode(answer.histories.table.count, forKey: .histories)
      try container.encode(Self.named(names, fitted.parameters), forKey: .parameters)
      try container.encode(
        fitted.standardErrors.map { Self.named(names, $0) }, forKey: .standardErrors)
      try container.encode(fitted.covariates.map { Effects(effects: $0) }, forKey: .covariates)
      try container.encode(fitted.logLikelihood, forKey: .logLikelihood)
      try container.encode(fitted.aic, forKey: .aic)
      try container.encode(fitted.bic, forKey: .bic)
      try container.encode(
        answer.model.spend.map { Spend(model: $0, currency: answer.orders.currency) },
        forKey: .spend)
      let horizon = answer.question.horizon
      try container.encode(horizon < .infinity ? horizon : nil, forKey: .horizon)
      try container.encode(answer.question.discount, forKey: .discount)
      try container.encode(answer.question.margin, forKey: .margin)
      try container.encode(Expected(answer: answer), forKey: .expected)
      try container.encode(Holdout(answer), forKey: .holdout)
      try container.encode(answer.warnings.map(\.description), forKey: .warnings)
    }

    static func named(_ names: [String], _ values: [Double]) -> [String: Double] {
      Dictionary(uniqueKeysWithValues: zip(names, values))
    }
  }

  var json: JSON { JSON(answer: self) }

  /// Effects by the names of their covariates.
  private struct Effects: Encodable {
    let onRate: [String: Double]
    let onDropout: [String: Double]

    init(effects: CovariateEffects) {
      onRate = JSON.named(effects.names, effects.onRate)
      onDropout = JSON.named(effects.names, effects.onDropout)
    }
  }

  private struct Spend: Encodable {
    let model: FittedSpendModel
    let currency: Currency

    enum Key: String, CodingKey {
      case parameters, standardErrors, logLikelihood, aic, bic, populationMean
    }

    func encode(to encoder: any Encoder) throws {
      let names = FittedSpendModel.parameterNames
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(JSON.named(names, [model.p, model.q, model.v]), forKey: .parameters)
      try container.encode(
        model.standardErrors.map { JSON.named(names, $0) }, forKey: .standardErrors)
      try container.encode(model.logLikelihood, forKey: .logLikelihood)
      try container.encode(model.aic, forKey: .aic)
      try container.encode(model.bic, forKey: .bic)
      try container.encode(currency.text(of: model.populationMean), forKey: .populationMean)
    }
  }

  /// Sums over all customers.
  private struct Expected: Encodable {
    let answer: CLVAnswer

    enum Key: String, CodingKey {
      case alive, purchases, discountedPurchases, value
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(answer.total(\.probabilityAlive), forKey: .alive)
      try container.encode(answer.total(\.expectedPurchases), forKey: .purchases)
      try container.encode(answer.total(\.discountedPurchases), forKey: .discountedPurchases)
      try container.encode(answer.total(\.value).map(answer.money), forKey: .value)
    }
  }

  /// What happened after calibration.
  private struct Holdout: Encodable {
    let through: Day
    let purchases: Int
    let expectedPurchases: Double

    init?(_ answer: CLVAnswer) {
      guard let expected = answer.holdoutExpected else { return nil }
      through = answer.histories.question.holdoutEnd
      purchases = answer.holdoutPurchases
      expectedPurchases = expected
    }
  }
}

import Clientele

extension ComparisonAnswer {
  /// Keys are a contract; what there is no answer to is null.
  struct JSON: Encodable {
    let comparisons: [Comparison]
  }

  struct Comparison: Encodable {
    let comparison: ModelComparison
    let currency: Currency

    private enum Key: String, CodingKey {
      case calibrationEnd, holdoutEnd, unit, customers, repeatCustomers, holdoutPurchases, models
      case bestByAIC, bestByBIC, bestInHoldout, failures, spend, warnings
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(comparison.calibrationEnd, forKey: .calibrationEnd)
      try container.encode(comparison.holdoutEnd, forKey: .holdoutEnd)
      try container.encode(comparison.unit, forKey: .unit)
      try container.encode(comparison.customerCount, forKey: .customers)
      try container.encode(comparison.repeatCustomerCount, forKey: .repeatCustomers)
      try container.encode(comparison.holdoutPurchaseCount, forKey: .holdoutPurchases)
      try container.encode(
        comparison.evaluations.map { Model(evaluation: $0, currency: currency) },
        forKey: .models)
      try container.encode(comparison.bestByAIC?.model.model, forKey: .bestByAIC)
      try container.encode(comparison.bestByBIC?.model.model, forKey: .bestByBIC)
      try container.encode(comparison.bestInHoldout?.model.model, forKey: .bestInHoldout)
      try container.encode(comparison.failures, forKey: .failures)
      try container.encode(
        comparison.spend.map { Spend(evaluation: $0, currency: currency) }, forKey: .spend)
      try container.encode(comparison.warnings.map(\.description), forKey: .warnings)
    }
  }

  private struct Model: Encodable {
    let evaluation: ModelEvaluation
    let currency: Currency

    private enum Key: String, CodingKey {
      case model, parameters, standardErrors, logLikelihood, aic, bic, expectedPurchases
      case actualPurchases, mae, rmse, bias, correlation, auc, gini, bins, calibration, gains
      case tracking, revenue, warnings
    }

    func encode(to encoder: any Encoder) throws {
      let fitted = evaluation.model
      let names = fitted.model.parameterNames
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(fitted.model, forKey: .model)
      try container.encode(
        Dictionary(uniqueKeysWithValues: zip(names, fitted.parameters)), forKey: .parameters)
      try container.encode(
        fitted.standardErrors.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) },
        forKey: .standardErrors)
      try container.encode(fitted.logLikelihood, forKey: .logLikelihood)
      try container.encode(fitted.aic, forKey: .aic)
      try container.encode(fitted.bic, forKey: .bic)
      try container.encode(evaluation.expectedPurchases, forKey: .expectedPurchases)
      try container.encode(evaluation.actualPurchases, forKey: .actualPurchases)
      try container.encode(evaluation.meanAbsoluteError, forKey: .mae)
      try container.encode(evaluation.rootMeanSquareError, forKey: .rmse)
      try container.encode(evaluation.bias, forKey: .bias)
      try container.encode(evaluation.correlation, forKey: .correlation)
      try container.encode(evaluation.auc, forKey: .auc)
      try container.encode(evaluation.gini, forKey: .gini)
      try container.encode(evaluation.frequencyBins.map(Bin.init), forKey: .bins)
      try container.encode(evaluation.calibration.map(Calibration.init), forKey: .calibration)
      try container.encode(evaluation.gains.map(Gain.init), forKey: .gains)
      try container.encode(
        evaluation.tracking.map { Tracked($0, currency) }, forKey: .tracking)
      try container.encode(
        evaluation.revenue.map { Revenue($0, currency) }, forKey: .revenue)
      try container.encode(fitted.warnings.map(\.description), forKey: .warnings)
    }
  }

  private struct Bin: Encodable {
    let frequency: Int
    let andMore: Bool
    let customers: Int
    let expected: Double
    let actual: Double
    let bias: Double

    init(_ bin: FrequencyBin) {
      (frequency, andMore, customers) = (bin.frequency, bin.isOpen, bin.customerCount)
      (expected, actual, bias) = (bin.expectedMean, bin.actualMean, bin.bias)
    }
  }

  private struct Calibration: Encodable {
    let from: Double
    let to: Double
    let expected: Double
    let buyers: Int
    let customers: Int
    @OrNull var rate: Double?
    @OrNull var low: Double?
    @OrNull var high: Double?

    init(_ bin: CalibrationBin) {
      let bought = bin.observed
      (from, to, expected) = (bin.lowest, bin.highest, bin.predicted)
      (buyers, customers) = (bought.numerator, bought.denominator)
      rate = bought.value
      low = bought.interval?.low
      high = bought.interval?.high
    }
  }

  private struct Gain: Encodable {
    let share: Double
    let buyers: Double
    let mostBuyers: Double
    let lift: Double
    let purchases: Double

    init(_ gain: ModelGain) {
      (share, buyers, mostBuyers) = (gain.share, gain.buyers, gain.mostBuyers)
      (lift, purchases) = (gain.lift, gain.purchases)
    }
  }

  private struct Tracked: Encodable {
    let start: Day
    let end: Day
    let isCalibration: Bool
    let expected: Double
    let actual: Int
    let cumulativeExpected: Double
    let cumulativeActual: Int
    @OrNull var expectedRevenue: String?
    let actualRevenue: String
    @OrNull var cumulativeExpectedRevenue: String?
    let cumulativeActualRevenue: String

    init(_ period: TrackedPeriod, _ currency: Currency) {
      (start, end) = (period.window.start, period.window.end)
      isCalibration = period.isCalibration
      (expected, actual) = (period.expected, period.actual)
      cumulativeExpected = period.cumulativeExpected
      cumulativeActual = period.cumulativeActual
      expectedRevenue = period.expectedRevenue.map(currency.text)
      actualRevenue = currency.text(of: period.actualRevenue)
      cumulativeExpectedRevenue = period.cumulativeExpectedRevenue.map(currency.text)
      cumulativeActualRevenue = currency.text(of: period.cumulativeActualRevenue)
    }
  }

  /// Amounts as texts of decimals.
  private struct Revenue: Encodable {
    let expected: String
    let actual: String
    let mae: String
    let rmse: String
    let bias: String
    @OrNull var gini: Double?
    let gains: [RevenueGain]

    init(_ revenue: RevenueEvaluation, _ currency: Currency) {
      expected = currency.text(of: revenue.expected)
      actual = currency.text(of: revenue.actual)
      mae = currency.text(of: revenue.meanAbsoluteError)
      rmse = currency.text(of: revenue.rootMeanSquareError)
      bias = currency.text(of: revenue.bias)
      gini = revenue.gini
      gains = revenue.gains
    }
  }

  /// Amounts as texts of decimals.
  private struct Spend: Encodable {
    let evaluation: SpendEvaluation
    let currency: Currency

    private enum Key: String, CodingKey {
      case parameters, logLikelihood, populationMean, customers, mae, maeOfPopulationMean
    }

    func encode(to encoder: any Encoder) throws {
      let model = evaluation.model
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(["p": model.p, "q": model.q, "v": model.v], forKey: .parameters)
      try container.encode(model.logLikelihood, forKey: .logLikelihood)
      try container.encode(currency.text(of: model.populationMean), forKey: .populationMean)
      try container.encode(evaluation.customerCount, forKey: .customers)
      try container.encode(evaluation.meanAbsoluteError.map(currency.text), forKey: .mae)
      try container.encode(
        evaluation.errorOfPopulationMean.map(currency.text), forKey: .maeOfPopulationMean)
    }
  }

  var json: JSON {
    JSON(comparisons: comparisons.map { Comparison(comparison: $0, currency: currency) })
  }
}

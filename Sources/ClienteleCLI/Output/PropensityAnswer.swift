import Clientele
import ClienteleCSV
import ClienteleReport

/// A propensity model, how well it did, and everyone's probability.
struct PropensityAnswer: Answer {
  let asOf: Day
  let model: PropensityModel
  /// `nil` when nothing is over that the model has not seen.
  let evaluation: PropensityEvaluation?
  let scores: PropensityScores
  /// The share of the buyers that customers are sought for.
  let capture: Double
  let orders: OrderTable

  struct JSON: Encodable {
    struct Scores: Encodable {
      let start: Day
      let end: Day
      let customers: Int
      let expectedBuyers: Double
    }

    let asOf: Day
    let days: Int
    let model: PropensityModelJSON
    let evaluation: PropensityEvaluationJSON?
    let scores: Scores

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(asOf, forKey: .asOf)
      try container.encode(days, forKey: .days)
      try container.encode(model, forKey: .model)
      // A key that is always there: null, not missing.
      try container.encode(evaluation, forKey: .evaluation)
      try container.encode(scores, forKey: .scores)
    }

    private enum Key: String, CodingKey {
      case asOf, days, model, evaluation, scores
    }
  }

  var json: JSON {
    JSON(
      asOf: asOf, days: model.days, model: PropensityModelJSON(model: model),
      evaluation: evaluation.map { PropensityEvaluationJSON(evaluation: $0, capture: capture) },
      scores: JSON.Scores(
        start: scores.window.start, end: scores.window.end, customers: scores.customers.count,
        expectedBuyers: scores.expectedBuyerCount))
  }

  var tables: [TextTable] {
    let tables = PropensityTables(model: model, capture: capture)
    var expected = TextTable(
      "The \(model.days) days after \(asOf)", ("customers", .right), ("expected buyers", .right),
      ("share", .right))
    let count = scores.customers.count
    expected.append(
      Figures.count(count), Figures.decimal(scores.expectedBuyerCount, places: 1),
      Figures.percent(count == 0 ? nil : scores.expectedBuyerCount / Double(count)))
    return [tables.coefficients] + (evaluation.map(tables.judgement) ?? []) + [expected]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["customer_id", "probability", "top_share"]))
    let shares = scores.topShares()
    for (row, customer) in scores.customers.enumerated() {
      var cells = CSVRow()
      cells.append(text: orders.customers[customer])
      cells.append(scores.probabilities[row])
      cells.append(shares[row])
      try write(cells)
    }
  }
}

/// The model as JSON has it.
struct PropensityModelJSON: Encodable {
  let model: PropensityModel

  private struct Term: Encodable {
    let name: String
    let own: Bool
    let scale: FeatureScale
    let coefficient: Double
    let standardError: Double
    let low: Double
    let high: Double
    let coefficientPerUnit: Double
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: RateJSON.Key.self)
    func encode(_ value: some Encodable, _ name: String) throws {
      try container.encode(value, forKey: RateJSON.Key(name))
    }
    try encode(model.fittedAsOf, "fittedAsOf")
    try encode(model.window.start, "start")
    try encode(model.window.end, "end")
    try encode(model.penalty, "penalty")
    try encode(model.logLikelihood, "logLikelihood")
    try encode(model.nullLogLikelihood, "nullLogLikelihood")
    try encode(model.intercept, "intercept")
    try encode(model.interceptError, "interceptStandardError")
    try encode(
      model.terms.map { term in
        Term(
          name: term.name, own: term.feature == nil, scale: term.scale,
          coefficient: term.coefficient, standardError: term.standardError,
          low: term.interval.low, high: term.interval.high,
          coefficientPerUnit: term.coefficientPerUnit)
      }, "terms")
    try encode(model.warnings.map(\.description), "warnings")
    try RateJSON(rate: model.base, names: ("buyers", "customers")).encode(into: &container)
  }
}

/// The judgement as JSON has it.
struct PropensityEvaluationJSON: Encodable {
  let evaluation: PropensityEvaluation
  let capture: Double

  /// Figures by name; `null` for those there are none of.
  private struct Figures: Encodable {
    let values: [(String, Double?)]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: RateJSON.Key.self)
      for (name, value) in values { try container.encode(value, forKey: RateJSON.Key(name)) }
    }
  }

  private struct Bin: Encodable {
    let bin: CalibrationBin

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: RateJSON.Key.self)
      try container.encode(bin.predicted, forKey: RateJSON.Key("predicted"))
      try RateJSON(rate: bin.observed, names: ("buyers", "customers")).encode(into: &container)
    }
  }

  func encode(to encoder: any Encoder) throws {
    let gains = evaluation.gains
    var container = encoder.container(keyedBy: RateJSON.Key.self)
    func encode(_ value: some Encodable, _ name: String) throws {
      try container.encode(value, forKey: RateJSON.Key(name))
    }
    try encode(evaluation.asOf, "asOf")
    try encode(evaluation.window.start, "start")
    try encode(evaluation.window.end, "end")
    try encode(evaluation.expectedBuyerCount, "expectedBuyers")
    try encode(gains.auc, "auc")
    try encode(gains.aucInterval?.low, "aucLow")
    try encode(gains.aucInterval?.high, "aucHigh")
    try encode(gains.gini, "gini")
    try encode(gains.kolmogorovSmirnov, "kolmogorovSmirnov")
    try encode(evaluation.logLoss, "logLoss")
    try encode(evaluation.baseLogLoss, "baseLogLoss")
    try encode(evaluation.brierScore, "brierScore")
    let (found, best) = (
      gains.smallestCount(capturing: capture), gains.perfectCount(capturing: capture)
    )
    try encode(
      Figures(values: [
        ("buyerShare", capture), ("customers", found.map(Double.init)),
        ("customerShare", gains.smallestShare(capturing: capture)),
        ("bestCustomers", best.map(Double.init)),
        ("bestCustomerShare", best.map { Double($0) / Double(gains.customerCount) }),
      ]), "capture")
    try encode(
      (1...20).map { step in
        let share = Double(step) / 20
        return Figures(values: [
          ("customerShare", share), ("buyerShare", gains.captured(byBest: share)),
          ("bestBuyerShare", gains.perfectlyCaptured(byBest: share)),
          ("lift", gains.lift(ofBest: share)),
        ])
      }, "gains")
    try encode(evaluation.calibration.map(Bin.init), "calibration")
    try RateJSON(rate: evaluation.base, names: ("buyers", "customers")).encode(into: &container)
  }
}

import Clientele
import FoundationEssentials
import Testing

/// Fitted models are stored as JSON, and checked when they are read.
@Suite struct ModelStorageTests {
  @Test func `models come back equal, fit and all`() throws {
    for answer in SimulatedHistories.answers {
      let model = try SimulatedHistories.table.fit(answer.model)
      #expect(try afterJSON(model) == model)
      #expect(model.fit != nil)
    }
    let spend = try FittedSpendModel(p: 6.25, q: 3.74, v: 15.44, currencyCode: "USD")
    #expect(try afterJSON(spend) == spend)
    let value = CustomerValueModel(
      purchases: try SimulatedHistories.table.fit(.paretoNBD), spend: spend)
    #expect(try afterJSON(value) == value)
    let chances = try OpportunityModel(alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.8)
    #expect(try afterJSON(chances) == chances)
    let history = try PurchaseHistory(frequency: 2, recency: 30.43, age: 38.86)
    #expect(try afterJSON(history) == history)
  }

  @Test func `a stored model is short enough to be written by hand`() throws {
    let text = """
      {"model": "bg-nbd", "unit": "week",
       "parameters": {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}}
      """
    let model = try JSONDecoder().decode(FittedPurchaseModel.self, from: Data(text.utf8))
    #expect(model.model == .bgNBD)
    #expect(model["alpha"] == 4.414)
    #expect(model["beta"] == nil)
    #expect(model.logLikelihood == nil && model.aic == nil && model.standardErrors == nil)
  }

  /// Texts that are no model, and what the error names.
  private static let wrong: [(text: String, named: String)] = [
    (#"{"model": "bg-nbd", "unit": "week", "parametres": {}}"#, "did you mean parameters?"),
    (#"{"model": "bg-nbd", "unit": "week"}"#, "the key parameters is missing"),
    (
      #"{"model": "bg-nbd", "unit": "week", "parameters": {"r": 1, "alpha": 1, "a": 1, "b": 0}}"#,
      "b cannot be 0"
    ),
    (
      #"{"model": "bg-nbd", "unit": "week", "parameters": {"r": 1, "alpha": 1, "a": 1, "s": 1}}"#,
      "b cannot be nan"
    ),
    (#"{"model": "nbd", "unit": "week", "parameters": {"r": 1}}"#, "1 parameters instead of 2"),
    (
      #"{"model": "bg-cnbd-k", "unit": "week", "parameters": {"r": 1}}"#,
      "bg-cnbd-k is not a fitted model"
    ),
    (
      #"{"model": "nbd", "unit": "week", "parameters": {"r": 1, "alpha": 1}, "fit": {"#
        + #""logLikelihood": -1, "customerCount": 3, "covariance": [[1, 2], [3, 4]], "#
        + #""stepCount": 1, "warnings": []}}"#, "not a symmetric matrix"
    ),
    (
      #"{"model": "nbd", "unit": "week", "parameters": {"r": 1, "alpha": 1}, "fit": {"#
        + #""logLikelihood": -1, "customerCount": 3, "covariance": [[1]], "#
        + #""stepCount": 1, "warnings": []}}"#, "not one of 2 estimates"
    ),
    (
      #"{"model": "nbd", "unit": "week", "parameters": {"r": 1, "alpha": 1}, "#
        + #""covariates": {"names": ["a"], "onRate": [1], "onDropout": [1]}}"#,
      "do not fit together"
    ),
  ]

  @Test func `wrong texts are refused, with what is wrong`() throws {
    for (text, named) in Self.wrong {
      let error = try #require(throws: DecodingError.self, "\(text)") {
        try JSONDecoder().decode(FittedPurchaseModel.self, from: Data(text.utf8))
      }
      #expect(error.faultDescription.contains(named), "\(error.faultDescription)")
    }
    for text in [
      #"{"p": 6, "q": 0.9, "v": 15}"#, #"{"p": 6, "q": 2, "v": 15, "w": 1}"#, #"{"p": 6, "q": 2}"#,
    ] {
      #expect(throws: DecodingError.self, "\(text)") {
        try JSONDecoder().decode(FittedSpendModel.self, from: Data(text.utf8))
      }
    }
  }

  @Test func `every name is that of its model`() {
    for name in [
      "nbd", "pareto-nbd", "bg-nbd", "mbg-nbd", "bg-cnbd-k", "mbg-cnbd-k", "bg-cnbd-2",
      "mbg-cnbd-12",
    ] {
      #expect(PurchaseModel(name)?.description == name)
    }
    #expect(PurchaseModel("bg-cnbd-1") == .bgNBD)
    for name in ["", "bg", "bg-cnbd-0", "bg-cnbd-13", "BG-NBD", "pareto-nbd-2", "bg-bb", "-k"] {
      #expect(PurchaseModel(name) == nil)
    }
  }

  @Test func `errors and warnings are sentences`() {
    let errors: [PurchaseModelError] = [
      .history(frequency: 1, recency: 3, age: 2), .noCustomers,
      .noRepeatPurchases(customerCount: 7), .tooFewHistories(2, parameterCount: 4),
      .noOptimum(model: "bg-nbd"), .parameter("r", -1), .parameterCount(3, expected: 4),
      .argument("the horizon", -1), .infiniteValue(model: "bg-nbd", parameter: "a", value: 0.8),
      .otherUnit(model: .day, histories: .week), .otherCovariates(model: ["a"], given: []),
      .covariateValue("size", customer: 3), .idleCovariate("size"), .noSpend, .equalSpend(9.9),
      .otherCurrency(fitted: "EUR", found: "USD"),
    ]
    for error in errors { #expect(error.description.split(separator: " ").count > 3) }
    let warnings: [FitWarning] = [
      .towardsZero(parameter: "a"), .towardsInfinity(parameter: "r"),
      .poorlyDetermined(parameter: "s"), .oneTimeBuyersCountAsAlive(customerCount: 4),
      .spendNotPositive(customerCount: 2), .spendDependsOnFrequency(correlation: 0.5),
      .spendHasNoMean, .mostRegularTried(k: 12), .needsHorizon(parameter: "a", value: 0.4),
    ]
    for warning in warnings { #expect(warning.description.split(separator: " ").count > 5) }
  }
}

import Clientele
import ClienteleFixtures
import Testing

/// Compared with statsmodels 0.15.0 (maximum likelihood) and scikit-learn 1.9.1 (with a penalty),
/// whose features come from a program of their own.
@Suite struct PropensityGoldenTests {
  /// What differs, one text each.
  static func differences(
    _ orders: OrderTable, _ expected: LearningOracle.Propensity
  ) throws -> [String] {
    let model = try orders.propensity(
      asOf: expected.fittedAsOf, days: expected.days,
      observedThrough: expected.fittedAsOf + expected.days, features: expected.features,
      penalty: expected.penalty)
    let judged = try model.evaluation(
      on: orders, asOf: expected.judgedAsOf,
      observedThrough: expected.judgedAsOf + expected.days)
    let scores = try model.scores(of: orders, asOf: expected.judgedAsOf)
    var differences: [String] = []
    func check(_ isRight: Bool, _ what: String) { if !isRight { differences.append(what) } }
    check(model.base == Rate(expected.buyers, of: expected.customers), "base \(model.base)")
    check(model.terms.map(\.feature) == expected.features, "features")
    check(agree(model.intercept, expected.intercept), "intercept \(model.intercept)")
    for (term, coefficient) in zip(model.terms, expected.coefficients) {
      check(agree(term.coefficient, coefficient), "\(term.name) \(term.coefficient)")
    }
    if let errors = expected.standardErrors, let units = expected.perUnit,
      let likelihood = expected.logLikelihood, let nothing = expected.nullLogLikelihood
    {
      check(agree(model.interceptError, errors[0]), "intercept's error")
      for (term, error) in zip(model.terms, errors.dropFirst()) {
        check(agree(term.standardError, error), "error of \(term.name)")
      }
      for (term, unit) in zip(model.terms, units) {
        check(agree(term.coefficientPerUnit, unit, 1e-8), "\(term.name) a unit")
      }
      check(agree(model.logLikelihood, likelihood), "likelihood \(model.logLikelihood)")
      check(agree(model.nullLogLikelihood, nothing), "null likelihood")
    }
    check(
      judged.base == Rate(expected.judgedBuyers, of: expected.judgedCustomers),
      "judged \(judged.base)")
    // Ranks are counts, but for scores that rounding might tell apart there and not here.
    check(agree(judged.gains.auc, expected.auc), "AUC \(judged.gains.auc ?? -1)")
    check(agree(judged.gains.aucInterval?.low, expected.aucInterval[0]), "low")
    check(agree(judged.gains.aucInterval?.high, expected.aucInterval[1]), "high")
    check(agree(judged.logLoss, expected.logLoss), "log loss \(judged.logLoss)")
    check(agree(judged.brierScore, expected.brier), "Brier \(judged.brierScore)")
    for (found, chance) in zip(scores.probabilities, expected.firstProbabilities) {
      check(agree(found, chance), "probability \(found) \(chance)")
    }
    return differences
  }

  @Test func `the tea shop's models are those of others`() throws {
    let orders = try FixtureShop.orders()
    let cases = try LearningOracle.expected().shop.propensity
    #expect(cases.count == 4)
    for expected in cases {
      #expect(try Self.differences(orders, expected) == [], "\(expected.fittedAsOf)")
    }
  }

  @Test(.needsCDNOW) func `the models of CDNOW are those of others`() throws {
    let orders = try #require(ReferenceData.cdnow)
    let cases = try LearningOracle.expected().cdnow.propensity
    #expect(cases.count == 3)
    for expected in cases {
      #expect(try Self.differences(orders, expected) == [], "\(expected.fittedAsOf)")
    }
  }
}

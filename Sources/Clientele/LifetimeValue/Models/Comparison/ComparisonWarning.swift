/// What the reader of a comparison should know before using a model.
public enum ComparisonWarning: Hashable, Sendable, Codable {
  /// Half of the customers or more bought on one day only: what the models say of them rests on the
  /// others.
  case mostBoughtOnce(share: Double)
  /// So many customers hardly ever leave that without an end and a discount value is infinite.
  case valueNeedsHorizonOrDiscount(model: String, parameter: String, value: Double)
  /// Purchases are more regular than chance: models with k above 1 fit better.
  case regularPurchases(k: Int)
  /// Frequent buyers spend otherwise than others, against what the model of spend supposes.
  case spendDependsOnFrequency(correlation: Double)
  /// Amounts are so uneven that the mean of all is hardly determined.
  case spendMeanUncertain(q: Double)
  /// Nobody bought in the holdout: there is nothing to judge models by.
  case nobodyBoughtInHoldout
  /// The model that fits best is not the one that foretold best.
  case criteriaDisagree(byAIC: String, inHoldout: String)
  /// Even the model that foretold best was far from the number of purchases.
  case farFromHoldout(model: String, expected: Double, actual: Int)

  static func all(
    _ histories: HistoryColumns, _ evaluations: [ModelEvaluation], _ spend: FittedSpendModel?
  ) -> [ComparisonWarning] {
    let table = histories.table
    var warnings: [ComparisonWarning] = []
    let once = 1 - Double(table.repeatCustomerCount) / Double(max(1, table.customerCount))
    if once >= 0.5 { warnings.append(.mostBoughtOnce(share: once)) }
    for evaluation in evaluations {
      let model = evaluation.model
      // Where nobody can leave, everyone knows.
      guard let cause = model.causeOfEndlessStay, model[cause.parameter] != nil else { continue }
      warnings.append(
        .valueNeedsHorizonOrDiscount(
          model: model.model.description, parameter: cause.parameter, value: cause.value))
    }
    let byAIC = evaluations.min { $0.model.aic! < $1.model.aic! }
    if let k = byAIC?.model.model.k, k > 1 { warnings.append(.regularPurchases(k: k)) }
    if let correlation = histories.spendTable.correlationWithFrequency,
      correlation.magnitude > 0.3
    {
      warnings.append(.spendDependsOnFrequency(correlation: correlation))
    }
    if let q = spend?.q, q < 1.1 { warnings.append(.spendMeanUncertain(q: q)) }
    return warnings + ofHoldout(evaluations, byAIC)
  }

  private static func ofHoldout(
    _ evaluations: [ModelEvaluation], _ byAIC: ModelEvaluation?
  ) -> [ComparisonWarning] {
    let nearest = evaluations.min { $0.meanAbsoluteError < $1.meanAbsoluteError }
    guard let nearest, let byAIC else { return [] }
    guard nearest.actualPurchases > 0 else { return [.nobodyBoughtInHoldout] }
    var warnings: [ComparisonWarning] = []
    if nearest.model.model != byAIC.model.model {
      warnings.append(
        .criteriaDisagree(
          byAIC: byAIC.model.model.description, inHoldout: nearest.model.model.description))
    }
    let actual = Double(nearest.actualPurchases)
    if (nearest.expectedPurchases - actual).magnitude > 0.25 * actual {
      warnings.append(
        .farFromHoldout(
          model: nearest.model.model.description, expected: nearest.expectedPurchases,
          actual: nearest.actualPurchases))
    }
    return warnings
  }
}

extension ComparisonWarning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .mostBoughtOnce(let share):
      "\(percent(share)) of the customers bought once: what is said of them rests on the others; "
        + "bg-nbd takes them all for customers still, mbg-nbd and pareto-nbd do not"
    case .valueNeedsHorizonOrDiscount(let model, let parameter, let value):
      "\(model): \(parameter) is \(rounded(value)), not above 1: without a horizon or a discount, "
        + "value is infinite"
    case .regularPurchases(let k):
      "purchases are regular: a model with k = \(k) steps from one to the next fits best"
    case .spendDependsOnFrequency(let correlation):
      "who buys often spends otherwise (correlation \(rounded(correlation))): expected value is "
        + (correlation > 0 ? "too low" : "too high") + " for frequent buyers"
    case .spendMeanUncertain(let q):
      "amounts are so uneven (q = \(rounded(q)), next to 1) that mean spend is hardly determined"
    case .nobodyBoughtInHoldout:
      "nobody bought after calibration: there is nothing to judge the models by"
    case .criteriaDisagree(let byAIC, let inHoldout):
      "\(byAIC) fits best, but \(inHoldout) was nearer to what customers did; when they are close, "
        + "either will do"
    case .farFromHoldout(let model, let expected, let actual):
      "even \(model) expected \(Int(expected.rounded())) purchases where there were \(actual): a "
        + "season or a change that no model knows of"
    }
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// Two decimals.
  private func rounded(_ value: Double) -> String {
    let hundredths = Int((value.magnitude * 100).rounded())
    let digits = hundredths % 100
    return "\(value < 0 ? "-" : "")\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}

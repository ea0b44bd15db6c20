/// What to expect of one customer. Horizons are in ``unit``, from the end of observation on.
extension FittedPurchaseModel {
  /// How likely a customer is still one: 0 through 1.
  ///
  /// - Parameters:
  ///   - history: In the unit of the model.
  ///   - values: The customer's covariates, in the order of the model's; none for a model without.
  /// - Precondition: There are as many values as covariates.
  /// - Complexity: O(1).
  public func probabilityAlive(
    _ history: PurchaseHistory, covariates values: [Double] = []
  ) -> Double {
    process(for: values).probabilityAlive(history)
  }

  /// How many purchases to expect within a horizon.
  ///
  /// - Precondition: `horizon` is finite and not below 0.
  public func expectedPurchases(
    _ history: PurchaseHistory, in horizon: Double, covariates values: [Double] = []
  ) -> Double {
    precondition(horizon >= 0 && horizon < .infinity, "a horizon is finite and not below 0")
    return process(for: values).expectedPurchases(history, in: horizon)
  }

  /// How many purchases to expect of a new customer, after the first one, within a time.
  ///
  /// - Precondition: `horizon` is finite and not below 0.
  public func expectedPurchasesOfNewCustomer(
    in horizon: Double, covariates values: [Double] = []
  ) -> Double {
    expectedPurchases(.new, in: horizon, covariates: values)
  }

  /// How likely there is a purchase within a horizon.
  ///
  /// - Precondition: `horizon` is finite and not below 0.
  public func probabilityOfPurchase(
    _ history: PurchaseHistory, in horizon: Double, covariates values: [Double] = []
  ) -> Double {
    precondition(horizon >= 0 && horizon < .infinity, "a horizon is finite and not below 0")
    let process = process(for: values)
    return process.probabilityAlive(history)
      * process.futureProbability(after: history, in: horizon)
  }

  /// How likely there are 0, 1 … `most` purchases within a horizon.
  ///
  /// - Returns: `[most + 1]`.
  /// - Precondition: `horizon` is finite and not below 0, `most` not below 0.
  public func countProbabilities(
    _ history: PurchaseHistory, in horizon: Double, upTo most: Int,
    covariates values: [Double] = []
  ) -> [Double] {
    precondition(horizon >= 0 && horizon < .infinity, "a horizon is finite and not below 0")
    precondition(most >= 0, "counts are not below 0")
    let process = process(for: values)
    let alive = process.probabilityAlive(history)
    var probabilities = process.futureCounts(after: history, in: horizon, upTo: most)
      .map { alive * $0 }
    probabilities[0] += 1 - alive
    return probabilities
  }

  /// What purchases within a horizon are worth when each counts for e^(−rate · time): discounted
  /// expected transactions, DET, or without an end DERT.
  ///
  /// - Parameters:
  ///   - history: What is known of the customer.
  ///   - rate: A continuous rate for one unit of time: ln(1 + yearly rate) ÷ units of a year.
  ///   - horizon: May be infinite.
  ///   - values: The customer's covariates, when the model has some.
  /// - Throws: ``PurchaseModelError/infiniteValue(model:parameter:value:)`` without a rate and an
  ///   end, where too many customers stay for too long; ``PurchaseModelError/argument(_:_:)``.
  public func discountedPurchases(
    _ history: PurchaseHistory, rate: Double, in horizon: Double = .infinity,
    covariates values: [Double] = []
  ) throws(PurchaseModelError) -> Double {
    try value(
      of: .discountedPurchases(rate: rate, in: horizon), after: history, covariates: values)
  }

  /// Any figure of one customer.
  ///
  /// - Throws: ``PurchaseModelError`` when the figure is infinite, or its horizon or rate is
  ///   below 0.
  public func value(
    of figure: PurchaseFigure, after history: PurchaseHistory, covariates values: [Double] = []
  ) throws(PurchaseModelError) -> Double {
    try figure.validate()
    guard let value = figure.value(process(for: values), history) else { throw infiniteValue }
    return value
  }

  /// The logarithm of the likelihood of a table of histories, be they those that the model was
  /// fitted to or others: how well it foresaw them.
  ///
  /// - Throws: ``PurchaseModelError/otherUnit(model:histories:)``.
  /// - Precondition: The model has no covariates.
  /// - Complexity: O(distinct histories).
  public func logLikelihood(of table: HistoryTable) throws(PurchaseModelError) -> Double {
    guard table.unit == unit else { throw .otherUnit(model: unit, histories: table.unit) }
    precondition(covariates == nil, "a model with covariates needs their values")
    let process = process(for: [])
    var sum = CompensatedSum()
    for row in table.indices {
      sum.add(Double(table.customerCount(of: row)) * process.logLikelihood(of: table[row]))
    }
    return sum.value + Double((model.k ?? 1) - 1) * table.logGapTotal
  }

  /// - Precondition: There are as many values as covariates.
  func process(for values: [Double]) -> any PurchaseProcess {
    precondition(values.count == covariates?.names.count ?? 0, "a value for each covariate")
    return model.process(
      covariates?.parameters(parameters, of: model, for: values) ?? parameters)
  }

  var infiniteValue: PurchaseModelError {
    let place = model.parameterNames.firstIndex { ["a", "s"].contains($0) }
    return .infiniteValue(
      model: model.description, parameter: place.map { model.parameterNames[$0] } ?? "dropout",
      value: place.map { parameters[$0] } ?? 0)
  }
}

extension PurchaseProcess {
  fileprivate func futureProbability(
    after history: PurchaseHistory, in horizon: Double
  ) -> Double {
    future(after: history).probabilityOfPurchase(in: horizon)
  }

  fileprivate func futureCounts(
    after history: PurchaseHistory, in horizon: Double, upTo most: Int
  ) -> [Double] {
    future(after: history).countProbabilities(in: horizon, upTo: most)
  }
}

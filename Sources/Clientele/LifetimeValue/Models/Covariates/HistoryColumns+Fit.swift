import ClienteleKernels
import Glibc

extension HistoryColumns {
  /// The parameters under which these customers' histories are most likely.
  ///
  /// - Parameters:
  ///   - model: With `k` left out, the one that fits best.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same to
  ///     the last bit.
  /// - Throws: ``PurchaseModelError`` when there is nothing to learn from, or no best parameters
  ///   were found.
  public func fit(
    _ model: PurchaseModel, threads: Int? = nil
  ) throws(PurchaseModelError) -> FittedPurchaseModel {
    try table.fit(model, threads: threads)
  }

  /// The parameters and effects of covariates under which these customers' histories are most
  /// likely.
  ///
  /// - Parameters:
  ///   - model: With `k` left out, the one that fits best without covariates.
  ///   - covariates: Of every customer of the table of orders, by customer number.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same to
  ///     the last bit.
  /// - Throws: ``PurchaseModelError`` as above, and when a covariate is not finite, or tells no
  ///   more than others do.
  /// - Complexity: O(distinct histories and covariates) for each of some ten steps, in parallel.
  public func fit(
    _ model: PurchaseModel, covariates: CustomerCovariates, threads: Int? = nil
  ) throws(PurchaseModelError) -> FittedPurchaseModel {
    let threads = threads ?? availableThreadCount
    let plain = try table.fit(model, threads: threads)
    guard !covariates.names.isEmpty else { return plain }
    let patterns = try patterns(by: covariates)
    let spreads = try Self.spreads(of: covariates.names, in: patterns)
    let likelihood = CovariateLikelihood(
      model: plain.model, patterns: patterns, covariateCount: covariates.names.count)
    let search = search(
      likelihood, from: plain, effectBounds: spreads.map { 12 / $0 }, names: covariates.names)
    guard
      let optimum = search.optimum(of: { place in likelihood.landscape(at: place, threads: threads)
      })
    else { throw .noOptimum(model: plain.model.description) }
    return fitted(plain, likelihood, optimum, names: covariates.names)
  }

  private func search(
    _ likelihood: CovariateLikelihood, from plain: FittedPurchaseModel, effectBounds: [Double],
    names: [String]
  ) -> LikelihoodSearch {
    let start = likelihood.place(of: plain.parameters)
    let kinds = likelihood.hasDropout ? ["rate", "dropout"] : ["rate"]
    return LikelihoodSearch(
      starts: [start],
      bounds: plain.parameters.indices.map { start[$0] - 20...start[$0] + 20 }
        + kinds.flatMap { _ in effectBounds.map { -$0...$0 } },
      names: plain.model.parameterNames
        + kinds.flatMap { kind in names.map { "the effect of \($0) on \(kind)" } })
  }

  private func fitted(
    _ plain: FittedPurchaseModel, _ likelihood: CovariateLikelihood,
    _ optimum: LikelihoodSearch.Optimum, names: [String]
  ) -> FittedPurchaseModel {
    let (values, jacobian) = likelihood.estimates(at: optimum.place)
    let baseCount = plain.parameters.count
    let effects = Array(values.dropFirst(baseCount))
    let inherited = plain.warnings.filter {
      if case .oneTimeBuyersCountAsAlive = $0 { true } else { false }
    }
    return FittedPurchaseModel(
      model: plain.model, unit: plain.unit, parameters: Array(values.prefix(baseCount)),
      covariates: CovariateEffects(
        names: names, onRate: Array(effects.prefix(names.count)),
        onDropout: Array(effects.dropFirst(names.count))),
      fit: ModelFit(
        logLikelihood: optimum.logLikelihood, customerCount: table.customerCount,
        covariance: optimum.covariance?.transformed(by: jacobian).rows,
        stepCount: optimum.stepCount, warnings: optimum.warnings + inherited))
  }

  /// The standard deviation of each covariate.
  ///
  /// - Throws: ``PurchaseModelError/idleCovariate(_:)`` when one does not vary beyond the others.
  private static func spreads(
    of names: [String], in patterns: [CovariatePattern]
  ) throws(PurchaseModelError) -> [Double] {
    let size = patterns.reduce(0.0) { $0 + Double($1.customers.count) }
    func mean(_ value: (CovariatePattern) -> Double) -> Double {
      patterns.reduce(0) { $0 + Double($1.customers.count) * value($1) } / size
    }
    // One after the other, less what those before tell of it.
    var directions: [[Double]] = []
    var spreads: [Double] = []
    for (index, name) in names.enumerated() {
      let center = mean { $0.values[index] }
      let scale = mean { ($0.values[index] - center) * ($0.values[index] - center) }.squareRoot()
      guard scale > 1e-9 * Swift.max(1e-300, center.magnitude) else { throw .idleCovariate(name) }
      var rest = patterns.map { ($0.values[index] - center) / scale }
      for direction in directions {
        let common = zip(zip(rest, direction), patterns).reduce(0) {
          $0 + $1.0.0 * $1.0.1 * Double($1.1.customers.count)
        }
        rest = zip(rest, direction).map { $0 - common * $1 }
      }
      let length = zip(rest, patterns).reduce(0) {
        $0 + $1.0 * $1.0 * Double($1.1.customers.count)
      }
      guard length > 1e-12 * size else { throw .idleCovariate(name) }
      directions.append(rest.map { $0 / length.squareRoot() })
      spreads.append(scale)
    }
    return spreads
  }

  /// A figure of every customer; `nil` for those without a history.
  ///
  /// - Parameters:
  ///   - figure: What is asked.
  ///   - model: In the unit of these histories.
  ///   - covariates: For a model that has some, the same ones, of every customer.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``PurchaseModelError`` when the figure is infinite, or model and histories do not
  ///   fit together.
  /// - Complexity: O(customers) and O(distinct histories) figures, in parallel.
  public func values(
    of figure: PurchaseFigure, by model: FittedPurchaseModel,
    covariates: CustomerCovariates? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) -> [Double?] {
    try values(of: [figure], by: model, covariates: covariates, threads: threads)[0]
  }

  /// Some figures of every customer, in less time than one after the other.
  ///
  /// ```swift
  /// let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
  /// let model = try histories.fit(.bgNBD)
  /// let scores = try histories.values(
  ///   of: [.probabilityAlive, .expectedPurchases(in: 26)], by: model)
  /// scores[1].count      // 401
  /// ```
  ///
  /// - Parameters: As for one figure.
  /// - Returns: `[figures.count][count]`.
  /// - Throws: ``PurchaseModelError`` when a figure is infinite, or model and histories do not
  ///   fit together.
  /// - Complexity: O(customers) and O(distinct histories) for each figure, in parallel.
  public func values(
    of figures: [PurchaseFigure], by model: FittedPurchaseModel,
    covariates: CustomerCovariates? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) -> [[Double?]] {
    let expected = model.covariates?.names ?? []
    guard expected == covariates?.names ?? [] else {
      throw .otherCovariates(model: expected, given: covariates?.names ?? [])
    }
    guard let covariates, !expected.isEmpty else {
      return try model.values(of: figures, for: table, threads: threads).map(spread)
    }
    var values = figures.map { _ in [Double?](repeating: nil, count: count) }
    for pattern in try patterns(by: covariates) {
      let ofRows = try model.with(pattern.values)
        .values(of: figures, for: pattern.table, threads: threads)
      for figure in figures.indices {
        for (customer, row) in zip(pattern.customers, pattern.rows) {
          values[figure][customer] = ofRows[figure][row]
        }
      }
    }
    return values
  }
}

extension HistoryColumns {
  /// A figure of every customer with its interval; `nil` for those without a history, and for all
  /// when the model has no covariance.
  ///
  /// - Parameters: As for values without intervals.
  /// - Throws: ``PurchaseModelError`` when the figure is infinite, or model and histories do not
  ///   fit together.
  /// - Complexity: O(customers) and O(distinct histories · parameters) figures, in parallel.
  public func estimates(
    of figure: PurchaseFigure, by model: FittedPurchaseModel,
    covariates: CustomerCovariates? = nil, threads: Int? = nil
  ) throws(PurchaseModelError) -> [Estimate?] {
    func values(_ model: FittedPurchaseModel) throws(PurchaseModelError) -> [Double?] {
      try self.values(of: figure, by: model, covariates: covariates, threads: threads)
    }
    let center = try values(model)
    guard let covariance = model.fit?.covariance else { return center.map { _ in nil } }
    var slopes: [[Double?]] = []
    for index in covariance.indices {
      let (after, before, width) = model.neighbours(index)
      slopes.append(
        zip(try values(after), try values(before)).map { above, below in
          above.flatMap { above in below.map { (above - $0) / width } }
        })
    }
    return center.indices.map { customer in
      center[customer].map { value in
        Estimate(
          value, slopes: slopes.map { $0[customer]! }, covariance,
          isProbability: figure.isProbability)
      }
    }
  }
}

extension FittedPurchaseModel {
  /// The model of customers with some covariates.
  fileprivate func with(_ values: [Double]) -> FittedPurchaseModel {
    FittedPurchaseModel(
      model: model, unit: unit,
      parameters: covariates!.parameters(parameters, of: model, for: values), covariates: nil,
      fit: nil)
  }
}

import ClienteleKernels

extension PropensityModel {
  /// The model that makes the outcomes of a table likeliest.
  ///
  /// Columns that are the same for everyone, or that follow from those before, are left out with a
  /// warning.
  ///
  /// - Parameters:
  ///   - table: Features and outcomes of one day.
  ///   - columns: Columns of the caller's own, behind those of the table.
  ///   - penalty: ½·penalty·Σ β² is taken from the log-likelihood, β being the coefficients of
  ///     standardised columns. 1 is what scikit-learn does if nothing is said; 0 is maximum
  ///     likelihood.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``PropensityError``.
  /// - Precondition: The table has a window.
  /// - Complexity: O(customers × columns²) a step; about six steps.
  public init(
    of table: PropensityTable, columns: [CustomerColumn] = [], penalty: Double = 1,
    threads: Int? = nil
  ) throws(PropensityError) {
    guard let window = table.window, let buyers = table.buyerCount else {
      preconditionFailure("a model is fitted to outcomes")
    }
    guard penalty >= 0, penalty < .infinity else { throw .penalty(penalty) }
    let threads = threads ?? availableThreadCount
    let rowCount = table.customers.count
    guard rowCount > 0 else { throw .nobody(asOf: table.asOf) }
    guard buyers > 0, buyers < rowCount else {
      throw .oneOutcome(buyers: buyers, customers: rowCount, window: window)
    }
    let all = try Self.columns(of: table, and: columns, threads: threads)
    let choice = ColumnChoice(of: all, rowCount: rowCount, threads: threads)
    let separating = choice.kept.filter(\.separates).map(\.name)
    guard penalty > 0 || separating.isEmpty else { throw .separated(columns: separating) }
    let design = DenseBlocks.standardised(
      choice.kept, rowCount: rowCount, withOnes: true, threads: threads)
    let fit: LogisticFit
    do throws(LogisticFit.Failure) {
      fit = try LogisticFit(design, outcomes: table.outcomes, penalty: penalty, threads: threads)
    } catch {
      switch error {
      case .notConverged(let count): throw .notConverged(iterations: count)
      case .separated(let direction):
        throw .separated(columns: choice.names(moving: direction))
      }
    }
    self.init(table, choice, fit, penalty: penalty, separating: separating)
  }

  private init(
    _ table: PropensityTable, _ choice: ColumnChoice, _ fit: LogisticFit, penalty: Double,
    separating: [String]
  ) {
    let size = fit.coefficients.count
    let buyers = table.buyerCount ?? 0
    fittedAsOf = table.asOf
    days = table.window?.dayCount ?? 0
    self.penalty = penalty
    base = Rate(buyers, of: table.customers.count)
    intercept = fit.coefficients[0]
    covariance = (0..<size).map { row in Array(fit.covariance[row * size..<(row + 1) * size]) }
    terms = zip(1..., choice.kept).map { place, column in
      PropensityTerm(
        name: column.name, feature: column.feature, scale: column.scale, fill: column.fill,
        mean: column.mean, deviation: column.deviation, coefficient: fit.coefficients[place],
        standardError: max(0, fit.covariance[place * size + place]).squareRoot())
    }
    logLikelihood = fit.logLikelihood
    currencyCode = table.currency.code
    var warnings = choice.warnings
    if !separating.isEmpty { warnings.append(.separated(columns: separating)) }
    let fewer = min(buyers, table.customers.count - buyers)
    if !terms.isEmpty, fewer < 10 * terms.count {
      warnings.append(.fewOutcomes(perColumn: Double(fewer) / Double(terms.count)))
    }
    self.warnings = warnings
  }

  /// All columns that were given, with their values for the table's customers.
  private static func columns(
    of table: PropensityTable, and own: [CustomerColumn], threads: Int
  ) throws(PropensityError) -> [ModelColumn] {
    var names: Set<String> = []
    for name in table.features.map(\.rawValue) + own.map(\.name) {
      guard names.insert(name).inserted else { throw .repeatedColumn(name) }
    }
    for column in own where PurchaseFeature(rawValue: column.name) != nil {
      throw .repeatedColumn(column.name)
    }
    var columns = table.features.indices.map { place in
      ModelColumn(
        name: table.features[place].rawValue, scale: table.features[place].scale,
        feature: table.features[place], values: table.columns[place], fill: nil,
        outcomes: table.outcomes, threads: threads)
    }
    for column in own {
      let fill = try column.fill(for: table.customers)
      let values = try column.values(of: table.customers, fill: fill)
      columns.append(
        ModelColumn(
          name: column.name, scale: column.scale, feature: nil, values: values, fill: fill,
          outcomes: table.outcomes, threads: threads))
    }
    return columns
  }
}

extension ColumnChoice {
  /// The columns that a direction, whose first part is the intercept's, moves most.
  fileprivate func names(moving direction: [Double]) -> [String] {
    let parts = direction.dropFirst().map(\.magnitude)
    let largest = parts.max() ?? 0
    return zip(kept, parts).filter { $0.1 >= largest / 1000 }.map { $0.0.name }
  }
}

extension CustomerColumn {
  /// What stands in for missing values.
  fileprivate func fill(for customers: [Int]) throws(PropensityError) -> Double? {
    switch missing {
    case .refuse: return nil
    case .fill(let value):
      guard value.isFinite else { throw .notFinite(column: name, customer: customers[0]) }
      return value
    case .mean:
      // Of the scaled values: a model of logarithms would else be moved by a few large ones.
      let known = customers.compactMap { value(of: $0) }.filter(\.isFinite)
      guard !known.isEmpty else { return 0 }
      let mean = known.reduce(0) { $0 + scale.scaled($1) } / Double(known.count)
      return scale.unscaled(mean)
    }
  }

  /// The values of some customers, without gaps.
  func values(of customers: [Int], fill: Double?) throws(PropensityError) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(customers.count)
    for customer in customers {
      guard let value = value(of: customer) ?? fill else {
        throw .missingValue(column: name, customer: customer)
      }
      guard value.isFinite else { throw .notFinite(column: name, customer: customer) }
      values.append(value)
    }
    return values
  }
}

import ClienteleKernels

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

  /// A figure of each distinct history of a table.
  ///
  /// - Returns: `[table.count]`.
  /// - Throws: ``PurchaseModelError`` when the figure is infinite or the table is in another unit.
  /// - Complexity: O(distinct histories), in parallel.
  public func values(
    of figure: PurchaseFigure, for table: HistoryTable, threads: Int? = nil
  ) throws(PurchaseModelError) -> [Double] {
    guard table.unit == unit else { throw .otherUnit(model: unit, histories: table.unit) }
    precondition(covariates == nil, "a model with covariates needs their values")
    try figure.validate()
    let values = figure.values(
      process(for: []), for: table, threads: threads ?? availableThreadCount)
    guard let values else { throw infiniteValue }
    return values
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

extension PurchaseFigure {
  /// The figure of each row; `nil` where it is infinite.
  ///
  /// What is expected of the living depends on frequency and age alone, unless purchases are
  /// regular: neighbours in the table share it.
  fileprivate func values(
    _ process: some PurchaseProcess, for table: HistoryTable, threads: Int
  ) -> [Double]? {
    let blockRowCount = 1024
    let blockCount = (table.count + blockRowCount - 1) / blockRowCount
    // For some thousand rows threads cost more than they save.
    let threads = min(threads, max(1, blockCount / 16))
    let figure = self
    let blocks = mapTasks(blockCount, threads: threads) { block -> [Double]? in
      let rows = block * blockRowCount..<min((block + 1) * blockRowCount, table.count)
      return figure.values(process, for: table, rows: rows)
    }
    var values: [Double] = []
    values.reserveCapacity(table.count)
    for block in blocks {
      guard let block else { return nil }
      values += block
    }
    return values
  }

  private func values(
    _ process: some PurchaseProcess, for table: HistoryTable, rows: Range<Int>
  ) -> [Double]? {
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    var last: (frequency: Int, age: Double, value: Double)?
    for row in rows {
      let history = table[row]
      let alive = process.probabilityAlive(history)
      if self == .probabilityAlive {
        values.append(alive)
      } else if let last, process.futureDependsOnRecency == false,
        last.frequency == history.frequency, last.age == history.age
      {
        values.append(alive * last.value)
      } else {
        guard let value = self.value(process.future(after: history)) else { return nil }
        last = (history.frequency, history.age, value)
        values.append(alive * value)
      }
    }
    return values
  }
}

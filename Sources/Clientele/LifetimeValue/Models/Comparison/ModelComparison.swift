/// Several models fitted to the same customers up to a day, and what they foretold of the days
/// after it: which to use, and how far to believe it.
///
/// ```swift
/// let comparison = try orders.compareModels(
///   calibratedThrough: "2026-04-30", holdoutThrough: "2026-10-31")
/// comparison.evaluations.count            // 4
/// comparison.bestByAIC!.model.model       // bg-nbd
/// ```
public struct ModelComparison: Hashable, Sendable, Codable {
  /// The last day that models learnt from.
  public let calibrationEnd: Day
  /// The last day of what they are judged by.
  public let holdoutEnd: Day
  /// What times are counted in.
  public let unit: TimeUnit
  /// Customers who had bought by the end of calibration.
  public let customerCount: Int
  /// Those who had bought on a second day.
  public let repeatCustomerCount: Int
  /// Days with a purchase in the holdout, of all of them.
  public let holdoutPurchaseCount: Int
  /// In the order that was asked for; models that turned out to be the same are there once.
  public let evaluations: [ModelEvaluation]
  /// Models that could not be fitted.
  public let failures: [ModelFailure]
  /// The model of spend; `nil` when there is none.
  public let spend: SpendEvaluation?
  /// What a reader should know, in plain words.
  public let warnings: [ComparisonWarning]

  /// The model that is most likely, for its number of parameters; `nil` when none could be fitted.
  public var bestByAIC: ModelEvaluation? { evaluations.min { $0.model.aic! < $1.model.aic! } }

  /// The same by BIC, which counts parameters for more.
  public var bestByBIC: ModelEvaluation? { evaluations.min { $0.model.bic! < $1.model.bic! } }

  /// The model that was nearest to what customers did; `nil` when none could be fitted.
  public var bestInHoldout: ModelEvaluation? {
    evaluations.min { $0.meanAbsoluteError < $1.meanAbsoluteError }
  }
}

/// A model that could not be fitted.
public struct ModelFailure: Hashable, Sendable, Codable {
  /// Its name, as in ``PurchaseModel``.
  public let model: String
  /// What was wrong, in a sentence.
  public let reason: String
}

/// How well a model of spend foretold what purchases of the holdout brought, for those who bought.
public struct SpendEvaluation: Hashable, Sendable, Codable {
  /// The model, fitted to the calibration.
  public let model: FittedSpendModel
  /// Customers who bought in the holdout.
  public let customerCount: Int
  /// The mean over them of |expected − actual mean purchase|, in major units; `nil` for nobody.
  public let meanAbsoluteError: Double?
  /// The same, had the mean of all been expected of everyone.
  public let errorOfPopulationMean: Double?
}

extension OrderTable {
  /// Fits models to what customers did up to a day, and judges them by what they did after it.
  ///
  /// All models see the same days, so that their likelihoods can be compared. ``OpportunityModel``
  /// sees periods in place of days, and its likelihood is that of other data: it is not among them.
  /// A model with covariates has a likelihood of the same days, which its own fit tells; it needs
  /// their values, and is not among them either.
  ///
  /// ```swift
  /// let backtests = try ["2026-01-31", "2026-04-30"].map { cutOff in
  ///   try orders.compareModels(
  ///     [.mbgNBD, .paretoNBD], calibratedThrough: cutOff, holdoutThrough: cutOff + 180)
  /// }
  /// backtests.count       // 2
  /// ```
  ///
  /// - Parameters:
  ///   - models: With `k` left out, the best one is found.
  ///   - end: The last day of calibration.
  ///   - holdoutEnd: The last day of what models are judged by; orders must be complete for it.
  ///   - unit: What times are counted in.
  ///   - windows: What repeat purchases are tracked by, ascending and without overlap; weeks from
  ///     the first order's day on when `nil`.
  ///   - threads: How many threads may work; `nil` for all processors. The result is the same.
  /// - Throws: ``PurchaseModelError`` when there is nothing to learn from for any model.
  /// - Precondition: `holdoutEnd` is after `end`.
  /// - Complexity: That of the fits, and O(customers · log customers) for each model.
  public func compareModels(
    _ models: [PurchaseModel] = PurchaseModel.all, calibratedThrough end: Day,
    holdoutThrough holdoutEnd: Day, unit: TimeUnit = .week, trackedIn windows: [TimeWindow]? = nil,
    threads: Int? = nil
  ) throws(PurchaseModelError) -> ModelComparison {
    precondition(end < holdoutEnd, "the holdout comes after calibration")
    let (histories, track) = run(
      PurchaseHistories(through: end, holdoutThrough: holdoutEnd, unit: unit),
      RepeatPurchases(ofCustomersThrough: end, until: holdoutEnd), threads: threads)
    guard let first = track.newcomers.first?.day else { throw .noCustomers }
    let windows =
      windows ?? CalendarPeriod.week().windows(from: first, through: holdoutEnd)
    let spend = try? histories.spendTable.fit(
      currencyCode: histories.currency.code, threads: threads)
    let base = HoldoutBase(
      histories, track: track, windows: windows.filter { $0.end <= holdoutEnd + 1 },
      spend: spend)
    var evaluations: [ModelEvaluation] = []
    var failures: [ModelFailure] = []
    var failure: PurchaseModelError?
    for model in models {
      do throws(PurchaseModelError) {
        let fitted = try histories.fit(model, threads: threads)
        guard !evaluations.contains(where: { $0.model.model == fitted.model }) else { continue }
        evaluations.append(try base.evaluation(of: fitted, threads: threads))
      } catch {
        failure = error
        failures.append(ModelFailure(model: model.description, reason: error.description))
      }
    }
    if evaluations.isEmpty, let failure { throw failure }
    return ModelComparison(
      calibrationEnd: end, holdoutEnd: holdoutEnd, unit: unit,
      customerCount: histories.table.customerCount,
      repeatCustomerCount: histories.table.repeatCustomerCount,
      holdoutPurchaseCount: base.holdoutPurchaseCount, evaluations: evaluations,
      failures: failures, spend: spend.map { SpendEvaluation($0, of: histories) },
      warnings: ComparisonWarning.all(histories, evaluations, spend))
  }
}

extension SpendEvaluation {
  init(_ model: FittedSpendModel, of histories: HistoryColumns) {
    var (count, errors, ofMean) = (0, 0.0, 0.0)
    for history in histories {
      guard let history, history.holdoutFrequency > 0 else { continue }
      let actual = history.holdoutSpend / Double(history.holdoutFrequency)
      let expected = model.expectedSpend(of: history)
      count += 1
      errors += (expected - actual).magnitude
      ofMean += (model.populationMean - actual).magnitude
    }
    self.model = model
    customerCount = count
    meanAbsoluteError = count > 0 ? errors / Double(count) : nil
    errorOfPopulationMean = count > 0 ? ofMean / Double(count) : nil
  }
}

extension FittedSpendModel {
  /// What a customer is expected to spend a purchase.
  func expectedSpend(of customer: CustomerHistory) -> Double {
    expectedSpend(
      meanSpend: max(0, customer.meanSpend ?? 0),
      purchaseCount: customer.meanSpend == nil ? 0 : customer.history.frequency)
  }
}

import Glibc

/// A figure with how far the data determine it.
///
/// The interval is that of the figure's mean: it says how well the parameters are known, not how
/// differently customers of one history may behave.
public struct Estimate: Hashable, Sendable, Codable {
  /// The figure itself.
  public let value: Double
  /// Of the value.
  public let standardError: Double
  /// The lower end of the 95 % interval.
  public let low: Double
  /// Its upper end.
  public let high: Double

  /// - Parameters:
  ///   - slopes: Of the figure by each of the estimates that `covariance` is of.
  ///   - isProbability: Whether the interval is to stay below 1.
  init(_ value: Double, slopes: [Double], _ covariance: [[Double]], isProbability: Bool) {
    var variance = 0.0
    for (row, slope) in slopes.enumerated() {
      for (column, other) in slopes.enumerated() {
        variance += slope * covariance[row][column] * other
      }
    }
    self.init(
      value, standardError: max(0, variance).squareRoot(), isProbability: isProbability)
  }

  /// - Parameter isProbability: Whether the interval is to stay below 1.
  init(_ value: Double, standardError: Double, isProbability: Bool) {
    self.value = value
    self.standardError = standardError
    let z = StandardNormal.twoSided95
    guard value > 0, standardError > 0, !isProbability || value < 1 else {
      (low, high) = (value, value)
      return
    }
    // On a scale without ends, so that the interval keeps within those of the figure.
    if isProbability {
      let middle = log(value) - log1p(-value)
      let width = z * standardError / (value * (1 - value))
      (low, high) = (logistic(middle - width), logistic(middle + width))
    } else {
      let width = z * standardError / value
      low = value * exp(-width)
      high = min(value * exp(width), .greatestFiniteMagnitude)
    }
  }
}

extension FittedPurchaseModel {
  /// A figure of one customer, with its interval by the delta method: the covariance of the
  /// estimates, seen through the slopes of the figure.
  ///
  /// ```swift
  /// let histories = orders.purchaseHistories(through: "2026-10-31", unit: .week)
  /// let model = try histories.fit(.mbgNBD)
  /// let alive = try model.estimate(of: .probabilityAlive, after: histories[1]!.history)
  /// alive!.low < alive!.value      // true
  /// ```
  ///
  /// - Parameters:
  ///   - figure: What is asked.
  ///   - history: In the unit of the model.
  ///   - values: The customer's covariates, in the order of the model's.
  /// - Returns: `nil` when the model has no covariance: its parameters were given, or the data do
  ///   not determine them.
  /// - Throws: ``PurchaseModelError`` when the figure is infinite, or its horizon or rate is
  ///   below 0.
  /// - Precondition: There are as many values as covariates.
  public func estimate(
    of figure: PurchaseFigure, after history: PurchaseHistory, covariates values: [Double] = []
  ) throws(PurchaseModelError) -> Estimate? {
    let value = try value(of: figure, after: history, covariates: values)
    guard let covariance = fit?.covariance else { return nil }
    var slopes: [Double] = []
    for index in covariance.indices {
      let (after, before, width) = neighbours(index)
      let above = try after.value(of: figure, after: history, covariates: values)
      let below = try before.value(of: figure, after: history, covariates: values)
      slopes.append((above - below) / width)
    }
    return Estimate(value, slopes: slopes, covariance, isProbability: figure.isProbability)
  }

  /// A figure of each distinct history of a table, with its interval.
  ///
  /// - Returns: `[table.count]`, or `nil` when the model has no covariance.
  /// - Throws: ``PurchaseModelError`` when the figure is infinite or the table is in another unit.
  /// - Complexity: O(distinct histories · parameters), in parallel.
  public func estimates(
    of figure: PurchaseFigure, for table: HistoryTable, threads: Int? = nil
  ) throws(PurchaseModelError) -> [Estimate]? {
    let center = try self.values(of: figure, for: table, threads: threads)
    guard let covariance = fit?.covariance else { return nil }
    var slopes: [[Double]] = []
    for index in covariance.indices {
      let (after, before, width) = neighbours(index)
      let above = try after.values(of: figure, for: table, threads: threads)
      let below = try before.values(of: figure, for: table, threads: threads)
      slopes.append(zip(above, below).map { ($0 - $1) / width })
    }
    return center.indices.map { row in
      Estimate(
        center[row], slopes: slopes.map { $0[row] }, covariance,
        isProbability: figure.isProbability)
    }
  }

  /// The models a little after and before in one of the estimates, and how far apart they are.
  func neighbours(
    _ index: Int
  ) -> (after: FittedPurchaseModel, before: FittedPurchaseModel, width: Double) {
    let step = index < parameters.count ? 1e-4 * parameters[index] : 1e-4
    return (moved(index, by: step), moved(index, by: -step), 2 * step)
  }

  private func moved(_ index: Int, by step: Double) -> FittedPurchaseModel {
    var parameters = parameters
    var covariates = covariates
    if index < parameters.count {
      parameters[index] += step
    } else {
      covariates = covariates?.moved(index - parameters.count, by: step)
    }
    return FittedPurchaseModel(
      model: model, unit: unit, parameters: parameters, covariates: covariates, fit: nil)
  }
}

extension CovariateEffects {
  /// The effects with one of them changed: those on rates first.
  fileprivate func moved(_ index: Int, by step: Double) -> CovariateEffects {
    var (onRate, onDropout) = (onRate, onDropout)
    if index < onRate.count {
      onRate[index] += step
    } else {
      onDropout[index - onRate.count] += step
    }
    return CovariateEffects(names: names, onRate: onRate, onDropout: onDropout)
  }
}

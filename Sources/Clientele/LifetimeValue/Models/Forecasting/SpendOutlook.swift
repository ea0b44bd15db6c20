/// What single purchases of a customer are expected to bring, in major units.
struct SpendOutlook {
  /// Of a purchase.
  let mean: Double
  /// The mean of the square of the customer's own mean; infinite where `q` and the purchases seen
  /// are too few.
  let meanSquare: Double
  /// The mean variance of purchases around the customer's own mean.
  let varianceWithin: Double

  /// - Parameters:
  ///   - seen: What the customer spent, in minor units.
  ///   - model: A purchase is gamma distributed with shape p and rate ν; ν, given what was seen,
  ///     with q + px and v + x · mean.
  init(
    of seen: (mean: Double, count: Int)?, in histories: HistoryColumns, _ model: FittedSpendModel
  ) {
    let scale = histories.currency.minorUnitsPerUnit
    let x = Double(seen?.count ?? 0)
    let shape = model.q + model.p * x
    let rate = model.v + x * (max(0, seen?.mean ?? 0) / scale)
    mean = model.p * rate / (shape - 1)
    let meanInverseSquare = shape > 2 ? rate * rate / ((shape - 1) * (shape - 2)) : .infinity
    meanSquare = model.p * model.p * meanInverseSquare
    varianceWithin = model.p * meanInverseSquare
  }
}

extension FittedSpendModel {
  /// The models a little after and before in p, q or v, and how far apart they are.
  func neighbours(
    _ index: Int
  ) -> (after: FittedSpendModel, before: FittedSpendModel, width: Double) {
    let step = 1e-4 * (index == 1 ? q - 1 : index == 0 ? p : v)
    return (moved(index, by: step), moved(index, by: -step), 2 * step)
  }

  private func moved(_ index: Int, by step: Double) -> FittedSpendModel {
    FittedSpendModel(
      validP: index == 0 ? p + step : p, q: index == 1 ? q + step : q,
      v: index == 2 ? v + step : v, currencyCode: currencyCode)
  }
}

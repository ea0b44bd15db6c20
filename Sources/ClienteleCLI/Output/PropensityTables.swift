import Clientele
import ClienteleReport

/// A propensity model and its judgement as tables for people.
struct PropensityTables {
  let model: PropensityModel
  let capture: Double

  var coefficients: TextTable {
    var table = TextTable(
      "Fitted as of \(model.fittedAsOf): \(Figures.count(model.base.numerator)) of "
        + "\(Figures.count(model.base.denominator)) bought in the \(model.days) days after",
      ("column", .left), ("log odds a deviation", .right), ("95 %", .right), ("odds ×", .right))
    table.append("intercept", decimal(model.intercept), "", "")
    for term in model.terms {
      table.append(
        term.scale == .logarithm ? "ln \(term.name)" : term.name, decimal(term.coefficient),
        "\(decimal(term.interval.low)) to \(decimal(term.interval.high))",
        decimal(term.oddsRatio))
    }
    return table
  }

  func judgement(_ evaluation: PropensityEvaluation) -> [TextTable] {
    [summary(evaluation), gains(evaluation.gains), calibration(evaluation)]
  }

  private func decimal(_ value: Double?, places: Int = 3) -> String {
    value.map { Figures.decimal($0, places: places) } ?? "–"
  }

  private func summary(_ evaluation: PropensityEvaluation) -> TextTable {
    let gains = evaluation.gains
    var table = TextTable(
      "Judged as of \(evaluation.asOf), by a window that it has not seen", ("", .left),
      ("", .right), ("", .left))
    table.append(
      "bought", Figures.count(gains.buyerCount),
      "of \(Figures.count(gains.customerCount)): \(Figures.rate(evaluation.base))")
    table.append("expected", decimal(evaluation.expectedBuyerCount, places: 1), "")
    let interval = gains.aucInterval.map { "\(decimal($0.low)) to \(decimal($0.high))" }
    table.append("AUC", decimal(gains.auc), interval ?? "")
    table.append("Gini", decimal(gains.gini), "")
    table.append("KS", decimal(gains.kolmogorovSmirnov), "")
    table.append(
      "log loss", decimal(evaluation.logLoss),
      "\(decimal(evaluation.baseLogLoss)) with everyone alike")
    table.append("Brier score", decimal(evaluation.brierScore), "")
    let percent = Figures.decimal(capture * 100, places: 0)
    let best = gains.perfectCount(capturing: capture).map {
      "at best \(Figures.percent(Double($0) / Double(gains.customerCount)))"
    }
    table.append(
      "\(percent) % of the buyers are in",
      Figures.percent(gains.smallestShare(capturing: capture)),
      "of the customers" + (best.map { "; \($0)" } ?? ""))
    return table
  }

  private func gains(_ curve: GainsCurve) -> TextTable {
    var table = TextTable(
      "Gains", ("the best", .right), ("hold of the buyers", .right), ("at best", .right),
      ("lift", .right))
    for share in [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
      table.append(
        Figures.percent(share), Figures.percent(curve.captured(byBest: share)),
        Figures.percent(curve.perfectlyCaptured(byBest: share)),
        decimal(curve.lift(ofBest: share), places: 2))
    }
    return table
  }

  private func calibration(_ evaluation: PropensityEvaluation) -> TextTable {
    var table = TextTable(
      "Calibration", ("customers", .right), ("predicted", .right), ("bought", .right))
    for bin in evaluation.calibration {
      table.append(
        Figures.count(bin.observed.denominator), Figures.percent(bin.predicted),
        Figures.rate(bin.observed))
    }
    return table
  }
}

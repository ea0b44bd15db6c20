import Clientele
import ClienteleCSV
import ClienteleReport

/// What models foretold, and what came.
struct ComparisonAnswer: Answer {
  let comparisons: [ModelComparison]
  let currency: Currency

  var tables: [TextTable] {
    comparisons.flatMap { comparison in
      comparisons.count > 1
        ? [models(comparison)]
        : [
          models(comparison), bins(comparison), calibration(comparison), gains(comparison),
          revenue(comparison), tracking(comparison),
        ].compactMap(\.self)
    }
  }

  private func models(_ comparison: ModelComparison) -> TextTable {
    var columns: [(String, TextTable.Alignment)] = [("", .left)]
    for name in [
      "log-likelihood", "AIC", "BIC", "expected", "actual", "MAE", "RMSE", "bias", "AUC", "Gini",
    ] { columns.append((name, .right)) }
    columns.append(("", .left))
    var table = TextTable(
      "\(Figures.count(comparison.customerCount)) customers through \(comparison.calibrationEnd), "
        + "judged through \(comparison.holdoutEnd)", columns)
    for evaluation in comparison.evaluations {
      let model = evaluation.model
      var marks: [String] = []
      if model.model == comparison.bestByAIC?.model.model { marks.append("best fit") }
      if model.model == comparison.bestInHoldout?.model.model { marks.append("nearest") }
      table.rows.append([
        model.model.description, Figures.decimal(model.logLikelihood ?? 0, places: 1),
        Figures.decimal(model.aic ?? 0, places: 1), Figures.decimal(model.bic ?? 0, places: 1),
        Figures.decimal(evaluation.expectedPurchases, places: 0),
        Figures.count(evaluation.actualPurchases),
        Figures.decimal(evaluation.meanAbsoluteError, places: 4),
        Figures.decimal(evaluation.rootMeanSquareError, places: 4),
        Figures.decimal(evaluation.bias, places: 4), share(evaluation.auc),
        share(evaluation.gini), marks.joined(separator: ", "),
      ])
    }
    return table
  }

  private func share(_ value: Double?) -> String {
    value.map { Figures.decimal($0, places: 3) } ?? "–"
  }

  /// Mean purchases in the holdout by purchases before it.
  private func bins(_ comparison: ModelComparison) -> TextTable? {
    guard let first = comparison.evaluations.first else { return nil }
    var table = TextTable(
      "Purchases per customer after calibration, by repeat purchases in it",
      [("repeats", .right), ("customers", .right), ("actual", .right)]
        + comparison.evaluations.map { ($0.model.model.description, .right) })
    for (place, bin) in first.frequencyBins.enumerated() {
      table.rows.append(
        [
          "\(bin.frequency)\(bin.isOpen ? "+" : "")", Figures.count(bin.customerCount),
          Figures.decimal(bin.actualMean, places: 3),
        ]
          + comparison.evaluations.map {
            Figures.decimal($0.frequencyBins[place].expectedMean, places: 3)
          })
    }
    return table
  }

  private func calibration(_ comparison: ModelComparison) -> TextTable? {
    guard let best = comparison.bestInHoldout else { return nil }
    var table = TextTable(
      "Who bought, by the probability that \(best.model.model) gave them", ("from", .right),
      ("to", .right), ("customers", .right), ("expected", .right), ("bought", .right))
    for bin in best.calibration {
      table.append(
        Figures.percent(bin.lowest), Figures.percent(bin.highest),
        Figures.count(bin.observed.denominator), Figures.percent(bin.predicted),
        Figures.rate(bin.observed))
    }
    return table
  }

  private func gains(_ comparison: ModelComparison) -> TextTable? {
    guard comparison.evaluations.contains(where: { !$0.gains.isEmpty }) else { return nil }
    var table = TextTable(
      "Share of buyers (of purchases) among the best customers by each model",
      [("", .left)] + [10, 20, 50].map { ("best \($0) %", .right) })
    for evaluation in comparison.evaluations {
      table.rows.append(
        [evaluation.model.model.description]
          + evaluation.gains.map {
            "\(Figures.percent($0.buyers)) (\(Figures.percent($0.purchases)))"
          })
    }
    if let gains = comparison.evaluations.first?.gains {
      table.rows.append(["the most there can be"] + gains.map { Figures.percent($0.mostBuyers) })
    }
    return table
  }

  private func revenue(_ comparison: ModelComparison) -> TextTable? {
    let code = currency.code.map { ", \($0)" } ?? ""
    var table = TextTable(
      "Revenue after calibration\(code), and the share of it among the best by expected revenue",
      [("", .left)]
        + [
          "expected", "actual", "MAE", "RMSE", "bias", "Gini", "best 10 %", "best 20 %",
          "best 50 %",
        ]
        .map { ($0, .right) })
    for evaluation in comparison.evaluations {
      guard let revenue = evaluation.revenue else { continue }
      let amounts = [
        revenue.expected, revenue.actual, revenue.meanAbsoluteError, revenue.rootMeanSquareError,
        revenue.bias,
      ]
      table.rows.append(
        [evaluation.model.model.description] + amounts.map(amount) + [share(revenue.gini)]
          + (revenue.gains.isEmpty
            ? ["–", "–", "–"] : revenue.gains.map { Figures.percent($0.revenue) }))
    }
    if let gains = comparison.evaluations.first?.revenue?.gains, !gains.isEmpty {
      table.rows.append(
        ["the most there can be"] + Array(repeating: "", count: 6)
          + gains.map { Figures.percent($0.mostRevenue) })
    }
    return table.rows.isEmpty ? nil : table
  }

  private func amount(_ value: Double) -> String {
    Figures.decimal(value, places: currency.scale)
  }

  private func tracking(_ comparison: ModelComparison) -> TextTable? {
    guard let best = comparison.bestInHoldout else { return nil }
    var table = TextTable(
      "Repeat purchases that \(best.model.model) expected, and actual ones", ("from", .left),
      ("to", .left), ("", .left), ("expected", .right), ("actual", .right),
      ("expected so far", .right), ("actual so far", .right), ("expected revenue", .right),
      ("actual revenue", .right))
    for period in best.tracking {
      table.append(
        "\(period.window.start)", "\(period.window.end - 1)",
        period.isCalibration ? "" : "holdout", Figures.decimal(period.expected, places: 1),
        Figures.count(period.actual), Figures.decimal(period.cumulativeExpected, places: 1),
        Figures.count(period.cumulativeActual), period.expectedRevenue.map(amount) ?? "–",
        amount(period.actualRevenue))
    }
    return table
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "calibration_end", "holdout_end", "model", "parameters", "log_likelihood", "aic", "bic",
        "customers", "expected_purchases", "actual_purchases", "mae", "rmse", "bias", "auc",
        "gini", "gain_10", "gain_20", "gain_50", "expected_revenue", "actual_revenue",
        "revenue_mae", "revenue_bias", "revenue_gini",
      ]))
    for comparison in comparisons {
      for evaluation in comparison.evaluations {
        let model = evaluation.model
        var row = CSVRow()
        row.append(comparison.calibrationEnd)
        row.append(comparison.holdoutEnd)
        row.append(text: model.model.description)
        row.append(
          text: zip(model.model.parameterNames, model.parameters).map { "\($0)=\($1)" }
            .joined(separator: " "))
        for value in [model.logLikelihood, model.aic, model.bic] { row.append(known: value) }
        row.append(comparison.customerCount)
        row.append(evaluation.expectedPurchases)
        row.append(evaluation.actualPurchases)
        for value in [
          evaluation.meanAbsoluteError, evaluation.rootMeanSquareError, evaluation.bias,
          evaluation.auc, evaluation.gini,
        ] { row.append(known: value) }
        for place in 0..<3 {
          let gains = place < evaluation.gains.count ? evaluation.gains[place] : nil
          row.append(known: gains?.buyers)
        }
        let revenue = evaluation.revenue
        for value in [
          revenue?.expected, revenue?.actual, revenue?.meanAbsoluteError, revenue?.bias,
        ] { row.append(raw: value.map { currency.text(of: $0) } ?? "") }
        row.append(known: revenue?.gini)
        try write(row)
      }
    }
  }
}

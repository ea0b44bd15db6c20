import Clientele
import ClienteleReport

extension ReportPage {
  /// The coming year, or why nothing can be said of it; nothing when it was not asked for.
  var future: [TextTable] {
    switch report.future {
    case nil: return []
    case .failure(let error)?: return [TextTable("The coming year: \(error)", ("", .left))]
    case .success(let outlook)?: return [months(of: outlook), best(outlook)].compactMap(\.self)
    }
  }

  private func months(of outlook: FutureOutlook) -> TextTable {
    var table = TextTable(
      "The coming year of \(Figures.count(outlook.customerCount)) customers, by "
        + "\(outlook.model.purchases.model) through \(outlook.day) (95 %)",
      ("from", .left), ("orders", .right), ("buyers", .right), ("revenue", .right))
    func count(_ figure: ForecastFigure) -> String {
      text(figure) { Figures.decimal($0, places: 1) }
    }
    let all = outlook.forecast.all
    for (place, period) in (all.periods + [all.total]).enumerated() {
      table.append(
        place == all.periods.count ? "all" : period.window.start.description,
        count(period.orders), count(period.buyers),
        period.revenue.map { text($0, outlook.forecast.currency.text) } ?? "–")
    }
    table.append("still customers", Figures.decimal(outlook.expectedAlive, places: 1), "", "")
    return table
  }

  private func best(_ outlook: FutureOutlook) -> TextTable? {
    guard !outlook.best.isEmpty else { return nil }
    var table = TextTable(
      "Expected value in the coming year, discounted by "
        + "\(Figures.percent(FutureOutlook.yearlyDiscount))",
      ("the best", .left), ("customers", .right), ("value", .right))
    for group in outlook.best {
      table.append(
        "\(group.percent) %", Figures.count(group.customerCount),
        outlook.forecast.currency.text(of: group.value))
    }
    return table
  }

  private func text(_ figure: ForecastFigure, _ write: (Double) -> String) -> String {
    guard let low = figure.low, let high = figure.high else { return write(figure.value) }
    return "\(write(figure.value)) (\(write(low))–\(write(high)))"
  }
}

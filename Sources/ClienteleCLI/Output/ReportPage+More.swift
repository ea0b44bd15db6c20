import Clientele
import ClienteleReport

/// The sections that are there when asked for: tiers, and the coming year.
extension ReportPage {
  var tiers: [TextTable] {
    guard let tiers = report.tiers else { return [] }
    var table = TextTable(
      "Membership tiers (会员等级)", ("", .left), ("members", .right), ("share", .right),
      ("three months ago", .right))
    for (place, name) in tiers.now.tiers.enumerated() {
      let count = tiers.now.counts[place]
      table.append(
        name, Figures.count(count), Figures.percent(Rate(count, of: tiers.now.memberCount).value),
        Figures.count(tiers.before.counts[place]))
    }
    let movement = tiers.movement
    var moves = TextTable(
      "Members who moved from \(movement.from) to \(movement.to)", ("", .left), ("", .left),
      ("members", .right))
    for (name, term, count) in [
      ("upgrades", "升级", movement.upgradeCount), ("downgrades", "降级", movement.downgradeCount),
      ("unchanged", "保级", movement.unchangedCount), ("arrivals", "入会", movement.arrivalCount),
      ("departures", "", movement.departureCount),
    ] {
      moves.append(name, term, Figures.count(count))
    }
    return [table, moves]
  }

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

import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele clv`.
struct CLVCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "clv",
    abstract: "How likely each customer comes back, how often, and what that is worth.",
    discussion: """
      A model of purchases and one of spend are fitted to the orders through
      --calibration-end. Purchases of one day count as one. What customers did after
      that, through --as-of, is compared with what the model expects.
      JSON: model, unit, parameters, standardErrors, logLikelihood, aic, bic, spend,
      expected, holdout, warnings; CSV: every customer.

        clientele clv orders.csv --as-of 2026-10-31
        clientele clv orders.csv --as-of 2026-10-31 --format csv -o customers.csv
        clientele clv orders.csv --model pareto-nbd --calibration-end 2026-04-30
        clientele clv orders.csv --horizon forever --discount 0.15 --margin 0.3
        clientele clv orders.csv --as-of 2026-03-31 --save-model spring.json
        clientele clv later.csv --model spring.json --format csv
        clientele clv orders.csv --covariate region
        clientele clv orders.csv --model bg-bb --every month

      A covariate whose values are all numbers is taken as a number, any other as
      groups that are compared with the first. bg-bb is for customers who have one
      chance to buy in each period; then there is no spend, and --horizon counts
      periods.
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "What is asked of it") var value: CLVOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    try model.expectSavePlace(apartFrom: shop, output.output)
    try shop.expectSeen(model.calibrationEnd, as: "--calibration-end")
    guard model.model == .opportunities else { return }
    guard model.covariate.isEmpty, !value.intervals else {
      throw ValidationError("bg-bb goes without --covariate and --intervals")
    }
  }

  func answer() throws {
    let stored = try model.stored()
    let isOpportunities =
      stored.map {
        if case .opportunities = $0 { true } else { false }
      } ?? (model.model == .opportunities)
    if isOpportunities {
      try output.print(try opportunities(stored))
    } else {
      try output.print(try purchases(stored))
    }
  }

  private func purchases(_ stored: StoredModel?) throws -> CLVAnswer {
    let shop = try model.modelled(shop, stored, for: "clv")
    let unit = shop.model.purchases.unit
    let horizon =
      value.horizon.map { $0.units ?? .infinity } ?? TimeUnit.year.dayCount / unit.dayCount
    let question = CLVAnswer.Question(
      horizon: horizon, discount: value.discount, margin: value.margin,
      hasIntervals: value.intervals)
    let answer = try explaining("clv") { () throws(PurchaseModelError) in
      try CLVAnswer(shop, question)
    }
    tell(shop.model.purchases.warnings(in: horizon))
    return answer
  }

  private func opportunities(_ stored: StoredModel?) throws -> OpportunityAnswer {
    if let horizon = value.horizon?.units, horizon != horizon.rounded() {
      throw CommandFailure(.usage, "--horizon of bg-bb is a whole number of chances")
    }
    let loaded = try shop.load()
    let orders = loaded.orders
    let end = model.calibrationEnd?.day ?? loaded.asOf
    var every = value.every ?? .month
    var known: OpportunityModel?
    if case .opportunities(let model, let period) = stored {
      guard value.every == nil || value.every == period else {
        throw CommandFailure(.usage, "--every: the stored model has a chance every \(period)")
      }
      (known, every) = (model, period)
    }
    let first = orders.days?.lowerBound ?? end
    // Only periods that are over are chances.
    let last = every.period.start(containing: end + 1) - 1
    guard first <= last else {
      throw CommandFailure(.badData, "clv: no \(every) of these orders is over by \(end)")
    }
    let histories = orders.run(
      OpportunityHistories(in: PeriodSeries(of: every.period, from: first, through: last)))
    let fitted = try explaining("clv") { () throws(PurchaseModelError) in
      if let known { return known }
      return try OpportunityTable(histories.compactMap(\.self)).fit()
    }
    tell(fitted.warnings)
    try model.save(.opportunities(fitted, every: every))
    let perYear = TimeUnit.year.dayCount / every.dayCount
    let chances = value.horizon.map { $0.units.map(Int.init) } ?? Int(perYear.rounded())
    let answer = try explaining("clv") { () throws(PurchaseModelError) in
      try OpportunityAnswer(
        fitted, histories: histories, orders: orders, through: last, every: every,
        chances: chances, rate: TimeUnit.year.discountRate(yearly: value.discount) / perYear,
        discount: value.discount)
    }
    tell(fitted.warnings(in: chances))
    return answer
  }

  private func tell(_ warnings: [FitWarning]) {
    for warning in warnings { printError("clientele: clv: \(warning)") }
  }
}

extension PeriodArgument {
  /// On average.
  fileprivate var dayCount: Double {
    switch self {
    case .day: TimeUnit.day.dayCount
    case .week: TimeUnit.week.dayCount
    case .month: TimeUnit.month.dayCount
    case .quarter: 3 * TimeUnit.month.dayCount
    case .year: TimeUnit.year.dayCount
    }
  }
}

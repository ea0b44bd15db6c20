import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele forecast`.
struct ForecastCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Orders, buyers and revenue of coming periods, from the present customers.",
    discussion: """
      A model of purchases and one of spend are fitted to the orders through
      --calibration-end, or read from a file. Periods begin with the day after it.
      An order is a day with purchases of a customer; who has not bought yet is in
      none of it. Intervals hold 95 of 100 times if the model is right: they know of
      uncertain parameters and of chance, not of seasons or campaigns.
      JSON: model, unit, calibrationEnd, customers, periods, total, groups; CSV:
      every customer and period.

        clientele forecast orders.csv --as-of 2026-10-31
        clientele forecast orders.csv --every week --periods 8 --model pareto-nbd
        clientele forecast orders.csv --by region:customer --smallest-group 5
        clientele forecast orders.csv --by cohort:year --format json
        clientele forecast orders.csv --periods 3 --format csv -o customers.csv
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "The length of a period: day, week, month, quarter or year.", valueName: "period"))
  var every: PeriodArgument = .month

  @Option(help: "How many periods.")
  var periods: Int = 12

  func validate() throws {
    guard (1...1000).contains(periods) else {
      throw ValidationError("--periods must be 1 to 1000")
    }
    guard model.model != .opportunities else {
      throw ValidationError("forecast goes without bg-bb, which has no days")
    }
    try model.expectSavePlace(apartFrom: shop, output.output)
    try shop.expectSeen(model.calibrationEnd, as: "--calibration-end")
  }

  func answer() throws {
    let shop = try model.modelled(
      shop, try model.stored(), dividedBy: breakdown, for: "forecast")
    let end = shop.histories.question.end
    let divided = try breakdown.breakdown(of: shop.loaded, asOf: end)
    let groups = divided?.named
    let cellCount = (periods + 1).times(1 + (groups?.count ?? 0))
    try shop.loaded.budget.expectRoom(
      for: cellCount.times(3000), advice: "ask for fewer groups or --periods")
    let first = end + 1
    let windows = every.period.windows(
      from: first, through: first + periods * every.mostDays
    ).prefix(periods)
    try output.print(
      explaining("forecast") { () throws(PurchaseModelError) in
        try ForecastAnswer(
          shop, Array(windows), groups: groups, what: divided?.what,
          suppression: breakdown.suppression, hasRows: output.format.isRows)
      })
  }
}

extension PeriodArgument {
  /// No period is longer.
  fileprivate var mostDays: Int {
    switch self {
    case .day: 1
    case .week: 7
    case .month: 31
    case .quarter: 92
    case .year: 366
    }
  }
}

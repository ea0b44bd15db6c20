import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele compare-models`.
struct CompareModelsCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare-models",
    abstract: "Which model of purchases to use, and how far to believe it.",
    discussion: """
      Models are fitted to the orders through --calibration-end, and judged by what
      customers did after it, through --as-of or --holdout units later. With several
      days each is a test of its own. Equal ranks count as the mean of their orders.
      AIC and BIC: lower is better. bias: expected − actual purchases of a customer.
      AUC: how often a buyer was ranked before someone who did not buy. Gini: how
      well the ranking sorts purchases, 0 for chance, 1 for the best.
      bg-bb sees periods in place of days and cannot be compared with the others.
      JSON: comparisons: [{calibrationEnd, holdoutEnd, models, bestByAIC, …}]; CSV: a
      row for each model and day.

        clientele compare-models orders.csv --as-of 2026-10-31
        clientele compare-models orders.csv --calibration-end 2026-04-30
        clientele compare-models orders.csv --calibration-end 2026-01-31,2026-04-30 \\
          --holdout 26 --models mbg-nbd,pareto-nbd --format csv
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      "With commas between; all of nbd, bg-nbd, mbg-nbd, pareto-nbd, bg-cnbd-k, mbg-cnbd-k.",
      valueName: "names"))
  var models: ModelsArgument?

  @Option(
    help: ArgumentHelp(
      "The last day models learn from, or several; two thirds of the way if not said.",
      valueName: "days"))
  var calibrationEnd: DaysArgument?

  @Option(help: "How many units models are judged by; through --as-of if not said.")
  var holdout: Double?

  @Option(help: "What times are counted in: day, week, month or year.")
  var unit: Choice<TimeUnit> = Choice(.week)

  @Option(
    help: ArgumentHelp(
      "What expected purchases are tracked by: day, week, month, quarter or year.",
      valueName: "period"))
  var every: PeriodArgument = .month

  func validate() throws {
    guard holdout.map({ $0 > 0 && $0 <= 1e5 }) ?? true else {
      throw ValidationError("--holdout is a number of units above 0")
    }
    for day in calibrationEnd?.days ?? [] {
      try shop.expectSeen(DayArgument(argument: "\(day)"), as: "--calibration-end")
    }
  }

  func answer() throws {
    let loaded = try shop.load()
    let orders = loaded.orders
    let first = orders.days?.lowerBound ?? loaded.asOf
    let ends = calibrationEnd?.days ?? [first + max(0, loaded.asOf - first) * 2 / 3]
    var comparisons: [ModelComparison] = []
    for end in ends {
      let last =
        holdout.map { end + max(1, Int(($0 * unit.value.dayCount).rounded())) } ?? loaded.asOf
      guard last <= loaded.asOf else {
        throw CommandFailure(
          .usage, "--holdout: \(last) is after \(loaded.asOf), and later orders are not seen")
      }
      guard end < last else {
        throw CommandFailure(
          .usage,
          "--calibration-end: nothing is left after \(end) to judge models by, through \(last)")
      }
      let windows = end >= first ? every.period.windows(from: first, through: last) : []
      try loaded.budget.expectRoom(
        for: windows.count.times(6 * 400), advice: "choose longer periods with --every")
      comparisons.append(
        try explaining("compare-models") { () throws(PurchaseModelError) in
          try orders.compareModels(
            models?.models ?? PurchaseModel.all, calibratedThrough: end, holdoutThrough: last,
            unit: unit.value, trackedIn: windows)
        })
    }
    for comparison in comparisons {
      let day = comparisons.count > 1 ? " \(comparison.calibrationEnd):" : ""
      for failure in comparison.failures {
        printError("clientele: compare-models:\(day) \(failure.model): \(failure.reason)")
      }
      for warning in comparison.warnings {
        printError("clientele: compare-models:\(day) \(warning)")
      }
    }
    try output.print(ComparisonAnswer(comparisons: comparisons, currency: orders.currency))
  }
}

/// Models of purchases by their names, with commas between.
struct ModelsArgument: ExpressibleByArgument {
  let models: [PurchaseModel]

  init?(argument: String) {
    let found = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { PurchaseModel($0) }
    guard found.allSatisfy({ $0 != nil }) else { return nil }
    models = found.compactMap(\.self)
  }
}

/// Days with commas between.
struct DaysArgument: ExpressibleByArgument {
  let days: [Day]

  init?(argument: String) {
    let found = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { Day(String($0)) }
    guard found.allSatisfy({ $0 != nil }) else { return nil }
    days = found.compactMap(\.self)
  }
}

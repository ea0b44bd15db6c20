import ArgumentParser
import Clientele

/// Which model of purchases, and what is asked of it.
struct ValueOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "nbd, pareto-nbd, bg-nbd, mbg-nbd, bg-cnbd-k, mbg-cnbd-k (k may be a number), or bg-bb.",
      valueName: "name"))
  var model: ValueModelArgument = .purchases(.mbgNBD)

  @Option(help: "What times are counted in: day, week, month or year.")
  var unit: Choice<TimeUnit> = Choice(.week)

  @Option(help: "The last day of what the model learns from; --as-of if not said.")
  var calibrationEnd: DayArgument?

  @Option(
    help: ArgumentHelp(
      "How far ahead: a number of units, or forever; one year if not said.", valueName: "units"))
  var horizon: HorizonArgument?

  @Option(help: "How much less money is worth a year later: 0.1 for ten percent.")
  var discount: Double = 0.1

  @Option(help: "Which share of what a purchase brings is earned.")
  var margin: Double = 1

  @Option(
    help: ArgumentHelp(
      "A property of customers that the model takes into account; see --dimension.",
      valueName: "column"))
  var covariate: [String] = []

  @Option(help: "For bg-bb: the period of one chance to buy.")
  var every: PeriodArgument = .month

  @Flag(help: "Add 95 % intervals of each customer's figures to CSV.")
  var intervals = false

  @Option(help: "Store the fitted model here, to apply it to later data with --load.")
  var save: String?

  @Option(help: "Apply a stored model instead of fitting one.")
  var load: String?

  func validate() throws {
    guard discount >= 0, discount < 100 else {
      throw ValidationError("--discount is a yearly rate, 0 or more: 0.1 for ten percent")
    }
    guard margin.isFinite else { throw ValidationError("--margin must be a number") }
    guard save == nil || load == nil else {
      throw ValidationError("--save stores a model that is fitted, and --load fits none")
    }
    if case .opportunities = model {
      guard covariate.isEmpty, save == nil, load == nil, !intervals else {
        throw ValidationError(
          "bg-bb goes without --covariate, --intervals, --save and --load")
      }
      if let horizon, horizon.units.map({ $0 != $0.rounded() }) ?? false {
        throw ValidationError("--horizon of bg-bb is a whole number of chances")
      }
    }
  }
}

/// A model of purchases by its name.
enum ValueModelArgument: ExpressibleByArgument {
  case purchases(PurchaseModel)
  case opportunities

  init?(argument: String) {
    if argument == "bg-bb" {
      self = .opportunities
    } else if let model = PurchaseModel(argument) {
      self = .purchases(model)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .purchases(let model): model.description
    case .opportunities: "bg-bb"
    }
  }
}

/// A number of units, or all the future.
struct HorizonArgument: ExpressibleByArgument {
  /// `nil` for ever.
  let units: Double?

  init(_ units: Double?) { self.units = units }

  init?(argument: String) {
    if argument == "forever" {
      units = nil
    } else if let number = Double(argument), number > 0, number <= 1e6 {
      units = number
    } else {
      return nil
    }
  }
}

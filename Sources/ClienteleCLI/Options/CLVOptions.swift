import ArgumentParser
import Clientele

/// What is asked of a model about each customer.
struct CLVOptions: ParsableArguments {
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
      "For bg-bb: the period of one chance to buy; month if not said.", valueName: "period"))
  var every: PeriodArgument?

  @Flag(help: "Add 95 % intervals of each customer's figures to CSV.")
  var intervals = false

  func validate() throws {
    guard discount >= 0, discount < 100 else {
      throw ValidationError("--discount is a yearly rate, 0 or more: 0.1 for ten percent")
    }
    guard margin.isFinite else { throw ValidationError("--margin must be a number") }
  }
}

/// A number of units, or all the future.
struct HorizonArgument: ExpressibleByArgument {
  /// `nil` for ever.
  let units: Double?

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

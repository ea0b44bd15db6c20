import ArgumentParser
import Clientele
import ClienteleCSV

/// What an answer is divided by.
struct BreakdownOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Divide by stage, segment, rfm (cells of scores), cohort (or cohort:quarter …), a column of \
      orders, or of customers with :customer after it.
      """, valueName: "what"))
  var by: BreakdownArgument?

  @Option(help: "Hide groups with fewer customers than this.")
  var smallestGroup: Int = 1

  func validate() throws {
    guard smallestGroup >= 1 else { throw ValidationError("--smallest-group must be 1 or more") }
    guard smallestGroup == 1 || by != nil else {
      throw ValidationError("--smallest-group hides groups: say also --by")
    }
  }

  var suppression: GroupSuppression { GroupSuppression(smallestGroup: smallestGroup) }

  /// The groups of a table's customers; `nil` when nothing is to be divided.
  ///
  /// - Parameter day: The last day that stages, segments and cohorts see.
  func groups(
    of orders: OrderTable, asOf day: Day, boundaries: LifecycleBoundaries = .standard
  ) throws -> CustomerGroups? {
    guard let by else { return nil }
    let groups = try by.groups(of: orders, asOf: day, boundaries: boundaries)
    guard groups.count <= 65_536 else {
      throw CommandFailure(.limit, "--by: \(groups.count) groups are more than 65536")
    }
    return groups
  }
}

/// A word or a column: `stage`, `cohort:quarter`, `channel`, `region:customer`.
///
/// A column that is called like one of the words is named with its level: `stage:order`.
enum BreakdownArgument: ExpressibleByArgument {
  case stage, segment, rfm
  case cohort(CalendarPeriod)
  case column(GroupingArgument)

  init?(argument: String) {
    switch argument {
    case "stage": self = .stage
    case "segment": self = .segment
    case "rfm": self = .rfm
    case "cohort": self = .cohort(.month)
    default:
      if argument.hasPrefix("cohort:"),
        let period = PeriodArgument(rawValue: String(argument.dropFirst(7)))
      {
        self = .cohort(period.period)
      } else if let column = GroupingArgument(argument: argument) {
        self = .column(column)
      } else {
        return nil
      }
    }
  }

  /// The column that must be loaded for it.
  var column: GroupingArgument? {
    if case .column(let column) = self { column } else { nil }
  }

  fileprivate func groups(
    of orders: OrderTable, asOf day: Day, boundaries: LifecycleBoundaries
  ) throws -> CustomerGroups {
    switch self {
    case .stage:
      return CustomerGroups(orders.run(CustomerStages(asOf: day, boundaries: boundaries)))
    case .segment, .rfm:
      guard let scores = try orders.rfm(asOf: day) else {
        return CustomerGroups(names: [], groups: [])
      }
      if case .segment = self { return scores.segmentGroups }
      return scores.cellGroups
    case .cohort(let period):
      return orders.customerGroups(byFirstPurchaseIn: period, asOf: day)
    case .column(let column):
      guard let groups = orders.customerGroups(by: column) else {
        throw CommandFailure(.usage, "--by: there is no column \(column.column)")
      }
      return groups
    }
  }
}

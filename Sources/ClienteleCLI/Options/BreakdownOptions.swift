import ArgumentParser
import Clientele
import ClienteleCSV

/// What an answer is divided by.
struct BreakdownOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Divide by stage, segment, rfm (cells of scores), phase, pyramid, cohort (or \
      cohort:quarter …), a column of orders, or of customers with :customer after it.
      """, valueName: "what"))
  var by: BreakdownArgument?

  @Option(help: "Hide groups with fewer customers than this.")
  var smallestGroup: Int = 1

  @Option(help: "The last day that stages, segments, phases and levels of --by see.")
  var groupedAsOf: DayArgument?

  func validate() throws {
    guard smallestGroup >= 1 else { throw ValidationError("--smallest-group must be 1 or more") }
    guard by != nil || (smallestGroup == 1 && groupedAsOf == nil) else {
      throw ValidationError("--smallest-group and --grouped-as-of are about groups: say also --by")
    }
    guard groupedAsOf == nil || by?.isOfDay == true else {
      throw ValidationError("--grouped-as-of has no meaning with groups that no day changes")
    }
  }

  var suppression: GroupSuppression { GroupSuppression(smallestGroup: smallestGroup) }

  /// The groups of the customers who bought by the as-of day; `nil` when nothing is divided.
  ///
  /// - Parameter day: The last day that stages and the like see, where the flag does not say it.
  func breakdown(
    of loaded: LoadedShop, asOf day: Day? = nil, boundaries: LifecycleBoundaries = .standard
  ) throws -> Breakdown? {
    guard let by else { return nil }
    let day = min(groupedAsOf?.day ?? day ?? loaded.asOf, loaded.asOf)
    let all = try by.groups(
      of: loaded.orders, asOf: by.isOfDay ? day : loaded.asOf, boundaries: boundaries)
    let first = loaded.orders.days?.lowerBound ?? loaded.asOf
    let buyers = loaded.orders.run(
      Buyers(in: TimeWindow(start: min(first, loaded.asOf), end: loaded.asOf + 1)))
    let groups = CustomerGroups(
      names: all.names,
      groups: (0..<loaded.orders.customerCount).map { customer in
        buyers.contains(customer) ? all.group(of: customer) : nil
      })
    return Breakdown(
      what: by.text, groups: groups, buyerCount: buyers.count,
      suppression: suppression)
  }
}

/// Customers divided, and which of the groups may be shown.
struct Breakdown {
  /// The words behind `--by`.
  let what: String
  let groups: CustomerGroups
  let suppression: GroupSuppression
  /// The customers of each group.
  let customerCounts: [Int]
  /// Whether each group is too small to be shown.
  let isHidden: [Bool]

  /// - Parameter buyerCount: Everyone, those in no group included.
  init(what: String, groups: CustomerGroups, buyerCount: Int, suppression: GroupSuppression) {
    self.what = what
    self.groups = groups
    self.suppression = suppression
    customerCounts = groups.customerCounts
    // Those in no group are what the groups leave of the total.
    let rest = buyerCount - customerCounts.reduce(0, +)
    isHidden = suppression.hidden(among: customerCounts + [rest]).dropLast()
  }

  /// The name of a customer's group; empty for those in none, and in one that is not shown.
  func name(of customer: Int) -> String {
    groups.group(of: customer).map { isHidden[$0] ? "" : groups.names[$0] } ?? ""
  }

  /// The groups with someone in them.
  var places: [Int] { groups.names.indices.filter { customerCounts[$0] > 0 } }
}

/// A word or a column: `stage`, `cohort:quarter`, `channel`, `region:customer`.
///
/// A column that is called like one of the words is named with its level: `stage:order`.
struct BreakdownArgument: ExpressibleByArgument {
  fileprivate enum Kind {
    case stage, segment, rfm, phase, pyramid
    case cohort(CalendarPeriod)
    case column(GroupingArgument)
  }

  /// As it was typed.
  let text: String
  private let kind: Kind

  init?(argument: String) {
    text = argument
    switch argument {
    case "stage": kind = .stage
    case "segment": kind = .segment
    case "rfm": kind = .rfm
    case "phase": kind = .phase
    case "pyramid": kind = .pyramid
    case "cohort": kind = .cohort(.month)
    default:
      if argument.hasPrefix("cohort:"),
        let period = PeriodArgument(rawValue: String(argument.dropFirst(7)))
      {
        kind = .cohort(period.period)
      } else if let column = GroupingArgument(argument: argument) {
        kind = .column(column)
      } else {
        return nil
      }
    }
  }

  /// The column that must be loaded for it.
  var column: GroupingArgument? {
    if case .column(let column) = kind { column } else { nil }
  }

  /// Whether a customer can be in another group on another day.
  var isOfDay: Bool {
    switch kind {
    case .stage, .segment, .rfm, .phase, .pyramid: true
    case .cohort, .column: false
    }
  }

  fileprivate func groups(
    of orders: OrderTable, asOf day: Day, boundaries: LifecycleBoundaries
  ) throws -> CustomerGroups {
    let none = CustomerGroups(names: [], groups: [])
    switch kind {
    case .stage:
      return CustomerGroups(orders.run(CustomerStages(asOf: day, boundaries: boundaries)))
    case .segment: return try orders.rfm(asOf: day)?.segmentGroups ?? none
    case .rfm: return try orders.rfm(asOf: day)?.cellGroups ?? none
    case .phase: return CustomerGroups(orders.run(RelationshipPhases(asOf: day)))
    case .pyramid: return orders.pyramidMembers(through: day)?.groups ?? none
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

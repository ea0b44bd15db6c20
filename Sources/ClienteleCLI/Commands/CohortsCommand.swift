import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele cohorts`.
struct CohortsCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "cohorts",
    abstract: "Cohorts by the period of the first purchase, and what became of them.",
    discussion: """
      Cells that are not over are marked …; those not begun are empty.

      With --by, JSON has groups: [{name, cohorts}]. A column of orders divides
      customers by its value in their first purchase; a column of customers by its
      latest value in the file, whatever the as-of day. A schema can say which it
      is. Groups of nobody are left out.

        clientele cohorts orders.csv --every month
        clientele cohorts orders.csv --every quarter --from 2025-01-01
        clientele cohorts orders.csv --by channel
        clientele cohorts orders.csv --by region:customer
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("The periods: day, week, month, quarter or year.", valueName: "period"))
  var every: PeriodArgument = .month

  @Option(
    help: ArgumentHelp(
      "The first day of the first cohort; that of the first order if not said.", valueName: "day"))
  var from: DayArgument?

  @Option(help: "Divide by a column of orders, or of customers with :customer after it.")
  var by: GroupingArgument?

  @Option(
    help: ArgumentHelp(
      "The last day the orders are complete for, and seen; --as-of if not said.", valueName: "day"))
  var observedThrough: DayArgument?

  func validate() throws { try shop.expectSeen(observedThrough, as: "--observed-through") }

  func answer() throws {
    let loaded = try shop.load(groupedBy: by, through: observedThrough)
    let end = loaded.asOf
    let first = from?.day ?? min(loaded.orders.days?.lowerBound ?? end, end)
    guard first <= end else {
      throw CommandFailure(.usage, "the first cohort, \(first), is after the last day, \(end)")
    }
    let periods = PeriodSeries(of: every.period, from: first, through: end)
    let figureCount = 6 * periods.count * (periods.count + 1) / 2
    let advice = "choose longer periods with --every, or a later --from"
    guard let by else {
      let table = try loaded.run(
        CohortTriangle(every: periods, observedThrough: end), printing: figureCount, by: output,
        advice: advice)
      return try output.print(CohortsAnswer(triangles: [table], isGrouped: false))
    }
    guard let groups = loaded.orders.customerGroups(by: by) else {
      throw CommandFailure(.usage, "--by: there is no column \(by.column)")
    }
    let tables = try loaded.run(
      GroupedCohortTriangles(every: periods, by: groups, observedThrough: end),
      printing: figureCount.times(groups.count), by: output,
      advice: "choose a column of fewer values for --by; " + advice)
    // Values that only later customers have are not seen, as those customers are not.
    let seen = tables.filter { table in
      (0..<table.count).contains { table[$0, 0].cohortCustomerCount > 0 }
    }
    try output.print(CohortsAnswer(triangles: seen, isGrouped: true))
  }
}

private struct CohortsAnswer: Answer {
  /// One, or one for each group.
  let triangles: [CohortTable]
  let isGrouped: Bool

  struct JSON: Encodable {
    struct Period: Encodable {
      let offset: Int
      let customers: Int
      let orders: Int
      let revenue: Money
      let cumulativeRevenue: Money
      let state: Completeness
    }

    struct Cohort: Encodable {
      let start: Day
      let customers: Int
      let periods: [Period]
    }

    struct Group: Encodable {
      let name: String
      let cohorts: [Cohort]
    }

    /// Of everyone; left out when customers are divided.
    let cohorts: [Cohort]?
    /// Of each group; left out when customers are not divided.
    let groups: [Group]?
  }

  var json: JSON {
    guard isGrouped else { return JSON(cohorts: cohorts(triangles[0]), groups: nil) }
    return JSON(
      cohorts: nil,
      groups: triangles.map { JSON.Group(name: $0.name ?? "", cohorts: cohorts($0)) })
  }

  private func cohorts(_ table: CohortTable) -> [JSON.Cohort] {
    (0..<table.count).map { cohort in
      let cells = table.cells(ofCohort: cohort)
      return JSON.Cohort(
        start: table.series[cohort].start, customers: cells[0].cohortCustomerCount,
        periods: cells.map { cell in
          JSON.Period(
            offset: cell.offset, customers: cell.customerCount, orders: cell.orderCount,
            revenue: cell.revenue, cumulativeRevenue: cell.cumulativeRevenue, state: cell.state)
        })
    }
  }

  var tables: [TextTable] {
    triangles.flatMap { [CohortTables(table: $0).retention, CohortTables(table: $0).revenue] }
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "group", "cohort", "cohort_customers", "offset", "customers", "orders", "revenue",
        "cumulative_revenue", "state",
      ]))
    for table in triangles {
      for cohort in 0..<table.count {
        for cell in table.cells(ofCohort: cohort) {
          var row = CSVRow([table.name ?? ""])
          row.append(table.series[cohort].start)
          row.append(cell.cohortCustomerCount)
          row.append(cell.offset)
          row.append(cell.customerCount)
          row.append(cell.orderCount)
          row.append(raw: cell.revenue.description)
          row.append(raw: cell.cumulativeRevenue.description)
          row.append(raw: cell.state.rawValue)
          try write(row)
        }
      }
    }
  }
}

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

        clientele cohorts orders.csv --every month
        clientele cohorts orders.csv --every quarter --from 2025-01-01
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "The periods: day, week, month, quarter or year.")
  var every: PeriodArgument = .month

  @Option(help: "The first day of the first cohort; that of the first order if not said.")
  var from: DayArgument?

  @Option(help: "The last day the orders are complete for; --as-of if not said.")
  var observedThrough: DayArgument?

  func answer() throws {
    let loaded = try shop.load()
    let end = observedThrough?.day ?? loaded.asOf
    let first = from?.day ?? loaded.orders.days?.lowerBound ?? end
    guard first <= end else {
      throw CommandFailure(.usage, "the first cohort, \(first), is after the last day, \(end)")
    }
    let periods = PeriodSeries(of: every.period, from: first, through: end)
    guard periods.count <= 4_096 else {
      throw CommandFailure(
        .limit, "\(periods.count) cohorts are more than 4096: choose longer periods, or --from")
    }
    let table = loaded.orders.run(CohortTriangle(every: periods, observedThrough: end))
    try output.print(CohortsAnswer(table: table))
  }
}

private struct CohortsAnswer: Answer {
  let table: CohortTable

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

    let cohorts: [Cohort]
  }

  var json: JSON {
    JSON(
      cohorts: (0..<table.count).map { cohort in
        let cells = table.cells(ofCohort: cohort)
        return JSON.Cohort(
          start: table.series[cohort].start, customers: cells[0].cohortCustomerCount,
          periods: cells.map { cell in
            JSON.Period(
              offset: cell.offset, customers: cell.customerCount, orders: cell.orderCount,
              revenue: cell.revenue, cumulativeRevenue: cell.cumulativeRevenue, state: cell.state)
          })
      })
  }

  var tables: [TextTable] {
    [
      CohortTables(table: table).retention,
      CohortTables(table: table).revenuePerCustomer,
    ]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "cohort", "cohort_customers", "offset", "customers", "orders", "revenue",
        "cumulative_revenue", "state",
      ]))
    for cohort in 0..<table.count {
      for cell in table.cells(ofCohort: cohort) {
        var row = CSVRow()
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

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

      With --by, JSON has groups: [{name, customers, cohorts}]. A column of orders
      divides customers by its value in their first purchase; a column of customers
      by its latest value in the file, whatever the as-of day. A schema can say which
      it is. Groups of nobody are left out.
      --members lists the customers of a cohort by its first day, or who of them
      bought so many periods later.

        clientele cohorts orders.csv --every month
        clientele cohorts orders.csv --every quarter --from 2025-01-01
        clientele cohorts orders.csv --by channel
        clientele cohorts orders.csv --by region:customer
        clientele cohorts orders.csv --members 2025-11-01:2
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp("The periods: day, week, month, quarter or year.", valueName: "period"))
  var every: PeriodArgument = .month

  @Option(
    help: ArgumentHelp(
      "The first day of the first cohort; that of the first order if not said.", valueName: "day"))
  var from: DayArgument?

  @Option(
    help: ArgumentHelp(
      "The last day the orders are complete for, and seen; --as-of if not said.", valueName: "day"))
  var observedThrough: DayArgument?

  func validate() throws { try shop.expectSeen(observedThrough, as: "--observed-through") }

  func answer() throws {
    let loaded = try breakdown.load(shop, through: observedThrough)
    let end = loaded.asOf
    let first = from?.day ?? min(loaded.orders.days?.lowerBound ?? end, end)
    guard first <= end else {
      throw CommandFailure(.usage, "the first cohort, \(first), is after the last day, \(end)")
    }
    let periods = PeriodSeries(of: every.period, from: first, through: end)
    let divided = try breakdown.breakdown(of: loaded)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: loaded, periods)
    }
    guard !isListed else { return }
    let tables = try loaded.run(
      CohortTriangle(every: periods, observedThrough: end), by: divided,
      printing: 10 * periods.count * (periods.count + 1) / 2, by: output,
      advice: "choose longer periods with --every, or a later --from")
    try output.print(tables, by: divided, groupColumn: .named) { table, group in
      CohortsAnswer(table: table, group: group)
    }
  }

  /// The customers of `2025-11-01`, or of `2025-11-01:2`.
  private func customers(
    in cell: String, of loaded: LoadedShop, _ periods: PeriodSeries
  ) throws -> [Int] {
    let (first, offset) = cell.cellParts
    guard let cohort = periods.starts.dropLast().firstIndex(where: { $0.description == first }),
      let place = offset.map({ Int($0) }) ?? 0, (0..<periods.count - cohort).contains(place)
    else {
      throw members.unknown(
        cell, there: "cohorts from \(periods[0].start), with a colon and a number of periods")
    }
    return loaded.orders.run(
      Buyers(
        in: periods[cohort + place], firstBoughtIn: periods[cohort],
        observedThrough: loaded.asOf)
    ).numbers
  }
}

private struct CohortsAnswer: Answer {
  let table: CohortTable
  /// Empty for everyone.
  let group: String

  struct JSON: Encodable {
    let cohorts: [Cohort]
  }

  struct Cohort: Encodable {
    let start: Day
    let customers: Int
    let periods: [Period]
  }

  struct Period: Encodable {
    let cell: CohortCell

    private enum Key: String, CodingKey {
      case offset, customers, orders, revenue, cumulativeRevenue, cumulativeRevenuePerCustomer
      case retentionRate, netRevenueRetention, grossRevenueRetention, state
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(cell.offset, forKey: .offset)
      try container.encode(cell.customerCount, forKey: .customers)
      try container.encode(cell.orderCount, forKey: .orders)
      try container.encode(cell.revenue, forKey: .revenue)
      try container.encode(cell.cumulativeRevenue, forKey: .cumulativeRevenue)
      try container.encode(
        cell.cumulativeRevenuePerCustomer?.rounded, forKey: .cumulativeRevenuePerCustomer)
      try container.encode(cell.retentionRate.value, forKey: .retentionRate)
      try container.encode(cell.netRevenueRetention, forKey: .netRevenueRetention)
      try container.encode(cell.grossRevenueRetention, forKey: .grossRevenueRetention)
      try container.encode(cell.state, forKey: .state)
    }
  }

  var json: JSON {
    JSON(
      cohorts: (0..<table.count).map { cohort in
        let cells = table.cells(ofCohort: cohort)
        return Cohort(
          start: table.series[cohort].start, customers: cells[0].cohortCustomerCount,
          periods: cells.map(Period.init))
      })
  }

  var tables: [TextTable] {
    let tables = CohortTables(table: table)
    return [tables.retention, tables.revenue, tables.netRevenueRetention]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "group", "cohort", "cohort_customers", "offset", "customers", "orders", "revenue",
        "cumulative_revenue", "state", "retention_rate", "net_revenue_retention",
        "gross_revenue_retention",
      ]))
    for cohort in 0..<table.count {
      for cell in table.cells(ofCohort: cohort) {
        var row = CSVRow()
        row.append(text: group)
        row.append(table.series[cohort].start)
        row.append(cell.cohortCustomerCount)
        row.append(cell.offset)
        row.append(cell.customerCount)
        row.append(cell.orderCount)
        row.append(raw: cell.revenue.description)
        row.append(raw: cell.cumulativeRevenue.description)
        row.append(raw: cell.state.rawValue)
        row.append(known: cell.retentionRate.value)
        row.append(known: cell.netRevenueRetention)
        row.append(known: cell.grossRevenueRetention)
        try write(row)
      }
    }
  }
}

/// Cohorts × periods since: customers, orders, revenue, and what remains of both.
///
/// A cell that is not over is `partial`; one that has not begun is `unobserved` and has no rates.
/// A cell in which nobody bought has 0.
public struct CohortTable: Hashable, Sendable, Codable {
  /// The group of customers, if they were divided.
  public let name: String?
  /// The periods: each is that of a cohort, and later ones are what it is watched over.
  public let series: PeriodSeries
  private let rows: [[CohortCounts]]
  private let observedEnd: Day
  private let currency: Currency

  init(
    name: String?, series: PeriodSeries, rows: [[CohortCounts]], observedUpTo end: Day,
    in currency: Currency
  ) {
    self.name = name
    self.series = series
    self.rows = rows
    observedEnd = end
    self.currency = currency
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    series = try container.decode(PeriodSeries.self, forKey: .series)
    rows = try container.decode([[CohortCounts]].self, forKey: .rows)
    observedEnd = try container.decode(Day.self, forKey: .observedEnd)
    currency = try container.decode(Currency.self, forKey: .currency)
    let isTriangle = rows.indices.allSatisfy { cohort in
      rows[cohort].count == series.count - cohort
        && rows[cohort].allSatisfy {
          0 <= $0.customers && $0.customers <= rows[cohort][0].customers
        }
    }
    guard rows.count == series.count, isTriangle else {
      throw decoder.refusal("there must be a cell for each cohort and each period since")
    }
  }

  /// The number of cohorts, and of periods.
  public var count: Int { rows.count }

  /// One cohort, a number of periods after its own.
  ///
  /// - Precondition: `cohort` is 0 ..< ``count``, and `offset` 0 ..< `count - cohort`.
  /// - Complexity: O(offset).
  public subscript(cohort: Int, offset: Int) -> CohortCell {
    let cumulative = rows[cohort][0...offset].reduce(0) { $0 + $1.revenue }
    return cell(cohort, offset, cumulative: cumulative)
  }

  /// One cohort in its own period and in each later one of the series.
  ///
  /// - Complexity: O(periods).
  public func cells(ofCohort cohort: Int) -> [CohortCell] {
    var cumulative: Int128 = 0
    return rows[cohort].indices.map { offset in
      cumulative += rows[cohort][offset].revenue
      return cell(cohort, offset, cumulative: cumulative)
    }
  }

  private func cell(_ cohort: Int, _ offset: Int, cumulative: Int128) -> CohortCell {
    CohortCell(
      offset: offset, window: series[cohort + offset],
      state: Completeness(of: series[cohort + offset], observedUpTo: observedEnd),
      first: rows[cohort][0], counts: rows[cohort][offset], cumulative: cumulative, in: currency)
  }

  /// The share of customers who bought a number of periods after their first purchase's, of all
  /// cohorts for which that period is over.
  public func pooledRetention(after offset: Int) -> Rate {
    Rate.pooled(complete(offset).map(\.retentionRate))
  }

  /// What a customer brings from the first purchase's period up to and including the one `offset`
  /// later: Σ revenue ÷ Σ customers of all cohorts for which that period is over; `nil` without
  /// any. The curve of customer lifetime value so far.
  public func pooledRevenuePerCustomer(through offset: Int) -> ExactMean? {
    let cells = complete(offset)
    let revenue = cells.reduce(Int128(0)) { $0 + $1.cumulativeRevenue.minorUnits }
    return Money(minorUnits: revenue, in: currency)
      .divided(by: cells.reduce(0) { $0 + $1.cohortCustomerCount })
  }

  private func complete(_ offset: Int) -> [CohortCell] {
    (0..<max(0, count - offset)).map { self[$0, offset] }.filter { $0.state == .complete }
  }
}

/// A cohort in one period.
public struct CohortCell: Hashable, Sendable, Codable {
  /// Periods since the cohort's own.
  public let offset: Int
  /// The days of the period.
  public let window: TimeWindow
  /// Whether the period was over when observation ended.
  public let state: Completeness
  /// The customers of the cohort.
  public let cohortCustomerCount: Int
  /// Customers of the cohort with a purchase in the period.
  public let customerCount: Int
  /// Their purchases in the period.
  public let orderCount: Int
  /// Purchases less refunds dated in the period, of all customers of the cohort.
  public let revenue: Money
  /// Revenue from the cohort's own period up to and including this one.
  public let cumulativeRevenue: Money
  private let firstRevenue: Int128
  private let retainedRevenue: Int128
  private let firstRetainedRevenue: Int128

  init(
    offset: Int, window: TimeWindow, state: Completeness, first: CohortCounts,
    counts: CohortCounts, cumulative: Int128, in currency: Currency
  ) {
    self.offset = offset
    self.window = window
    self.state = state
    cohortCustomerCount = first.customers
    customerCount = counts.customers
    orderCount = counts.orders
    revenue = Money(minorUnits: counts.revenue, in: currency)
    cumulativeRevenue = Money(minorUnits: cumulative, in: currency)
    firstRevenue = first.revenue
    retainedRevenue = counts.retained
    firstRetainedRevenue = first.retained
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    offset = try container.decode(Int.self, forKey: .offset)
    window = try container.decode(TimeWindow.self, forKey: .window)
    state = try container.decode(Completeness.self, forKey: .state)
    cohortCustomerCount = try container.decode(Int.self, forKey: .cohortCustomerCount)
    customerCount = try container.decode(Int.self, forKey: .customerCount)
    orderCount = try container.decode(Int.self, forKey: .orderCount)
    revenue = try container.decode(Money.self, forKey: .revenue)
    cumulativeRevenue = try container.decode(Money.self, forKey: .cumulativeRevenue)
    firstRevenue = try container.decode(Int128.self, forKey: .firstRevenue)
    retainedRevenue = try container.decode(Int128.self, forKey: .retainedRevenue)
    firstRetainedRevenue = try container.decode(Int128.self, forKey: .firstRetainedRevenue)
    guard 0 <= customerCount && customerCount <= cohortCustomerCount else {
      throw decoder.refusal("\(customerCount) of a cohort of \(cohortCustomerCount)")
    }
  }

  /// Customers with a purchase in the period ÷ customers of the cohort.
  public var retentionRate: Rate { Rate(customerCount, of: cohortCustomerCount, state: state) }

  /// Revenue so far ÷ customers of the cohort; `nil` without customers, or when the period has not
  /// begun.
  public var cumulativeRevenuePerCustomer: ExactMean? {
    state == .unobserved ? nil : cumulativeRevenue.divided(by: cohortCustomerCount)
  }

  /// Net revenue retention: revenue ÷ revenue of the cohort's own period. Above 1 when customers
  /// spend more than at first; `nil` when the first revenue is not above zero, or the period has
  /// not begun.
  public var netRevenueRetention: Double? {
    guard state != .unobserved, firstRevenue > 0 else { return nil }
    return Double(revenue.minorUnits) / Double(firstRevenue)
  }

  /// Gross revenue retention: Σ min(revenue, first revenue) ÷ Σ first revenue over the customers,
  /// none below zero. What was lost without what others added: 0 through 1; `nil` when the first
  /// revenue is zero, or the period has not begun.
  public var grossRevenueRetention: Double? {
    guard state != .unobserved, firstRetainedRevenue > 0 else { return nil }
    return Double(retainedRevenue) / Double(firstRetainedRevenue)
  }
}

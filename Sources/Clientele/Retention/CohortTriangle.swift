/// Cohorts by the period of the first purchase × periods since: customers, orders and revenue.
///
/// A customer belongs to the period of their first purchase ever; who bought before the series
/// belongs to no cohort. Refunds lower the revenue of the period they are dated in; those dated
/// before the period of the first purchase, and those of customers without any, are in no cell.
///
/// ```swift
/// let table = orders.cohorts(
///   every: .month, from: "2026-01-01", through: "2026-06-30", observedThrough: "2026-06-30")
/// table[0, 2].retentionRate.value           // 0.1428…: January's customers who bought in March
/// table[0, 2].cumulativeRevenuePerCustomer!.rounded     // 142.07
/// ```
///
/// - Complexity: O(purchases + refunds + days + periods²); periods² is what ``answerSize`` tells.
public struct CohortTriangle: Analysis {
  private let counting: TriangleCounting

  /// A cohort for each period of a series; the orders are complete through `last`, and later ones
  /// are not seen.
  public init(every series: PeriodSeries, observedThrough last: Day) {
    counting = TriangleCounting(series, observedUpTo: last + 1, groups: nil)
  }

  public func makePartial() -> TriangleCounts { counting.makeCounts() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout TriangleCounts) {
    counting.add(block, to: &partial)
  }

  public func merge(_ other: TriangleCounts, into partial: inout TriangleCounts) {
    partial.merge(other)
  }

  public func finish(_ partial: TriangleCounts, in currency: Currency) -> CohortTable {
    counting.tables(of: partial, in: currency)[0]
  }

  public var answerSize: AnswerSize { counting.answerSize }
}

/// A cohort triangle for each group of customers: by region, by first category, first channel …
///
/// Within a group customers are told apart by the period of their first purchase, so that cells
/// which are not over can be told from those which are. ``CohortTable/pooledRetention(after:)`` is
/// the figure for a whole group.
public struct GroupedCohortTriangles: Analysis {
  private let counting: TriangleCounting

  /// A cohort for each period of a series and each group; the orders are complete through `last`,
  /// and later ones are not seen.
  public init(every series: PeriodSeries, by groups: CustomerGroups, observedThrough last: Day) {
    counting = TriangleCounting(series, observedUpTo: last + 1, groups: groups)
  }

  public func makePartial() -> TriangleCounts { counting.makeCounts() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout TriangleCounts) {
    counting.add(block, to: &partial)
  }

  public func merge(_ other: TriangleCounts, into partial: inout TriangleCounts) {
    partial.merge(other)
  }

  /// A table for each group, in the order of their names.
  public func finish(_ partial: TriangleCounts, in currency: Currency) -> [CohortTable] {
    counting.tables(of: partial, in: currency)
  }

  public var answerSize: AnswerSize { counting.answerSize }
}

extension OrderTable {
  /// Cohorts by the period of the first purchase × periods since. The orders are complete through
  /// `observed`.
  ///
  /// - Precondition: `first <= last`.
  public func cohorts(
    every period: CalendarPeriod, from first: Day, through last: Day,
    observedThrough observed: Day
  ) -> CohortTable {
    let series = PeriodSeries(of: period, from: first, through: last)
    return run(CohortTriangle(every: series, observedThrough: observed))
  }

  /// Cohorts by the period of the first purchase × periods since, for each group of customers.
  public func cohorts(
    every period: CalendarPeriod, from first: Day, through last: Day, by groups: CustomerGroups,
    observedThrough observed: Day
  ) -> [CohortTable] {
    let series = PeriodSeries(of: period, from: first, through: last)
    return run(GroupedCohortTriangles(every: series, by: groups, observedThrough: observed))
  }
}

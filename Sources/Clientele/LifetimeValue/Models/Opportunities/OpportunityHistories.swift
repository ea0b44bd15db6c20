/// Which of their chances to buy customers took: what the BG/BB model is fitted to.
///
/// A chance is a calendar period: a customer has bought in it, or has not. Chances begin with the
/// period after the one of the first purchase and end with the last of ``series``, which should be
/// over. Customers who have not bought by then, or who bought before the first period, have no
/// history.
///
/// ```swift
/// let months = PeriodSeries(of: .month, from: "2023-11-01", through: "2026-10-31")
/// let chances = orders.run(OpportunityHistories(in: months))
/// chances[1]?.opportunities       // 35
/// ```
///
/// - Complexity: O(purchases · log periods).
public struct OpportunityHistories: Analysis {
  /// The periods; later purchases are not seen.
  public let series: PeriodSeries

  /// Asks which periods of a series customers bought in.
  public init(in series: PeriodSeries) { self.series = series }

  /// Histories of some customers, block by block.
  public struct Partial: Sendable, Codable {
    fileprivate var rows = CustomerValues<OpportunityHistory?>()
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    var rows: [OpportunityHistory?] = []
    rows.reserveCapacity(block.count)
    for position in block.positions {
      var first: Int?
      var (last, frequency) = (0, 0)
      var isKnown = true
      for row in block.purchases(at: position) {
        let day = Day(number: block.purchaseDays[row])
        guard day >= series.window.start else {
          isKnown = false
          break
        }
        guard let period = series.index(of: day) else { break }
        if first == nil {
          first = period
        } else if period > last {
          frequency += 1
        }
        last = period
      }
      if isKnown, let first {
        rows.append(
          OpportunityHistory(
            validFrequency: frequency, recency: last - first,
            opportunities: series.count - 1 - first))
      } else {
        rows.append(nil)
      }
    }
    partial.rows.append(rows, from: block.firstCustomer)
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.rows.merge(other.rows)
  }

  /// One history for each customer number; `nil` for those without.
  public func finish(_ partial: Partial, in currency: Currency) -> [OpportunityHistory?] {
    partial.rows.ordered()
  }
}

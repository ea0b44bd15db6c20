import Clientele

/// The days that the works ask about; see `Scripts/compare/answers.py`.
enum Questions {
  static let days = TimeWindow(from: "2023-11-01", through: "2026-10-31")
  static let lastDay = days.end - 1
  static let months = PeriodSeries(of: .month, from: days.start, through: lastDay)

  /// The last days of the last 24 months: the stages at 24 month starts.
  static let monthEnds = (months.count - 24..<months.count).map { months.starts[$0 + 1] - 1 }

  /// Every day of the three years.
  static let allDays = (0..<days.dayCount).map { days.start + $0 }

  static let rfm = RFMValues(asOf: lastDay)
  static let stages = LifecycleSeries(asOf: monthEnds)
  static let dailyStages = LifecycleSeries(asOf: allDays)
  static let triangle = CohortTriangle(every: months, observedThrough: lastDay)
  static let activity = Activity(every: months, observedThrough: lastDay)

  /// All spans from one day to ninety; the peers answer for thirty only.
  static let retention = RecurringRetention(
    of: allDays.map { TimeWindow(start: $0, end: $0 + 1) },
    returning: (1...90).map(ReturnSpan.within), observedThrough: lastDay)
}

/// First and last day, orders and revenue of every customer: what the peers make of a file.
struct CustomerFigures: Analysis {
  struct Figures: Sendable, Codable {
    let first: Int32
    let last: Int32
    let orderCount: Int32
    let revenue: Int64
  }

  func makePartial() -> CustomerValues<Figures> { CustomerValues() }

  func accumulate(_ block: borrowing CustomerBlock, into partial: inout CustomerValues<Figures>) {
    let (days, amounts) = (block.purchaseDays, block.purchaseAmounts)
    var figures: [Figures] = []
    figures.reserveCapacity(block.count)
    for position in block.positions {
      let rows = block.purchases(at: position)
      var revenue: Int64 = 0
      for row in rows { revenue += amounts[row] }
      figures.append(
        Figures(
          first: days[rows.lowerBound], last: days[rows.upperBound - 1],
          orderCount: Int32(rows.count), revenue: revenue))
    }
    partial.append(figures, from: block.firstCustomer)
  }

  func merge(_ other: CustomerValues<Figures>, into partial: inout CustomerValues<Figures>) {
    partial.merge(other)
  }

  func finish(_ partial: CustomerValues<Figures>, in currency: Currency) -> [Figures] {
    partial.ordered()
  }
}

/// The least that a scan can do: every day and every amount is read once and summed.
struct PlainScan: Analysis {
  func makePartial() -> Int64 { 0 }

  func accumulate(_ block: borrowing CustomerBlock, into partial: inout Int64) {
    partial &+= sum(block.purchaseDays) &+ sum(block.purchaseAmounts)
  }

  func merge(_ other: Int64, into partial: inout Int64) { partial &+= other }
  func finish(_ partial: Int64, in currency: Currency) -> Int64 { partial }
}

@inline(__always)
func sum<Value: FixedWidthInteger & BitwiseCopyable>(_ values: Span<Value>) -> Int64 {
  var sum: Int64 = 0
  for index in values.indices { sum &+= Int64(truncatingIfNeeded: values[index]) }
  return sum
}

/// What is counted about one cohort in one period.
struct CohortCounts: Hashable, Sendable, Codable {
  var customers = 0
  var orders = 0
  /// Purchases less refunds.
  var revenue: Int128 = 0
  /// What remained of each customer's revenue in the first period: never more than it, never
  /// below zero.
  var retained: Int128 = 0

  @inline(__always)
  mutating func add(customers: Int, orders: Int, revenue: Int128, retained: Int128) {
    self.customers &+= customers
    self.orders &+= orders
    self.revenue &+= revenue
    self.retained &+= retained
  }

  static func += (left: inout CohortCounts, right: CohortCounts) {
    left.customers += right.customers
    left.orders += right.orders
    left.revenue += right.revenue
    left.retained += right.retained
  }
}

/// The partial of cohort triangles.
public struct TriangleCounts: Sendable, Codable {
  /// Rows of shrinking length, one a cohort, of each group after the other.
  fileprivate var cells: [CohortCounts]

  mutating func merge(_ other: TriangleCounts) {
    for index in cells.indices { cells[index] += other.cells[index] }
  }
}

/// How triangles are counted: one row a cohort, from its own period to the last, and one cell more
/// for everything later.
struct TriangleCounting: Sendable {
  private let series: PeriodSeries
  private let observedEnd: Day
  private let places: DayPlaces
  private let groups: CustomerGroups?
  /// Where each cohort's row begins, less the cohort's own period, so that adding a period gives
  /// its cell.
  private let origins: [Int]
  private let cellCount: Int

  init(_ series: PeriodSeries, observedUpTo end: Day, groups: CustomerGroups?) {
    self.series = series
    observedEnd = end
    self.groups = groups
    places = DayPlaces(series.windows, observedUpTo: end)
    var next = 0
    var origins: [Int] = []
    for cohort in 0..<series.count {
      origins.append(next - cohort)
      next += series.count - cohort + 1
    }
    self.origins = origins
    cellCount = next
  }

  func makeCounts() -> TriangleCounts {
    TriangleCounts(
      cells: Array(repeating: CohortCounts(), count: cellCount * (groups?.count ?? 1)))
  }

  var answerSize: AnswerSize {
    let byteCount = cellCount.times(MemoryLayout<CohortCounts>.stride).times(groups?.count ?? 1)
    return AnswerSize(partialByteCount: byteCount, resultByteCount: byteCount)
  }

  func add(_ block: borrowing CustomerBlock, to counts: inout TriangleCounts) {
    var cells = counts.cells.mutableSpan
    for position in block.positions {
      let rows = block.purchases(at: position)
      guard let first = rows.first else { continue }
      let cohort = places[block.purchaseDays[first]]
      guard cohort < places.outside else { continue }
      var origin = origins[cohort]
      if let groups {
        guard let group = groups.group(of: block.firstCustomer + position) else { continue }
        origin += group * cellCount
      }
      let refunds = block.refunds(at: position)
      if refunds.isEmpty {
        addPurchases(rows, of: block, cohort: cohort, at: origin, to: &cells)
      } else {
        addEvents(rows, refunds, of: block, cohort: cohort, at: origin, to: &cells)
      }
    }
  }

  /// Purchases of a customer without refunds: revenue only grows, so what is kept of the first
  /// period's grows with it and stops there. One register does, where ``PeriodLedger`` takes six.
  @_lifetime(cells: copy cells)
  private func addPurchases(
    _ rows: Range<Int>, of block: borrowing CustomerBlock, cohort: Int, at origin: Int,
    to cells: inout MutableSpan<CohortCounts>
  ) {
    var row = rows.lowerBound
    var first: Int128 = 0
    while row < rows.upperBound && places[block.purchaseDays[row]] == cohort {
      first &+= Int128(block.purchaseAmounts[row])
      row += 1
    }
    guard let limit = Int64(exactly: first) else {
      return addEvents(rows, 0..<0, of: block, cohort: cohort, at: origin, to: &cells)
    }
    cells[origin + cohort].customers += 1
    cells[origin + cohort].orders += row - rows.lowerBound
    cells[origin + cohort].revenue &+= first
    cells[origin + cohort].retained &+= first
    // What the current period can still keep.
    var (previous, room) = (cohort, limit)
    while row < rows.upperBound {
      let place = places[block.purchaseDays[row]]
      let amount = block.purchaseAmounts[row]
      let before = place == previous ? room : limit
      let left = before &- amount
      // max(0, left), as half of |left| + left: of `max` the compiler makes a branch, which is
      // guessed wrong so often that the whole pass took 1.6 times as long.
      room = Int64(bitPattern: (left.magnitude &+ UInt64(bitPattern: left)) >> 1)
      cells[origin &+ place].add(
        customers: place == previous ? 0 : 1, orders: 1, revenue: Int128(amount),
        retained: Int128(before &- room))
      previous = place
      row &+= 1
    }
  }

  /// Purchases and refunds of one customer by day: what a period brought is known only when both
  /// are.
  @_lifetime(cells: copy cells)
  private func addEvents(
    _ rows: Range<Int>, _ refunds: Range<Int>, of block: borrowing CustomerBlock, cohort: Int,
    at origin: Int, to cells: inout MutableSpan<CohortCounts>
  ) {
    var ledger = PeriodLedger(cohort: cohort)
    var previous = -1
    var (row, refund) = (rows.lowerBound, refunds.lowerBound)
    while row < rows.upperBound || refund < refunds.upperBound {
      let isPurchase =
        refund == refunds.upperBound
        || (row < rows.upperBound && block.purchaseDays[row] <= block.refundDays[refund])
      let place = places[isPurchase ? block.purchaseDays[row] : block.refundDays[refund]]
      let amount = Int128(
        isPurchase ? block.purchaseAmounts[row] : -block.refundAmounts[refund])
      if isPurchase { row += 1 } else { refund += 1 }
      // A refund from before the first purchase's period has no cell.
      guard place >= cohort else { continue }
      if isPurchase {
        cells[origin + place].customers += place == previous ? 0 : 1
        cells[origin + place].orders += 1
        previous = place
      }
      cells[origin + place].revenue &+= amount
      cells[origin + place].retained &+= ledger.book(amount, in: place)
    }
  }

  func tables(of counts: TriangleCounts, in currency: Currency) -> [CohortTable] {
    (0..<(groups?.count ?? 1)).map { group in
      let rows = (0..<series.count).map { cohort in
        let start = group * cellCount + origins[cohort] + cohort
        return Array(counts.cells[start..<start + series.count - cohort])
      }
      return CohortTable(
        name: groups?.names[group], series: series, rows: rows, observedUpTo: observedEnd,
        in: currency)
    }
  }
}

/// One customer's revenue of the current period, and how much of the first period's it keeps.
private struct PeriodLedger {
  private let cohort: Int
  private var period: Int
  private var revenue: Int128 = 0
  private var kept: Int128 = 0
  /// The revenue of the first period, as far as it is known.
  private var firstRevenue: Int128 = 0

  init(cohort: Int) {
    self.cohort = cohort
    period = cohort
  }

  /// Adds to the revenue of a period, and returns by how much the kept revenue changes.
  @inline(__always)
  mutating func book(_ amount: Int128, in place: Int) -> Int128 {
    let isSame = place == period
    revenue = (isSame ? revenue : 0) &+ amount
    let keptBefore = isSame ? kept : 0
    firstRevenue = place == cohort ? revenue : firstRevenue
    kept = max(0, min(revenue, firstRevenue))
    period = place
    return kept &- keptBefore
  }
}

import ClienteleKernels

/// Who of each of some sets of customers bought in each period, how often, and what it brought:
/// for sets that overlap, as tags do.
///
/// For each set the figures are those of ``Activity`` over its members alone. A customer of three
/// sets counts in each of them, so that the sets do not add up to everyone. All sets are counted
/// in one pass: customers × periods times customers × sets is a matrix product, and is made as one
/// where that is faster.
///
/// ```swift
/// let tags = try orders.tags(
///   TagRules([
///     Tag("回头客", TagRule(.metric(.orders, .atLeast(2)))), Tag("沉睡", TagRule(.stage([.sleeping]))),
///   ]), asOf: today)
/// let months = PeriodSeries(of: .month, from: "2026-01-01", through: "2026-06-30")
/// let activity = orders.run(
///   ActivityBySet(tags.sets, every: months, observedThrough: "2026-06-30"))
/// activity[0][5].customerCount      // 45
/// activity[1][5].customerCount      // 0
/// ```
///
/// - Complexity: O((purchases + refunds) × the sets that their customers are in), or less.
public struct ActivityBySet: Analysis {
  /// After the series, the period that follows it.
  private let windows: [TimeWindow]
  private let count: Int
  private let observedEnd: Day
  private let places: DayPlaces
  private let sets: [CustomerSet]

  /// Figures of each set for each period of a series, with those who came back in the next one.
  ///
  /// - Parameters:
  ///   - sets: Customers by their numbers.
  ///   - series: The periods, a row of figures for each.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  public init(_ sets: [CustomerSet], every series: PeriodSeries, observedThrough last: Day) {
    self.sets = sets
    windows = series.windows(andNext: 1)
    count = series.count
    observedEnd = last + 1
    places = DayPlaces(windows, observedUpTo: observedEnd)
  }

  /// Figures of each set for each of some windows.
  ///
  /// - Parameters:
  ///   - sets: Customers by their numbers.
  ///   - windows: The days of each row of figures.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  /// - Precondition: `windows` ascend and do not overlap.
  public init(_ sets: [CustomerSet], in windows: [TimeWindow], observedThrough last: Day) {
    self.sets = sets
    self.windows = windows
    count = windows.count
    observedEnd = last + 1
    places = DayPlaces(windows, observedUpTo: observedEnd)
  }

  /// Sums of each figure of each window of each set.
  public struct Partial: Sendable, Codable {
    /// `[set × window × figure]`
    fileprivate var sums: [Int128]
  }

  /// What is counted of a customer in a window, in the order of the panel's columns.
  fileprivate enum Figure: Int, CaseIterable {
    case customers, orders, repeaters, onceOnly, returning, sales, refunds
  }

  public func makePartial() -> Partial {
    Partial(sums: Array(repeating: 0, count: sets.count * windows.count * Figure.allCases.count))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let columnCount = windows.count * Figure.allCases.count
    var sums = PanelSums(groupCount: sets.count, columnCount: columnCount)
    var rows = PanelRows(groupCount: sets.count, columnCount: columnCount)
    var members = [UInt64](repeating: 0, count: rows.groupWordCount)
    for position in block.positions {
      let customer = block.firstCustomer + position
      guard find(customer, &members) else { continue }
      appendPurchases(block.purchases(at: position), of: block, to: &rows)
      for row in block.refunds(at: position) {
        let place = places[block.refundDays[row]]
        if place < windows.count { rows.append(place, .refunds, block.refundAmounts[row]) }
      }
      rows.endRow(groups: members.span)
      if rows.isFull {
        sums.add(rows)
        rows.removeAll()
      }
    }
    sums.add(rows)
    for index in partial.sums.indices { partial.sums[index] += sums.sums[index] }
  }

  /// Sets the bits of the sets that a customer is in: false when there are none.
  @inline(__always)
  private func find(_ customer: Int, _ members: inout [UInt64]) -> Bool {
    var isMember = false
    for word in members.indices {
      var bits: UInt64 = 0
      for set in word * 64..<min(sets.count, word * 64 + 64) {
        bits |= (sets[set].contains(customer) ? 1 : 0) << UInt64(set % 64)
      }
      members[word] = bits
      isMember = isMember || bits != 0
    }
    return isMember
  }

  /// The cells of one customer: purchases of one window are neighbours.
  private func appendPurchases(
    _ purchases: Range<Int>, of block: borrowing CustomerBlock, to rows: inout PanelRows
  ) {
    var next = purchases.lowerBound
    var previous = places.outside
    while next < purchases.upperBound {
      let first = next
      let place = places[block.purchaseDays[first]]
      while next < purchases.upperBound, places[block.purchaseDays[next]] == place {
        if place < windows.count { rows.append(place, .sales, block.purchaseAmounts[next]) }
        next += 1
      }
      guard place < windows.count else { continue }
      let orderCount = next - first
      rows.append(place, .customers, 1)
      rows.append(place, .orders, Int64(orderCount))
      if orderCount > 1 { rows.append(place, .repeaters, 1) }
      if orderCount == 1, first == purchases.lowerBound { rows.append(place, .onceOnly, 1) }
      if place == previous + 1, previous < windows.count { rows.append(place, .returning, 1) }
      previous = place
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for index in partial.sums.indices { partial.sums[index] += other.sums[index] }
  }

  /// - Returns: For each set a row of figures for each period.
  public func finish(_ partial: Partial, in currency: Currency) -> [[WindowActivity]] {
    let states = windows.map { Completeness(of: $0, observedUpTo: observedEnd) }
    return sets.indices.map { set in
      let figures = windows.indices.map { counts(of: set, $0, partial) }
      return (0..<count).map { index in
        WindowActivity(
          windows[index], figures[index], in: currency, state: states[index],
          next: windows.count > count ? (figures[index + 1].returning, states[index + 1]) : nil)
      }
    }
  }

  private func counts(of set: Int, _ window: Int, _ partial: Partial) -> ActivityCounts {
    func sum(_ figure: Figure) -> Int128 {
      partial.sums[(set * windows.count + window) * Figure.allCases.count + figure.rawValue]
    }
    return ActivityCounts(
      customers: Int(sum(.customers)), orders: Int(sum(.orders)),
      repeaters: Int(sum(.repeaters)), onceOnly: Int(sum(.onceOnly)),
      returning: Int(sum(.returning)), sales: sum(.sales), refunds: sum(.refunds))
  }

  public var answerSize: AnswerSize {
    let cells = sets.count.times(windows.count)
    return AnswerSize(
      partialByteCount: cells.times(Figure.allCases.count * MemoryLayout<Int128>.stride),
      resultByteCount: cells.times(MemoryLayout<WindowActivity>.stride))
  }
}

extension PanelRows {
  @inline(__always)
  fileprivate mutating func append(_ place: Int, _ figure: ActivityBySet.Figure, _ value: Int64) {
    append(column: place * ActivityBySet.Figure.allCases.count + figure.rawValue, value: value)
  }
}

/// What came of a campaign: who answered it, by any grouping, beside those who were left alone.
///
/// A customer on the target list answers by a purchase in the window. Revenue is that of those who
/// answered, purchases less refunds, both dated in the window. The control list is counted alike;
/// what it buys would have been bought anyway.
///
/// ```swift
/// let asked = CustomerSet(0..<200)
/// let alone = CustomerSet(200..<300)
/// let window = TimeWindow(from: "2026-09-01", through: "2026-09-30")
/// let autumn = orders.run(
///   Campaign(
///     in: window, lists: try CampaignLists(targets: asked, controls: alone),
///     observedThrough: today))
/// autumn.total.targets.rate.numerator      // 24
/// autumn.total.lift!.value!                // -0.0200…: the control did better
/// ```
///
/// Groups must be those of the day before the window, or facts that no campaign can change: who is
/// grouped by what the campaign did to them is compared with nobody. Wake-up and activation rates
/// are this with stages for groups.
///
/// - Complexity: O(customers × log of their purchases).
public struct Campaign: Analysis {
  /// The days in which a purchase is an answer.
  public let window: TimeWindow
  /// Who was asked, and who was not.
  public let lists: CampaignLists
  /// What customers are divided by; `nil` for all as one.
  public let groups: CustomerGroups?
  private let observedEnd: Day

  /// - Parameters:
  ///   - window: From the first day of the campaign up to its horizon.
  ///   - lists: Who was asked, and who was not.
  ///   - groups: What customers are divided by; `nil` for all as one.
  ///   - last: The last day the orders are complete for; later orders are not seen.
  public init(
    in window: TimeWindow, lists: CampaignLists, by groups: CustomerGroups? = nil,
    observedThrough last: Day
  ) {
    self.window = window
    self.lists = lists
    self.groups = groups
    observedEnd = last + 1
  }

  /// Counts of each group, and of customers in none.
  public struct Partial: Sendable, Codable {
    fileprivate var cells: [CampaignCounts]
  }

  public func makePartial() -> Partial {
    Partial(cells: Array(repeating: CampaignCounts(), count: (groups?.count ?? 0) + 1))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let nowhere = partial.cells.count - 1
    for position in block.positions {
      let cell = groups?.group(of: block.customer(at: position)) ?? nowhere
      partial.cells[cell].add(answer(of: position, in: block))
    }
  }

  /// What a customer had to do with the campaign, and what they bought in it.
  func answer(
    of position: Int, in block: borrowing CustomerBlock
  ) -> (role: CampaignRole, counts: ResponseCounts)? {
    let customer = block.customer(at: position)
    let start = min(window.start, observedEnd).number
    let end = min(window.end, observedEnd).number
    let isTarget = lists.targets.contains(customer)
    guard isTarget || lists.controls.contains(customer) else {
      guard let first = block.purchases(at: position).first, block.purchaseDays[first] < start
      else { return nil }
      return (.other, ResponseCounts())
    }
    var counts = ResponseCounts()
    counts.add(position, of: block, from: start, to: end)
    let hasBought = counts.responders > 0
    if isTarget { return (hasBought ? .responder : .silentTarget, counts) }
    return (hasBought ? .controlBuyer : .silentControl, counts)
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for cell in partial.cells.indices { partial.cells[cell] += other.cells[cell] }
  }

  public func finish(_ partial: Partial, in currency: Currency) -> CampaignFigures {
    let state = Completeness(of: window, observedUpTo: observedEnd)
    var counts = partial.cells
    counts[counts.count - 1].targets.customers += lists.strangerCount
    counts[counts.count - 1].controls.customers += lists.controlStrangerCount
    func cell(_ counts: CampaignCounts, _ name: String?) -> CampaignCell {
      CampaignCell(
        name: name, targets: Response(counts.targets, state: state, in: currency),
        controls: lists.haveControls
          ? Response(counts.controls, state: state, in: currency) : nil,
        othersCount: counts.othersCount)
    }
    let names = groups?.names ?? []
    return CampaignFigures(
      window: window, cells: zip(counts, names).map { cell($0, $1) },
      ungrouped: cell(counts[names.count], nil),
      total: cell(counts.reduce(into: CampaignCounts(), +=), nil))
  }
}

/// What is counted about one group.
private struct CampaignCounts: Sendable, Codable {
  var targets = ResponseCounts()
  var controls = ResponseCounts()
  /// Customers from before the window who are on neither list.
  var othersCount = 0

  static func += (left: inout CampaignCounts, right: CampaignCounts) {
    left.targets += right.targets
    left.controls += right.controls
    left.othersCount += right.othersCount
  }

  mutating func add(_ answer: (role: CampaignRole, counts: ResponseCounts)?) {
    guard let answer else { return }
    switch answer.role {
    case .responder, .silentTarget: targets += answer.counts
    case .controlBuyer, .silentControl: controls += answer.counts
    case .other: othersCount += 1
    }
  }
}

extension ResponseCounts {
  /// Adds a customer who was asked, and what they bought from one day up to another.
  fileprivate mutating func add(
    _ position: Int, of block: borrowing CustomerBlock, from start: Int32, to end: Int32
  ) {
    customers += 1
    let rows = block.purchases(at: position)
    let first = block.purchaseDays.firstIndex(in: rows) { $0 >= start }
    var row = first
    while row < rows.upperBound && block.purchaseDays[row] < end {
      orders += 1
      revenue += Int128(block.purchaseAmounts[row])
      row += 1
    }
    guard row > first else { return }
    responders += 1
    for refund in block.refunds(at: position) {
      let day = block.refundDays[refund]
      if start <= day && day < end { revenue -= Int128(block.refundAmounts[refund]) }
    }
  }
}

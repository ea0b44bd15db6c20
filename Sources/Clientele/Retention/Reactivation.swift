/// Which share of the customers who had drifted away comes back in a window, by how far they had
/// drifted: silent recall, wake-up rate (客户唤醒率, of the sleeping) and activation rate
/// (客户激活率, of the lost).
///
/// Stages are those of the day before the window. A customer responds by a purchase in the window.
/// Without lists everyone is asked, and the rates are natural ones; with lists only those on them,
/// the control list apart.
///
/// ```swift
/// let autumn = orders.reactivation(from: "2026-09-01", days: 30, observedThrough: today)
/// autumn.wake.rate.numerator       // 2
/// autumn.wake.rate.denominator     // 66
/// ```
///
/// - Complexity: O(customers × log of their purchases).
public struct Reactivation: Analysis {
  /// The days in which a purchase is a response.
  public let window: TimeWindow
  /// What makes a customer silent, sleeping or lost.
  public let boundaries: LifecycleBoundaries
  /// Whose responses count; `nil` for everyone's.
  public let lists: CampaignLists?
  private let observedEnd: Day

  /// - Parameters:
  ///   - window: From the first day of the campaign up to its horizon. There is no rate without
  ///     one: in the end many come back.
  ///   - boundaries: Who is silent, sleeping and lost.
  ///   - lists: Whose responses count; `nil` for everyone's.
  ///   - last: The last day the orders are complete for; later orders are not seen. Rates are
  ///     complete when it is the window's last day or later.
  public init(
    in window: TimeWindow, boundaries: LifecycleBoundaries = .standard,
    lists: CampaignLists? = nil, observedThrough last: Day
  ) {
    self.window = window
    self.boundaries = boundaries
    self.lists = lists
    observedEnd = last + 1
  }

  /// Counts of each drifted stage, of the target list and of the control list.
  public struct Partial: Sendable, Codable {
    fileprivate var targets = [ResponseCounts](repeating: ResponseCounts(), count: stageCount)
    fileprivate var controls = [ResponseCounts](repeating: ResponseCounts(), count: stageCount)
  }

  private static let stageCount = StageResponses.stages.count

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let cuts = boundaries.cuts(at: window.start)
    let (silent, sleeping) = (cuts.silent.number, cuts.sleeping.number)
    let start = min(window.start, observedEnd).number
    for position in block.positions {
      let rows = block.purchases(at: position)
      let next = block.purchaseDays.firstIndex(in: rows) { $0 >= start }
      guard next > rows.lowerBound else { continue }
      let last = block.purchaseDays[next - 1]
      guard last < cuts.active.number else { continue }
      let stage = last >= silent ? 0 : last >= sleeping ? 1 : 2
      let customer = block.firstCustomer + position
      if lists?.targets.contains(customer) ?? true {
        add(position, of: block, from: next, to: &partial.targets[stage])
      } else if lists?.controls.contains(customer) ?? false {
        add(position, of: block, from: next, to: &partial.controls[stage])
      }
    }
  }

  /// Adds a customer whose purchases from `next` on lie in the window or after it.
  private func add(
    _ position: Int, of block: borrowing CustomerBlock, from next: Int,
    to counts: inout ResponseCounts
  ) {
    let end = min(window.end, observedEnd).number
    counts.customers += 1
    var row = next
    while row < block.purchases(at: position).upperBound && block.purchaseDays[row] < end {
      counts.orders += 1
      counts.revenue += Int128(block.purchaseAmounts[row])
      row += 1
    }
    guard row > next else { return }
    counts.responders += 1
    for refund in block.refunds(at: position) {
      let day = block.refundDays[refund]
      if window.start.number <= day && day < end {
        counts.revenue -= Int128(block.refundAmounts[refund])
      }
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    for stage in 0..<Self.stageCount {
      partial.targets[stage] += other.targets[stage]
      partial.controls[stage] += other.controls[stage]
    }
  }

  public func finish(_ partial: Partial, in currency: Currency) -> ReactivationFigures {
    let state = Completeness(of: window, observedUpTo: observedEnd)
    func responses(_ counts: [ResponseCounts]) -> StageResponses {
      StageResponses(counts.map { Response($0, state: state, in: currency) })
    }
    return ReactivationFigures(
      window: window, responses: responses(partial.targets),
      controls: lists == nil ? nil : responses(partial.controls))
  }
}

/// What is counted about one stage.
struct ResponseCounts: Sendable, Codable {
  var customers = 0
  var responders = 0
  var orders = 0
  var revenue: Int128 = 0

  static func += (left: inout ResponseCounts, right: ResponseCounts) {
    left.customers += right.customers
    left.responders += right.responders
    left.orders += right.orders
    left.revenue += right.revenue
  }
}

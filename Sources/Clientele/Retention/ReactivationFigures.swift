/// Who of the drifted customers came back in a window, and what it brought.
public struct ReactivationFigures: Hashable, Sendable, Codable {
  /// The days in which a purchase was a response.
  public let window: TimeWindow
  /// Of everyone, or of the target list.
  public let responses: StageResponses
  /// Of the control list; `nil` when no lists were given.
  public let controls: StageResponses?
}

/// Responses by the stage that customers were in on the day before.
public struct StageResponses: Hashable, Sendable, Codable {
  static let stages: [LifecycleStage] = [.silent, .sleeping, .lost]
  private let byStage: [Response]

  init(_ byStage: [Response]) { self.byStage = byStage }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    byStage = try container.decode([Response].self, forKey: .byStage)
    guard byStage.count == Self.stages.count else {
      throw decoder.refusal("there must be a response of each of the three stages")
    }
  }

  /// 沉默召回: the response of customers silent the day before.
  public var silentRecall: Response { byStage[0] }

  /// 客户唤醒率: the response of customers sleeping the day before.
  public var wake: Response { byStage[1] }

  /// 客户激活率: the response of customers lost the day before.
  public var activation: Response { byStage[2] }
}

/// How many of a group bought in a window, and what it brought.
public struct Response: Hashable, Sendable, Codable {
  /// Responders ÷ customers asked.
  public let rate: Rate
  /// The responders' purchases in the window.
  public let orderCount: Int
  /// The responders' purchases less refunds, both dated in the window.
  public let revenue: Money

  init(_ counts: ResponseCounts, state: Completeness, in currency: Currency) {
    rate = Rate(counts.responders, of: counts.customers, state: state)
    orderCount = counts.orders
    revenue = Money(minorUnits: counts.revenue, in: currency)
  }

  /// Revenue ÷ responders; `nil` without responders.
  public var revenuePerResponder: ExactMean? { revenue.divided(by: rate.numerator) }

  /// Revenue ÷ customers asked; `nil` when nobody was.
  public var revenuePerCustomer: ExactMean? { revenue.divided(by: rate.denominator) }
}

extension OrderTable {
  /// Silent recall, wake-up and activation rates for a campaign, or for a time without one.
  ///
  /// ```swift
  /// let autumn = orders.reactivation(from: "2026-09-01", days: 30, observedThrough: today)
  /// autumn.activation.rate.value     // 0.0130…
  /// ```
  ///
  /// - Parameters:
  ///   - start: The first day on which a purchase is a response.
  ///   - dayCount: The number of days for which it is.
  ///   - boundaries: Who is silent, sleeping and lost.
  ///   - last: The last day the orders are complete for.
  /// - Precondition: `dayCount >= 0`.
  public func reactivation(
    from start: Day, days dayCount: Int, boundaries: LifecycleBoundaries = .standard,
    observedThrough last: Day
  ) -> StageResponses {
    let window = TimeWindow(start: start, end: start + dayCount)
    return run(Reactivation(in: window, boundaries: boundaries, observedThrough: last)).responses
  }

  /// Silent recall, wake-up and activation rates of the customers on a list, with those of a
  /// control list.
  public func reactivation(
    from start: Day, days dayCount: Int, of lists: CampaignLists,
    boundaries: LifecycleBoundaries = .standard, observedThrough last: Day
  ) -> ReactivationFigures {
    let window = TimeWindow(start: start, end: start + dayCount)
    return run(
      Reactivation(in: window, boundaries: boundaries, lists: lists, observedThrough: last))
  }
}

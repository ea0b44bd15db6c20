/// What came of a campaign, group by group.
public struct CampaignFigures: Hashable, Sendable, Codable {
  /// The days in which a purchase was an answer.
  public let window: TimeWindow
  /// One for each group, in the order of their names; none when customers were not divided.
  public let cells: [CampaignCell]
  /// Customers in no group, and people who never ordered.
  public let ungrouped: CampaignCell
  /// Everyone.
  public let total: CampaignCell

  /// A cell's response rate ÷ that of everyone: 3.4 for 6.8 % where 2 % answered. `nil` without a
  /// rate, or when nobody answered.
  public func responseIndex(of cell: CampaignCell) -> Double? {
    let (rate, mean) = (cell.targets.rate, total.targets.rate)
    guard rate.value != nil, mean.numerator > 0 else { return nil }
    // One quotient of whole numbers: of two rounded rates it would not be exact.
    return Double(Int128(rate.numerator) * Int128(mean.denominator))
      / Double(Int128(rate.denominator) * Int128(mean.numerator))
  }
}

/// One group of a campaign: those asked, those not, and everyone else.
public struct CampaignCell: Hashable, Sendable, Codable {
  /// The group; `nil` for everyone together, and for those in no group.
  public let name: String?
  /// The answers of those who were asked.
  public let targets: Response
  /// The purchases of those who were not; `nil` when the campaign had no control list.
  public let controls: Response?
  /// Customers of the group from before the campaign who are on neither list: who could be asked
  /// next.
  public let othersCount: Int

  /// How many people were asked.
  public var contactCount: Int { targets.rate.denominator }

  /// The response rate over the control's, with its interval; `nil` without a control list.
  public var lift: RateDifference? { controls.map { targets.rate.difference(from: $0.rate) } }

  /// How many answered because they were asked: the lift times the number asked. Below zero when
  /// the control did better; `nil` without a lift.
  public var incrementalResponderCount: Double? {
    lift?.value.map { $0 * Double(contactCount) }
  }

  /// What the campaign brought that the control's revenue per customer does not explain; `nil`
  /// when nobody is in the control list, or the window has not begun.
  public var incrementalRevenue: ExactMean? {
    guard let controls, controls.rate.value != nil, targets.rate.value != nil else { return nil }
    let (asked, alone) = (Int128(contactCount), Int128(controls.rate.denominator))
    let difference =
      targets.revenue.minorUnits * alone - controls.revenue.minorUnits * asked
    return Money(minorUnits: difference, scale: targets.revenue.scale)
      .divided(by: controls.rate.denominator)
  }
}

extension OrderTable {
  /// What came of a campaign: response, revenue and lift, for everyone and for each group.
  ///
  /// ```swift
  /// let stages = CustomerGroups(orders.run(CustomerStages(asOf: "2026-08-31")))
  /// let lists = try CampaignLists(targets: CustomerSet(0..<401))
  /// let autumn = orders.campaign(
  ///   from: "2026-09-01", days: 30, lists: lists, by: stages, observedThrough: today)
  /// autumn.cells[5].name                        // sleeping
  /// autumn.cells[5].targets.rate.numerator      // 2
  /// autumn.cells[5].targets.rate.denominator    // 66
  /// ```
  ///
  /// - Parameters:
  ///   - start: The first day on which a purchase is an answer.
  ///   - dayCount: The number of days for which it is.
  ///   - lists: Who was asked, and who was not.
  ///   - groups: What customers are divided by; `nil` for all as one.
  ///   - last: The last day the orders are complete for.
  /// - Precondition: `dayCount >= 0`.
  /// - Complexity: One pass over the orders.
  public func campaign(
    from start: Day, days dayCount: Int, lists: CampaignLists, by groups: CustomerGroups? = nil,
    observedThrough last: Day
  ) -> CampaignFigures {
    let window = TimeWindow(start: start, end: start + dayCount)
    return run(Campaign(in: window, lists: lists, by: groups, observedThrough: last))
  }
}

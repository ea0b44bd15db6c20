/// What a campaign earned after its costs, from which response rate on it earns anything, and which
/// groups are above that.
///
/// ```swift
/// let lists = try CampaignLists(targets: CustomerSet(0..<401))
/// let stages = CustomerGroups(orders.run(CustomerStages(asOf: "2026-08-31")))
/// let figures = orders.campaign(
///   from: "2026-09-01", days: 30, lists: lists, by: stages, observedThrough: today)
/// let profit = figures.profit(
///   at: CampaignCosts(
///     perContact: Money(minorUnits: 1_50, in: orders.currency), margin: .shareOfRevenue(0.1)))
/// profit.breakEvenRate!.value                        // 0.0594…
/// profit.cellsAboveBreakEven.compactMap(\.name)
/// // ["newOneTime", "newRepeat", "existingOneTime", "existingRepeat", "silent"]
/// profit.total.profit.rounded                        // 837.26
/// ```
///
/// Source: Hughes, "Quick Profits with RFM Analysis": test a sample of every cell, and ask only the
/// cells that do better than break even.
public struct CampaignProfit: Hashable, Sendable {
  /// What came of the campaign.
  public let figures: CampaignFigures
  /// What it cost, and what an answer earns.
  public let costs: CampaignCosts

  /// What an answer earns on average, before the campaign is paid; `nil` when nobody answered and
  /// nothing says it.
  public var marginPerResponse: ExactMean? {
    if case .perResponse(let amount) = costs.margin { return ExactMean(total: amount, count: 1) }
    let margin = costs.margin(of: figures.total.targets)
    let count = figures.total.targets.rate.numerator
    return count == 0 ? nil : ExactMean(total: margin.total, count: margin.count * count)
  }

  /// The response rate at which answers pay for the asking: cost per contact ÷ margin per answer,
  /// without the fixed costs. `nil` when an answer earns nothing.
  public var breakEvenRate: ExactNumber? {
    guard let margin = marginPerResponse?.number, margin > 0 else { return nil }
    let cost = ExactNumber(costs.perContact.minorUnits)
      .dividedByPowerOfTen(costs.perContact.scale)
    return ExactNumber(
      cost.numerator * margin.denominator, over: cost.denominator * margin.numerator)
  }

  /// One group's account: what asking it cost, and what it earned. Fixed costs belong to no group.
  public func balance(of cell: CampaignCell) -> CampaignBalance {
    balance(of: cell, fixed: nil)
  }

  /// The whole campaign's account, fixed costs included.
  public var total: CampaignBalance { balance(of: figures.total, fixed: costs.fixed) }

  private func balance(of cell: CampaignCell, fixed: Money?) -> CampaignBalance {
    let scale = max(costs.perContact.scale, fixed?.scale ?? 0)
    let contacts =
      costs.perContact.rescaled(to: scale).minorUnits * Int128(cell.contactCount)
    let cost = Money(
      minorUnits: contacts + (fixed?.rescaled(to: scale).minorUnits ?? 0), scale: scale)
    let margin = costs.margin(of: cell.targets)
    return CampaignBalance(cost: cost, margin: margin, profit: margin.minus(cost))
  }

  /// Whether a group's response rate is above ``breakEvenRate``, exactly; `nil` without a rate or a
  /// break-even.
  public func isAboveBreakEven(_ cell: CampaignCell) -> Bool? {
    guard cell.targets.rate.value != nil, let breakEvenRate else { return nil }
    return ExactNumber(cell.targets.rate.numerator, over: cell.contactCount) > breakEvenRate
  }

  /// The groups whose response rate is above break-even, in the order of their names.
  public var cellsAboveBreakEven: [CampaignCell] {
    figures.cells.filter { isAboveBreakEven($0) == true }
  }

  /// What to expect when everyone else in the groups above break-even is asked as well.
  public var rollOut: RollOut {
    var rollOut = RollOut()
    for cell in cellsAboveBreakEven where cell.othersCount > 0 {
      let margin = costs.margin(of: cell.targets)
      // Their margin per contact, times those not asked yet.
      let expected = ExactMean(
        total: Money(
          minorUnits: margin.total.minorUnits * Int128(cell.othersCount),
          scale: margin.total.scale), count: margin.count * cell.contactCount)
      let cost = Money(
        minorUnits: costs.perContact.minorUnits * Int128(cell.othersCount),
        scale: costs.perContact.scale)
      rollOut.contactCount += cell.othersCount
      rollOut.expectedResponderCount +=
        Double(cell.othersCount) * (cell.targets.rate.value ?? 0)
      rollOut.add(profit: expected.minus(cost).rounded)
    }
    return rollOut
  }
}

/// The account of a campaign, or of one group of it.
public struct CampaignBalance: Hashable, Sendable, Codable {
  /// What asking cost.
  public let cost: Money
  /// What the answers earned before that.
  public let margin: ExactMean
  /// Margin less cost; below zero for a loss.
  public let profit: ExactMean
}

/// A campaign to come, as a test of its groups lets expect it. Fixed costs are left out: they
/// depend on no group.
public struct RollOut: Hashable, Sendable, Codable {
  /// Customers to ask: those of the groups above break-even who are on neither list.
  public fileprivate(set) var contactCount = 0
  /// Each group's customers times its response rate.
  public fileprivate(set) var expectedResponderCount = 0.0
  /// Each group's customers times its margin per contact, less the cost of asking; `nil` when there
  /// is nobody to ask. Groups that were chosen for having done well tend to do a little worse the
  /// next time.
  public fileprivate(set) var expectedProfit: Money?

  fileprivate mutating func add(profit: Money) {
    let sum = expectedProfit ?? Money(minorUnits: 0, scale: profit.scale)
    let scale = max(sum.scale, profit.scale)
    expectedProfit = Money(
      minorUnits: sum.rescaled(to: scale).minorUnits + profit.rescaled(to: scale).minorUnits,
      scale: scale)
  }
}

extension CampaignFigures {
  /// What the campaign earned, when asking and answering have a price.
  public func profit(at costs: CampaignCosts) -> CampaignProfit {
    CampaignProfit(figures: self, costs: costs)
  }
}

import ArgumentParser
import Clientele
import ClienteleCSV

/// `clientele campaign`.
struct CampaignCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaign",
    abstract: "What came of a campaign: response, lift over a control, profit, break-even.",
    discussion: """
      A customer on the target list answers by a purchase within the horizon. Groups
      are those of the day before the start. Lift is the response rate less that of
      the control list, with Newcombe's interval. Groups whose response rate is above
      contact cost ÷ margin per answer are above break-even; the roll-out is everyone
      else in them.
      --members lists one cell: responders, silent, roll-out.
      JSON: start, end, state, targets, controls, total, groups, breakEvenRate,
      aboveBreakEven, rollOut; CSV: a row for each group, and one for all.

        clientele campaign orders.csv --targets asked.txt \\
          --start 2026-08-01 --horizon 30
        clientele campaign orders.csv --targets asked.txt --control alone.txt \\
          --start 2026-08-01 --horizon 30 --by stage --smallest-group 5
        clientele campaign orders.csv --targets asked.txt --by segment \\
          --start 2026-08-01 --horizon 30 --contact-cost 1.50 --margin 0.3
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var lists: CampaignListOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var costs: CampaignCostOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(help: ArgumentHelp("The first day on which a purchase is an answer.", valueName: "day"))
  var start: DayArgument

  @Option(help: "The number of days in which it is.")
  var horizon: Int

  @Option(
    help: ArgumentHelp(
      "The last day the orders are complete for, and seen; --as-of if not said.", valueName: "day"))
  var observedThrough: DayArgument?

  @Option(
    help: ArgumentHelp(
      "Where active, silent and sleeping end: three growing spans like 30d,3m,1y.",
      valueName: "spans"))
  var boundaries: BoundariesArgument = BoundariesArgument(.standard)

  func validate() throws {
    guard (1...100_000).contains(horizon) else {
      throw ValidationError("--horizon must be 1 to 100000 days")
    }
    try shop.expectSeen(observedThrough, as: "--observed-through")
  }

  func answer() throws {
    let loaded = try breakdown.load(shop, through: observedThrough)
    let orders = loaded.orders
    let lists = try lists.load(in: orders)
    let divided = try breakdown.breakdown(
      of: loaded, asOf: start.day - 1, boundaries: boundaries.boundaries)
    let campaign = Campaign(
      in: TimeWindow(start: start.day, end: start.day + horizon), lists: try lists.lists,
      by: divided?.named, observedThrough: loaded.asOf)
    let figures = orders.run(campaign)
    let profit = costs.costs.map(figures.profit)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try CampaignMembers(campaign: campaign, profit: profit, options: members)
        .customers(cell, of: orders)
    }
    guard !isListed else { return }
    let suppression = divided?.suppression ?? .none
    try output.print(
      CampaignAnswer(
        figures: figures, profit: profit, lists: lists, what: divided?.what,
        hidden: suppression.hidden(in: figures)))
  }
}

extension GroupSuppression {
  /// Which cells are hidden, because of those asked or of those left alone; the last one is that of
  /// customers in no group.
  fileprivate func hidden(in figures: CampaignFigures) -> [Bool] {
    let cells = figures.cells + [figures.ungrouped]
    let asked = hidden(among: cells.map(\.contactCount))
    let alone = hidden(among: cells.map { $0.controls?.rate.denominator ?? 0 })
    return zip(asked, alone).map { $0 || $1 }
  }
}

/// The customers of a campaign's cells.
private struct CampaignMembers {
  let campaign: Campaign
  let profit: CampaignProfit?
  let options: MembersOptions

  func customers(_ cell: String, of orders: OrderTable) throws -> [Int] {
    let role: CampaignRole
    switch cell {
    case "responders": role = .responder
    case "silent": role = .silentTarget
    case "roll-out": role = .other
    default: throw options.unknown(cell, there: "responders, silent and roll-out")
    }
    let groups = role == .other ? try groupsToAsk() : nil
    let roles = orders.run(CampaignRoles(campaign))
    return roles.indices.filter { customer in
      guard roles[customer] == role else { return false }
      guard let groups else { return true }
      return campaign.groups?.group(of: customer).map(groups.contains) ?? false
    }
  }

  private func groupsToAsk() throws -> Set<Int> {
    guard let profit, campaign.groups != nil else {
      throw CommandFailure(
        .usage, "--members roll-out needs --by, --contact-cost and a margin")
    }
    let cells = profit.figures.cells
    return Set(cells.indices.filter { profit.isAboveBreakEven(cells[$0]) == true })
  }
}

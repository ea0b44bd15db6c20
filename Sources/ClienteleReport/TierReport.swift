public import Clientele

/// Membership tiers over a year, and who moved in the last three months.
public struct TierReport: Hashable, Sendable {
  /// As of thirteen month ends, oldest first.
  public let history: TierHistory
  /// Of the last three months.
  public let movement: TierMovement

  /// The tiers now.
  public var now: TierSnapshot { history.snapshots[history.snapshots.count - 1] }

  /// The tiers three months ago, by name and place.
  public var before: TierSnapshot { history.snapshots[history.snapshots.count - 4] }

  init(
    of orders: OrderTable, on ladder: TierLadder, asOf days: [Day], movingFrom base: Day,
    _ threads: Int?
  ) {
    let answers = orders.run(
      TierSeries(of: ladder, asOf: days, in: orders.currency),
      TierSeries(of: ladder, asOf: [base, days[days.count - 1]], in: orders.currency),
      threads: threads)
    history = answers.0
    movement = answers.1.movements[0]
  }
}

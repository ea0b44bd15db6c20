import Clientele

/// Customers divided, and which of the groups may be shown.
///
/// After the groups with names there is one more, of everyone else: so the figures of all of them
/// add up to those of everyone.
struct Breakdown {
  /// The words behind `--by`.
  let what: String
  /// The groups that have names.
  let named: CustomerGroups
  /// Those, and at the end customers in none of them.
  let groups: CustomerGroups
  let suppression: GroupSuppression
  /// The customers of each group who have bought.
  let customerCounts: [Int]
  /// Whether each group is too small to be shown.
  let isHidden: [Bool]
  /// Whether the group without a name has someone, or money paid back to someone.
  let hasRest: Bool

  /// - Parameter day: The last day that is seen; who buys later is in no group.
  init(
    what: String, groups all: CustomerGroups, orders: OrderTable, asOf day: Day,
    suppression: GroupSuppression
  ) {
    self.what = what
    self.suppression = suppression
    let seen = TimeWindow(
      start: min(orders.days?.lowerBound ?? day, day), end: day + 1)
    let buyers = orders.run(Buyers(in: seen))
    let places = (0..<orders.customerCount).map { customer in
      buyers.contains(customer) ? all.group(of: customer) : nil
    }
    named = CustomerGroups(names: all.names, groups: places)
    groups = CustomerGroups(
      names: all.names + [""], groups: places.map { $0 ?? all.count })
    let activity = orders.run(Grouped(Activity(in: [seen]), by: groups)).map { $0[0] }
    customerCounts = activity.map(\.customerCount)
    isHidden = suppression.hidden(among: customerCounts)
    let rest = activity[activity.count - 1]
    hasRest = rest.customerCount > 0 || rest.revenue.minorUnits != 0
  }

  /// The name of a customer's group; empty for those in none, and in one that is not shown.
  func name(of customer: Int) -> String {
    named.group(of: customer).map { isHidden[$0] ? "" : named.names[$0] } ?? ""
  }

  /// The groups with someone in them.
  var places: [Int] { named.names.indices.filter { customerCounts[$0] > 0 } }

  /// The place of the group without a name.
  var rest: Int { named.count }
}

/// Customers with neighbouring probabilities, and what became of them.
public struct CalibrationBin: Hashable, Sendable, Codable {
  /// The mean probability they were given.
  public let predicted: Double
  /// The lowest and the highest probability.
  public let lowest: Double
  /// See ``lowest``.
  public let highest: Double
  /// Who bought of them.
  public let observed: Rate

  /// Bins with about as many customers each, from the lowest probability; equal ones are never
  /// apart, so that there may be fewer bins.
  static func bins(of scored: ScoredOutcomes, count: Int) -> [CalibrationBin] {
    let all = scored.groups.reduce(0) { $0 + $1.customerCount }
    var bins: [CalibrationBin] = []
    var members: [ScoredOutcomes.Group] = []
    var (before, number) = (0, 0)
    for group in scored.groups.reversed() {
      // A score belongs where the middle of its customers lies.
      let place = (2 * before + group.customerCount - 1) * count / (2 * all)
      if place != number, !members.isEmpty {
        bins.append(CalibrationBin(of: members))
        members = []
      }
      number = place
      members.append(group)
      before += group.customerCount
    }
    if !members.isEmpty { bins.append(CalibrationBin(of: members)) }
    return bins
  }

  /// - Parameter groups: From the lowest score; not empty.
  private init(of groups: [ScoredOutcomes.Group]) {
    let customers = groups.reduce(0) { $0 + $1.customerCount }
    predicted =
      groups.reduce(0) { $0 + $1.score * Double($1.customerCount) } / Double(customers)
    lowest = groups[0].score
    highest = groups[groups.count - 1].score
    observed = Rate(groups.reduce(0) { $0 + $1.buyerCount }, of: customers)
  }
}

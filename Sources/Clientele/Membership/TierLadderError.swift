/// Why tiers do not make a ladder.
public enum TierLadderError: Error, Hashable, Sendable {
  case noTiers
  case tooManyTiers(Int, allowed: Int)
  /// Counted from 1, the lowest.
  case unnamedTier(Int)
  case repeatedName(String)
  /// Only the lowest tier can be open to everyone.
  case asksForNothing(tier: String)
  /// Who meets a tier's requirement has a higher tier already.
  case unreachable(tier: String)
  /// A number that no customer can have, or that cannot be computed with.
  case outOfRange(tier: String, number: String)
  case noStages(tier: String)
  /// A tier asks for points, and nothing says how they are earned.
  case noPointRule(tier: String)
  case pointRuleOutOfRange
  case graceWithoutDowngrade
  /// A window, a review or a grace that is not 1 to 100,000 days, weeks, months or years long.
  case spanOutOfRange(String)
}

extension TierLadderError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noTiers: "a ladder needs a tier"
    case .tooManyTiers(let count, let allowed):
      "\(count) tiers are more than the \(allowed) allowed"
    case .unnamedTier(let place): "tier \(place) has no name"
    case .repeatedName(let name): "two tiers are named \(name)"
    case .asksForNothing(let tier):
      "\(tier) asks for nothing, which only the lowest tier can do; tiers go from low to high"
    case .unreachable(let tier):
      "nobody can be \(tier): who has earned it has earned a higher tier; "
        + "tiers go from low to high"
    case .outOfRange(let tier, let number):
      "\(tier) asks for \(number), which is not 0 to 1000000000000000 with at most 6 decimals"
    case .noStages(let tier): "\(tier) has an empty list of stages"
    case .noPointRule(let tier): "\(tier) asks for points, and no rule says how they are earned"
    case .pointRuleOutOfRange:
      "points per unit are 0 to 10000 with at most 4 decimals, points per order whole numbers"
    case .graceWithoutDowngrade: "a grace is of no use where nobody falls"
    case .spanOutOfRange(let span): "\(span) is not 1 to 100000 days, weeks, months or years"
    }
  }
}

extension TierLadder {
  private static let largest: Int128 = 1_000_000_000_000_000

  func validate() throws(TierLadderError) {
    guard !tiers.isEmpty else { throw .noTiers }
    guard tiers.count <= Self.tierLimit else {
      throw .tooManyTiers(tiers.count, allowed: Self.tierLimit)
    }
    for (place, tier) in tiers.enumerated() {
      guard !tier.name.isEmpty else { throw .unnamedTier(place + 1) }
      guard !tiers[..<place].contains(where: { $0.name == tier.name }) else {
        throw .repeatedName(tier.name)
      }
      guard !tier.requirements.isEmpty, place == 0 || !tier.isOpenToAll else {
        throw .asksForNothing(tier: tier.name)
      }
      try validate(tier)
    }
    for (place, tier) in tiers.enumerated() {
      let higher = tiers[(place + 1)...].flatMap(\.requirements)
      if tier.requirements.allSatisfy({ one in higher.contains { one.implies($0) } }) {
        throw .unreachable(tier: tier.name)
      }
    }
    if let points, !points.isInRange { throw .pointRuleOutOfRange }
    if grace != nil && downgrade == .never { throw .graceWithoutDowngrade }
    for span in spans where !(1...100_000).contains(span.count) {
      throw .spanOutOfRange(span.description)
    }
  }

  /// Every span that the ladder counts with.
  private var spans: [CalendarSpan] {
    let window: CalendarSpan? = if case .rolling(let span) = window { span } else { nil }
    let term: CalendarSpan? =
      switch review {
      case .every(let span, _), .afterChange(let span): span
      case .atOnce, .anniversary, .calendarYear: nil
      }
    return [window, term, grace].compactMap(\.self)
  }

  private func validate(_ tier: Tier) throws(TierLadderError) {
    for requirement in tier.requirements {
      let orders = requirement.orders.map { ExactNumber($0) }
      let numbers = [requirement.netSpend, requirement.points, orders]
      for number in numbers.compactMap(\.self) {
        // Ten to the sixth times the number is whole: then no product with it leaves 128 bits.
        let isInRange = number >= 0 && number <= ExactNumber(Self.largest)
        guard isInRange, number.multipliedByPowerOfTen(6).denominator == 1 else {
          throw .outOfRange(tier: tier.name, number: number.description)
        }
      }
      if requirement.stages?.isEmpty ?? false { throw .noStages(tier: tier.name) }
      if requirement.points != nil && points == nil { throw .noPointRule(tier: tier.name) }
    }
  }
}

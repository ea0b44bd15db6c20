/// A ladder as whole numbers of one currency: what a customer's sums are compared with.
struct TierPlan: Sendable {
  /// One way to earn a tier.
  private struct Way: Sendable {
    let tier: Int
    let spend: Int128
    let orders: Int
    let points: Int128
    /// One bit a stage.
    let stages: UInt8
  }

  /// Sums over a window, points as whole ``pointUnits``.
  struct Sums: Sendable {
    var spend: Int128 = 0
    var orders = 0
    var points: Int128 = 0

    static func += (left: inout Sums, right: Sums) {
      left.spend += right.spend
      left.orders += right.orders
      left.points += right.points
    }

    static func -= (left: inout Sums, right: Sums) {
      left.spend -= right.spend
      left.orders -= right.orders
      left.points -= right.points
    }
  }

  /// The number that stands for no tier: below every other.
  static let none = -1

  let ladder: TierLadder
  let currency: Currency
  /// Whether any tier asks for a stage.
  let needsStages: Bool
  /// From the highest tier down.
  private let ways: [Way]
  private let points: PointRule
  /// Parts that a point is divided into, so that every sum of points is a whole number of them.
  private let pointUnits: Int128

  init(_ ladder: TierLadder, in currency: Currency) {
    self.ladder = ladder
    self.currency = currency
    let rule = ladder.points ?? PointRule()
    points = rule
    let units = rule.perUnit.denominator * ExactNumber.powerOfTen(currency.scale)
    pointUnits = units
    needsStages = ladder.tiers.contains { $0.requirements.contains { $0.stages != nil } }
    ways = ladder.tiers.enumerated().reversed().flatMap { place, tier in
      tier.requirements.map { requirement in
        let spend = requirement.netSpend?.multipliedByPowerOfTen(currency.scale).ceiling
        let stages = requirement.stages.map { stages in
          stages.reduce(UInt8(0)) { $0 | 1 << UInt8($1.rawValue) }
        }
        return Way(
          tier: place, spend: spend ?? .min, orders: requirement.orders ?? 0,
          points: requirement.points.map { $0.multiplied(by: units).ceiling } ?? .min,
          stages: stages ?? .max)
      }
    }
  }

  /// The tier of a new customer where tiers are given at reviews.
  var entryTier: Int { ladder.tiers[0].isOpenToAll ? 0 : Self.none }

  /// The highest tier whose requirement is met.
  func earned(_ sums: Sums, in stage: LifecycleStage?) -> Int {
    let bit = stage.map { UInt8(1) << UInt8($0.rawValue) } ?? .max
    for way in ways
    where way.stages & bit != 0 && sums.spend >= way.spend && sums.orders >= way.orders
      && sums.points >= way.points
    {
      return way.tier
    }
    return Self.none
  }

  /// What an amount earns: taken back with a refund.
  func points(of amount: Int64) -> Int128 {
    let parts = points.perUnit.numerator * Int128(amount)
    return points.rounding == .none ? parts : parts / pointUnits * pointUnits
  }

  /// What a purchase earns beside its amount.
  var pointsOfOrder: Int128 { Int128(points.perOrder) * pointUnits }

  /// What the first purchase earns beside its amount.
  var pointsOfFirstOrder: Int128 { Int128(points.firstOrder) * pointUnits }
}

extension ExactNumber {
  /// Exact, where the product does not leave 128 bits.
  fileprivate func multiplied(by whole: Int128) -> ExactNumber {
    let factor = ExactNumber(whole, over: denominator)
    return ExactNumber(numerator * factor.numerator, over: factor.denominator)
  }
}

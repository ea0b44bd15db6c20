/// How purchases become points (成长值, 积分).
///
/// Points are earned on the day of a purchase, and what a refund takes back is taken on the
/// refund's day: as many as its amount would have earned. Points for an order as such are kept.
///
/// ```swift
/// // One point a yuan, 100 for the first order.
/// let growth = PointRule(perUnit: 1, firstOrder: 100)
/// // A point for every whole ten yuan of an order.
/// let whole = PointRule(perUnit: "0.1", rounding: .down)
/// ```
public struct PointRule: Hashable, Sendable {
  /// What becomes of parts of a point.
  public enum Rounding: String, Hashable, Sendable, Codable, CaseIterable {
    /// They count: two orders of 0.5 points are one point.
    case none
    /// Each purchase and each refund counts in whole points, rounded down. The refund of a whole
    /// order takes back what the order earned.
    case down
  }

  /// For each major unit paid: 0 to 10,000, with at most 4 decimals.
  public let perUnit: ExactNumber
  /// For each purchase: 0 to 1,000,000,000.
  public let perOrder: Int
  /// For the first purchase, besides: 0 to 1,000,000,000.
  public let firstOrder: Int
  /// What becomes of parts of a point.
  public let rounding: Rounding

  /// A rule that may be out of range; ``TierLadder`` checks it.
  public init(
    perUnit: ExactNumber = 0, perOrder: Int = 0, firstOrder: Int = 0, rounding: Rounding = .none
  ) {
    self.perUnit = perUnit
    self.perOrder = perOrder
    self.firstOrder = firstOrder
    self.rounding = rounding
  }

  /// Within these bounds no sum of points can leave 128 bits, whatever the orders are.
  var isInRange: Bool {
    let wholes = [perOrder, firstOrder]
    return perUnit >= 0 && perUnit <= 10_000
      && perUnit.multipliedByPowerOfTen(4).denominator == 1
      && wholes.allSatisfy { (0...1_000_000_000).contains($0) }
  }
}

extension PointRule: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case perUnit, perOrder, firstOrder, rounding
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    self.init(
      perUnit: try container.number(.perUnit) ?? 0,
      perOrder: try container.decodeIfPresent(.perOrder) ?? 0,
      firstOrder: try container.decodeIfPresent(.firstOrder) ?? 0,
      rounding: try container.word(.rounding) ?? .none)
  }
}

/// What a tier asks of a customer: everything that is named here, over the ladder's window.
///
/// ```swift
/// let loyal = TierRequirement(netSpend: 3_000, orders: 5)
/// let vip = TierRequirement(netSpend: "2999.90", stages: [.existingRepeat])
/// ```
///
/// One that names nothing is met by everyone from the day of the first purchase on.
public struct TierRequirement: Hashable, Sendable {
  /// At least this much paid, less refunds, in major units.
  public let netSpend: ExactNumber?
  /// At least so many purchases.
  public let orders: Int?
  /// At least so many points, by the ladder's ``PointRule``.
  public let points: ExactNumber?
  /// One of these stages, whatever the window; `nil` for any.
  public let stages: Set<LifecycleStage>?

  /// Everything that is not `nil` is asked for.
  public init(
    netSpend: ExactNumber? = nil, orders: Int? = nil, points: ExactNumber? = nil,
    stages: Set<LifecycleStage>? = nil
  ) {
    self.netSpend = netSpend
    self.orders = orders
    self.points = points
    self.stages = stages
  }

  /// Whether nothing is asked for.
  var isEmpty: Bool { netSpend == nil && orders == nil && points == nil && stages == nil }

  /// Whether everyone who meets this requirement meets the other one too, whoever they are.
  func implies(_ other: TierRequirement) -> Bool {
    func reaches<Value: Comparable>(_ value: Value?, _ needed: Value?) -> Bool {
      guard let needed else { return true }
      return value.map { $0 >= needed } ?? false
    }
    let isInStages = other.stages.map { allowed in stages?.isSubset(of: allowed) ?? false } ?? true
    return isInStages && reaches(netSpend, other.netSpend) && reaches(orders, other.orders)
      && reaches(points, other.points)
  }
}

/// A step of a ladder: its name, and what it asks for.
///
/// ```swift
/// Tier("普通")                                        // any purchase
/// Tier("高级", netSpend: 500)
/// Tier("VIP", anyOf: [.init(netSpend: 3_000), .init(orders: 20)])
/// ```
public struct Tier: Hashable, Sendable {
  /// As the shop calls it; unique in a ladder.
  public let name: String
  /// Any one of them is enough.
  public let requirements: [TierRequirement]

  /// A tier that asks for everything that is not `nil`; for any purchase if all is.
  public init(
    _ name: String, netSpend: ExactNumber? = nil, orders: Int? = nil, points: ExactNumber? = nil,
    stages: Set<LifecycleStage>? = nil
  ) {
    let one = TierRequirement(netSpend: netSpend, orders: orders, points: points, stages: stages)
    self.init(name, anyOf: [one])
  }

  /// A tier that can be reached in several ways.
  public init(_ name: String, anyOf requirements: [TierRequirement]) {
    self.name = name
    self.requirements = requirements
  }

  /// Whether everyone who has ever bought meets it.
  var isOpenToAll: Bool { requirements.contains(where: \.isEmpty) }
}

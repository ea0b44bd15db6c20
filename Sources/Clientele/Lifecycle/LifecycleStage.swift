/// Where a customer stands in their life with the shop (客户生命周期).
///
/// As of a day, with boundaries of 3, 6 and 12 months: *active* customers bought within 3 months,
/// *silent* ones 4 to 6 months ago, *sleeping* ones 7 to 12 months ago, *lost* ones before that.
/// The active are divided by whether their first purchase is as recent, and by how often they
/// bought. Someone without a purchase has no stage.
///
/// Source: the CRM practice of Taobao and Tmall shops.
public enum LifecycleStage: Int, Hashable, Sendable, CaseIterable {
  /// 1次购买新客: first purchase within the first boundary, and no other.
  case newOneTime
  /// 重复购买新客: first purchase within the first boundary, and at least one more.
  case newRepeat
  /// 1次购买老客: bought before, and once within the first boundary.
  case existingOneTime
  /// 重复购买老客: bought before, and at least twice within the first boundary.
  case existingRepeat
  /// 沉默客人: last purchase between the first and the second boundary.
  case silent
  /// 睡眠客人: last purchase between the second and the third boundary.
  case sleeping
  /// 流失客人: last purchase before the third boundary.
  case lost

  /// Whether the customer is active (活跃): bought within the first boundary.
  public var isActive: Bool { decayRank == 0 }

  /// How far the customer has drifted away: active 0, silent 1, sleeping 2, lost 3.
  public var decayRank: Int { max(0, rawValue - LifecycleStage.existingRepeat.rawValue) }

  /// The stage's name in figures: `newOneTime` …
  public var name: String {
    switch self {
    case .newOneTime: "newOneTime"
    case .newRepeat: "newRepeat"
    case .existingOneTime: "existingOneTime"
    case .existingRepeat: "existingRepeat"
    case .silent: "silent"
    case .sleeping: "sleeping"
    case .lost: "lost"
    }
  }

  /// The term of Taobao's CRM practice.
  public var chineseName: String {
    switch self {
    case .newOneTime: "1次购买新客"
    case .newRepeat: "重复购买新客"
    case .existingOneTime: "1次购买老客"
    case .existingRepeat: "重复购买老客"
    case .silent: "沉默客人"
    case .sleeping: "睡眠客人"
    case .lost: "流失客人"
    }
  }
}

/// The stage with a name, in figures that travel.
extension LifecycleStage: TextCodable {
  public var description: String { name }

  public init?(_ name: String) {
    guard let stage = LifecycleStage.allCases.first(where: { $0.name == name }) else { return nil }
    self = stage
  }

  public static var expectedText: String { "a stage like sleeping" }
}

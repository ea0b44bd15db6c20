/// What a campaign does with a customer of each stage (活动匹配).
///
/// ```swift
/// ContactPolicy.standard[.silent].incentive        // light
/// var own = ContactPolicy.standard
/// own[.lost] = .init(contact: .suppress, incentive: .none)
/// ```
public struct ContactPolicy: Hashable, Sendable, Codable {
  /// How often the shop speaks.
  public enum Contact: String, Hashable, Sendable, Codable, CaseIterable {
    case keep, limited, suppress
  }

  /// What it offers.
  public enum Incentive: String, Hashable, Sendable, Codable, CaseIterable {
    case none, light, deep
    /// Only the big promotions of the year.
    case largePromotionsOnly
  }

  /// The advice for one stage.
  public struct Advice: Hashable, Sendable, Codable {
    public let contact: Contact
    public let incentive: Incentive

    public init(contact: Contact, incentive: Incentive) {
      self.contact = contact
      self.incentive = incentive
    }
  }

  private var advice: [Advice]

  /// Active: keep contact, no discount. Silent: contact, light incentive. Sleeping: limited
  /// contact, deep discount. Lost: suppressed but for large promotions.
  public static let standard = ContactPolicy { stage in
    switch stage {
    case .newOneTime, .newRepeat, .existingOneTime, .existingRepeat:
      Advice(contact: .keep, incentive: .none)
    case .silent: Advice(contact: .keep, incentive: .light)
    case .sleeping: Advice(contact: .limited, incentive: .deep)
    case .lost: Advice(contact: .suppress, incentive: .largePromotionsOnly)
    }
  }

  /// The shop's own advice.
  public init(_ advice: (LifecycleStage) -> Advice) {
    self.advice = LifecycleStage.allCases.map(advice)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    advice = try container.decode([Advice].self, forKey: .advice)
    guard advice.count == LifecycleStage.allCases.count else {
      throw decoder.refusal("there must be advice for each of the stages")
    }
  }

  public subscript(stage: LifecycleStage) -> Advice {
    get { advice[stage.rawValue] }
    set { advice[stage.rawValue] = newValue }
  }
}

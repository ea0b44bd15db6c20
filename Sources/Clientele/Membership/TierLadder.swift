/// A shop's membership tiers (会员等级): what each asks for, and when customers rise and fall.
///
/// A customer's tier changes at most once a day, and the tier *as of* a day is that of its end.
/// What happens on a day happens in this order:
///
/// 1. A grace that ends on this day ends: who has not earned the tier back falls.
/// 2. A review that is due on this day is held, by what the day before ended with.
/// 3. The purchases and refunds of the day count, all together.
/// 4. With ``clawBack`` at once, who has earned less than without the day's refunds, and less than
///    they have, falls to what they have earned.
/// 5. Who has now earned a higher tier rises, if ``upgrade`` is at once; with reviews at once, who
///    has now earned a lower one falls.
///
/// A customer has no tier before the first purchase. The tier *earned* is the highest whose
/// requirement is met; lower ones need not be.
///
/// **Grace.** Who would fall at a review keeps the tier for the span of ``grace``. Who has earned
/// it again at the end of any day until then keeps it; the others fall when the span is over: to
/// the best tier that they earned from the review on, or by one step. While a grace runs, reviews
/// let nobody fall.
///
/// ```swift
/// let ladder = try TierLadder(
///   [Tier("白银", netSpend: 2_000), Tier("黄金", netSpend: 5_000), Tier("钻石", netSpend: 10_000)],
///   window: .rolling(.days(400)), downgrade: .toEarned, review: .anniversary)
/// ```
public struct TierLadder: Hashable, Sendable {
  /// From the lowest to the highest.
  public let tiers: [Tier]
  /// Over which days spend, orders and points are counted.
  public let window: TierWindow
  /// How points are earned; `nil` when no tier asks for them.
  public let points: PointRule?
  /// When customers rise.
  public let upgrade: TierUpgrade
  /// What happens to customers who have earned less than they have.
  public let downgrade: TierDowngrade
  /// When customers fall, and rise if ``upgrade`` is at the review.
  public let review: TierReview
  /// How long a tier is kept that is no longer earned; `nil` for not at all.
  public let grace: CalendarSpan?
  /// When a refund takes a tier back.
  public let clawBack: TierClawBack
  /// Where lifecycle stages end, for tiers that ask for some.
  public let boundaries: LifecycleBoundaries

  /// The most tiers a ladder can have.
  public static let tierLimit = 50

  /// A ladder without contradictions.
  ///
  /// - Throws: ``TierLadderError`` when a tier cannot be reached, asks for what cannot be measured,
  ///   or has no name of its own.
  public init(
    _ tiers: [Tier], window: TierWindow = .lifetime, points: PointRule? = nil,
    upgrade: TierUpgrade = .atOnce, downgrade: TierDowngrade = .never,
    review: TierReview = .atOnce, grace: CalendarSpan? = nil, clawBack: TierClawBack = .atReview,
    boundaries: LifecycleBoundaries = .standard
  ) throws(TierLadderError) {
    self.tiers = tiers
    self.window = window
    self.points = points
    self.upgrade = upgrade
    self.downgrade = downgrade
    self.review = review
    self.grace = grace
    self.clawBack = clawBack
    self.boundaries = boundaries
    try validate()
  }

  /// Any purchase 普通, from 500 net 高级, from 3,000 VIP, from 8,000 至尊, over the whole life.
  /// Up at once, and down at once when a refund takes the spend back.
  public static let taobao: TierLadder = {
    do {
      return try TierLadder(
        [
          Tier("普通"), Tier("高级", netSpend: 500), Tier("VIP", netSpend: 3_000),
          Tier("至尊", netSpend: 8_000),
        ], downgrade: .toEarned)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// By stages: 普通 for one purchase, 高级 for another within the first boundary, VIP and 至尊 for
  /// existing customers who buy repeatedly and have spent 3,000 and 8,000. Up at once, never down.
  public static let taobaoStages: TierLadder = {
    do {
      return try TierLadder([
        Tier("普通", stages: [.newOneTime]), Tier("高级", stages: [.newRepeat]),
        Tier("VIP", netSpend: 3_000, stages: [.existingRepeat]),
        Tier("至尊", netSpend: 8_000, stages: [.existingRepeat]),
      ])
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The built-in ladders by name.
  public static let builtIn: [String: TierLadder] = [
    "taobao": .taobao, "taobao-stages": .taobaoStages,
  ]
}

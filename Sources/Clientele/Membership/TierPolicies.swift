/// Over which days a ladder's measures are taken, seen from the end of a day.
///
/// A purchase counts on its own day, and a refund on the day it was paid back: so a refund can
/// fall into another window than its purchase.
public enum TierWindow: Hashable, Sendable {
  /// From the first order on.
  case lifetime
  /// The last so many days, weeks, months or years: `.rolling(.days(400))`.
  case rolling(CalendarSpan)
  /// From the first of January.
  case calendarYear
  /// From the first purchase or its latest anniversary.
  case membershipYear
}

/// When a customer rises to the tier they have earned.
public enum TierUpgrade: String, Hashable, Sendable, Codable, CaseIterable {
  /// At the end of the day on which it is earned.
  case atOnce
  /// At the next review. Until the first one a new customer has the lowest tier if that asks for
  /// nothing, and otherwise none.
  case atReview
}

/// What a review does with a customer who has earned less than they have.
public enum TierDowngrade: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nothing: a tier is for ever.
  case never
  /// They fall to the tier they have earned, or to none.
  case toEarned
  /// They fall by one tier.
  case oneStep
}

/// When it is looked whether customers still earn their tier.
///
/// A review on a day comes first on that day: it sees what the day before ended with. So the year
/// that is over decides, and its last day is still spent in the old tier.
public enum TierReview: Hashable, Sendable {
  /// At the end of every day, with everything that happened on it.
  case atOnce
  /// On each anniversary of the customer's first purchase.
  case anniversary
  /// On each first of January.
  case calendarYear
  /// On a day, and then again after every such span, counted from that day.
  case every(CalendarSpan, from: Day)
  /// Such a span after the day on which the customer came to the tier, and then again after every
  /// such span, counted from that day (等级有效期). Who rises or falls begins a new term.
  case afterChange(CalendarSpan)
}

/// When a refund takes a tier back that it shows not to have been earned.
public enum TierClawBack: String, Hashable, Sendable, Codable, CaseIterable {
  /// The refund lowers spend and points, and the tier falls for it as for any other reason: at a
  /// review, by ``TierDowngrade``, after the grace.
  case atReview
  /// At the end of the refund's day, to the tier that is still earned: also where tiers are for
  /// ever or fall by steps, and without grace. Refunds that leave the earned tier as it is do
  /// nothing.
  case atOnce
}

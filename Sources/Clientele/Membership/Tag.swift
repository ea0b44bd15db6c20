/// A named group of customers (标签): everyone who fits a rule as of a day.
public struct Tag: Hashable, Sendable {
  /// As the shop calls it; unique among ``TagRules``.
  public let name: String
  /// Who carries it.
  public let rule: TagRule

  /// A tag for everyone who fits a rule.
  public init(_ name: String, _ rule: TagRule) {
    self.name = name
    self.rule = rule
  }
}

/// What a tag asks of a customer: all of its conditions.
///
/// ```swift
/// let sleepers = TagRule(.stage([.sleeping, .lost]), .metric(.netSpend, .atLeast(1_000)))
/// let never = TagRule(.not(TagRule(.metric(TagMetric(.refunds, in: .within(.months(12))),
///   .atLeast(1)))))
/// ```
public struct TagRule: Hashable, Sendable {
  /// All of them have to hold.
  public let conditions: [TagCondition]

  /// A rule of one condition or several.
  public init(_ conditions: TagCondition...) {
    self.conditions = conditions
  }

  /// A rule of a list of conditions.
  public init(_ conditions: [TagCondition]) {
    self.conditions = conditions
  }
}

/// Something that a customer fits or does not fit as of a day.
///
/// Only customers who have bought by the day carry tags. A figure that a customer does not have –
/// the gap between purchases of someone who bought once, a tier of someone who has none – fits no
/// condition, and so it fits its ``not(_:)``.
public indirect enum TagCondition: Hashable, Sendable {
  /// Every one of the rules fits.
  case all([TagRule])
  /// At least one of the rules fits.
  case any([TagRule])
  /// The rule does not fit.
  case not(TagRule)
  /// The customer carries another tag, one that comes earlier in the list.
  case tag(String)
  /// A figure lies within bounds.
  case metric(TagMetric, TagBounds)
  /// The first purchase ever was in a period.
  case firstOrderDay(TagPeriod)
  /// The last purchase was in a period.
  case lastOrderDay(TagPeriod)
  /// The lifecycle stage is one of these.
  case stage(Set<LifecycleStage>)
  /// The membership tier is one of these.
  case tier([String])
  /// The RFM segment is one of these, by name in any language.
  case segment([String])
  /// The RFM score of a figure lies within bounds.
  case score(RFMDimension, TagBounds)
  /// The customer has these values of dimensions of customers.
  case customer([DimensionTest])
  /// The customer's first purchase has these values of dimensions of orders. Of several on that
  /// day it is the smallest, as in ``OrderTable/customerGroups(byFirst:)``.
  case firstOrder([DimensionTest])
  /// The customer's last purchase has these values. Of several on that day it is the largest.
  case lastOrder([DimensionTest])

  /// A figure over the whole history lies within bounds.
  public static func metric(_ kind: TagMetric.Kind, _ bounds: TagBounds) -> TagCondition {
    .metric(TagMetric(kind), bounds)
  }
}

/// Which values of a dimension fit.
///
/// ```swift
/// DimensionTest("region", "上海", "北京")
/// DimensionTest("coupon", not: "")        // any coupon
/// ```
public struct DimensionTest: Hashable, Sendable {
  /// The dimension's name.
  public let dimension: String
  /// The values that fit, or do not.
  public let values: [String]
  /// Whether all other values fit.
  public let isNegated: Bool

  /// One of some values.
  public init(_ dimension: String, _ values: String...) {
    self.init(dimension, values, isNegated: false)
  }

  /// None of some values.
  public init(_ dimension: String, not values: String...) {
    self.init(dimension, values, isNegated: true)
  }

  init(_ dimension: String, _ values: [String], isNegated: Bool) {
    self.dimension = dimension
    self.values = values
    self.isNegated = isNegated
  }
}

/// A shop's tags (标签): up to a thousand named rules, without contradictions.
///
/// ```swift
/// let rules = try TagRules([
///   Tag("高价值", TagRule(.metric(.netSpend, .atLeast(2_000)))),
///   Tag("沉睡高价值", TagRule(.tag("高价值"), .stage([.sleeping, .lost]))),
///   Tag("绿茶爱好者", TagRule(.metric(
///     TagMetric(.orders, in: .within(.months(12)), where: [DimensionTest("category", "绿茶")]),
///     .atLeast(2)))),
/// ])
/// let tags = try orders.tags(rules, asOf: today)
/// tags.sets.map(\.count)         // [36, 3, 49]
/// ```
///
/// Rules travel as JSON; <doc:Definitions> has the form.
public struct TagRules: Hashable, Sendable {
  /// In the shop's order. A rule can ask for tags that come earlier.
  public let tags: [Tag]

  /// The most tags there can be.
  public static let tagLimit = 1_000

  /// Tags that can be evaluated, as far as that can be known without orders.
  ///
  /// - Throws: ``TagRulesError`` when a name is missing or met twice, when a rule asks for nothing
  ///   or for what nobody can have, or for a tag that is not among the earlier ones.
  public init(_ tags: [Tag]) throws(TagRulesError) {
    guard tags.count <= Self.tagLimit else {
      throw TagRulesError(.tooManyTags(tags.count, allowed: Self.tagLimit), at: [])
    }
    var names: [String] = []
    for (place, tag) in tags.enumerated() {
      let key = AnyKey(place)
      guard !tag.name.isEmpty else { throw TagRulesError(.unnamed, at: [key]) }
      guard !names.contains(tag.name) else {
        throw TagRulesError(.repeatedName(tag.name), at: [key])
      }
      try tag.rule.validate(after: names, at: [key, "when"])
      names.append(tag.name)
    }
    self.tags = tags
  }

  /// The dimensions of orders or of customers that rules ask for.
  public func dimensions(of level: Dimension.Level) -> Set<String> {
    var names: Set<String> = []
    for condition in everyCondition {
      switch (condition, level) {
      case (.customer(let tests), .customer), (.firstOrder(let tests), .order),
        (.lastOrder(let tests), .order):
        names.formUnion(tests.map(\.dimension))
      case (.metric(let metric, _), .order): names.formUnion(metric.filter.map(\.dimension))
      default: break
      }
    }
    return names
  }

  /// Whether a rule asks for RFM segments or scores.
  public var needScores: Bool { tags.contains { $0.rule.needsScores } }

  /// Whether a rule asks for membership tiers.
  public var needTiers: Bool {
    everyCondition.contains { if case .tier = $0 { true } else { false } }
  }

  private var everyCondition: [TagCondition] { tags.flatMap { $0.rule.everyCondition } }
}

extension TagRule {
  /// Whether segments or scores are asked for.
  var needsScores: Bool {
    everyCondition.contains {
      switch $0 {
      case .segment, .score: true
      default: false
      }
    }
  }

  /// All conditions, those inside others too.
  fileprivate var everyCondition: [TagCondition] {
    conditions.flatMap { condition in
      switch condition {
      case .all(let rules), .any(let rules): rules.flatMap(\.everyCondition)
      case .not(let rule): rule.everyCondition
      default: [condition]
      }
    }
  }

  fileprivate func validate(after names: [String], at keys: [AnyKey]) throws(TagRulesError) {
    guard !conditions.isEmpty else { throw TagRulesError(.asksForNothing, at: keys) }
    for condition in conditions {
      try condition.validate(after: names, at: keys + [AnyKey(condition.key)])
    }
  }
}

extension TagCondition {
  fileprivate func validate(after names: [String], at keys: [AnyKey]) throws(TagRulesError) {
    switch self {
    case .all(let rules), .any(let rules):
      guard !rules.isEmpty else { throw TagRulesError(.asksForNothing, at: keys) }
      for (place, rule) in rules.enumerated() {
        try rule.validate(after: names, at: keys + [AnyKey(place)])
      }
    case .not(let rule): try rule.validate(after: names, at: keys)
    case .tag(let name):
      guard names.contains(name) else {
        let hint = wordHint(name, among: names, called: "earlier tags")
        throw TagRulesError(.unknownTag(name, hint: hint), at: keys)
      }
    case .metric(let metric, let bounds):
      try bounds.validate(isAmount: metric.kind.isAmount, at: keys)
      if let fault = metric.period.fault { throw TagRulesError(.period(fault), at: keys) }
      try metric.filter.validate(at: keys + ["where"])
    case .score(_, let bounds): try bounds.validate(isAmount: false, at: keys)
    case .firstOrderDay(let period), .lastOrderDay(let period):
      if let fault = period.fault { throw TagRulesError(.period(fault), at: keys) }
      if period == .all { throw TagRulesError(.asksForNothing, at: keys) }
    case .stage(let stages):
      if stages.isEmpty { throw TagRulesError(.noValues, at: keys) }
    case .tier(let names), .segment(let names):
      if names.isEmpty { throw TagRulesError(.noValues, at: keys) }
    case .customer(let tests), .firstOrder(let tests), .lastOrder(let tests):
      guard !tests.isEmpty else { throw TagRulesError(.asksForNothing, at: keys) }
      try tests.validate(at: keys)
    }
  }
}

extension [DimensionTest] {
  fileprivate func validate(at keys: [AnyKey]) throws(TagRulesError) {
    for test in self where test.values.isEmpty {
      throw TagRulesError(.noValues, at: keys + [AnyKey(test.dimension)])
    }
  }
}

extension TagBounds {
  fileprivate func validate(isAmount: Bool, at keys: [AnyKey]) throws(TagRulesError) {
    guard !numbers.isEmpty else { throw TagRulesError(.noBounds, at: keys) }
    for number in numbers {
      let limit: ExactNumber = 1_000_000_000_000_000
      let isInRange = number <= limit && ExactNumber(-limit.numerator, over: 1) <= number
      guard isInRange, isAmount || number.denominator == 1 else {
        throw TagRulesError(.numberOutOfRange(number.description), at: keys)
      }
    }
    guard !isEmpty else { throw TagRulesError(.emptyBounds, at: keys) }
  }
}

/// A list of tags, each with a rule:
///
/// ```json
/// [{"name": "高价值", "when": {"netSpend": {"atLeast": 2000}}},
///  {"name": "沉睡高价值", "when": {"tag": "高价值", "stage": ["sleeping", "lost"]}},
///  {"name": "绿茶爱好者", "when": {
///     "orders": {"where": {"category": "绿茶"}, "within": "12m", "atLeast": 2}}}]
/// ```
extension TagRules: Codable {
  public init(from decoder: any Decoder) throws {
    let tags = try [Tag](from: decoder)
    do throws(TagRulesError) {
      try self.init(tags)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath + error.keys,
          debugDescription: error.problem.description))
    }
  }

  public func encode(to encoder: any Encoder) throws { try tags.encode(to: encoder) }
}

extension Tag: Codable {
  private enum Keys: String, CodingKey, CaseIterable {
    case name, when
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(
      decoder, Keys.self, otherWords: ["rule": "when", "tag": "name"])
    try container.demand(.name, .when)
    self.init(try container.decode(.name), try container.decode(.when))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .name)
    try container.encode(rule, forKey: .when)
  }
}

/// An object with a key for each condition. A rule with two conditions of one key, which no object
/// can have, is written as `all` of them.
extension TagRule: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, TagKey.self, otherWords: TagKey.otherWords)
    self.init(
      try TagKey.allCases.filter(container.contains).map { key in
        try TagCondition(key, in: container)
      })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    guard Set(conditions.map(\.key)).count == conditions.count else {
      return try container.encode(conditions.map { TagRule($0) }, forKey: "all")
    }
    for condition in conditions {
      try condition.encode(to: container.superEncoder(forKey: AnyKey(condition.key)))
    }
  }
}

/// What a rule can ask for, by the words of JSON.
enum TagKey: String, CodingKey, CaseIterable {
  case all, any, not, tag, stage, tier, segment, customer, firstOrder, lastOrder
  case firstOrderDay, lastOrderDay, rScore, fScore, mScore
  case daysSinceLastOrder, daysSinceFirstOrder, orders, purchaseDays, refunds
  case netSpend, spend, refunded, averageOrderValue, largestOrder, smallestOrder
  case averageGapDays, longestGapDays, shortestGapDays, lastGapDays

  /// Words that other schools use.
  static let otherWords = [
    "and": "all", "or": "any", "recency": "daysSinceLastOrder", "frequency": "orders",
    "monetary": "netSpend", "revenue": "netSpend", "amount": "netSpend", "purchases": "orders",
    "aov": "averageOrderValue", "level": "tier", "lifecycle": "stage", "gap": "averageGapDays",
    "region": "customer", "category": "orders", "r": "rScore", "f": "fScore", "m": "mScore",
  ]
}

extension TagCondition {
  /// The condition's word in JSON.
  var key: String {
    switch self {
    case .all: "all"
    case .any: "any"
    case .not: "not"
    case .tag: "tag"
    case .metric(let metric, _): metric.kind.rawValue
    case .firstOrderDay: "firstOrderDay"
    case .lastOrderDay: "lastOrderDay"
    case .stage: "stage"
    case .tier: "tier"
    case .segment: "segment"
    case .score(let dimension, _): dimension.letter.lowercased() + "Score"
    case .customer: "customer"
    case .firstOrder: "firstOrder"
    case .lastOrder: "lastOrder"
    }
  }

  fileprivate init(_ key: TagKey, in container: StrictContainer<TagKey>) throws {
    let nested = try container.superDecoder(key)
    func score(_ dimension: RFMDimension) throws -> TagCondition {
      .score(dimension, try StrictContainer(nested, TagBoundKey.self).bounds())
    }
    func period() throws -> TagPeriod {
      try StrictContainer(nested, TagPeriodKey.self).period()
    }
    self =
      switch key {
      case .all: .all(try [TagRule](from: nested))
      case .any: .any(try [TagRule](from: nested))
      case .not: .not(try TagRule(from: nested))
      case .tag: .tag(try container.decode(key))
      case .stage: .stage(try container.stages(key) ?? [])
      case .tier: .tier(try container.names(key))
      case .segment: .segment(try container.names(key))
      case .customer: .customer(try DimensionTest.list(from: nested))
      case .firstOrder: .firstOrder(try DimensionTest.list(from: nested))
      case .lastOrder: .lastOrder(try DimensionTest.list(from: nested))
      case .firstOrderDay: .firstOrderDay(try period())
      case .lastOrderDay: .lastOrderDay(try period())
      case .rScore: try score(.daysSinceLastOrder)
      case .fScore: try score(.frequency)
      case .mScore: try score(.monetary)
      default: try TagCondition(TagMetric.Kind(rawValue: key.rawValue)!, from: nested)
      }
  }

  private init(_ kind: TagMetric.Kind, from decoder: any Decoder) throws {
    let container = try StrictContainer(
      decoder, TagMetricKey.self,
      otherWords: ["since": "from", "until": "through", "last": "within", "min": "atLeast"])
    let filter =
      container.contains(.where)
      ? try DimensionTest.list(from: container.superDecoder(.where)) : []
    self = .metric(
      TagMetric(kind, in: try container.period(), where: filter), try container.bounds())
  }

  fileprivate func encode(to encoder: any Encoder) throws {
    switch self {
    case .all(let rules), .any(let rules): try rules.encode(to: encoder)
    case .not(let rule): try rule.encode(to: encoder)
    case .tag(let name): try name.encode(to: encoder)
    case .tier(let names), .segment(let names): try names.encode(to: encoder)
    case .stage(let stages):
      try stages.sorted { $0.rawValue < $1.rawValue }.encode(to: encoder)
    case .customer(let tests), .firstOrder(let tests), .lastOrder(let tests):
      try DimensionTest.encode(tests, to: encoder)
    case .firstOrderDay(let period), .lastOrderDay(let period):
      var container = encoder.container(keyedBy: AnyKey.self)
      try period.encode(into: &container)
    case .score(_, let bounds):
      var container = encoder.container(keyedBy: AnyKey.self)
      try bounds.encode(into: &container)
    case .metric(let metric, let bounds):
      var container = encoder.container(keyedBy: AnyKey.self)
      try bounds.encode(into: &container)
      try metric.period.encode(into: &container)
      guard !metric.filter.isEmpty else { return }
      try DimensionTest.encode(metric.filter, to: container.superEncoder(forKey: "where"))
    }
  }
}

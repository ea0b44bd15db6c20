/// As people write it:
///
/// ```json
/// {"tiers": ["普通",
///            {"name": "高级", "netSpend": 500},
///            {"name": "VIP", "anyOf": [{"netSpend": "2999.90"}, {"orders": 20}]},
///            {"name": "至尊", "points": 8000, "stages": ["existingRepeat"]}],
///  "window": "400d",
///  "points": {"perUnit": 1, "perOrder": 0, "firstOrder": 100, "rounding": "none"},
///  "upgrade": "atOnce",
///  "downgrade": "toEarned",
///  "review": {"every": "3m", "from": "2026-01-01"},
///  "grace": "30d",
///  "clawBack": "atOnce",
///  "boundaries": ["3m", "6m", "12m"]}
/// ```
///
/// Only `tiers` is needed. `window` is `lifetime`, `calendarYear`, `membershipYear` or a span;
/// `review` is `atOnce`, `anniversary`, `calendarYear`, an object as above or `{"after": "12m"}`.
/// A number with decimals stands in quotes.
extension TierLadder: Codable {
  private enum Keys: String, CodingKey, CaseIterable {
    case tiers, window, points, upgrade, downgrade, review, grace, clawBack, boundaries
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, Keys.self)
    var boundaries = LifecycleBoundaries.standard
    if let spans: [CalendarSpan] = try container.decodeIfPresent(.boundaries) {
      guard spans.count == 3, let found = LifecycleBoundaries(spans[0], spans[1], spans[2]) else {
        throw container.fault(.boundaries, "three spans that grow are needed, like 3m, 6m, 12m")
      }
      boundaries = found
    }
    try container.demand(.tiers)
    let tiers: [Tier] = try container.decode(.tiers)
    let window: TierWindow = try container.decodeIfPresent(.window) ?? .lifetime
    let points: PointRule? = try container.decodeIfPresent(.points)
    let upgrade: TierUpgrade = try container.word(.upgrade) ?? .atOnce
    let downgrade: TierDowngrade = try container.word(.downgrade) ?? .never
    let review: TierReview = try container.decodeIfPresent(.review) ?? .atOnce
    let grace: CalendarSpan? = try container.decodeIfPresent(.grace)
    let clawBack: TierClawBack = try container.word(.clawBack) ?? .atReview
    do throws(TierLadderError) {
      try self.init(
        tiers, window: window, points: points, upgrade: upgrade, downgrade: downgrade,
        review: review, grace: grace, clawBack: clawBack, boundaries: boundaries)
    } catch {
      throw container.fault(.tiers, error.description)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(tiers, forKey: .tiers)
    try container.encode(window, forKey: .window)
    try container.encodeIfPresent(points, forKey: .points)
    try container.encode(upgrade, forKey: .upgrade)
    try container.encode(downgrade, forKey: .downgrade)
    try container.encode(review, forKey: .review)
    try container.encodeIfPresent(grace, forKey: .grace)
    try container.encode(clawBack, forKey: .clawBack)
    try container.encode(
      [boundaries.active, boundaries.silent, boundaries.sleeping], forKey: .boundaries)
  }
}

extension Tier: Codable {
  private enum Keys: String, CodingKey, CaseIterable {
    case name, anyOf, netSpend, orders, points, stages
  }

  /// A name alone, or an object.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name)
      return
    }
    let container = try StrictContainer(decoder, Keys.self)
    let name: String = try container.decodeIfPresent(.name) ?? ""
    guard container.contains(.anyOf) else {
      self.init(
        name, netSpend: try container.number(.netSpend),
        orders: try container.decodeIfPresent(.orders), points: try container.number(.points),
        stages: try container.stages(.stages))
      return
    }
    for key in [Keys.netSpend, .orders, .points, .stages] where container.contains(key) {
      throw container.fault(key, "next to anyOf it would be lost; put it into each of the list")
    }
    self.init(name, anyOf: try container.decode(.anyOf))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .name)
    try container.encode(requirements, forKey: .anyOf)
  }
}

extension TierRequirement: Codable {
  private enum Keys: String, CodingKey, CaseIterable {
    case netSpend, orders, points, stages
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, Keys.self)
    self.init(
      netSpend: try container.number(.netSpend), orders: try container.decodeIfPresent(.orders),
      points: try container.number(.points), stages: try container.stages(.stages))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encodeIfPresent(netSpend, forKey: .netSpend)
    try container.encodeIfPresent(orders, forKey: .orders)
    try container.encodeIfPresent(points, forKey: .points)
    try container.encodeIfPresent(
      stages?.sorted { $0.rawValue < $1.rawValue }.map(\.name), forKey: .stages)
  }
}

extension StrictContainer {
  /// One or several stages by their names, in English or Chinese; `nil` where the key is missing.
  func stages(_ key: Key) throws -> Set<LifecycleStage>? {
    guard contains(key) else { return nil }
    var names: [String] = []
    try update(&names, key)
    return Set(
      try names.map { name in
        let known = LifecycleStage.allCases
        guard let stage = known.first(where: { $0.name == name || $0.chineseName == name }) else {
          let hint = wordHint(name, among: known.map(\.name), called: "stages")
          throw fault(key, "\(name) is not a stage; \(hint)")
        }
        return stage
      })
  }
}

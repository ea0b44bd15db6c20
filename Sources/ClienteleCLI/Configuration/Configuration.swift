import Clientele
import ClienteleCSV

/// What a shop says once for all commands, in one JSON file.
///
/// ```json
/// {
///   "schema": "taobao",
///   "zone": "Asia/Shanghai",
///   "policies": {"zeroAmountOrders": "skip", "refunds": "net"},
///   "boundaries": ["3m", "6m", "12m"],
///   "scale": "quantile", "bins": 5, "map": "segments.json",
///   "tiers": {"tiers": ["普通", {"name": "高级", "netSpend": 500}]},
///   "tags": [{"name": "沉睡", "when": {"stage": "sleeping"}}],
///   "smallestGroup": 5
/// }
/// ```
///
/// Every key stands for a flag, and may be left out. `schema`, `scale`, `map`, `tiers` and `tags`
/// are names, files – looked for beside the configuration – or what such a file would hold.
struct Configuration: Decodable {
  /// What a flag is given.
  enum Value {
    case text(String)
    /// A name, or a file where it looks like one.
    case nameOrFile(String)
  }

  private enum Keys: String, CodingKey, CaseIterable {
    case schema, zone, policies, boundaries, scale, bins, map, monetary, history, tiers, tags
    case smallestGroup
  }

  private enum PolicyKeys: String, CodingKey, CaseIterable {
    case records, zeroAmountOrders, identicalRecords, conflicts, refunds, purchaseUnit
    case missingCustomer
  }

  private typealias Container = StrictContainer<Keys>

  /// In no particular order.
  private(set) var flags: [(name: String, value: Value)] = []

  init(from decoder: any Decoder) throws {
    let container = try StrictContainer(
      decoder, Keys.self,
      otherWords: [
        "ladder": "tiers", "timezone": "zone", "timeZone": "zone", "segments": "map",
        "columns": "schema", "currency": "schema",
      ])
    try take(.schema, as: "schema", OrderSchema.self, from: container)
    try take(.scale, as: "scale", FittedRFMScale.self, from: container)
    try take(.map, as: "map", SegmentMap.self, from: container)
    try take(.tiers, as: "ladder", TierLadder.self, from: container)
    try take(.tags, as: "tags", TagRules.self, from: container)
    if let zone: String = try container.decodeIfPresent(.zone) { append("zone", zone) }
    try takePolicies(container)
    try takeBoundaries(container)
    try takeBins(container)
    if let measure: MonetaryMeasure = try container.word(.monetary) {
      append("monetary", measure.rawValue)
    }
    if let history: OrderHistory = try container.decodeIfPresent(.history) {
      append("history", history.description)
    }
    if let count: Int = try container.decodeIfPresent(.smallestGroup) {
      guard count >= 1 else { throw container.fault(.smallestGroup, "it must be 1 or more") }
      append("smallest-group", "\(count)")
    }
  }

  private mutating func append(_ name: String, _ text: String) {
    flags.append((name, .text(text)))
  }

  /// A name, a file, or the value itself, which is checked here to say where it is wrong.
  private mutating func take<Rules: Decodable>(
    _ key: Keys, as flag: String, _ type: Rules.Type, from container: Container
  ) throws {
    guard container.contains(key) else { return }
    if let name = try? container.decode(key) as String {
      flags.append((flag, .nameOrFile(name)))
      return
    }
    _ = try Rules(from: container.superDecoder(key))
    let value: JSONValue = try container.decode(key)
    append(flag, try value.written())
  }

  private mutating func takePolicies(_ outer: Container) throws {
    guard outer.contains(.policies) else { return }
    let container = try StrictContainer(outer.superDecoder(.policies), PolicyKeys.self)
    func word<Word: RawRepresentable<String> & CaseIterable>(
      _ type: Word.Type, _ key: PolicyKeys
    ) throws -> String? {
      try (container.word(key) as Word?)?.rawValue
    }
    for (flag, value) in [
      ("records", try word(OrderPolicies.Records.self, .records)),
      ("zero-amount-orders", try word(OrderPolicies.ZeroAmountOrders.self, .zeroAmountOrders)),
      ("identical-records", try word(OrderPolicies.IdenticalRecords.self, .identicalRecords)),
      ("conflicts", try word(OrderPolicies.Conflicts.self, .conflicts)),
      ("refunds", try word(OrderPolicies.Refunds.self, .refunds)),
      ("purchase-unit", try word(OrderPolicies.PurchaseUnit.self, .purchaseUnit)),
      ("missing-customer", try word(MissingValuePolicy.self, .missingCustomer)),
    ] {
      if let value { append(flag, value) }
    }
  }

  private mutating func takeBoundaries(_ container: Container) throws {
    guard let spans: [CalendarSpan] = try container.decodeIfPresent(.boundaries) else { return }
    guard spans.count == 3, LifecycleBoundaries(spans[0], spans[1], spans[2]) != nil else {
      throw container.fault(.boundaries, "three spans that grow are needed, like 3m, 6m, 12m")
    }
    append("boundaries", spans.map(\.description).joined(separator: ","))
  }

  private mutating func takeBins(_ container: Container) throws {
    guard container.contains(.bins) else { return }
    let counts: [Int]
    if let count = try? container.decode(.bins) as Int {
      counts = [count]
    } else {
      counts = try container.decode(.bins)
    }
    guard [1, 3].contains(counts.count), counts.allSatisfy({ (2...100).contains($0) }) else {
      throw container.fault(.bins, "it takes one number or three, each 2 to 100")
    }
    append("bins", counts.map(\.description).joined(separator: ","))
  }
}

/// A group of customers with a name, such as Champions.
///
/// In a file either a name alone or `{"name": "Champions", "chineseName": "冠军客户"}`.
public struct Segment: Hashable, Sendable {
  /// Unique in a map.
  public let name: String
  /// As Chinese shops say it.
  public let chineseName: String?
  /// Further names in use.
  public let alsoCalled: [String]

  /// A name is enough.
  public init(_ name: String, chineseName: String? = nil, alsoCalled: [String] = []) {
    self.name = name
    self.chineseName = chineseName
    self.alsoCalled = alsoCalled
  }
}

/// Which scores make which segment, as written by people: rules in order, of which the first that
/// fits decides.
///
/// ```json
/// {"bins": {"r": 5, "f": 5, "m": 5},
///  "segments": ["VIP", {"name": "Regular", "chineseName": "常客"}, "Lost"],
///  "rules": [{"segment": "VIP", "r": [4, 5], "f": [4, 5]},
///            {"segment": "Lost", "codes": ["111", "112", "121"]},
///            {"segment": "Regular", "f": [2, 5]}],
///  "others": "Rest"}
/// ```
///
/// A definition can be wrong; ``SegmentMap`` is what comes of a right one.
public struct SegmentMapDefinition: Hashable, Sendable {
  /// Some triples of scores, and the segment they belong to: a box of closed ranges or a list.
  public struct Rule: Hashable, Sendable, Codable {
    /// The name of one of the definition's segments.
    public var segment: String
    /// Lowest and highest score; `nil` for any.
    public var r: [Int]?
    /// Like ``r``.
    public var f: [Int]?
    /// Like ``r``.
    public var m: [Int]?
    /// Codes instead of a box.
    public var codes: [RFMCode]?

    /// A box.
    public init(_ segment: String, r: ClosedRange<Int>, f: ClosedRange<Int>, m: ClosedRange<Int>) {
      self.segment = segment
      self.r = [r.lowerBound, r.upperBound]
      self.f = [f.lowerBound, f.upperBound]
      self.m = [m.lowerBound, m.upperBound]
    }

    /// A list.
    public init(_ segment: String, codes: [RFMCode]) {
      self.segment = segment
      self.codes = codes
    }

    subscript(dimension: RFMDimension) -> [Int]? {
      switch dimension {
      case .daysSinceLastOrder: r
      case .frequency: f
      case .monetary: m
      }
    }
  }

  /// Scores run from 1 to these.
  public var bins: RFMBinCounts
  /// From the best to the worst; by default as the rules first name them.
  public var segments: [Segment]
  /// The first that fits decides.
  public var rules: [Rule]
  /// Who fits no rule.
  public var others: Segment

  /// A definition that may be wrong; ``SegmentMap`` checks it.
  public init(
    bins: RFMBinCounts = RFMBinCounts(r: 5, f: 5, m: 5), segments: [Segment]? = nil,
    rules: [Rule], others: Segment = Segment("Others", chineseName: "其他客户")
  ) {
    self.bins = bins
    self.rules = rules
    self.others = others
    self.segments =
      segments
      ?? rules.reduce(into: []) { found, rule in
        if !found.contains(where: { $0.name == rule.segment }) {
          found.append(Segment(rule.segment))
        }
      }
  }
}

extension Segment: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case name, chineseName, alsoCalled
  }

  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name)
      return
    }
    _ = try StrictContainer(decoder, CodingKeys.self)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(String.self, forKey: .name),
      chineseName: try container.decodeIfPresent(String.self, forKey: .chineseName),
      alsoCalled: try container.decodeIfPresent([String].self, forKey: .alsoCalled) ?? [])
  }
}

extension SegmentMapDefinition: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case bins, segments, rules, others
  }

  public init(from decoder: any Decoder) throws {
    _ = try StrictContainer(decoder, CodingKeys.self)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      bins: try container.decodeIfPresent(RFMBinCounts.self, forKey: .bins)
        ?? RFMBinCounts(r: 5, f: 5, m: 5),
      segments: try container.decodeIfPresent([Segment].self, forKey: .segments),
      rules: try container.decode([Rule].self, forKey: .rules),
      others: try container.decodeIfPresent(Segment.self, forKey: .others)
        ?? Segment("Others", chineseName: "其他客户"))
  }
}

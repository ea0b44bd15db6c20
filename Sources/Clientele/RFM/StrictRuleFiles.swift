/// Rules that people write: a key that is not known is an error, not ignored.

extension SegmentMapDefinition.Rule {
  private enum Keys: String, CodingKey, CaseIterable {
    case segment, r, f, m, codes
  }

  /// - Throws: `DecodingError` naming a key that is not known, and the nearest right one.
  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, Keys.self)
    try container.demand(.segment)
    self.init(try container.decode(.segment), codes: [])
    r = try container.decodeIfPresent(.r)
    f = try container.decodeIfPresent(.f)
    m = try container.decodeIfPresent(.m)
    codes = try container.decodeIfPresent(.codes)
  }
}

extension RFMBinCounts {
  private enum Keys: String, CodingKey, CaseIterable {
    case r, f, m
  }

  /// - Throws: `DecodingError` naming a key that is not known, or that is missing.
  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, Keys.self)
    try container.demand(.r, .f, .m)
    self.init(
      r: try container.decode(.r), f: try container.decode(.f), m: try container.decode(.m))
  }
}

extension RFMCuts {
  private enum Keys: String, CodingKey, CaseIterable {
    case cuts, ties
  }

  /// - Throws: `DecodingError` naming a key that is not known, or that is missing.
  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, Keys.self)
    try container.demand(.cuts, .ties)
    self.init(try container.decode(.cuts), ties: try container.decode(.ties))
  }
}

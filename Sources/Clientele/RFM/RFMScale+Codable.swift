/// A rule in a file: `{"rule": "quantile", "bins": 5}`,
/// `{"rule": "thresholds", "cuts": ["30", "90"], "ties": "higherScore"}`.
extension BinRule: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, bins, cuts, ties
  }

  private enum Name: String, Codable {
    case quantile, thresholds, equalCount, kMeans, rCompatible, mean, median
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let ties = try container.decodeIfPresent(RFMTies.self, forKey: .ties)
    func bins() throws -> Int { try container.decode(Int.self, forKey: .bins) }
    switch try container.decode(Name.self, forKey: .rule) {
    case .quantile: self = .quantile(try bins())
    case .thresholds:
      self = .thresholds(
        try container.decode([ExactNumber].self, forKey: .cuts), ties: ties ?? .higherScore)
    case .equalCount: self = .equalCount(try bins(), ties: ties ?? .lowerScore)
    case .kMeans: self = .kMeans(try bins())
    case .rCompatible: self = .rCompatible(try bins())
    case .mean: self = .mean(ties: ties ?? .higherScore)
    case .median: self = .median(ties: ties ?? .higherScore)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func encode(_ name: Name, bins: Int? = nil, ties: RFMTies? = nil) throws {
      try container.encode(name, forKey: .rule)
      try container.encodeIfPresent(bins, forKey: .bins)
      try container.encodeIfPresent(ties, forKey: .ties)
    }
    switch self {
    case .quantile(let bins): try encode(.quantile, bins: bins)
    case .thresholds(let cuts, let ties):
      try encode(.thresholds, ties: ties)
      try container.encode(cuts, forKey: .cuts)
    case .equalCount(let bins, let ties): try encode(.equalCount, bins: bins, ties: ties)
    case .kMeans(let bins): try encode(.kMeans, bins: bins)
    case .rCompatible(let bins): try encode(.rCompatible, bins: bins)
    case .mean(let ties): try encode(.mean, ties: ties)
    case .median(let ties): try encode(.median, ties: ties)
    }
  }
}

/// A stored scale is checked when it is read: cuts that do not ascend, or that keep the best
/// customer from the highest score, are refused.
extension FittedRFMScale: Codable {
  private enum CodingKeys: String, CodingKey {
    case measure, history, currency, nesting, daysSinceLastOrder, frequency, monetary

    init(_ dimension: RFMDimension) {
      switch dimension {
      case .daysSinceLastOrder: self = .daysSinceLastOrder
      case .frequency: self = .frequency
      case .monetary: self = .monetary
      }
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var lists: [RFMDimension: [RFMCuts]] = [:]
    for dimension in RFMDimension.allCases {
      lists[dimension] = try container.decode([RFMCuts].self, forKey: CodingKeys(dimension))
    }
    do {
      try self.init(
        monetary: container.decode(MonetaryMeasure.self, forKey: .measure),
        history: container.decode(OrderHistory.self, forKey: .history),
        currencyCode: container.decodeIfPresent(String.self, forKey: .currency),
        nesting: container.decode(RFMScale.Nesting.self, forKey: .nesting), lists: lists)
    } catch let error as RFMError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(monetary, forKey: .measure)
    try container.encode(history, forKey: .history)
    try container.encodeIfPresent(currencyCode, forKey: .currency)
    try container.encode(nesting, forKey: .nesting)
    for dimension in RFMDimension.allCases {
      try container.encode(self[dimension], forKey: CodingKeys(dimension))
    }
  }
}

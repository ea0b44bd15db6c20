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

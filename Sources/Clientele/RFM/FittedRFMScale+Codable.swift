/// A stored scale is checked when it is read: cuts that do not ascend, or that keep the best
/// customer from the highest score, are refused.
extension FittedRFMScale: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
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
    _ = try StrictContainer(decoder, CodingKeys.self)
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

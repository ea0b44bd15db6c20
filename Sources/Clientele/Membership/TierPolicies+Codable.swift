/// `lifetime`, `calendarYear`, `membershipYear`, or a span like `400d` for a rolling window.
extension TierWindow: LosslessStringConvertible, Codable {
  private static let fixed: [TierWindow] = [.lifetime, .calendarYear, .membershipYear]

  public init?(_ text: String) {
    if let window = Self.fixed.first(where: { $0.description == text }) {
      self = window
    } else if let span = CalendarSpan(text) {
      self = .rolling(span)
    } else {
      return nil
    }
  }

  public var description: String {
    switch self {
    case .lifetime: "lifetime"
    case .rolling(let span): span.description
    case .calendarYear: "calendarYear"
    case .membershipYear: "membershipYear"
    }
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let window = TierWindow(text) else {
      let hint = wordHint(text, among: Self.fixed.map(\.description) + ["400d"], called: "windows")
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "\(text) is not a window; \(hint)"))
    }
    self = window
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// `atOnce`, `anniversary`, `calendarYear`, or `{"every": "3m", "from": "2026-01-01"}`.
extension TierReview: CustomStringConvertible, Codable {
  private static let fixed: [TierReview] = [.atOnce, .anniversary, .calendarYear]

  private enum Keys: String, CodingKey, CaseIterable {
    case every, from
  }

  public var description: String {
    switch self {
    case .atOnce: "atOnce"
    case .anniversary: "anniversary"
    case .calendarYear: "calendarYear"
    case .every(let span, let day): "every \(span) from \(day)"
    }
  }

  public init(from decoder: any Decoder) throws {
    guard let text = try? decoder.singleValueContainer().decode(String.self) else {
      let container = try StrictContainer(decoder, Keys.self)
      for key in Keys.allCases where !container.contains(key) {
        throw DecodingError.dataCorrupted(
          .init(
            codingPath: decoder.codingPath,
            debugDescription: "the key \(key.rawValue) is missing: every and from go together"))
      }
      self = .every(try container.decode(.every), from: try container.decode(.from))
      return
    }
    guard let review = Self.fixed.first(where: { $0.description == text }) else {
      let hint = wordHint(text, among: Self.fixed.map(\.description), called: "reviews")
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "\(text) is not a review; \(hint)"))
    }
    self = review
  }

  public func encode(to encoder: any Encoder) throws {
    guard case .every(let span, let day) = self else {
      var container = encoder.singleValueContainer()
      try container.encode(description)
      return
    }
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(span, forKey: .every)
    try container.encode(day, forKey: .from)
  }
}

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

/// `atOnce`, `anniversary`, `calendarYear`, `{"every": "3m", "from": "2026-01-01"}`, or
/// `{"after": "12m"}`.
extension TierReview: CustomStringConvertible, Codable {
  private static let fixed: [TierReview] = [.atOnce, .anniversary, .calendarYear]

  private enum Keys: String, CodingKey, CaseIterable {
    case every, from, after
  }

  public var description: String {
    switch self {
    case .atOnce: "atOnce"
    case .anniversary: "anniversary"
    case .calendarYear: "calendarYear"
    case .every(let span, let day): "every \(span) from \(day)"
    case .afterChange(let span): "\(span) after a change"
    }
  }

  public init(from decoder: any Decoder) throws {
    guard let text = try? decoder.singleValueContainer().decode(String.self) else {
      self = try Self(StrictContainer(decoder, Keys.self))
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

  private init(_ container: StrictContainer<Keys>) throws {
    if container.contains(.after) {
      for key in [Keys.every, .from] where container.contains(key) {
        throw container.fault(key, "next to after it has no meaning")
      }
      self = .afterChange(try container.decode(.after))
      return
    }
    for key in [Keys.every, .from] where !container.contains(key) {
      throw container.fault("the key \(key.rawValue) is missing: every and from go together")
    }
    self = .every(try container.decode(.every), from: try container.decode(.from))
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .atOnce, .anniversary, .calendarYear:
      var container = encoder.singleValueContainer()
      try container.encode(description)
    case .every(let span, let day):
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(span, forKey: .every)
      try container.encode(day, forKey: .from)
    case .afterChange(let span):
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(span, forKey: .after)
    }
  }
}

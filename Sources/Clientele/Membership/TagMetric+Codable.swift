/// The words of one comparison of a figure.
enum TagMetricKey: String, CodingKey, CaseIterable {
  case atLeast, above, atMost, below, exactly = "is"
  case within, between, from, through, calendar = "in"
  case `where`
}

/// The words of bounds alone.
enum TagBoundKey: String, CodingKey, CaseIterable {
  case atLeast, above, atMost, below, exactly = "is"
}

/// The words of days alone.
enum TagPeriodKey: String, CodingKey, CaseIterable {
  case within, between, from, through, calendar = "in"
}

extension StrictContainer {
  /// Bounds in an object that may have other keys.
  func bounds() throws -> TagBounds {
    func number(_ name: String) throws -> ExactNumber? {
      try Key(rawValue: name).flatMap { try self.number($0) }
    }
    return TagBounds(
      atLeast: try number("atLeast"), above: try number("above"), atMost: try number("atMost"),
      below: try number("below"), exactly: try number("is"))
  }

  /// Days in an object that may have other keys.
  func period() throws -> TagPeriod {
    let words = TagPeriodKey.allCases.compactMap { Key(rawValue: $0.rawValue) }.filter(contains)
    guard let first = words.first else { return .all }
    let isOne = words.count == 1 || words.allSatisfy { ["from", "through"].contains($0.rawValue) }
    guard isOne else {
      throw fault(words[1], "within, between, in, and from with through exclude each other")
    }
    switch first.rawValue {
    case "within": return .within(try decode(first))
    case "in": return .calendar(try word(first)!)
    case "between":
      let spans: [CalendarSpan] = try decode(first)
      guard spans.count == 2 else { throw fault(first, "two spans are needed, like 180d, 90d") }
      return .between(spans[0], spans[1])
    default:
      return .days(
        from: try Key(rawValue: "from").flatMap(decodeIfPresent),
        through: try Key(rawValue: "through").flatMap(decodeIfPresent))
    }
  }

  /// One name or several.
  func names(_ key: Key) throws -> [String] {
    if let name = try? decode(key) as String { return [name] }
    return try decode(key)
  }

  /// Throws where one of the keys is missing.
  package func demand(_ keys: Key...) throws {
    for key in keys where !contains(key) {
      throw fault("the key \(key.stringValue) is missing")
    }
  }
}

extension TagBounds {
  func encode(into container: inout KeyedEncodingContainer<AnyKey>) throws {
    try container.encodeIfPresent(atLeast, forKey: "atLeast")
    try container.encodeIfPresent(above, forKey: "above")
    try container.encodeIfPresent(atMost, forKey: "atMost")
    try container.encodeIfPresent(below, forKey: "below")
    try container.encodeIfPresent(exactly, forKey: "is")
  }
}

extension TagPeriod {
  func encode(into container: inout KeyedEncodingContainer<AnyKey>) throws {
    switch self {
    case .all: break
    case .within(let span): try container.encode(span, forKey: "within")
    case .between(let longer, let shorter):
      try container.encode([longer, shorter], forKey: "between")
    case .days(let first, let last):
      try container.encodeIfPresent(first, forKey: "from")
      try container.encodeIfPresent(last, forKey: "through")
    case .calendar(let calendar): try container.encode(calendar, forKey: "in")
    }
  }
}

/// An object with a key for each dimension: a value, a list of values, or `{"not": …}` of them.
extension DimensionTest {
  private enum Keys: String, CodingKey, CaseIterable {
    case not
  }

  static func list(from decoder: any Decoder) throws -> [DimensionTest] {
    let container = try decoder.container(keyedBy: AnyKey.self)
    return try container.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
      if let value = try? container.decode(String.self, forKey: key) {
        return DimensionTest(key.stringValue, value)
      }
      if let values = try? container.decode([String].self, forKey: key) {
        return DimensionTest(key.stringValue, values, isNegated: false)
      }
      let nested = try StrictContainer(container.superDecoder(forKey: key), Keys.self)
      try nested.demand(.not)
      return DimensionTest(key.stringValue, try nested.names(.not), isNegated: true)
    }
  }

  static func encode(_ tests: [DimensionTest], to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    for test in tests {
      let key = AnyKey(test.dimension)
      if test.isNegated {
        var nested = container.nestedContainer(keyedBy: Keys.self, forKey: key)
        try nested.encode(test.values, forKey: .not)
      } else {
        try container.encode(test.values, forKey: key)
      }
    }
  }
}

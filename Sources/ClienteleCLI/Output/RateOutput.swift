import Clientele
import ClienteleCSV

/// A rate as JSON has it: a number from 0 to 1 or `null`, with its interval and state.
struct RateJSON: Encodable {
  let rate: Rate
  /// What the numerator and the denominator are called.
  let names: (numerator: String, denominator: String)

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try encode(into: &container)
  }

  func encode(into container: inout KeyedEncodingContainer<Key>) throws {
    try container.encode(rate.numerator, forKey: Key(names.numerator))
    try container.encode(rate.denominator, forKey: Key(names.denominator))
    try container.encode(rate.value, forKey: Key("rate"))
    try container.encode(rate.interval?.low, forKey: Key("low"))
    try container.encode(rate.interval?.high, forKey: Key("high"))
    try container.encode(rate.state, forKey: Key("state"))
  }

  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }
}

/// A rate as CSV has it: what was counted, of how many, and the columns that follow from them.
extension CSVRow {
  static let rateColumns = ["rate", "low", "high", "state"]

  mutating func append(_ rate: Rate) {
    append(rate.numerator)
    append(rate.denominator)
    append(known: rate.value)
    append(known: rate.interval?.low)
    append(known: rate.interval?.high)
    append(raw: rate.state.rawValue)
  }
}

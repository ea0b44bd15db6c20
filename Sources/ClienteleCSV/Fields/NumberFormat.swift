import Clientele

/// How a shop writes numbers. The default is the plainest: digits, a point, a minus in front.
///
/// Everything else must be allowed by name, because the same text means different amounts in
/// different places: `1.234` is a thousand and more, or a little over one.
public struct NumberFormat: Hashable, Sendable {
  /// The sign between whole units and their parts.
  public enum DecimalSign: String, Hashable, Sendable, Codable, CaseIterable {
    case point = "."
    case comma = ","
  }

  /// Ways to write an amount below zero besides a minus in front.
  public enum NegativeForm: String, Hashable, Sendable, Codable, CaseIterable {
    /// `(12.00)`
    case parentheses
    /// `12.00-`
    case trailingMinus
  }

  public var decimalSign: DecimalSign
  /// Signs that may stand between groups of three digits: `,`, `.`, `'`, a space, a no-break
  /// space.
  public var groupingSigns: [String]
  /// Texts that may stand before or after the number: `￥`, `$`, `USD`.
  public var currencySigns: [String]
  public var negativeForms: Set<NegativeForm>
  /// Spaces around the number are no part of it.
  public var allowsSpaces: Bool
  /// Texts that say that there is no number: `NULL`, `\N`.
  public var nullTexts: [String]

  public init(
    decimalSign: DecimalSign = .point, groupingSigns: [String] = [],
    currencySigns: [String] = [], negativeForms: Set<NegativeForm> = [],
    allowsSpaces: Bool = false, nullTexts: [String] = []
  ) {
    self.decimalSign = decimalSign
    self.groupingSigns = groupingSigns
    self.currencySigns = currencySigns
    self.negativeForms = negativeForms
    self.allowsSpaces = allowsSpaces
    self.nullTexts = nullTexts
  }

  /// Digits, a point, a minus in front.
  public static let plain = NumberFormat()
}

extension NumberFormat: Codable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case decimalSign, groupingSigns, currencySigns, negativeForms, nullTexts
    case allowsSpaces = "spaces"
  }

  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try StrictContainer(decoder, CodingKeys.self)
    try container.update(&decimalSign, .decimalSign)
    try container.update(&groupingSigns, .groupingSigns)
    try container.update(&currencySigns, .currencySigns)
    try container.update(&negativeForms, .negativeForms)
    try container.update(&nullTexts, .nullTexts)
    try container.update(&allowsSpaces, .allowsSpaces)
    guard !groupingSigns.contains(decimalSign.rawValue) else {
      throw container.fault(.groupingSigns, "a sign cannot both group and begin the decimals")
    }
  }
}

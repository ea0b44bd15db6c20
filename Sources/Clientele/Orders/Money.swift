/// The one currency and scale of a table's amounts.
///
/// A scale of 2 means that amounts are whole hundredths: cents, fen.
public struct Currency: Hashable, Sendable, Codable {
  /// An ISO 4217 code, when the shop told it.
  public let code: String?
  /// Decimals of a minor unit: 0 through 6.
  public let scale: Int

  /// - Precondition: `scale` is 0 through 6.
  public init(code: String? = nil, scale: Int = 2) {
    precondition((0...6).contains(scale), "a currency has 0 to 6 decimals")
    self.code = code
    self.scale = scale
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    code = try container.decodeIfPresent(String.self, forKey: .code)
    scale = try container.decode(Int.self, forKey: .scale)
    guard (0...6).contains(scale) else {
      throw decoder.refusal("a currency has 0 to 6 decimals, not \(scale)")
    }
  }

  /// 100 for cents.
  package var minorUnitsPerUnit: Double { (0..<scale).reduce(1) { units, _ in units * 10 } }
}

/// An exact sum of money: a whole number of minor units.
///
/// ```swift
/// let revenue = Money(minorUnits: 250_031_563, in: Currency(code: "USD"))
/// revenue.description   // "2500315.63"
/// ```
public struct Money: Hashable, Sendable {
  /// Cents, fen, mills: what ``scale`` says. 128 bits hold any sum of 64-bit amounts.
  public let minorUnits: Int128
  /// Decimals of a minor unit.
  public let scale: Int

  /// An amount in the smallest unit of a currency.
  public init(minorUnits: some BinaryInteger, in currency: Currency) {
    self.init(minorUnits: Int128(minorUnits), scale: currency.scale)
  }

  init(minorUnits: Int128, scale: Int) {
    self.minorUnits = minorUnits
    self.scale = scale
  }

  /// The amount in major units, to the nearest double. For charts and models, not for accounts.
  public var value: Double { Double(minorUnits) / Money.powerOfTen(scale) }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// This amount shared equally by `count`, or `nil` when nobody shares.
  public func divided(by count: Int) -> ExactMean? {
    count > 0 ? ExactMean(total: self, count: count) : nil
  }
}

/// A plain decimal number with exactly `scale` decimals, as in JSON: `-12.30`.
extension Money: TextCodable {
  /// The amount written as ``description`` writes it, and in no other way; or `nil`.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let units = Int128(parts.joined()) else { return nil }
    self.init(minorUnits: units, scale: parts.count == 2 ? parts[1].count : 0)
    guard description == text else { return nil }
  }

  public var description: String {
    let digits = String(minorUnits.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let sign = minorUnits < 0 ? "-" : ""
    guard scale > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }

  public static var expectedText: String { "an amount like -12.30" }
}

/// A mean that is still exact: a total and what it is shared by.
public struct ExactMean: Hashable, Sendable, Codable {
  /// What is divided.
  public let total: Money
  /// Greater than zero.
  public let count: Int

  init(total: Money, count: Int) {
    self.total = total
    self.count = count
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    total = try container.decode(Money.self, forKey: .total)
    count = try container.decode(Int.self, forKey: .count)
    guard count > 0 else { throw decoder.refusal("nothing can be shared by \(count)") }
  }

  /// The mean in major units, to the nearest double.
  public var value: Double { total.value / Double(count) }

  /// The mean in whole minor units, halves away from zero: what is printed.
  public var rounded: Money {
    let divisor = UInt128(count)
    let (quotient, remainder) = total.minorUnits.magnitude.quotientAndRemainder(
      dividingBy: divisor)
    let units = Int128(remainder * 2 >= divisor ? quotient + 1 : quotient)
    return Money(minorUnits: total.minorUnits < 0 ? -units : units, scale: total.scale)
  }
}

/// A fraction of whole numbers in lowest terms: what cuts and medians are, exactly.
///
/// A quintile lies between two values, at a distance in fifths; a mean is a total over a count.
/// Neither depends on a currency's unit or on rounding as long as it stays a fraction.
///
/// ```swift
/// let cut: ExactNumber = "297.4"
/// cut                                    // 297.4, and is 1487 / 5
/// ExactNumber(1000, over: 3)             // 1000/3: no decimal says it
/// ExactNumber(1000, over: 3).value       // 333.333…
/// ```
public struct ExactNumber: Hashable, Sendable {
  /// Any sign.
  public let numerator: Int128
  /// Greater than zero.
  public let denominator: Int128

  /// - Precondition: `denominator > 0`.
  public init(_ numerator: some BinaryInteger, over denominator: some BinaryInteger) {
    precondition(denominator > 0, "a denominator is greater than zero")
    let (top, bottom) = (Int128(numerator), Int128(denominator))
    let divisor = Int128(Self.greatestCommonDivisor(top.magnitude, bottom.magnitude))
    self.numerator = top / divisor
    self.denominator = bottom / divisor
  }

  /// A whole number.
  public init(_ value: some BinaryInteger) {
    numerator = Int128(value)
    denominator = 1
  }

  /// The nearest double, but for the last bit.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// The largest whole number that is not greater.
  var floor: Int128 {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The smallest whole number that is not less.
  var ceiling: Int128 { floor + (numerator % denominator == 0 ? 0 : 1) }

  private static func greatestCommonDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
    var (larger, smaller) = (first, second)
    while smaller > UInt64.max { (larger, smaller) = (smaller, larger % smaller) }
    guard smaller != 0 else { return larger }
    // Division of 128 bits is slow; nearly all numbers have 64.
    var (big, small) = (UInt64(smaller), UInt64(larger % smaller))
    while small != 0 { (big, small) = (small, big % small) }
    return UInt128(big)
  }
}

extension ExactNumber: Comparable {
  /// Crosswise products have up to 256 bits, so nothing overflows.
  public static func < (left: ExactNumber, right: ExactNumber) -> Bool {
    let first = left.numerator.multipliedFullWidth(by: right.denominator)
    let second = right.numerator.multipliedFullWidth(by: left.denominator)
    return first.high != second.high ? first.high < second.high : first.low < second.low
  }
}

/// Money in major units is a whole number of minor units over a power of ten, and back.
extension ExactNumber {
  func dividedByPowerOfTen(_ exponent: Int) -> ExactNumber {
    ExactNumber(numerator, over: denominator * Self.powerOfTen(exponent))
  }

  /// What cancels is cancelled first, so that a cut of money does not leave 128 bits on the way.
  func multipliedByPowerOfTen(_ exponent: Int) -> ExactNumber {
    let power = ExactNumber(Self.powerOfTen(exponent), over: denominator)
    return ExactNumber(numerator * power.numerator, over: power.denominator)
  }

  static func powerOfTen(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

/// A decimal where one says it all, otherwise a fraction: `297.4`, `-3`, `1000/3`.
extension ExactNumber: TextCodable, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral
{
  /// Digits that a part of a written number may have: then no sum with it overflows.
  private static let digitLimit = 30

  /// A decimal, or two of them around a slash; otherwise `nil`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let top = Self.decimal(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self.init(top.digits, over: Self.powerOfTen(top.places))
      return
    }
    guard let bottom = Self.decimal(parts[1]), bottom.digits > 0, top.places == 0,
      bottom.places == 0
    else { return nil }
    self.init(top.digits, over: bottom.digits)
  }

  private static func decimal(_ text: some StringProtocol) -> (digits: Int128, places: Int)? {
    let isNegative = text.first == "-"
    let parts = text.dropFirst(isNegative ? 1 : 0).split(
      separator: ".", omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), digits.utf8.count <= digitLimit,
      digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      let value = Int128(digits)
    else { return nil }
    return (isNegative ? -value : value, parts.count == 2 ? parts[1].utf8.count : 0)
  }

  public init(integerLiteral value: Int64) { self.init(Int128(value), over: 1) }

  /// - Precondition: the literal is a number like `297.4` or `1000/3`.
  public init(stringLiteral text: String) {
    guard let number = ExactNumber(text) else { preconditionFailure("\(text) is not a number") }
    self = number
  }

  public var description: String {
    var (rest, twos, fives) = (denominator, 0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    let places = max(twos, fives)
    guard rest == 1, places <= 18 else { return "\(numerator)/\(denominator)" }
    let (digits, overflow) = numerator.multipliedReportingOverflow(
      by: Self.powerOfTen(places) / denominator)
    guard !overflow else { return "\(numerator)/\(denominator)" }
    return Money(minorUnits: digits, scale: places).description
  }

  public static var expectedText: String { "a number like 297.4 or 1000/3" }
}

/// Reads numbers of one format from bytes.
///
/// Accepts exactly what the format names: no exponents, no other digits than 0–9, no guessing of
/// what a comma means.
struct NumberParser: Sendable {
  private let decimalSign: UInt8
  private let groupingSigns: [[UInt8]]
  private let currencySigns: [[UInt8]]
  private let nullTexts: [[UInt8]]
  private let negativeForms: Set<NumberFormat.NegativeForm>
  private let allowsSpaces: Bool
  private let isPlain: Bool
  /// Whether digits and a decimal sign are a number, whatever the format: no text of them stands
  /// for nothing.
  private let digitsAreNumbers: Bool

  init(_ format: NumberFormat) {
    decimalSign = format.decimalSign.rawValue.utf8.first!
    groupingSigns = format.groupingSigns.map { Array($0.utf8) }.filter { !$0.isEmpty }
    currencySigns = format.currencySigns.map { Array($0.utf8) }.filter { !$0.isEmpty }
    nullTexts = format.nullTexts.map { Array($0.utf8) }
    negativeForms = format.negativeForms
    allowsSpaces = format.allowsSpaces
    isPlain =
      groupingSigns.isEmpty && currencySigns.isEmpty && negativeForms.isEmpty && !allowsSpaces
    let decimalSign = decimalSign
    digitsAreNumbers = nullTexts.allSatisfy { Self.shortDigits($0.span, decimalSign) == nil }
  }

  /// The number in units of `10⁻ˢᶜᵃˡᵉ`, as nearly all are written: some digits with at most one
  /// decimal sign, and not more decimals than there are; `nil` for any other text.
  @inline(__always)
  func shortUnits(_ text: Span<UInt8>, scale: Int) -> Int64? {
    guard digitsAreNumbers, let digits = Self.shortDigits(text, decimalSign) else { return nil }
    var missing = scale &- digits.decimals
    guard missing >= 0 else { return nil }
    var units = digits.magnitude
    while missing > 0 {
      guard units <= Int64.max >> 4 else { return nil }
      units = units &* 10
      missing &-= 1
    }
    return units
  }

  /// The text says that there is no number.
  func isNull(_ text: Span<UInt8>) -> Bool {
    text.isEmpty || nullTexts.contains { $0.count == text.count && starts(text, 0, with: $0) }
  }

  /// - Precondition: the text is not null.
  @inline(__always)
  func number(_ text: Span<UInt8>) throws(RecordProblem) -> DecimalNumber {
    if isPlain { return try signedNumber(text) }
    return try dressedNumber(text)
  }

  /// `[+-] digits [. digits]`, with at least one digit.
  private func signedNumber(_ text: Span<UInt8>) throws(RecordProblem) -> DecimalNumber {
    var start = 0
    var isNegative = false
    if !text.isEmpty {
      isNegative = text[0] == UInt8(ascii: "-")
      if isNegative || text[0] == UInt8(ascii: "+") { start = 1 }
    }
    return try digits(text.extracting(start..<text.count), isNegative: isNegative)
  }

  private func digits(
    _ text: Span<UInt8>, isNegative: Bool
  ) throws(RecordProblem) -> DecimalNumber {
    if let number = shortNumber(text, isNegative: isNegative) { return number }
    var mantissa = Mantissa()
    var index = 0
    let count = text.count
    var digitCount = 0
    while index < count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      try mantissa.append(digit)
      index += 1
    }
    digitCount = index
    if index < count, !groupingSigns.isEmpty, digitCount <= 3, digitCount > 0 {
      index = try groups(text, from: index, into: &mantissa)
    }
    if index < count, text[index] == decimalSign {
      index += 1
      while index < count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        try mantissa.appendDecimal(digit)
        index += 1
        digitCount += 1
      }
    }
    guard index == count, digitCount > 0 else {
      let isExponent = index < count && digitCount > 0 && text[index] | 0x20 == UInt8(ascii: "e")
      throw isExponent ? .scientificNumber : .notANumber
    }
    return try mantissa.number(isNegative: isNegative)
  }

  private func shortNumber(_ text: Span<UInt8>, isNegative: Bool) -> DecimalNumber? {
    guard var (magnitude, decimals) = Self.shortDigits(text, decimalSign) else { return nil }
    while decimals > 0, magnitude % 10 == 0 {
      magnitude /= 10
      decimals -= 1
    }
    return DecimalNumber(mantissa: isNegative ? -magnitude : magnitude, decimals: decimals)
  }

  /// Digits with at most one decimal sign, so few that nothing can overflow; `nil` for any other
  /// text.
  @inline(__always)
  private static func shortDigits(
    _ text: Span<UInt8>, _ decimalSign: UInt8
  ) -> (magnitude: Int64, decimals: Int)? {
    guard text.count <= 18 else { return nil }
    var magnitude: Int64 = 0
    var decimals = 0
    var signCount = 0
    for index in text.indices {
      let byte = text[index]
      let digit = byte &- UInt8(ascii: "0")
      if digit <= 9 {
        magnitude = magnitude &* 10 &+ Int64(digit)
        decimals &+= signCount
      } else if byte == decimalSign, signCount == 0 {
        signCount = 1
      } else {
        return nil
      }
    }
    return text.count > signCount ? (magnitude, decimals) : nil
  }

  /// Groups of exactly three digits, each after the same sign.
  private func groups(
    _ text: Span<UInt8>, from start: Int, into mantissa: inout Mantissa
  ) throws(RecordProblem) -> Int {
    guard let sign = groupingSigns.first(where: { starts(text, start, with: $0) }) else {
      return start
    }
    var index = start
    while starts(text, index, with: sign) {
      let end = index + sign.count + 3
      guard end <= text.count else { throw .notANumber }
      for place in end - 3..<end {
        let digit = text[place] &- UInt8(ascii: "0")
        guard digit <= 9 else { throw .notANumber }
        try mantissa.append(digit)
      }
      index = end
    }
    return index
  }

  /// A number in parentheses, with a currency sign, with spaces: peeled from outside inwards.
  private func dressedNumber(_ text: Span<UInt8>) throws(RecordProblem) -> DecimalNumber {
    var range = 0..<text.count
    if allowsSpaces { trim(&range, text) }
    var signCount = 0
    var isNegative = false
    if negativeForms.contains(.parentheses), range.count > 2,
      text[range.lowerBound] == UInt8(ascii: "("),
      text[range.upperBound - 1] == UInt8(ascii: ")")
    {
      range = range.lowerBound + 1..<range.upperBound - 1
      (isNegative, signCount) = (true, 1)
    }
    takeSign(&range, text, &isNegative, &signCount)
    takeCurrencySign(&range, text)
    if signCount == 0 { takeSign(&range, text, &isNegative, &signCount) }
    if negativeForms.contains(.trailingMinus), range.count > 1, signCount == 0,
      text[range.upperBound - 1] == UInt8(ascii: "-")
    {
      range = range.lowerBound..<range.upperBound - 1
      isNegative = true
    }
    return try digits(text.extracting(range), isNegative: isNegative)
  }

  private func takeSign(
    _ range: inout Range<Int>, _ text: Span<UInt8>, _ isNegative: inout Bool,
    _ signCount: inout Int
  ) {
    guard signCount == 0, let first = range.first else { return }
    guard text[first] == UInt8(ascii: "-") || text[first] == UInt8(ascii: "+") else { return }
    isNegative = text[first] == UInt8(ascii: "-")
    signCount = 1
    range = first + 1..<range.upperBound
  }

  private func takeCurrencySign(_ range: inout Range<Int>, _ text: Span<UInt8>) {
    for sign in currencySigns where range.count > sign.count {
      if starts(text, range.lowerBound, with: sign) {
        range = range.lowerBound + sign.count..<range.upperBound
      } else if starts(text, range.upperBound - sign.count, with: sign) {
        range = range.lowerBound..<range.upperBound - sign.count
      } else {
        continue
      }
      // `USD 12`: a space between the sign and the number belongs to the sign.
      trim(&range, text)
      return
    }
  }

  private func trim(_ range: inout Range<Int>, _ text: Span<UInt8>) {
    while let first = range.first, isSpace(text[first]) {
      range = first + 1..<range.upperBound
    }
    while let last = range.last, isSpace(text[last]) {
      range = range.lowerBound..<last
    }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private func starts(_ text: Span<UInt8>, _ start: Int, with prefix: [UInt8]) -> Bool {
    guard start >= 0, start + prefix.count <= text.count else { return false }
    for index in prefix.indices where text[start + index] != prefix[index] { return false }
    return true
  }
}

/// Digits as they come in.
///
/// Zeros behind the point wait until another digit follows, so that trailing ones never count.
private struct Mantissa {
  private var magnitude: UInt64 = 0
  private var decimals = 0
  private var waitingZeros = 0

  @inline(__always)
  mutating func append(_ digit: UInt8) throws(RecordProblem) {
    if magnitude < 1_000_000_000_000_000_000 {
      magnitude = magnitude &* 10 &+ UInt64(digit)
    } else {
      let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { throw .amountOverflow }
      magnitude = sum
    }
  }

  @inline(__always)
  mutating func appendDecimal(_ digit: UInt8) throws(RecordProblem) {
    if digit == 0 {
      waitingZeros += 1
      return
    }
    decimals += waitingZeros + 1
    guard decimals <= 18 else { throw .tooManyDecimals }
    while waitingZeros > 0 {
      try append(0)
      waitingZeros -= 1
    }
    try append(digit)
  }

  @inline(__always)
  func number(isNegative: Bool) throws(RecordProblem) -> DecimalNumber {
    if magnitude <= UInt64(Int64.max) {
      let value = Int64(magnitude)
      return DecimalNumber(mantissa: isNegative ? -value : value, decimals: decimals)
    }
    guard isNegative, magnitude == UInt64(Int64.max) + 1 else { throw .amountOverflow }
    return DecimalNumber(mantissa: .min, decimals: decimals)
  }
}

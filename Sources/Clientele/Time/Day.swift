/// A calendar day: a whole number of days since 1970-01-01 in the shop's own zone.
///
/// Orders lose their time of day when they are read; from then on every comparison and every
/// window is exact integer arithmetic in the proleptic Gregorian calendar.
///
/// ```swift
/// let leap: Day = "2024-02-29"
/// leap.number                    // 19782
/// leap - .months(12)             // 2023-02-28
/// Day(year: 2023, month: 2, day: 29)  // nil
/// ```
///
/// Source: the conversions are the era-based integer formulas of H. Hinnant (2013),
/// "chrono-compatible low-level date algorithms".
public struct Day: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Days since 1970-01-01; negative before.
  public let number: Int32

  /// The day that is `number` days after 1970-01-01.
  ///
  /// - Precondition: `number` fits in 32 bits.
  @inlinable
  public init(number: some BinaryInteger) {
    self.number = Int32(number)
  }

  /// The day of a civil date, or `nil` when the calendar has no such day.
  ///
  /// - Parameters:
  ///   - year: 1 through 9999.
  ///   - month: 1 through 12.
  ///   - day: 1 through the month's last day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.lengthOfMonth(month, inYear: year)
    else { return nil }
    self.init(year: year, month: month, validDay: day)
  }

  /// The day of a civil date known to exist. Years outside 1...9999 are computed as well: the
  /// exclusive end of 9999-12-31 is a day like any other.
  init(year: Int, month: Int, validDay day: Int) {
    let shifted = month <= 2 ? year - 1 : year  // years that begin in March
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month (1...12) and day of month (1...31).
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The number of days in a month of the Gregorian calendar.
  static func lengthOfMonth(_ month: Int, inYear year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The day `count` days later.
  public static func + (day: Day, count: Int) -> Day { Day(number: Int(day.number) + count) }

  /// The day `count` days earlier.
  public static func - (day: Day, count: Int) -> Day { day + -count }

  /// Days from `right` to `left`.
  public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }
}

/// `YYYY-MM-DD`, and nothing else.
extension Day: ExpressibleByStringLiteral,
  TextCodable
{
  /// The day written as `YYYY-MM-DD`, or `nil`.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }

  /// - Precondition: the literal is a day that exists, as `YYYY-MM-DD`.
  public init(stringLiteral text: String) {
    guard let day = Day(text) else { preconditionFailure("\(text) is not a day (YYYY-MM-DD)") }
    self = day
  }

  public var description: String {
    let (year, month, day) = civil
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  public static var expectedText: String { "a day like 2024-02-29" }
}

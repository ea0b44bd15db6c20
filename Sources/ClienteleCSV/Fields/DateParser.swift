import Clientele
import ClienteleKernels

/// A moment as it was written: a day of some calendar on the wall, or an instant.
struct WrittenMoment: Hashable {
  /// Days since 1970-01-01 on the wall where it was written, or in UTC for instants.
  var day: Int32
  /// Seconds since that day's midnight; `nil` when only the day was written.
  var second: Int32?
  /// Seconds east of UTC; `nil` when the text does not say, and the shop's own clock is meant.
  var offset: Int32?
}

/// Reads days and times of one format from bytes.
struct DateParser: Sendable {
  private let format: DateFormat
  private let isISO: Bool
  /// The first day of each month from January 1970 to January 2100: most days that are read lie
  /// there, and need no calendar arithmetic.
  private let monthStarts: [Int32]

  init(_ format: DateFormat) {
    self.format = format
    isISO = format == .iso
    monthStarts = (0...130 * 12).map { month in
      Day(year: 1970 + month / 12, month: month % 12 + 1, day: 1)!.number
    }
  }

  @inline(__always)
  func moment(_ text: Span<UInt8>) throws(RecordProblem) -> WrittenMoment {
    if isISO { return try isoMoment(text) }
    return try otherMoment(text)
  }

  /// Seconds since midnight of `09:15:00`, as nearly all times are written; `nil` for any other.
  @inline(__always)
  private func secondOfDay(_ word: UInt64) -> Int32? {
    // What is left of each byte: the digit, or 0 for a colon.
    let rest = word ^ 0x3030_3A30_303A_3030
    // Adding 0x76 lifts what is above 9 to 0x80, and 0x7F what is above 0.
    let isOther = rest | (rest &+ 0x7676_7F76_767F_7676)
    guard isOther & 0x8080_8080_8080_8080 == 0 else { return nil }
    let digits = rest &* 10 &+ rest >> 8
    let (hour, minute, second) = (digits & 0xFF, digits >> 24 & 0xFF, digits >> 48 & 0xFF)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Int32(truncatingIfNeeded: hour &* 3600 &+ minute &* 60 &+ second)
  }

  private func isoMoment(_ text: Span<UInt8>) throws(RecordProblem) -> WrittenMoment {
    guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let century = twoDigits(text, 0), let yearOfCentury = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8)
    else { throw .notADate }
    let number = try dayNumber(century * 100 + yearOfCentury, month, day)
    if text.count == 10 { return WrittenMoment(day: number) }
    if text.count == 19, text[10] == UInt8(ascii: " ") || text[10] == UInt8(ascii: "T"),
      let second = secondOfDay(text.word(at: 11))
    {
      return WrittenMoment(day: number, second: second)
    }
    return try TimeTail(text, from: 10, allowsShortHour: false).moment(on: number)
  }

  private func otherMoment(_ text: Span<UInt8>) throws(RecordProblem) -> WrittenMoment {
    switch format {
    case .pattern(let pattern): return try patternMoment(text, pattern.parts)
    case .excel1900: return try spreadsheetMoment(text, epoch: -25_569, first: 61)
    case .excel1904: return try spreadsheetMoment(text, epoch: -24_107, first: 0)
    case .epochSeconds: return try epochMoment(text, unitsPerSecond: 1)
    case .epochMilliseconds: return try epochMoment(text, unitsPerSecond: 1000)
    case .epochMicroseconds: return try epochMoment(text, unitsPerSecond: 1_000_000)
    }
  }

  @inline(__always)
  private func dayNumber(
    _ year: Int, _ month: Int, _ day: Int
  ) throws(RecordProblem) -> Int32 {
    let index = (year - 1970) * 12 + month - 1
    if index >= 0, index + 1 < monthStarts.count, month >= 1, month <= 12 {
      let number = monthStarts[index] + Int32(day) - 1
      guard day >= 1, number < monthStarts[index + 1] else { throw .noSuchDay }
      return number
    }
    guard let day = Day(year: year, month: month, day: day) else { throw .noSuchDay }
    return day.number
  }

  private func patternMoment(
    _ text: Span<UInt8>, _ parts: [DatePattern.Part]
  ) throws(RecordProblem) -> WrittenMoment {
    var reader = DigitReader(text)
    var (year, month, day) = (0, 0, 0)
    for part in parts {
      switch part {
      case .year: year = try reader.number(4...4)
      case .month(let isPadded): month = try reader.number(isPadded ? 2...2 : 1...2)
      case .day(let isPadded): day = try reader.number(isPadded ? 2...2 : 1...2)
      case .monthName: month = try reader.monthName()
      case .byte(let byte): try reader.expect(byte)
      }
    }
    let number = try dayNumber(year, month, day)
    if reader.isAtEnd { return WrittenMoment(day: number) }
    return try TimeTail(text, from: reader.position, allowsShortHour: true).moment(on: number)
  }

  /// A serial number of days with a fraction: whole days count, as the wall calendar does.
  private func spreadsheetMoment(
    _ text: Span<UInt8>, epoch: Int64, first: Int64
  ) throws(RecordProblem) -> WrittenMoment {
    var reader = DigitReader(text)
    let serial = Int64(try reader.number(1...7))
    var second: Int32?
    if !reader.isAtEnd {
      try reader.expect(UInt8(ascii: "."))
      second = Int32(86_400 * (try reader.fraction()))
    }
    guard reader.isAtEnd else { throw .notADate }
    // 9999-12-31 is 2958465.
    guard serial != first - 1 else { throw .noSuchDay }
    guard serial >= first, serial + epoch <= 2_932_896 else { throw .dateOutOfRange }
    return WrittenMoment(day: Int32(serial + epoch), second: second.map { min($0, 86_399) })
  }

  private func epochMoment(
    _ text: Span<UInt8>, unitsPerSecond: Int64
  ) throws(RecordProblem) -> WrittenMoment {
    var reader = DigitReader(text)
    let isNegative = reader.take(UInt8(ascii: "-"))
    var value = Int64(try reader.number(1...17))
    guard reader.isAtEnd else { throw .notADate }
    if isNegative { value = -value }
    // 1970 through 2262; and milliseconds that are really seconds would all lie in 1970.
    let second = value / unitsPerSecond
    let first = unitsPerSecond == 1 ? 0 : 31_536_000
    guard second >= first, second < 9_224_318_016 else { throw .dateOutOfRange }
    return WrittenMoment(day: Int32(second / 86_400), second: Int32(second % 86_400), offset: 0)
  }
}

@inline(__always)
func twoDigits(_ text: Span<UInt8>, _ start: Int) -> Int? {
  let tens = text[start] &- UInt8(ascii: "0")
  let ones = text[start + 1] &- UInt8(ascii: "0")
  guard tens <= 9, ones <= 9 else { return nil }
  return Int(tens) * 10 + Int(ones)
}

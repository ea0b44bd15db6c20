/// A rule that sets the clocks in every year: the POSIX TZ string at the end of a time-zone file,
/// such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// Source: POSIX.1-2017 §8.3 with the extensions of RFC 9636 §3.3: quoted names, and times from
/// -167 to 167 hours. Daylight-saving time without dates, which POSIX leaves to each system, is
/// refused.
struct TimeZoneFooter {
  /// Seconds to add to UTC, east positive; POSIX counts west.
  let standardOffset: Int64
  let daylight: Daylight?

  struct Daylight {
    let offset: Int64
    let start: YearlyTime
    let end: YearlyTime
  }

  /// The rule, or `nil` when the text is none.
  init?(_ text: String) {
    var scanner = Scanner(rest: Array(text.utf8)[...])
    guard scanner.name(), let offset = scanner.time(hours: 0...24) else { return nil }
    standardOffset = -offset
    if scanner.rest.isEmpty {
      daylight = nil
      return
    }
    guard scanner.name() else { return nil }
    var daylightOffset = standardOffset + 3600
    if scanner.rest.first != UInt8(ascii: ",") {
      guard let offset = scanner.time(hours: 0...24) else { return nil }
      daylightOffset = -offset
    }
    guard let start = scanner.yearlyTime(), let end = scanner.yearlyTime(), scanner.rest.isEmpty
    else { return nil }
    daylight = Daylight(offset: daylightOffset, start: start, end: end)
  }

  /// The changes of 400 years, after which weekdays and leap days repeat; none at all when the
  /// clocks never change.
  var cycle: OffsetTable {
    guard let daylight else { return OffsetTable(constant: standardOffset) }
    var changes: [(instant: Int64, offset: Int64)] = []
    for year in 1999...2401 {
      let start = (daylight.start.wallSeconds(inYear: year) - standardOffset, daylight.offset)
      let end = (daylight.end.wallSeconds(inYear: year) - daylight.offset, standardOffset)
      for change in start.0 <= end.0 ? [start, end] : [end, start] {
        // Daylight-saving time for ever ends when, or after, it starts again.
        while let last = changes.last, last.instant >= change.0 { changes.removeLast() }
        if changes.last?.offset != change.1 { changes.append(change) }
      }
    }
    // The first and the last year lack a neighbour; a cycle between them does not.
    let first: Int64 = 962_409_600  // 2000-07-01
    let window = first..<first + TimeZoneFooter.cycleLength
    let before = changes.last { $0.instant < first }
    var table = OffsetTable(constant: before?.offset ?? standardOffset)
    for change in changes where window.contains(change.instant) {
      table.append(start: change.instant, offset: change.offset)
    }
    return table
  }

  /// 146,097 days: whole weeks and whole Gregorian leap cycles.
  static let cycleLength: Int64 = 146_097 * 86_400
}

/// A wall-clock time on a day that every year has.
struct YearlyTime {
  enum Date {
    /// `Jn`: 1 through 365; February 29 is never counted.
    case julian(Int)
    /// `n`: 0 through 365; February 29 is counted.
    case dayOfYear(Int)
    /// `Mm.w.d`: the w-th weekday of a month, the last one when w is 5; Sunday is 0.
    case weekday(month: Int, week: Int, weekday: Int)
  }
  let date: Date
  /// Seconds since midnight; may lie on another day.
  let second: Int64

  /// Seconds since 1970-01-01 00:00 on the wall clock.
  func wallSeconds(inYear year: Int) -> Int64 {
    Int64(day(inYear: year).number) * 86_400 + second
  }

  private func day(inYear year: Int) -> Day {
    let newYear = Day(year: year, month: 1, validDay: 1)
    switch date {
    case .julian(let number):
      let isPastLeapDay = number >= 60 && Day.lengthOfMonth(2, inYear: year) == 29
      return newYear + (number - 1 + (isPastLeapDay ? 1 : 0))
    case .dayOfYear(let number):
      return newYear + number
    case .weekday(let month, let week, let weekday):
      let first = Day(year: year, month: month, validDay: 1)
      let toWeekday = (weekday - (first.weekday.rawValue + 1) % 7 + 7) % 7
      let ahead = toWeekday + 7 * (week - 1)
      return first + (ahead < Day.lengthOfMonth(month, inYear: year) ? ahead : ahead - 7)
    }
  }
}

/// Takes the parts of a POSIX TZ string from its front.
private struct Scanner {
  var rest: ArraySlice<UInt8>

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func take(while belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let taken = rest.prefix(while: belongs)
    rest.removeFirst(taken.count)
    return taken
  }

  /// Three letters or more, or in angle brackets letters, digits and signs.
  mutating func name() -> Bool {
    let isQuoted = take("<")
    let name = take { byte in
      byte.isLetter || isQuoted && (byte.isDigit || byte == 0x2B || byte == 0x2D)
    }
    return name.count >= 3 && (!isQuoted || take(">"))
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int? {
    let digits = take(while: \.isDigit)
    guard (1...3).contains(digits.count) else { return nil }
    let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return range.contains(value) ? value : nil
  }

  /// Seconds of `[+-]h[:mm[:ss]]`.
  mutating func time(hours: ClosedRange<Int>) -> Int64? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard let hour = number(hours) else { return nil }
    var seconds = hour * 3600
    for unit in [60, 1] where take(":") {
      guard let count = number(0...59) else { return nil }
      seconds += count * unit
    }
    return Int64(isNegative ? -seconds : seconds)
  }

  /// `,date[/time]`; without a time, 02:00.
  mutating func yearlyTime() -> YearlyTime? {
    guard take(","), let date = date() else { return nil }
    guard take("/") else { return YearlyTime(date: date, second: 7200) }
    guard let second = time(hours: 0...167) else { return nil }
    return YearlyTime(date: date, second: second)
  }

  private mutating func date() -> YearlyTime.Date? {
    if take("J") { return number(1...365).map(YearlyTime.Date.julian) }
    guard take("M") else { return number(0...365).map(YearlyTime.Date.dayOfYear) }
    guard let month = number(1...12), take("."), let week = number(1...5), take("."),
      let weekday = number(0...6)
    else { return nil }
    return .weekday(month: month, week: week, weekday: weekday)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

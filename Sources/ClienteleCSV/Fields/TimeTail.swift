/// What may stand behind a date: a time of day, and perhaps where on Earth it was read.
struct TimeTail: ~Escapable {
  private var reader: DigitReader
  private let allowsShortHour: Bool

  @_lifetime(copy text)
  init(_ text: Span<UInt8>, from start: Int, allowsShortHour: Bool) {
    reader = DigitReader(text, from: start)
    self.allowsShortHour = allowsShortHour
  }

  /// - Throws: also for a leap second and for 24:00, which would be another day.
  consuming func moment(on day: Int32) throws(RecordProblem) -> WrittenMoment {
    guard reader.take(UInt8(ascii: " ")) || reader.take(UInt8(ascii: "T")) else {
      throw .notADate
    }
    var hour = try reader.number(allowsShortHour ? 1...2 : 2...2)
    try reader.expect(UInt8(ascii: ":"))
    let minute = try reader.number(2...2)
    var second = 0
    if reader.take(UInt8(ascii: ":")) {
      second = try reader.number(2...2)
      if reader.take(UInt8(ascii: ".")) { _ = try reader.fraction() }
    }
    try takeHalfDay(&hour)
    guard hour < 24, minute < 60, second < 60 else { throw .noSuchTime }
    let offset = try takeOffset()
    guard reader.isAtEnd else { throw .notADate }
    return WrittenMoment(
      day: day, second: Int32(hour * 3600 + minute * 60 + second), offset: offset)
  }

  /// `9:15 PM`.
  @_lifetime(self: copy self)
  private mutating func takeHalfDay(_ hour: inout Int) throws(RecordProblem) {
    guard allowsShortHour else { return }
    let isMorning = reader.take(" ", "A", "M")
    guard isMorning || reader.take(" ", "P", "M") else { return }
    guard (1...12).contains(hour) else { throw .noSuchTime }
    hour = hour % 12 + (isMorning ? 0 : 12)
  }

  /// `Z`, `+08:00`, `+0800` or `+08`, perhaps after a space.
  private mutating func takeOffset() throws(RecordProblem) -> Int32? {
    if reader.isAtEnd { return nil }
    _ = reader.take(UInt8(ascii: " "))
    if reader.take(UInt8(ascii: "Z")) { return 0 }
    let isWest = reader.take(UInt8(ascii: "-"))
    guard isWest || reader.take(UInt8(ascii: "+")) else { throw .notADate }
    let hours = try reader.number(2...2)
    var minutes = 0
    if !reader.isAtEnd {
      _ = reader.take(UInt8(ascii: ":"))
      minutes = try reader.number(2...2)
    }
    guard hours <= 18, minutes < 60 else { throw .noSuchOffset }
    let seconds = Int32(hours * 3600 + minutes * 60)
    return isWest ? -seconds : seconds
  }
}

/// Reads digits and signs from left to right.
struct DigitReader: ~Escapable {
  private let text: Span<UInt8>
  private(set) var position: Int

  @_lifetime(copy text)
  init(_ text: Span<UInt8>, from start: Int = 0) {
    self.text = text
    position = start
  }

  var isAtEnd: Bool { position == text.count }

  @_lifetime(self: copy self)
  mutating func take(_ byte: UInt8) -> Bool {
    guard position < text.count, text[position] == byte else { return false }
    position += 1
    return true
  }

  @_lifetime(self: copy self)
  mutating func take(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar, _ third: Unicode.Scalar
  ) -> Bool {
    guard position + 3 <= text.count, text[position] == UInt8(ascii: first),
      text[position + 1] == UInt8(ascii: second), text[position + 2] == UInt8(ascii: third)
    else { return false }
    position += 3
    return true
  }

  @_lifetime(self: copy self)
  mutating func expect(_ byte: UInt8) throws(RecordProblem) {
    guard take(byte) else { throw .notADate }
  }

  /// A number of so many digits; a digit more is a problem.
  @_lifetime(self: copy self)
  mutating func number(_ lengths: ClosedRange<Int>) throws(RecordProblem) -> Int {
    var value = 0
    var count = 0
    while position < text.count, count < lengths.upperBound {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value * 10 + Int(digit)
      position += 1
      count += 1
    }
    guard count >= lengths.lowerBound else { throw .notADate }
    return value
  }

  /// The digits behind a point as a fraction of one.
  mutating func fraction() throws(RecordProblem) -> Double {
    var value = 0.0
    var unit = 1.0
    let start = position
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      unit /= 10
      value += unit * Double(digit)
      position += 1
    }
    guard position > start else { throw .notADate }
    return value
  }

  /// `Jan` through `Dec`, or the whole English name.
  mutating func monthName() throws(RecordProblem) -> Int {
    for index in monthNames.indices {
      let name = monthNames[index]
      guard isNext(name, 3) else { continue }
      position += isNext(name, name.count) ? name.count : 3
      return index + 1
    }
    throw .notADate
  }

  /// Whether the first letters of a name stand here, large or small.
  private func isNext(_ name: [UInt8], _ count: Int) -> Bool {
    guard position + count <= text.count else { return false }
    for offset in 0..<count where text[position + offset] | 0x20 != name[offset] { return false }
    return true
  }
}

private let monthNames: [[UInt8]] = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september",
  "october", "november", "december",
].map { Array($0.utf8) }

/// The rules by which the clocks of one place were set, are set, and by present law will be set.
///
/// They turn an instant into the calendar day that the shop's people had, and tell whether a time
/// on their clocks existed, once or twice. Foundation is not asked: its zones come back `nil` from
/// statically linked programs. Instants are seconds since 1970-01-01T00:00:00Z, no leap seconds.
///
/// ```swift
/// let shop = TimeZoneRules(fixedOffset: "+08:00")!
/// shop.day(ofInstant: 1_711_900_800)   // 2024-04-01, while UTC still has 2024-03-31
/// ```
///
/// Rules are read from the bytes of a TZif file (RFC 9636, versions 1 through 4); `TimeZoneFiles`
/// finds the file. After the last transition in the table its POSIX rule holds for ever; a file
/// without one (version 1) keeps its last offset.
public struct TimeZoneRules: Sendable {
  /// The name that the rules were asked for by, as in `Asia/Shanghai`.
  public let name: String
  /// Offsets up to, and not including, `tableEnd`.
  private let table: OffsetTable
  private let tableEnd: Int64
  /// Offsets from `tableEnd` on, a cycle of 400 years; without changes when the clocks keep still.
  private let cycle: OffsetTable

  /// The rules in the bytes of a TZif file.
  ///
  /// - Throws: ``TimeZoneError`` for bytes that are cut, contradict themselves or count leap
  ///   seconds. No bytes trap.
  /// - Complexity: O(number of bytes).
  public init(name: String, tzif bytes: [UInt8]) throws(TimeZoneError) {
    do throws(TimeZoneError.Fault) {
      let file = try TZif(bytes)
      self.name = name
      table = file.table
      guard let text = file.footer else {
        tableEnd = .max
        cycle = OffsetTable(constant: file.table.offsets[file.table.offsets.count - 1])
        return
      }
      guard let footer = TimeZoneFooter(text) else { throw .badFooter(text) }
      tableEnd = file.lastTransition ?? .min
      cycle = footer.cycle
      let last = file.table.offsets[file.table.offsets.count - 1]
      if file.lastTransition != nil, interval(containing: tableEnd).offset != last {
        throw .footerContradictsTable(text)
      }
    } catch {
      throw TimeZoneError(zone: name, fault: error)
    }
  }

  private init(name: String, offset: Int64) {
    self.name = name
    tableEnd = .min
    table = OffsetTable(constant: offset)
    cycle = table
  }

  /// Coordinated universal time.
  public static let utc = TimeZoneRules(name: "UTC", offset: 0)

  /// The rules of clocks that never change: `UTC`, `Z`, or an offset as in `+08:00`, `-03:30`.
  /// Anything else is `nil`, also `+24:00`.
  public init?(fixedOffset text: some StringProtocol) {
    if text == "UTC" || text == "Z" {
      self.init(name: String(text), offset: 0)
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = TimeZoneRules.twoDigits(bytes[1], bytes[2]), hours < 24,
      let minutes = TimeZoneRules.twoDigits(bytes[4], bytes[5]), minutes < 60
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    self.init(name: String(text), offset: bytes[0] == UInt8(ascii: "-") ? -seconds : seconds)
  }

  private static func twoDigits(_ tens: UInt8, _ ones: UInt8) -> Int64? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard digits.contains(tens), digits.contains(ones) else { return nil }
    return Int64(tens - digits.lowerBound) * 10 + Int64(ones - digits.lowerBound)
  }

  /// What the clocks add to UTC at an instant, in seconds; east is positive.
  ///
  /// - Complexity: O(log n) in the number of changes.
  public func offsetSeconds(atInstant secondsSince1970: Int64) -> Int {
    Int(interval(containing: secondsSince1970).offset)
  }

  /// The calendar day that the clocks showed at an instant.
  ///
  /// For many instants that lie near each other use a ``TimeZoneCursor``.
  ///
  /// - Precondition: the day's number fits in 32 bits: five million years each way.
  /// - Complexity: O(log n) in the number of changes.
  public func day(ofInstant secondsSince1970: Int64) -> Day {
    interval(containing: secondsSince1970).day(ofInstant: secondsSince1970)
  }

  /// The stretch of constant offset around an instant.
  func interval(containing instant: Int64) -> ClockInterval {
    guard instant >= tableEnd else {
      let found = table.interval(containing: instant)
      return ClockInterval(
        start: found.start, end: min(found.end, tableEnd), offset: found.offset)
    }
    guard let first = cycle.starts.first else {
      return ClockInterval(start: tableEnd, end: .max, offset: cycle.offsets[0])
    }
    // Moved by whole cycles to the one that is in the table. Instants that no `Day` can hold are
    // cut off before the sums overflow.
    let length = TimeZoneFooter.cycleLength
    let bounded = max(-1 << 60, min(instant, 1 << 60))
    let remainder = (bounded - first) % length
    let folded = first + (remainder < 0 ? remainder + length : remainder)
    let shift = bounded - folded
    let found = cycle.interval(containing: folded)
    return ClockInterval(
      start: max(found.start + shift, tableEnd),
      end: (found.end == .max ? first + length : found.end) + shift, offset: found.offset)
  }

  /// No clock is farther from UTC: the bounds of RFC 9636 §3.2, -24:59:59 and +25:59:59.
  static let possibleOffsets: ClosedRange<Int64> = -89_999...93_599
}

extension ClockInterval {
  /// The day of an instant inside.
  func day(ofInstant instant: Int64) -> Day {
    let wall = instant + offset
    let number = wall / 86_400
    return Day(number: wall % 86_400 < 0 ? number - 1 : number)
  }
}

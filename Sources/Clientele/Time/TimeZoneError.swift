/// Why the bytes of a time zone cannot be used.
///
/// ```swift
/// TimeZoneError(zone: "Asia/Shanghai", fault: .notTimeZoneData).description
/// // "time zone Asia/Shanghai: these are not time-zone data, which begin with TZif"
/// ```
public struct TimeZoneError: Error, Hashable, Sendable {
  /// The zone as the caller named it.
  public let zone: String
  /// What is wrong with it.
  public let fault: Fault

  /// What is wrong with which zone.
  public init(zone: String, fault: Fault) {
    self.zone = zone
    self.fault = fault
  }

  /// What is wrong with the bytes.
  public enum Fault: Error, Hashable, Sendable {
    /// They do not begin with `TZif`.
    case notTimeZoneData
    /// The format is newer than version 4, or none at all.
    case unknownVersion(UInt8)
    /// They end before the tables that their own header announces.
    case truncated(byteCount: Int, neededByteCount: Int)
    /// The table counts leap seconds, as those under `right/` do. Order times never do.
    case countsLeapSeconds
    /// There is no offset from UTC in them.
    case noOffsets
    /// A transition is not later than the one before it, or is outside of every calendar.
    case transitionOutOfOrder(index: Int)
    /// A transition leads to an offset that is not in the table.
    case unknownOffset(transitionIndex: Int)
    /// An offset of more than a day and an hour or so: RFC 9636 §3.2 bounds it.
    case offsetOutOfRange(seconds: Int)
    /// The rule for later years is not a POSIX TZ string.
    case badFooter(String)
    /// The rule for later years starts with another offset than the table ends with.
    case footerContradictsTable(String)
  }
}

extension TimeZoneError: CustomStringConvertible {
  public var description: String { "time zone \(zone): \(fault)" }
}

extension TimeZoneError.Fault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notTimeZoneData:
      "these are not time-zone data, which begin with TZif"
    case .unknownVersion(let byte):
      "the data are of an unknown version (byte \(byte)); versions 1 to 4 can be read"
    case .truncated(let byteCount, let neededByteCount):
      "the data end after \(byteCount) bytes; their header announces at least \(neededByteCount)"
    case .countsLeapSeconds:
      "the data count leap seconds, which order times do not; use the zone without right/"
    case .noOffsets:
      "the data hold no offset from UTC"
    case .transitionOutOfOrder(let index):
      "transition \(index) is not later than the one before it, or lies outside of all calendars"
    case .unknownOffset(let index):
      "transition \(index) leads to an offset that the data do not hold"
    case .offsetOutOfRange(let seconds):
      "an offset of \(seconds) seconds from UTC is none that a clock can have"
    case .badFooter(let text):
      "the rule for later years cannot be read: \(text.debugDescription)"
    case .footerContradictsTable(let text):
      "the rule for later years, \(text), starts with another offset than the table ends with"
    }
  }
}

public import Clientele

/// Why the rules of a time zone could not be had. None of these is ever answered with UTC.
public enum TimeZoneFileError: Error, Hashable, Sendable {
  /// The text cannot be the name of a zone: it is empty, a path, or has other characters.
  case notAZoneName(String)
  /// The name stands for whatever zone this machine is in, or for none.
  case namesNoPlace(String)
  /// The database has no such zone. `nearest` holds up to three names that may have been meant.
  case unknownZone(String, nearest: [String])
  /// There is neither the zone nor a list of zones: the database is not installed.
  case databaseMissing(zone: String, directory: String)
  /// The zone's file is there but the system does not let it be read.
  case unreadable(zone: String, path: String, reason: String)
  /// The zone's file holds something else than usable rules.
  case unusable(TimeZoneError, path: String)
}

extension TimeZoneFileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAZoneName(let text):
      """
      \(text.debugDescription) is not the name of a time zone; names look like Asia/Shanghai, \
      America/New_York, UTC or +08:00
      """
    case .namesNoPlace(let name):
      "\(name) is not the time zone of a place; name the shop's own zone, such as Asia/Shanghai"
    case .unknownZone(let name, let nearest):
      nearest.isEmpty
        ? "there is no time zone \(name); names look like Asia/Shanghai, offsets like +08:00"
        : "there is no time zone \(name); did you mean \(nearest.joined(separator: " or "))?"
    case .databaseMissing(let zone, let directory):
      """
      time zone \(zone) cannot be looked up: there is no time-zone database in \(directory); \
      install the package tzdata, or set TZDIR to where the database is
      """
    case .unreadable(let zone, let path, let reason):
      "time zone \(zone) cannot be read from \(path): \(reason)"
    case .unusable(let error, let path):
      "\(error) (\(path))"
    }
  }
}

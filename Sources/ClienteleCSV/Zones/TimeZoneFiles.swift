public import Clientele
import ClienteleKernels

/// A directory of compiled time zones, as the package tzdata installs it.
///
/// ```swift
/// let shanghai = try TimeZoneFiles().rules(named: "Asia/Shanghai")
/// shanghai.day(ofInstant: 1_711_900_800)   // 2024-04-01, while UTC still has 2024-03-31
/// ```
///
/// The rules depend on the name and the database alone, never on the zone or the language that the
/// process runs under. What cannot be found is an error, never UTC.
public struct TimeZoneFiles: Sendable {
  /// Where the zones are, without a slash at the end.
  public let directory: String

  /// The system's database: `$TZDIR` if it is set, else `/usr/share/zoneinfo`.
  public init() {
    let chosen = environmentVariable("TZDIR") ?? ""
    self.init(directory: chosen.isEmpty ? "/usr/share/zoneinfo" : chosen)
  }

  /// The files in a folder.
  public init(directory: String) { self.directory = directory }

  /// The rules of a zone.
  ///
  /// - Parameter name: an IANA name, old names such as `US/Pacific` among them; or `UTC`, `Z` or an
  ///   offset such as `+08:00`, for which no file is read.
  /// - Throws: ``TimeZoneFileError``.
  public func rules(named name: String) throws(TimeZoneFileError) -> TimeZoneRules {
    if let fixed = TimeZoneRules(fixedOffset: name) { return fixed }
    guard TimeZoneFiles.isZoneName(name) else { throw .notAZoneName(name) }
    // The first two follow the machine; the third is UTC under the name "not set up yet".
    guard !["localtime", "posixrules", "Factory"].contains(name) else {
      throw .namesNoPlace(name)
    }
    if let found = try rules(named: name, inFileOf: name) { return found }

    let known = KnownZones(directory: directory)
    guard !known.names.isEmpty else {
      throw .databaseMissing(zone: name, directory: directory)
    }
    // Some systems list the old names but install their files with a package of their own.
    if let target = known.targets[name], TimeZoneFiles.isZoneName(target),
      let found = try rules(named: name, inFileOf: target)
    {
      return found
    }
    throw .unknownZone(name, nearest: known.names(near: name))
  }

  /// Letters, digits, `_`, `+` and `-` in parts separated by single slashes: no dots, so no way out
  /// of the directory.
  private static func isZoneName(_ name: String) -> Bool {
    name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"),
            UInt8(ascii: "-"):
            true
          default: false
          }
        }
    }
  }

  /// The rules in one file of the directory; `nil` when there is no such file.
  private func rules(
    named name: String, inFileOf fileName: String
  ) throws(TimeZoneFileError) -> TimeZoneRules? {
    let path = "\(directory)/\(fileName)"
    let bytes: [UInt8]
    do {
      bytes = try readFile(path, limitBytes: 1 << 20)
    } catch {
      if (error.isNotFound || error.isDirectory) { return nil }
      throw .unreadable(zone: name, path: path, reason: error.text)
    }
    do {
      return try TimeZoneRules(name: name, tzif: bytes)
    } catch {
      throw .unusable(error, path: path)
    }
  }
}

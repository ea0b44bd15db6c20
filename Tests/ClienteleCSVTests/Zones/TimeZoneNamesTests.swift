import Clientele
import ClienteleCSV
import Foundation
import Testing

struct TimeZoneNamesTests {
  private let nowhere = TimeZoneFiles(directory: "/nonexistent")

  @Test(arguments: [("UTC", 0), ("Z", 0), ("+08:00", 28_800), ("-03:30", -12_600)])
  func `fixed offsets need no database`(name: String, seconds: Int) throws {
    let rules = try nowhere.rules(named: name)
    #expect(rules.name == name)
    #expect(rules.offsetSeconds(atInstant: 0) == seconds)
  }

  @Test func `75: a host without tzdata is told to install it, and never served UTC`() {
    let error = #expect(throws: TimeZoneFileError.self) {
      try nowhere.rules(named: "Asia/Shanghai")
    }
    #expect(error == .databaseMissing(zone: "Asia/Shanghai", directory: "/nonexistent"))
    #expect(error?.description.contains("install the package tzdata") == true)
  }

  @Test(arguments: [
    "", "/etc/passwd", "../../etc/passwd", "Asia/../UTC", "Asia//Shanghai", "Asia/", "New York",
    "Asia/Shanghai\0", "上海", "tzdata.zi", "+24:00", "+8:00", "+08:60",
  ])
  func `what cannot be a name is refused before any file is opened`(name: String) {
    #expect(throws: TimeZoneFileError.notAZoneName(name)) { try nowhere.rules(named: name) }
  }

  @Test(arguments: ["localtime", "posixrules", "Factory"])
  func `names that follow the machine are refused`(name: String) {
    #expect(throws: TimeZoneFileError.namesNoPlace(name)) {
      try TimeZoneFiles().rules(named: name)
    }
  }

  @Test func `offsets in the Etc style are looked up, not taken for offsets`() {
    #expect(throws: TimeZoneFileError.databaseMissing(zone: "+08", directory: "/nonexistent")) {
      try nowhere.rules(named: "+08")
    }
  }

  @Test func `75: an unknown zone is an error that names the nearest ones`() throws {
    try withDatabase { files, _ in
      func nearest(_ name: String) -> [String]? {
        do {
          _ = try files.rules(named: name)
          return nil
        } catch TimeZoneFileError.unknownZone(name, let nearest) {
          return nearest
        } catch {
          return ["\(error)"]
        }
      }
      #expect(nearest("Mars/Phobos") == [])
      #expect(nearest("Asia/Shangai") == ["Asia/Shanghai"])
      #expect(nearest("asia/shanghai") == ["Asia/Shanghai"])
      #expect(nearest("Shanghai") == ["Asia/Shanghai"])
      #expect(nearest("America/NewYork") == ["America/New_York"])
      #expect(nearest("US/Pacfic") == ["US/Pacific"])
      #expect(nearest("Asia/Beijing") == ["Asia/Shanghai"])
      #expect(nearest("Asia") == [])
      #expect(nearest("GMT+8") == [], "Etc/GMT+8 is behind UTC, not ahead")
    }
    let error = TimeZoneFileError.unknownZone("Asia/Shangai", nearest: ["Asia/Shanghai"])
    #expect(error.description.hasSuffix("did you mean Asia/Shanghai?"))
  }

  @Test func `a listed old name without a file of its own is served by its target`() throws {
    try withDatabase { files, _ in
      let rules = try files.rules(named: "US/Pacific")
      #expect(rules.name == "US/Pacific")
      #expect(rules.offsetSeconds(atInstant: 0) == -28_800)
    }
  }

  @Test func `a table of places serves for the list where tzdata.zi is missing`() throws {
    try withDatabase { files, directory in
      try FileManager.default.removeItem(at: directory.appending(path: "tzdata.zi"))
      #expect(throws: TimeZoneFileError.unknownZone("Shanghai", nearest: ["Asia/Shanghai"])) {
        try files.rules(named: "Shanghai")
      }
    }
  }

  @Test func `a file that holds no rules is refused with its path`() throws {
    try withDatabase { files, directory in
      let path = directory.appending(path: "Broken")
      try Data("no zone".utf8).write(to: path)
      let fault = TimeZoneError(zone: "Broken", fault: .notTimeZoneData)
      #expect(throws: TimeZoneFileError.unusable(fault, path: path.path())) {
        try files.rules(named: "Broken")
      }
    }
  }

  @Test func `a file that cannot be read is refused in the system's words`() throws {
    try withDatabase { files, directory in
      let loop = directory.appending(path: "Loop")
      try FileManager.default.createSymbolicLink(at: loop, withDestinationURL: loop)
      let error = #expect(throws: TimeZoneFileError.self) { try files.rules(named: "Loop") }
      #expect(
        error?.description.hasSuffix("/Loop: Too many levels of symbolic links") == true)

      let long = directory.appending(path: "Long")
      try Data(count: 1 << 21).write(to: long)
      #expect(
        throws: TimeZoneFileError.unreadable(
          zone: "Long", path: long.path(), reason: "File too large")
      ) {
        try files.rules(named: "Long")
      }
    }
  }

  /// A small database: Los Angeles as a version-1 file, and lists that know more.
  private func withDatabase(_ body: (TimeZoneFiles, URL) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID())")
    defer { try? FileManager.default.removeItem(at: directory) }
    try FileManager.default.createDirectory(
      at: directory.appending(path: "America"), withIntermediateDirectories: true)
    // One local time type and one byte of name: -08:00 for ever.
    let counts: [UInt8] = [0, 0, 0, 0, 1, 1].flatMap { [0, 0, 0, $0] }
    let type: [UInt8] = [0xFF, 0xFF, 0x8F, 0x80, 0, 0]
    let zone = Array("TZif".utf8) + [UInt8](repeating: 0, count: 16) + counts + type + [0]
    try Data(zone).write(to: directory.appending(path: "America/Los_Angeles"))
    try Data(
      """
      # version 2026f
      Z America/Los_Angeles -7:52:58 - LMT 1883 N 18 20u
      Z America/New_York -4:56:2 - LMT 1883 N 18 17u
      Z Asia/Beirut 2:22 - LMT 1880
      Z Asia/Shanghai 8:5:43 - LMT 1901
      Z Etc/GMT+8 -8 - -08
      L America/Los_Angeles US/Pacific

      """.utf8
    ).write(to: directory.appending(path: "tzdata.zi"))
    try Data(
      """
      #codes\tcoordinates\tTZ\tcomments
      CN\t+3114+12128\tAsia/Shanghai\tBeijing Time
      LB\t+3353+03530\tAsia/Beirut

      """.utf8
    ).write(to: directory.appending(path: "zone1970.tab"))
    try body(TimeZoneFiles(directory: directory.path()), directory)
  }
}

import Clientele
import ClienteleCSV
import Foundation
import Testing

/// Local days, offsets and local times against Python's `zoneinfo`, which reads the same files, and
/// against the C library.
@Suite(.enabled(if: PythonOracle.isPresent, "python3 with zoneinfo is not installed"))
struct ZoneOracleTests {
  @Test func `every transition of every installed zone is the one that Python sees`() throws {
    let comparison = try compare(directory: TimeZoneFiles().directory)
    #expect(comparison.refused == [])
    #expect(comparison.zoneCount > 300)
    #expect(comparison.instantCount > 100_000)
    #expect(comparison.localTimeCount > 100_000)
  }

  /// A slim file ends with the last change of law; its footer says the rest.
  @Test(.enabled(if: PythonOracle.canCompileZones, "zic and tzdata.zi are not installed"))
  func `files with short tables say the same as Python`() throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID())")
    defer { try? FileManager.default.removeItem(at: directory) }
    PythonOracle.run([
      "/usr/sbin/zic", "-b", "slim", "-d", directory.path(), "/usr/share/zoneinfo/tzdata.zi",
    ])
    let comparison = try compare(directory: directory.path())
    // zic 2.36 leaves the change of 2022-11-30 out of this file, and Python a week before wrong.
    #expect(Set(comparison.refused).isSubset(of: ["America/Ojinaga"]))
    #expect(comparison.zoneCount > 300)
  }

  @Test func `made-up rules for later years are read as the C library reads them`() throws {
    let seed = UInt32.random(in: 0 ... .max)
    print("zones.py footers \(seed)")
    var comparison = ZoneComparison()
    try PythonOracle.forEachLine(of: "zones.py", ["footers", "\(seed)", "300"]) { line in
      guard line.starts(with: "file".utf8) else { return comparison.check(line) }
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      let rules = try TimeZoneRules(
        name: String(words[1]), tzif: bytes(hexadecimal: Array(words[2].utf8)))
      comparison.begin([rules])
    }
    #expect(comparison.differences.prefix(20) == [])
    #expect(comparison.zoneCount == 300)
    #expect(comparison.instantCount > 3000)
  }

  private func compare(directory: String) throws -> ZoneComparison {
    let files = TimeZoneFiles(directory: directory)
    var comparison = ZoneComparison()
    try PythonOracle.forEachLine(of: "zones.py", ["files", directory]) { line in
      guard line.starts(with: "zone".utf8) else { return comparison.check(line) }
      let names = String(decoding: line, as: UTF8.self).split(separator: " ").dropFirst()
      var zones: [TimeZoneRules] = []
      for name in names.map(String.init) {
        do {
          zones.append(try files.rules(named: name))
        } catch TimeZoneFileError.unusable(let error, _) where error.fault.isContradiction {
          comparison.refused.append(name)
        }
      }
      comparison.begin(zones)
    }
    print("\(directory): \(comparison.summary)")
    #expect(comparison.differences.prefix(20) == [])
    return comparison
  }

  private func bytes(hexadecimal digits: [UInt8]) -> [UInt8] {
    stride(from: 0, to: digits.count, by: 2).map { index in
      UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)!
    }
  }
}

extension TimeZoneError.Fault {
  fileprivate var isContradiction: Bool {
    if case .footerContradictsTable = self { true } else { false }
  }
}

/// Compares the rules of some zones, equal to each other, with lines that `zones.py` printed.
private struct ZoneComparison {
  private(set) var zoneCount = 0
  private(set) var instantCount = 0
  private(set) var localTimeCount = 0
  private(set) var differences: [String] = []
  var refused: [String] = []
  private var cursors: [TimeZoneCursor] = []

  var summary: String {
    "\(zoneCount) zones, \(instantCount) instants, \(localTimeCount) local times compared"
  }

  /// What follows is about these zones.
  mutating func begin(_ zones: [TimeZoneRules]) {
    cursors = zones.map { TimeZoneCursor($0) }
    zoneCount += zones.count
  }

  mutating func check(_ line: ArraySlice<UInt8>) {
    let numbers = integers(in: line.dropFirst(2))
    if line.first == UInt8(ascii: "i") {
      for index in cursors.indices { check(instant: numbers, index) }
      instantCount += cursors.count
    } else {
      for index in cursors.indices { check(local: numbers, index) }
      localTimeCount += cursors.count
    }
  }

  private mutating func check(instant numbers: [Int64], _ index: Int) {
    let rules = cursors[index].rules
    let instant = numbers[0]
    let day = Day(number: numbers[2])
    if rules.offsetSeconds(atInstant: instant) != Int(numbers[1])
      || rules.day(ofInstant: instant) != day || cursors[index].day(ofInstant: instant) != day
    {
      differences.append("\(rules.name) \(numbers): \(rules.offsetSeconds(atInstant: instant))")
    }
  }

  private mutating func check(local numbers: [Int64], _ index: Int) {
    let expected: LocalTimeResolution =
      switch numbers[2] {
      case 0: .unique(instant: numbers[3])
      case 1: .ambiguous(earlier: numbers[3], later: numbers[4])
      case 2: .skipped(jump: numbers[3])
      default: .dayDoesNotExist
      }
    let rules = cursors[index].rules
    let (day, second) = (Day(number: numbers[0]), Int(numbers[1]))
    let resolution = rules.resolve(local: day, secondOfDay: second)
    if resolution != expected || cursors[index].resolve(local: day, secondOfDay: second) != expected
    {
      differences.append("\(rules.name) \(day) \(second): \(resolution), not \(expected)")
    }
  }

  private func integers(in line: ArraySlice<UInt8>) -> [Int64] {
    var integers: [Int64] = []
    var (magnitude, sign): (Int64, Int64) = (0, 1)
    for byte in line {
      switch byte {
      case UInt8(ascii: "-"): sign = -1
      case UInt8(ascii: " "):
        integers.append(sign * magnitude)
        (magnitude, sign) = (0, 1)
      default: magnitude = magnitude * 10 + Int64(byte - UInt8(ascii: "0"))
      }
    }
    return integers + [sign * magnitude]
  }
}

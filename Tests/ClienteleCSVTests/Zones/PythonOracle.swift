import Foundation
import Testing

/// Runs the scripts of `Tests/Oracles`, which answer our questions with Python's own library.
enum PythonOracle {
  /// Whether there is a Python with `zoneinfo` (3.9 or later).
  static let isPresent = run(["python3", "-c", "import zoneinfo"])?.status == 0

  /// Whether the compiler of time zones is there, and their source.
  static let canCompileZones =
    FileManager.default.isExecutableFile(atPath: "/usr/sbin/zic")
    && FileManager.default.fileExists(atPath: "/usr/share/zoneinfo/tzdata.zi")

  /// Calls `body` for every line that a script prints.
  static func forEachLine(
    of script: String, _ arguments: [String], _ body: (ArraySlice<UInt8>) throws -> Void
  ) throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Oracles/\(script)").standardizedFileURL.path()
    let result = try #require(run(["python3", path] + arguments))
    try #require(result.status == 0, "\(script) failed")
    for line in result.output.split(separator: UInt8(ascii: "\n")) { try body(line) }
  }

  /// Runs a program to its end; `nil` when it cannot be started.
  @discardableResult
  static func run(_ words: [String]) -> (status: Int32, output: [UInt8])? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let output = try? pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return (process.terminationStatus, [UInt8](output ?? Data()))
  }
}

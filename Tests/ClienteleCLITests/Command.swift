import Foundation

/// Runs the built command as a user would.
struct Command {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The command lies beside the tests.
  private static let path = URL(fileURLWithPath: CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("clientele")

  static func run(_ arguments: String..., input: String = "") throws -> Outcome {
    try run(arguments, input: input)
  }

  static func run(_ arguments: [String], input: String = "") throws -> Outcome {
    try run(path, arguments, input: input)
  }

  /// Runs a script of Bash in which the command is called `clientele`; the arguments are `$1` …
  static func shell(_ script: String, _ arguments: String...) throws -> Outcome {
    let words = "PATH=\"$(dirname \"$0\"):$PATH\"\n" + script
    return try run(URL(fileURLWithPath: "/bin/bash"), ["-c", words, path.path] + arguments)
  }

  private static func run(
    _ executable: URL, _ arguments: [String], input: String = ""
  ) throws -> Outcome {
    let directory = try TemporaryDirectory()
    let files = try ["in", "out", "err"].map { name in
      try directory.file(name, contents: name == "in" ? input : "")
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.standardInput = FileHandle(forReadingAtPath: files[0])
    process.standardOutput = FileHandle(forWritingAtPath: files[1])
    process.standardError = FileHandle(forWritingAtPath: files[2])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: files[1], encoding: .utf8),
      errors: try String(contentsOfFile: files[2], encoding: .utf8))
  }
}

/// A directory that goes when its owner goes.
final class TemporaryDirectory {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("clientele-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func file(_ name: String, contents: String) throws -> String {
    try file(name, bytes: Array(contents.utf8))
  }

  func file(_ name: String, bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

import ClienteleFixtures
import Foundation
import Testing

/// The examples in a command's `--help`, run as they stand there.
struct HelpExamples {
  let directory: TemporaryDirectory

  /// A folder with the fixture shop as `orders.csv`, and two lists of its customers.
  init() throws {
    directory = try TemporaryDirectory()
    let shop = try String(contentsOfFile: FixtureShop.path, encoding: .utf8)
    _ = try directory.file("orders.csv", contents: shop)
    let ids = (1...400).map { "u" + String(repeating: "0", count: 4 - "\($0)".count) + "\($0)" }
    for (name, rest) in [("asked.txt", 0), ("alone.txt", 1)] {
      let members = ids.indices.filter { $0 % 2 == rest }.map { ids[$0] + "\n" }
      _ = try directory.file(name, contents: members.joined())
    }
  }

  /// The words of each example: lines that begin with the command's name, and those that go on
  /// after a backslash.
  static func examples(in help: String) -> [[String]] {
    var examples: [[String]] = []
    var goesOn = false
    for line in help.components(separatedBy: "\n") {
      var words = line.split(separator: " ").map(String.init)
      guard goesOn || line.hasPrefix("  clientele ") else { continue }
      let isCut = words.last == "\\"
      if isCut { words.removeLast() }
      if goesOn {
        examples[examples.count - 1] += words
      } else {
        examples.append(Array(words.dropFirst()))
      }
      goesOn = isCut
    }
    return examples
  }

  /// Runs each example of a command; all must end well and say something.
  func expectAllRun(of command: String) throws {
    let help = try Command.run([command, "--help"], in: directory.path)
    let examples = Self.examples(in: help.output)
    #expect(!examples.isEmpty, "\(command) has no example")
    for words in examples {
      #expect(words.first == command, "\(words)")
      let outcome = try Command.run(words, in: directory.path)
      #expect(outcome.status == 0, "\(words): \(outcome.errors)")
      #expect(!outcome.output.isEmpty || words.contains("-o"), "\(words)")
    }
  }
}

extension Command {
  /// Runs the built command in a folder.
  static func run(_ arguments: [String], in folder: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("clientele")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let directory = try TemporaryDirectory()
    let files = try ["out", "err"].map { try directory.file($0, contents: "") }
    process.standardOutput = FileHandle(forWritingAtPath: files[0])
    process.standardError = FileHandle(forWritingAtPath: files[1])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      output: try String(contentsOfFile: files[0], encoding: .utf8),
      errors: try String(contentsOfFile: files[1], encoding: .utf8))
  }
}

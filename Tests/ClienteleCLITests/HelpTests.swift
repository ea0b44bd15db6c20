import Foundation
import Testing

/// Help is a promise: what it shows can be typed.
@Suite struct HelpTests {
  /// All subcommands, as the command itself lists them.
  static func commands() throws -> [String] {
    try Command.run("--help").output.split(separator: "\n").compactMap { line in
      line.wholeMatch(of: #/  ([a-z][a-z-]*) {2,}\S.*/#).map { String($0.output.1) }
    }
  }

  @Test func `every example of every help runs`() throws {
    let commands = try Self.commands()
    #expect(commands.count >= 14 && commands.contains("lifecycle"), "\(commands)")
    for command in [""] + commands {
      let help = try Command.run(["help"] + (command.isEmpty ? [] : [command]))
      #expect(help.status == 0)
      // An example goes on in the next line after a backslash.
      let examples = help.output.replacing(/\\\n +/, with: "")
        .split(separator: "\n").map { $0.drop { $0 == " " } }
        .filter { $0.hasPrefix("clientele ") }
      #expect(!examples.isEmpty && examples.allSatisfy { $0.contains(" \(command)") }, "\(command)")
      let directory = try ExampleFolder().directory
      for example in examples {
        // The bundled shop's file has plain columns.
        let words = example.replacingOccurrences(
          of: "orders.csv --schema taobao", with: "taobao.csv --schema taobao")
        let outcome = try Command.shell("cd \"$1\" && \(words)", directory.path)
        #expect(outcome.status == 0, "\(example): \(outcome.errors)")
      }
    }
  }

  @Test func `what is used when nothing is said is shown as it is typed`() throws {
    for command in try Self.commands() {
      let help = try Command.run("help", command).output
      let words = help.replacing(#/\s+/#, with: " ")
      for shown in words.matches(of: #/default: ([^)]*)\)/#) {
        #expect(!shown.output.1.contains("("), "\(command): \(shown.output.1)")
      }
    }
  }

  @Test func `no line of help is wider than a terminal`() throws {
    for command in [""] + (try Self.commands()) {
      let help = try Command.run(["help"] + (command.isEmpty ? [] : [command]))
      let wide = help.output.split(separator: "\n").filter {
        $0.count > 80 && !$0.hasPrefix("USAGE:")
      }
      #expect(wide == [], "\(command)")
    }
  }
}

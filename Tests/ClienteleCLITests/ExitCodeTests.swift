import Foundation
import Testing

/// What scripts rely on: exit codes, one sentence on standard error, nothing half-said.
@Suite struct ExitCodeTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let header = "order_id,customer_id,date,amount\n"

  /// Records that cannot be used, and what the sentence must name.
  static let wrongFiles: [(claim: String, text: String, named: [String])] = [
    ("cut in a quote", "1,a,2024-01-01,\"5", ["record 1"]),
    ("widened", "1,a,2024-01-01,5\n2,b,2024-01-02,6,7\n", ["record 2", "5 cells"]),
    ("narrowed", "1,a,2024-01-01\n", ["record 1", "3 cells"]),
    ("overflowing", "1,a,2024-01-01,92233720368547758.08\n", ["record 1", "amount", "758.08"]),
    ("no date", "1,a,2024-02-30,5\n", ["record 1", "date", "2024-02-30"]),
    ("no number", "1,a,2024-01-01,five\n", ["record 1", "amount", "five"]),
    ("too exact", "1,a,2024-01-01,0.005\n", ["record 1", "amount", "0.005"]),
    ("nobody's", "1,,2024-01-01,5\n", ["record 1", "customer_id"]),
    ("contradictory", "1,a,2024-01-01,5\n1,b,2024-01-01,5\n", ["record 2", "record 1"]),
  ]

  @Test func `a wrong file ends in 65 with one sentence that names record, column and text`() throws
  {
    for (claim, text, named) in Self.wrongFiles {
      let file = try directory.file("orders.csv", contents: Self.header + text)
      let outcome = try Command.run("lifecycle", file)
      #expect(outcome.status == 65, "\(claim): \(outcome.errors)")
      #expect(outcome.output == "", "\(claim)")
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(claim): \(outcome.errors)")
      for name in named + ["orders.csv"] {
        #expect(outcome.errors.contains(name), "\(claim): \(outcome.errors)")
      }
    }
  }

  @Test func `a half-encoded file ends in 65 and names the byte`() throws {
    let file = try directory.file(
      "orders.csv", bytes: Array((Self.header + "1,").utf8) + [0xE4, 0xB8, 0x2C, 0x35, 0x0A])
    let outcome = try Command.run("inspect", file)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("byte"))
    #expect(outcome.output == "")
  }

  @Test func `a file that is not there ends in 66, a directory too`() throws {
    #expect(try Command.run("inspect", directory.path + "/none.csv").status == 66)
    #expect(try Command.run("inspect", directory.path).status == 66)
  }

  @Test func `words that the command does not know end in 64`() throws {
    let file = try directory.file("orders.csv", contents: Self.header + "1,a,2024-01-01,5\n")
    for words in [
      ["--as-of", "2024-02-30"], ["--schema", "plane"], ["--zone", "Mars/Phobos"],
      ["--boundaries", "3m,2m,1m"], ["--boundaries", "3m,,6m,12m"],
      ["--boundaries", "3m,6m,12m,"], ["--frobnicate", "1"], ["--date-format", "dd/dd/yyyy"],
    ] {
      let outcome = try Command.run("lifecycle", file, words[0], words[1])
      #expect(outcome.status == 64, "\(words): \(outcome.errors)")
      #expect(outcome.output == "")
    }
  }

  @Test func `an output that cannot be made ends in 73, one that cannot be written in 74`() throws {
    let file = try directory.file("orders.csv", contents: Self.header + "1,a,2024-01-01,5\n")
    let nowhere = try Command.run("inspect", file, "-o", directory.path + "/none/x.txt")
    #expect(nowhere.status == 73, "\(nowhere.errors)")
    let full = try Command.shell(#"clientele inspect "$1" >/dev/full"#, file)
    #expect(full.status == 74, "\(full.errors)")
    #expect(full.errors.split(separator: "\n").count == 1, "\(full.errors)")
  }

  @Test func `a budget that is too small ends in 75`() throws {
    let file = try directory.file("orders.csv", contents: Self.header + "1,a,2024-01-01,5\n")
    let outcome = try Command.run("inspect", file, "--memory", "1000")
    #expect(outcome.status == 75, "\(outcome.errors)")
  }

  @Test func `the good records are kept when the others have a place to go`() throws {
    let file = try directory.file(
      "orders.csv",
      contents: Self.header + "1,a,2024-01-01,5\n2,b,2024-13-01,6\n3,c,2024-01-03,7\n")
    let rejects = directory.path + "/rejects.csv"
    let outcome = try Command.run("inspect", file, "--rejects", rejects, "--format", "json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"loaded\" : 2"))
    #expect(outcome.output.contains("\"rejected\" : 1"))
    let text = try String(contentsOfFile: rejects, encoding: .utf8)
    #expect(text.contains("2,b,2024-13-01,6"))
  }

  @Test func `orders can come from standard input`() throws {
    let outcome = try Command.run(
      "inspect", "-", "--format", "json", input: Self.header + "1,a,2024-01-01,5\n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"orders\" : 1"))
  }
}

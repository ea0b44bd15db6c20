import Foundation
import Testing

/// What the pages show can be typed, and prints what they say.
@Suite struct ArticleCommandTests {
  @Test func `every script of the pages runs, and prints the text under it`() throws {
    var count = 0
    for article in try Article.all() {
      let folder = try ExampleFolder()
      for (place, block) in article.blocks.enumerated() where block.language == "sh" {
        let next = article.blocks.dropFirst(place + 1).first
        let text = next.flatMap { $0.language == "text" && $0.followsBlock ? $0.text : nil }
        try run(block, printing: text, in: folder, "\(article.path):\(block.line)")
        count += 1
      }
    }
    #expect(count > 20)
  }

  @Test func `every text is what the block above it prints`() throws {
    for article in try Article.all() {
      // The README's first one is its program's: Scripts/dependent.sh.
      var isProgram = article.path == "README.md"
      for (place, block) in article.blocks.enumerated() where block.language == "text" {
        let above = place > 0 && block.followsBlock ? article.blocks[place - 1].language : ""
        #expect(above == "sh" || isProgram, "\(article.path):\(block.line)")
        isProgram = false
      }
    }
  }

  private func run(
    _ block: Article.Block, printing text: String?, in folder: ExampleFolder, _ place: String
  ) throws {
    let lines = block.text.components(separatedBy: "\n")
    let script = try lines.filter { try !isTarget($0, place) }
    let status = block.text.firstMatch(of: #/# exit code (\d+)$/#).flatMap { Int32($0.output.1) }
    let outcome = try Command.shell(
      "cd \"$1\" && set -e\n" + script.joined(separator: "\n"), folder.directory.path)
    #expect(outcome.status == status ?? 0, "\(place): \(outcome.errors)")
    guard let text else { return }
    // What goes to standard error says whose it is.
    let shown = text.components(separatedBy: "\n")
    let isNote = { (line: String) in line.hasPrefix("clientele: ") || line.hasPrefix("Error: ") }
    let notes = Set(outcome.errors.components(separatedBy: "\n"))
    for note in shown where isNote(note) { #expect(notes.contains(note), "\(place)") }
    let printed = Pattern(shown.filter { !isNote($0) })
    #expect(printed.matches(outcome.output), "\(place) prints\n\(outcome.output)")
  }

  /// A line like `make test` is not run, but there has to be such a target.
  private func isTarget(_ line: String, _ place: String) throws -> Bool {
    guard let target = line.wholeMatch(of: #/make ([a-z-]+)( .*)?/#)?.output.1 else {
      return false
    }
    let makefile = try String(
      contentsOf: Article.package.appendingPathComponent("Makefile"), encoding: .utf8)
    #expect(makefile.contains("\n\(target):"), "\(place): \(line)")
    return true
  }
}

/// Lines of which some may be left out, where a line says `…`.
private struct Pattern {
  let parts: [[String]]

  init(_ lines: [String]) {
    parts = Self.trimmed(lines).split(separator: "…", omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// Without spaces at ends of lines, and empty lines around.
  private static func trimmed(_ lines: [String]) -> [String] {
    let lines = lines.map { line in
      String(line.reversed().drop { $0 == " " || $0 == "\r" }.reversed())
    }
    let core = lines.drop { $0.isEmpty }
    return Array(core.reversed().drop { $0.isEmpty }.reversed())
  }

  func matches(_ output: String) -> Bool {
    var rest = Self.trimmed(output.components(separatedBy: "\n"))[...]
    guard rest.starts(with: parts[0]) else { return false }
    rest = rest.dropFirst(parts[0].count)
    guard parts.count > 1 else { return rest.isEmpty }
    for part in parts.dropFirst().dropLast() {
      guard
        let start = rest.indices.first(where: { rest[$0...].starts(with: part) })
      else { return false }
      rest = rest[(start + part.count)...]
    }
    let last = parts[parts.count - 1]
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}

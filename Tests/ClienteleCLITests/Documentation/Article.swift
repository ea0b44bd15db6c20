import Foundation

/// A page of the documentation, as far as tests ask about it.
struct Article {
  struct Block: Equatable {
    let language: String
    /// Of the first line of text.
    let line: Int
    let text: String
    /// Whether only empty lines stand between this block and the one before.
    let followsBlock: Bool

    /// Equal blocks may stand anywhere.
    static func == (left: Block, right: Block) -> Bool {
      left.language == right.language && left.text == right.text
    }
  }

  /// The cells of each row, without the line under the header.
  typealias Table = [[String]]

  /// From the package's folder.
  let path: String
  /// Lines outside of blocks.
  let prose: [String]
  let blocks: [Block]

  static let package = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardized
  private static let catalogue = "Sources/Clientele/Clientele.docc"

  /// A page of the catalogue.
  init(named name: String) throws { try self.init(path: "\(Self.catalogue)/\(name).md") }

  init(path: String) throws {
    self.path = path
    let text = try String(
      contentsOf: Self.package.appendingPathComponent(path), encoding: .utf8)
    var prose: [String] = []
    var blocks: [Block] = []
    var open: (language: String, line: Int, lines: [String])?
    var isDirect = false
    for (number, line) in zip(1..., text.components(separatedBy: "\n")) {
      if let block = open {
        guard line.hasPrefix("```") else {
          open?.lines.append(line)
          continue
        }
        blocks.append(
          Block(
            language: block.language, line: block.line,
            text: block.lines.joined(separator: "\n"), followsBlock: isDirect))
        (open, isDirect) = (nil, true)
      } else if line.hasPrefix("```") {
        open = (String(line.dropFirst(3)), number + 1, [])
      } else {
        prose.append(line)
        isDirect = isDirect && line.allSatisfy(\.isWhitespace)
      }
    }
    (self.prose, self.blocks) = (prose, blocks)
  }

  /// The README, and every page of the catalogue.
  static func all() throws -> [Article] {
    let folder = package.appendingPathComponent(catalogue).path
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".md") }.sorted()
    return try [Article(path: "README.md")] + pages.map { try Article(path: "\(catalogue)/\($0)") }
  }

  /// How deep each heading stands, in their order.
  var headingDepths: [Int] {
    prose.filter { $0.hasPrefix("#") }.map { $0.prefix { $0 == "#" }.count }
  }

  var tables: [Table] {
    prose.split { !$0.hasPrefix("|") }.map { lines in
      lines.filter { !$0.hasPrefix("|--") }.map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
          .map { $0.trimmingCharacters(in: .whitespaces) }
      }
    }
  }

  /// What stands in backticks: words to type, and links to symbols.
  var codeSpans: Set<String> {
    Set(prose.joined(separator: "\n").matches(of: #/`+[^`]+`+/#).map { String($0.output) })
  }

  /// The places that links lead to.
  var links: Set<String> {
    let text = prose.joined(separator: "\n")
    return Set(text.matches(of: #/\]\((http[^)]+)\)/#).map { String($0.output.1) })
  }
}

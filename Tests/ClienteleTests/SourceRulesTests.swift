import Foundation
import Testing

/// House rules that no other tool checks.
@Suite struct SourceRulesTests {
  static let sources = SourceFile.all(under: "Sources")
  static let all = sources + ["Tests", "Scripts", "Benchmarks"].flatMap(SourceFile.all(under:))

  @Test func `there are files to check`() {
    #expect(Self.sources.count > 50 && Self.all.count > Self.sources.count)
  }

  @Test func `only the kernels import BLAS or say unsafe`() {
    let word = /\b(import +(COpenBLAS|Accelerate)|unsafe(?!-inline)|Unsafe\w*)\b/
    let others = Self.sources.filter { !$0.path.hasPrefix("Sources/ClienteleKernels/") }
    #expect(others.flatMap { $0.places(of: word) } == [])
  }

  @Test func `the engine and the kernels do not import Foundation`() {
    let core = Self.sources.filter {
      $0.path.hasPrefix("Sources/Clientele/") || $0.path.hasPrefix("Sources/ClienteleKernels/")
    }
    #expect(core.flatMap { $0.places(of: /import +Foundation/) } == [])
  }

  @Test func `a file has at most 300 lines`() {
    #expect(Self.all.filter { $0.lines.count > 300 }.map(\.path) == [])
  }

  @Test func `a line has at most 100 columns`() {
    #expect(Self.all.flatMap { $0.places { $0.count > 100 } } == [])
  }

  @Test func `a function has at most 70 lines`() {
    #expect(Self.all.flatMap { $0.functions(longerThan: 70) } == [])
  }

  @Test func `nothing is left for later`() {
    // In two halves, or this line would be found.
    let marks = ["TO" + "DO", "FIX" + "ME"]
    #expect(Self.all.flatMap { $0.places { line in marks.contains { line.contains($0) } } } == [])
  }

  @Test func `the manifest fits on a page`() throws {
    #expect(try SourceFile(path: "Package.swift").lines.count <= 70)
  }

  @Test func `every folder of the engine has one of tests`() throws {
    let engine = try SourceFile.folders(in: "Sources/Clientele")
    let tests = try SourceFile.folders(in: "Tests/ClienteleTests")
    #expect(engine.count > 3)
    #expect(engine.subtracting(tests) == [])
  }
}

/// A Swift file of this package, line by line.
struct SourceFile: Sendable {
  /// From the package's folder.
  let path: String
  let lines: [Substring]

  private static let package = URL(filePath: #filePath).appending(path: "../../..").standardized

  init(path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.package.appending(path: path), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  /// None when there is no such folder.
  static func all(under folder: String) -> [SourceFile] {
    let paths = FileManager.default.enumerator(atPath: package.appending(path: folder).path())
    return paths?.compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") && !$0.contains(".build") }
      .sorted().map { try! SourceFile(path: "\(folder)/\($0)") } ?? []
  }

  /// The names of the folders in a folder, without documentation catalogues.
  static func folders(in folder: String) throws -> Set<String> {
    let entries = try FileManager.default.contentsOfDirectory(
      at: package.appending(path: folder), includingPropertiesForKeys: [.isDirectoryKey])
    let folders = try entries.filter {
      try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory!
        && $0.pathExtension.isEmpty
    }
    return Set(folders.map(\.lastPathComponent))
  }

  func places(where isFound: (Substring) -> Bool) -> [String] {
    zip(1..., lines).filter { isFound($1) }.map { "\(path):\($0): \($1)" }
  }

  /// Lines whose code, without comments, holds the words.
  func places(of words: some RegexComponent) -> [String] {
    places { line in
      let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
      return code.contains(words)
    }
  }

  /// Functions whose closing brace is far from their first line. The formatter puts that brace
  /// under the declaration, and alone.
  func functions(longerThan limit: Int) -> [String] {
    let declaration = /^( *)((@\w+|\w+|\w+\(set\)) )*(func|init|deinit|subscript)\b.*/
    return lines.indices.compactMap { start in
      guard let match = lines[start].wholeMatch(of: declaration) else { return nil }
      let indent = match.output.1
      let end = lines[start...].firstIndex { $0 == "\(indent)}" } ?? start
      // A function of one line has no brace of its own: what follows is not indented.
      let isBody = lines[start..<end].dropFirst().allSatisfy {
        $0.isEmpty || $0.hasPrefix("\(indent) ") || $0.hasPrefix("\(indent))")
      }
      let length = end - start + 1
      return isBody && length > limit ? "\(path):\(start + 1): \(length) lines" : nil
    }
  }
}

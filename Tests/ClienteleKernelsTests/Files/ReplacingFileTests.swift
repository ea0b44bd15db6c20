import ClienteleKernels
import Foundation
import Testing

@Suite struct ReplacingFileTests {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("clientele-\(UInt64.random(in: .min ... .max))").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }

  @Test func theFileAppearsWholeWhenItIsCommitted() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/out.csv"
    do {
      let file = try ReplacingFile(path: path)
      for line in 0..<30_000 { try file.write("\(line)\n") }
      #expect(try !names().contains("out.csv"))
      try file.commit()
    }
    #expect(try names() == ["out.csv"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 30_000)
  }

  @Test func aFileThatIsNotCommittedLeavesTheOldOne() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/out.csv"
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    do {
      let file = try ReplacingFile(path: path)
      try file.write("new")
    }
    #expect(try names() == ["out.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test func aFolderThatIsNotThereIsAFailure() {
    #expect(throws: FileFailure.self) { try ReplacingFile(path: folder + "/no/out.csv") }
  }

  @Test func aFileIsReadInPartsAsItIsReadWhole() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bytes = Data((0..<1_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) })
    let path = folder + "/in"
    try bytes.write(to: URL(fileURLWithPath: path))
    let file = try InputFile(path: path)
    #expect(file.byteCount == bytes.count)
    let window = try ByteWindow(capacity: bytes.count + 10, on: MemoryBudget())
    #expect(try file.read(bytes.count - 5, at: 5, into: window, threads: 2) == bytes.count - 5)
    #expect(window.count == bytes.count - 5)
    #expect((0..<window.count).allSatisfy { window[$0] == bytes[$0 + 5] })
    #expect(try file.read(10, at: bytes.count - 3, into: window, threads: 2) == 3)
  }

  @Test func foldersAndMissingFilesAreFailures() {
    #expect(throws: FileFailure.self) { try InputFile(path: folder) }
    #expect(throws: FileFailure.self) { try InputFile(path: folder + "/no") }
  }
}

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

  func permissions(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
  }

  @Test func `a new file has the permissions of any new file, a replaced one keeps its own`() throws
  {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let plain = folder + "/plain"
    let handle = FileManager.default.createFile(atPath: plain, contents: Data())
    #expect(handle)
    let path = folder + "/out.csv"
    try ReplacingFile(path: path).commit()
    #expect(try permissions(path) == permissions(plain))
    for mode in [0o600, 0o666, 0o640] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
      try ReplacingFile(path: path).commit()
      #expect(try permissions(path) == mode)
    }
  }

  @Test func `a link stays a link, and its file is replaced`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (path, link) = (folder + "/out.csv", folder + "/link.csv")
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "out.csv")
    let file = try ReplacingFile(path: link)
    try file.write("new")
    try file.commit()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "out.csv")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try names().sorted() == ["link.csv", "out.csv"])
  }

  @Test func `what is no file is written to and never replaced`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let null = folder + "/null"
    try FileManager.default.createSymbolicLink(atPath: null, withDestinationPath: "/dev/null")
    let file = try ReplacingFile(path: null)
    try file.write("nothing")
    try file.commit()
    let kind = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type]
    #expect(kind as? FileAttributeType == .typeCharacterSpecial)
    #expect(throws: FileFailure.self) { try ReplacingFile(path: folder) }
  }

  @Test func `two paths to one file are one file, also before it is there`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (path, link, hard) = (folder + "/a", folder + "/b", folder + "/c")
    #expect(
      FileIdentity(path: path)
        == FileIdentity(path: folder + "/../" + folder.split(separator: "/").last! + "/a"))
    try "x".write(toFile: path, atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "a")
    try FileManager.default.linkItem(atPath: path, toPath: hard)
    let identity = try #require(FileIdentity(path: path))
    #expect(FileIdentity(path: link) == identity)
    #expect(FileIdentity(path: hard) == identity)
    #expect(FileIdentity(path: folder + "/d") != identity)
    #expect(FileIdentity(path: "/dev/null") == nil)
    #expect(FileIdentity(path: folder + "/no/file") == nil)
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

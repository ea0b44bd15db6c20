import ClienteleKernels
import Foundation
import Testing

struct ReadFileTests {
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 200_000])
  func `a file comes back byte for byte`(count: Int) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "bytes-\(UUID())").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: URL(filePath: path))
    #expect(try readFile(path, limitBytes: count) == bytes)
    guard count > 0 else { return }
    let failure = #expect(throws: FileFailure.self) { try readFile(path, limitBytes: count - 1) }
    #expect(failure?.number == EFBIG)
  }

  @Test func `what is no file is absent, in the system's words`() {
    for (path, number) in [("/nonexistent", ENOENT), ("/etc/passwd/x", ENOTDIR), ("/", EISDIR)] {
      let failure = #expect(throws: FileFailure.self) { try readFile(path, limitBytes: 1) }
      #expect(failure?.number == number)
      #expect(failure?.isNotFound == (number != EISDIR))
      #expect(failure?.isDirectory == (number == EISDIR))
    }
    let failure = #expect(throws: FileFailure.self) { try readFile("/nonexistent", limitBytes: 1) }
    #expect(failure?.text == "No such file or directory")
  }

  @Test func `the environment is what the process was given`() {
    let environment = ProcessInfo.processInfo.environment
    #expect(environmentVariable("PATH") == environment["PATH"])
    #expect(environmentVariable("CLIENTELE_IS_NOT_SET") == nil)
  }
}

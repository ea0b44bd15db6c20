import ClienteleCSV
import Testing

/// What lists of customers and files of their figures share.
@Suite struct CustomerTextTests {
  private static let cases = [
    ("/nowhere/own.txt", UnreadableFile.notFound, "/nowhere/own.txt: there is no such file"),
    ("/tmp", .notAFile, "/tmp: this is a directory, not a file"),
  ]

  @Test(arguments: cases) func `a file that cannot be read is no input`(
    path: String, problem: UnreadableFile, words: String
  ) {
    let ids = #expect(throws: CustomerIDFileError.self) {
      try CustomerIDFile(contentsOfFile: path)
    }
    #expect(ids?.problem == .unreadable(problem) && ids?.description == words)
    #expect(ids?.exitKind == .noInput)
    let columns = #expect(throws: CustomerColumnFileError.self) {
      try CustomerColumnFile(contentsOfFile: path)
    }
    #expect(columns?.problem == .unreadable(problem) && columns?.description == words)
    #expect(columns?.exitKind == .noInput)
  }

  @Test func `a byte order mark is no part of the first id or name`() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(try CustomerIDFile(path: "own.txt", bytes: mark + Array("ann\n".utf8)).ids == ["ann"])
    let file = try CustomerColumnFile(path: "own.csv", bytes: mark + Array("id,x\nann,1\n".utf8))
    #expect(file.names == ["x"] && file.idCount == 1)
    let days = try CustomerColumnFile(path: "x.csv", bytes: mark + Array("as_of,x\nann,1\n".utf8))
    #expect(!days.isDated)
  }
}

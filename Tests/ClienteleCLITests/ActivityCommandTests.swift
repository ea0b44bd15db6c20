import Testing

@Suite struct ActivityCommandTests {
  @Test func `only periods of the calendar have a column of who bought again next`() throws {
    let folder = try ShopFolder()
    for (words, isThere) in [
      (["--every", "quarter", "--from", "2026-01-01"], true), (["--every", "quarter"], false),
      (["--from", "2026-01-01"], false),
    ] {
      let outcome = try Command.run(
        ["activity", "orders.csv", "--zone", "Asia/Shanghai", "--as-of", "2026-10-31"] + words,
        in: folder.directory.path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let header = try #require(outcome.output.split(separator: "\n").first)
      #expect(header.hasPrefix("from") && header.contains("repeat rate"))
      #expect(header.contains("bought again next") == isThere, "\(words)")
    }
  }
}

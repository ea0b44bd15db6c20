import Testing

/// The Chinese pages say what the English ones say.
@Suite struct TranslationTests {
  private func pages() throws -> [(english: Article, chinese: Article)] {
    try ["GettingStarted", "Definitions"].map { name in
      (try Article(named: name), try Article(named: "Chinese\(name)"))
    }
  }

  @Test func `both have the same sections, examples and links`() throws {
    for (english, chinese) in try pages() {
      #expect(english.headingDepths == chinese.headingDepths, "\(chinese.path)")
      #expect(english.blocks == chinese.blocks, "\(chinese.path)")
      #expect(english.links == chinese.links, "\(chinese.path)")
    }
  }

  @Test func `both name the same types, options and words to type`() throws {
    for (english, chinese) in try pages() {
      let missing = english.codeSpans.subtracting(chinese.codeSpans).sorted()
      let own = chinese.codeSpans.subtracting(english.codeSpans).sorted()
      #expect(missing == [] && own == [], "\(chinese.path)")
    }
  }

  @Test func `tables have the same rows, and the same words to type in each`() throws {
    for (english, chinese) in try pages() {
      #expect(english.tables.count == chinese.tables.count)
      for (left, right) in zip(english.tables, chinese.tables) {
        #expect(left.map(\.count) == right.map(\.count), "\(right)")
        for (left, right) in zip(left, right) {
          #expect(codes(of: left) == codes(of: right), "\(right)")
        }
      }
    }
  }

  @Test func `every Chinese term of the reference is one of the Chinese reference`() throws {
    let (english, chinese) = try pages()[1]
    let text = chinese.prose.joined(separator: "\n")
    let terms = Set(english.prose.joined(separator: "\n").matches(of: #/\p{Han}+/#).map(\.output))
    #expect(terms.count > 50)
    #expect(terms.filter { !text.contains($0) }.sorted() == [])
  }

  @Test func `the reference lists every command that answers a question`() throws {
    let listed = try Article(named: "Definitions").tables[0].joined()
      .flatMap { $0.matches(of: #/`([a-z-]+)[^`]*`/#).map { String($0.output.1) } }
    let others: Set = ["report", "inspect", "simulate", "segments", "schema", "help"]
    let commands = Set(try HelpTests.commands()).subtracting(others)
    #expect(commands.subtracting(listed).sorted() == [])
  }

  private func codes(of row: [String]) -> [String] {
    row.flatMap { $0.matches(of: #/`+[^`]+`+/#).map { String($0.output) } }.sorted()
  }
}

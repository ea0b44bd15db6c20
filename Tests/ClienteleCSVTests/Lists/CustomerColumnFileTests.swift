import Clientele
import ClienteleCSV
import Testing

@Suite struct CustomerColumnFileTests {
  private func file(_ text: String) throws(CustomerColumnFileError) -> CustomerColumnFile {
    try CustomerColumnFile(path: "own.csv", bytes: Array(text.utf8))
  }

  private let orders = try! OrderTable(
    customers: ["ann", "bob", "a,b"], days: Array(repeating: "2026-01-01", count: 3),
    amounts: [1, 1, 1])

  @Test func `the latest values up to the day are taken, whatever the order of the lines`() throws {
    let file = try file(
      "\u{FEFF}id,as_of,visits,age\r\nann,2026-03-01,5,\r\nbob,2026-01-01,1,2e1\r\n"
        + "ann,2026-01-01,-3.5,40\r\n\r\n\"a,b\",2026-02-01,7,7")
    #expect(file.names == ["visits", "age"] && file.isDated && file.idCount == 3)
    func values(_ day: Day) -> [[Double?]] { file.columns(of: orders, asOf: day).map(\.values) }
    // Customers are a,b and ann and bob.
    #expect(values("2025-12-31") == [[nil, nil, nil], [nil, nil, nil]])
    #expect(values("2026-01-31") == [[nil, -3.5, 1], [nil, 40, 20]])
    #expect(values("2026-03-01") == [[7, 5, 1], [7, nil, 20]])
    let column = file.columns(
      of: orders, asOf: "2026-03-01", logarithms: ["age"], missing: .fill(1))
    #expect(column[0].scale == .plain && column[1].scale == .logarithm)
    #expect(column[0].missing == .fill(1))
  }

  @Test func `without days values are always known`() throws {
    let file = try file("customer_id,x\nann,1\nzoe,2\nada,3\n")
    #expect(!file.isDated && file.unknownIDs(in: orders) == ["zoe", "ada"])
    #expect(file.columns(of: orders, asOf: "1999-01-01")[0].values == [nil, 1, nil])
  }

  @Test func `what is wrong is named with its line`() {
    let cases: [(text: String, words: String)] = [
      ("", "own.csv: there is no header"),
      ("id\nann\n", "own.csv: there is no column of figures beside the ids"),
      ("id,as_of\nann,2026-01-01\n", "own.csv: there is no column of figures beside the ids"),
      ("id,x,x\n", "own.csv: two columns are called x"),
      ("id,x\nann,1\n\nbob,1,2\n", "own.csv, line 4: the record has 3 cells"),
      ("id,x\nann,1\nbob,\"2\n", "own.csv, line 3: a quote is opened here and never closed"),
      ("id,x\nann,1\n,2\n", "own.csv, line 3: the id is missing"),
      ("id,x\nann,many\n", "own.csv, line 2, column x: \"many\" is no number"),
      ("id,x\nann,nan\n", "own.csv, line 2, column x: \"nan\" is no number"),
      ("id,x\nann,1e999\n", "own.csv, line 2, column x: \"1e999\" is no number"),
      ("id,as_of,x\nann,May,1\n", "own.csv, line 2: \"May\" is no day like 2026-05-31"),
      ("id,x\nann,1\nbob,1\nann,2\n", "own.csv, line 4: \"ann\" stands in line 2 already"),
      (
        "id,as_of,x\nann,2026-01-01,1\nann,2026-01-01,2\n",
        "own.csv, line 3: \"ann\" stands in line 2 already"
      ),
    ]
    for (text, words) in cases {
      do {
        _ = try file(text)
        Issue.record("\(text)")
      } catch {
        #expect(error.description.hasPrefix(words), "\(error)")
      }
    }
    #expect(throws: CustomerColumnFileError.self) {
      try CustomerColumnFile(path: "own.csv", bytes: [105, 100, 44, 120, 10, 0xFF, 44, 49])
    }
    #expect(throws: CustomerColumnFileError.self) {
      try CustomerColumnFile(contentsOfFile: "/nowhere/own.csv")
    }
  }
}

import Foundation
import Testing

/// Cohorts divided by a column.
@Suite struct GroupingTests {
  private let directory: TemporaryDirectory
  private let orders: String

  init() throws {
    directory = try TemporaryDirectory()
    // Ann moves from north to south; of the first orders two are from the north.
    orders = try directory.file(
      "orders.csv",
      contents: "order_id,customer_id,date,amount,region\n"
        + "1,ann,2024-01-05,5,north\n2,ann,2024-02-05,5,south\n"
        + "3,bob,2024-01-06,5,north\n4,cat,2024-01-07,5,south\n")
  }

  private func schema(_ level: String) throws -> String {
    try directory.file(
      "\(level).json", contents: #"{"dimensions":[{"name":"region","of":"\#(level)"}]}"#)
  }

  private func cohorts(_ words: String...) throws -> Command.Outcome {
    try Command.run(["cohorts", orders, "--format", "csv"] + words)
  }

  /// `name: customers` of January's cohort.
  private func sizes(_ outcome: Command.Outcome) -> [String] {
    let rows = outcome.output.split(separator: "\r\n").map { $0.split(separator: ",") }
    let january = rows.filter { row in row[1] == "2024-01-01" && row[3] == "0" }
    return january.map { row in "\(row[0]): \(row[2])" }
  }

  @Test func `a column is of orders, or of customers when it is said`() throws {
    #expect(try sizes(cohorts("--by", "region")) == ["north: 2", "south: 1"])
    #expect(try sizes(cohorts("--by", "region:order")) == ["north: 2", "south: 1"])
    #expect(try sizes(cohorts("--by", "region:customer")) == ["north: 1", "south: 2"])
  }

  @Test func `the schema says whose a column is, and the flag overrides it`() throws {
    for (level, north) in [("order", 2), ("customer", 1)] {
      let file = try schema(level)
      let byItself = try cohorts("--schema", file, "--by", "region")
      #expect(sizes(byItself) == ["north: \(north)", "south: \(3 - north)"], "\(byItself.errors)")
      for (said, north) in [("order", 2), ("customer", 1)] {
        let outcome = try cohorts("--schema", file, "--by", "region:" + said)
        #expect(sizes(outcome) == ["north: \(north)", "south: \(3 - north)"], "\(outcome.errors)")
      }
    }
  }

  @Test func `a column that cannot be meant is refused`() throws {
    for (words, status) in [
      (["--by", ":customer"], 64), (["--by", ""], 64), (["--by", "region:shop"], 64),
      (["--by", "regoin"], 65), (["--dimension", "region"], 64),
    ] {
      let outcome = try Command.run(["cohorts", orders] + words)
      #expect(outcome.status == Int32(status), "\(words): \(outcome.errors)")
      #expect(outcome.output == "", "\(words)")
    }
  }
}

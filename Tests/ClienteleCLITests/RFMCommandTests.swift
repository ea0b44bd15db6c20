import Foundation
import Testing

@Suite struct RFMCommandTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let header = "order_id,customer_id,date,amount\n"

  /// Forty customers who differ in everything.
  private func orders() throws -> String {
    var text = Self.header
    var number = 0
    for customer in 1...40 {
      for order in 0...(customer * 7 % 11) {
        number += 1
        let day = (customer * 5 + order * 3) % 28 + 1
        text += "\(number),c\(customer),2024-0\(customer % 6 + 1)-\(day < 10 ? "0" : "")\(day),"
        text += "\(customer * 17 % 90 + order)\n"
      }
    }
    return try directory.file("orders.csv", contents: text)
  }

  private func rows(_ outcome: Command.Outcome) -> [[String]] {
    outcome.output.split(separator: "\r\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static let ownMap = #"{"bins":{"r":5,"f":5,"m":5},"rules":[{"segment":"Everyone","r":[1,5]}]}"#
  static let ownScale =
    #"{"measure":"max","history":"all","nesting":"independent","#
    + #""daysSinceLastOrder":[{"cuts":["30"],"ties":"higherScore"}],"#
    + #""frequency":[{"cuts":["2"],"ties":"higherScore"}],"#
    + #""monetary":[{"cuts":["60"],"ties":"higherScore"}]}"#

  @Test func `a map that can be read only once is the map that is used`() throws {
    let (file, map) = (try orders(), try directory.file("map.json", contents: Self.ownMap))
    let outcome = try Command.shell(
      #"cat "$2" | clientele rfm "$1" --map /dev/stdin --format csv"#, file, map)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(Set(rows(outcome).map { $0[7] }) == ["Everyone"], "\(outcome.errors)")
  }

  @Test func `a scale that can be read only once is the scale that is used`() throws {
    let (file, scale) = (try orders(), try directory.file("scale.json", contents: Self.ownScale))
    let outcome = try Command.shell(
      #"cat "$2" | clientele rfm "$1" --scale /dev/stdin --format csv"#, file, scale)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(rows(outcome).map { $0[4...6] }.joined().allSatisfy { ["1", "2"].contains($0) })
  }

  /// Worked by hand: R is cut at the middle of the days, F at 2.5 and 6.5 orders, M within those.
  @Test func `nested scores are those among customers of the same scores before`() throws {
    var text = "customer_id,date,amount\n"
    let customers: [(id: String, month: String, orders: Int, cents: Int)] = [
      ("a", "06", 1, 1_000), ("b", "06", 2, 2_000), ("c", "06", 3, 10_000), ("d", "06", 4, 5_000),
      ("e", "01", 5, 100_000), ("f", "01", 6, 90_000), ("g", "01", 7, 300), ("h", "01", 8, 400),
    ]
    for (id, month, orders, cents) in customers {
      for order in 1...orders {
        let amount = order == 1 ? cents - orders + 1 : 1
        let rest = amount % 100
        text += "\(id),2024-\(month)-1\(order),\(amount / 100).\(rest < 10 ? "0" : "")\(rest)\n"
      }
    }
    let file = try directory.file("nested.csv", contents: text)
    let words = ["rfm", file, "--as-of", "2024-06-30", "--bins", "2", "--map", "eight-types"]
    let outcome = try Command.run(words + ["--nested", "--format", "csv"])
    #expect(
      rows(outcome).map { $0[0] + $0[4...6].joined() }
        == ["a211", "b212", "c222", "d221", "e112", "f111", "g121", "h122"], "\(outcome.errors)")
    let apart = try Command.run(words + ["--format", "csv"])
    #expect(
      rows(apart).map { $0[0] + $0[5] }
        == ["a1", "b1", "c1", "d1", "e2", "f2", "g2", "h2"], "\(apart.errors)")
    let stored = try directory.file("scale.json", contents: Self.ownScale)
    let refused = try Command.run("rfm", file, "--scale", stored, "--nested")
    #expect(refused.status == 64 && refused.errors.contains("--nested"), "\(refused.errors)")
  }

  @Test func `a map or scale that cannot be read ends in 64 and says why`() throws {
    let file = try orders()
    let wrong = try directory.file(
      "wrong.json", contents: #"{"rules":[{"segment":"A","r":[0,5]}]}"#)
    for words in [
      ["--map", "elven-segments"], ["--scale", "quintile"], ["--map", wrong], ["--scale", wrong],
    ] {
      let outcome = try Command.run(["rfm", file] + words)
      #expect(outcome.status == 64, "\(words)")
      #expect(outcome.errors.contains(words[0]) && outcome.errors.contains(words[1]))
      #expect(outcome.output == "")
    }
  }

  /// Source of the names: the table in METRICS.md §5. With any number of scores the upper half is
  /// high; where there is one in the middle, it is not.
  @Test func `the eight types divide any number of scores in the middle`() throws {
    let file = try orders()
    let kinds = ["Retain", "Keep", "Develop", "Value"]
    for bins in 2...10 {
      let outcome = try Command.run(
        "rfm", file, "--bins", "\(bins)", "--map", "eight-types", "--format", "csv")
      #expect(outcome.status == 0, "\(outcome.errors)")
      for row in rows(outcome) {
        let isHigh = row[4...6].map { 2 * Int($0)! > bins + 1 }
        let kind = kinds[(isHigh[0] ? 2 : 0) + (isHigh[1] ? 1 : 0)]
        #expect(row[7] == (isHigh[2] ? "Important " : "General ") + kind, "\(bins): \(row)")
      }
    }
  }

  @Test func `a scale without low scores has no eight types, and says so`() throws {
    let one = Self.ownScale.replacingOccurrences(of: #"["2"]"#, with: "[]")
    let scale = try directory.file("scale.json", contents: one)
    let outcome = try Command.run("rfm", try orders(), "--scale", scale, "--map", "eight-types")
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains("frequency"))
  }

  /// Purchases of 100, 200 and 300, and 250 paid back. What they bought for on average lies
  /// between the smallest and the largest, and does not change with a refund; what they brought
  /// does.
  @Test func `mean, median and max are of the purchases, the sum is net of refunds`() throws {
    let file = try directory.file(
      "refunds.csv",
      contents: Self.header
        + "1,a,2024-01-01,100\n2,a,2024-01-02,300\n3,a,2024-01-03,-250\n4,a,2024-01-04,200\n")
    for (measure, value) in [
      ("sum", "350.00"), ("mean", "200.00"), ("median", "200.00"), ("max", "300.00"),
    ] {
      let outcome = try Command.run("rfm", file, "--monetary", measure, "--format", "csv")
      #expect(rows(outcome).map { $0[3] } == [value], "\(measure): \(outcome.errors)")
    }
  }

  @Test func `flags that a scale leaves nothing to say about are refused`() throws {
    let file = try orders()
    let scale = try directory.file("scale.json", contents: Self.ownScale)
    for words in [
      ["--scale", "mean", "--bins", "5"], ["--scale", "median", "--bins", "2"],
      ["--scale", scale, "--bins", "2"], ["--scale", scale, "--monetary", "max"],
      ["--scale", scale, "--history", "all"],
    ] {
      let outcome = try Command.run(["rfm", file] + words)
      #expect(outcome.status == 64, "\(words): \(outcome.errors)")
      #expect(outcome.errors.contains(words[2]) && outcome.output == "", "\(outcome.errors)")
    }
  }
}

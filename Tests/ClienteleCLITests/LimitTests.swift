import Foundation
import Testing

/// No file and no flag may take the machine's memory. Each command here has 2 GB of addresses, and
/// would fail in another way if it asked for more.
@Suite struct LimitTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let header = "order_id,customer_id,date,amount,channel\n"

  private func limited(_ words: String, _ file: String) throws -> Command.Outcome {
    try Command.shell("ulimit -v 2000000; exec clientele " + words, file)
  }

  /// A shop of ten days, and one order of year 1.
  private func wronglyDated() throws -> String {
    var text = Self.header + "0,c0,0001-01-01,5,web\n"
    for number in 1...200 {
      text += "\(number),c\(number % 40),2024-03-\(number % 10 + 10),5,web\n"
    }
    return try directory.file("wrong-date.csv", contents: text)
  }

  @Test func `one wildly wrong date does not make retention expensive`() throws {
    let file = try wronglyDated()
    let outcome = try limited(#"retention "$1" --within 1,3 --on 2,5 --format csv"#, file)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",") }
    // Customer c0 of the wrong date comes back, but neither so soon nor within the ten days.
    let right = try directory.file(
      "right-date.csv",
      contents: try String(contentsOfFile: file, encoding: .utf8)
        .replacingOccurrences(of: "0001-01-01", with: "2023-01-01"))
    let expected = try Command.run(
      "retention", right, "--within", "1,3", "--on", "2,5", "--format", "csv")
    #expect(expected.output == outcome.output)
    #expect(lines.map { $0[0] } == ["within", "within", "on", "on"])
  }

  @Test func `more cells than the budget holds end in 75 and say what to do`() throws {
    var text = Self.header
    for number in 0..<40_000 {
      text += "\(number),c\(number),2024-0\(number % 9 + 1)-1\(number % 10),5,channel \(number)\n"
    }
    let many = try directory.file("many.csv", contents: text)
    let wrong = try wronglyDated()
    for (words, file, hint) in [
      (#"cohorts "$1" --by channel --every day"#, many, "--by"),
      (#"cohorts "$1" --every day --from 0001-01-01"#, wrong, "--every"),
      (#"cohorts "$1" --every month"#, wrong, "--from"),
      (#"lifecycle "$1" --every day --from 0001-01-01 --through 9999-12-31"#, wrong, "--every"),
      (#"activity "$1" --every day --from 0001-01-01 --through 9999-12-31"#, wrong, "--every"),
    ] {
      // Windows fit when they are written row by row.
      for format in ["table", "json"] + (words.hasPrefix("activity") ? [] : ["csv"]) {
        let outcome = try limited(words + " --format " + format, file)
        #expect(outcome.status == 75, "\(words): \(outcome.errors.suffix(300))")
        #expect(outcome.errors.contains(hint), "\(words): \(outcome.errors.suffix(300))")
        #expect(outcome.output == "")
      }
    }
  }

  @Test func `a budget can be larger or smaller than the usual one`() throws {
    let file = try wronglyDated()
    let days = #"lifecycle "$1" --every day --from 1900-01-01 --through 2024-03-19 --format csv"#
    #expect(try limited(days, file).status == 0)
    let small = try limited(days + " --memory 20MB", file)
    #expect(small.status == 75, "\(small.errors)")
    #expect(small.errors.contains("20 MB"), "\(small.errors)")
  }

  @Test func `spans longer than all history cost no more than short ones`() throws {
    let file = try wronglyDated()
    let outcome = try limited(
      #"lifecycle "$1" --boundaries 90000y,95000y,100000y --format json"#, file)
    #expect(outcome.status == 0, "\(outcome.errors.suffix(300))")
    #expect(outcome.output.contains("\"lost\" : 0"))
  }
}

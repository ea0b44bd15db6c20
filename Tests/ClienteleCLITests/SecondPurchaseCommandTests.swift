import Foundation
import Testing

@Suite struct SecondPurchaseCommandTests {
  private let folder: ShopFolder

  init() throws { folder = try ShopFolder() }

  /// The header of the table of groups, and its rows.
  private func groups(_ words: [String]) throws -> (header: String, rows: [String]) {
    let outcome = try Command.run(
      ["second-purchase", "orders.csv", "--zone", "Asia/Shanghai", "--by", "channel"] + words,
      in: folder.directory.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.components(separatedBy: "By channel\n").last?
      .split(separator: "\n").map(String.init)
    let table = try #require(lines)
    return (table[0], Array(table.dropFirst(2)))
  }

  @Test(arguments: [
    (["--days", "365"], "in 30 days  in 90 days  in 180 days  in 365 days"),
    (["--days", "60"], "in 30 days  in 60 days"), (["--days", "7"], "in 7 days"),
    // Nobody was watched for half a year.
    (["--days", "365", "--as-of", "2024-02-15"], "in 30 days  in 90 days"),
  ])
  func `groups are told of the days that were asked for and watched`(
    words: [String], columns: String
  ) throws {
    let (header, rows) = try groups(words)
    #expect(header.trimmingCharacters(in: .whitespaces) == "customers  " + columns)
    #expect(rows.count == 4 && rows.allSatisfy { !$0.hasSuffix("–") }, "\(rows)")
  }
}

import Foundation
import Testing

@Suite struct ValueCommandTests {
  private let shop: ShopFolder

  init() throws {
    shop = try ShopFolder()
  }

  private static let columns = [
    "--records", "lines", "--category", "category", "--list-price", "list", "--cost", "cost",
    "--service-cost", "shipping", "--referrer", "referrer",
  ]

  private func lines(_ words: [String]) throws -> Command.Outcome {
    try Command.run(["value", "lines.csv"] + words, in: shop.directory.path)
  }

  @Test func `rows of customers add up to the total, and the parts to the margin`() throws {
    let outcome = try lines(Self.columns + ["--format", "csv"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = outcome.output.components(separatedBy: "\r\n").dropLast()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(
      rows[0].joined(separator: ",")
        == "customer_id,orders,clv1,clv2,clv3,clv4,clv5,clv6,later_margin,margin,refunds,value")
    #expect(
      rows[1]
        == ["ann", "2", "30.00", "33.33", "16.67", "4.00", "13.00", "20.00", "74.00", "104.00"]
        + ["0.00", "104.00"])
    #expect(outcome.errors.contains("1 referrers are no customers: zoe"), "\(outcome.errors)")
  }

  @Test func `a part whose column is not named is null, with a reason, in every form`() throws {
    let outcome = try lines(["--records", "lines", "--format", "json"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let total = try #require(json["total"] as? [String: Any])
    for part in ["crossSell", "serviceCost", "referrals", "priceSensitivity"] {
      #expect(total[part] is NSNull, "\(part)")
    }
    #expect(total["laterMargin"] as? String == "140.00" && json["basis"] as? String == "revenue")
    let missing = try #require(json["missing"] as? [[String: String]])
    #expect(missing.compactMap { $0["code"] } == ["CLV3", "CLV4", "CLV5", "CLV6"])
    #expect(missing.allSatisfy { $0["reason"]?.isEmpty == false })
    let table = try lines(["--records", "lines"]).output
    #expect(table.contains("no column of categories is named"))
    let csv = try lines(["--records", "lines", "--format", "csv"]).output
    #expect(csv.contains("ann,2,80.00,140.00,,,,,140.00,220.00,0.00,220.00"))
  }

  @Test func `small groups are hidden`() throws {
    let outcome = try lines(
      Self.columns + ["--by", "cohort", "--smallest-group", "2", "--format", "json"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let groups = try #require(json["groups"] as? [[String: Any]])
    // January has one customer, and February would tell them.
    #expect(groups.count == 2 && groups.allSatisfy { $0["suppressed"] as? Bool == true })
  }

  @Test func `flags that contradict each other and columns that are not there are refused`() throws
  {
    let cases: [([String], Int32)] = [
      (["--list-price", "list", "--discount", "list"], 64), (["--referral-share", "2"], 64),
      (["--cost", "nothing"], 65), (["--category", "nothing"], 65), (["--referrer", "no"], 65),
      (["--cost", "referrer"], 65),
    ]
    for (words, status) in cases {
      let outcome = try lines(["--records", "lines"] + words)
      #expect(outcome.status == status && outcome.output == "", "\(words): \(outcome.errors)")
    }
  }
}

import ClienteleFixtures
import Foundation

/// A folder with every file that an example of the help or of the documentation names.
struct ExampleFolder {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    _ = try ShopFolder(in: directory)
    let shop = try String(contentsOfFile: FixtureShop.path, encoding: .utf8)
    _ = try directory.file("later.csv", contents: shop)
    _ = try directory.file("own.json", contents: RFMCommandTests.ownMap)
    _ = try directory.file("visits.csv", contents: PropensityCommandTests.visits)
    let rules = try ["one-step-a-year", "tags"].map { name in
      let file = Article.package.appendingPathComponent("Conformance/rules/\(name).json")
      return try String(contentsOf: file, encoding: .utf8)
    }
    _ = try directory.file("ladder.json", contents: rules[0])
    _ = try directory.file("tags.json", contents: rules[1])
    _ = try directory.file(
      "shop.json", contents: "{\"zone\": \"Asia/Shanghai\", \"tags\": \(rules[1])}")
    _ = try directory.file(
      "taobao.csv",
      contents: "订单编号,买家会员名,订单付款时间,买家实际支付金额,订单状态\n"
        + "1,小红,2026-10-01 12:00:00,39.90,交易成功\n")
    // What is named from the package's folder.
    for name in ["Sources", "Conformance"] {
      try FileManager.default.createSymbolicLink(
        atPath: directory.path + "/" + name,
        withDestinationPath: Article.package.appendingPathComponent(name).path)
    }
  }
}

import Clientele
import Foundation
import Testing

/// The rules that the documentation shows can be read.
@Suite struct DocumentedRulesTests {
  private func blocks(in path: String) throws -> [String] {
    let package = URL(filePath: #filePath).appending(path: "../../../..").standardized
    let text = try String(contentsOf: package.appending(path: path), encoding: .utf8)
    return text.components(separatedBy: "```json\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  @Test func `the ladder and the tags of Definitions are read`() throws {
    let blocks = try blocks(in: "Sources/Clientele/Clientele.docc/Definitions.md")
    try #require(blocks.count == 2)
    let ladder = try JSONDecoder().decode(TierLadder.self, from: Data(blocks[0].utf8))
    #expect(ladder.tiers.map(\.name) == ["普通", "高级", "VIP", "至尊"])
    #expect(ladder.clawBack == .atOnce && ladder.grace == .days(30))
    let rules = try JSONDecoder().decode(TagRules.self, from: Data(blocks[1].utf8))
    #expect(rules.tags.count == 4 && rules.dimensions(of: .order) == ["category", "coupon"])
  }
}

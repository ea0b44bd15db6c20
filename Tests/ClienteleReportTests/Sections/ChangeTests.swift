import Clientele
import Testing

@testable import ClienteleReport

struct ChangeTests {
  @Test func `rates change by points, and may do so by chance`() throws {
    let lucky = try #require(Change(Rate(56, of: 70), from: Rate(48, of: 80), in: .english))
    #expect(lucky.text == "20.0 points" && lucky.before == "60.0%")
    // Newcombe (1998), table II (a): 0.0524 to 0.3339.
    #expect(lucky.canBeChance == false && lucky.direction > 0)
    let even = try #require(Change(Rate(3, of: 10), from: Rate(4, of: 10), in: .chinese))
    #expect(even.canBeChance == true && even.text == "10.0个百分点" && even.direction < 0)
    #expect(Change(Rate(0, of: 0), from: Rate(1, of: 2), in: .english) == nil)
  }

  @Test func `other figures change by percent, where there is something to compare with`() throws {
    let change = try #require(
      Change(150, from: 100, deviation: 15, "100", in: .english))
    #expect(change.text == "50.0%" && change.canBeChance == false)
    #expect(Change(120, from: 100, deviation: 15, "100", in: .english)?.canBeChance == true)
    #expect(Change(120, from: 100, deviation: nil, "100", in: .english)?.canBeChance == nil)
    #expect(Change(120, from: 0, deviation: 1, "0", in: .english) == nil)
  }

  @Test func `the interval of a count holds the counts that are as likely as one in forty`() {
    // Both ends solve (n − λ)² = z² λ.
    let z = StandardNormal.twoSided95
    for count in [0, 1, 5, 117, 40_000] {
      let (low, high) = interval(ofCount: count)
      for end in [low, high] where end > 0 {
        let distance = Double(count) - end
        #expect(abs(distance * distance - z * z * end) < 1e-6 * max(1, end))
      }
      #expect(low <= Double(count) && Double(count) < high)
    }
  }
}

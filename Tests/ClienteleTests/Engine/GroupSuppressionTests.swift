import Clientele
import ClienteleFixtures
import Testing

@Suite struct GroupSuppressionTests {
  @Test func `one hidden group hides the next larger one with it`() {
    let rule = GroupSuppression(smallestGroup: 10)
    #expect(rule.hidden(among: [9, 10, 11]) == [true, true, false])
    #expect(rule.hidden(among: [9, 9, 11]) == [true, true, false])
    #expect(rule.hidden(among: [9, 11, 11, 12]) == [true, true, true, false])
    #expect(rule.hidden(among: [10, 11]) == [false, false])
    #expect(rule.hidden(among: [9]) == [true])
    #expect(rule.hidden(among: [0, 9, 0]) == [false, true, false])
    #expect(rule.hidden(among: []) == [])
    #expect(GroupSuppression.none.hidden(among: [1, 0, 3]) == [false, false, false])
  }

  @Test func `the total less what is shown never tells one small group`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<1_000 {
      let counts = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        Int.random(in: 0...30, using: &generator)
      }
      let rule = GroupSuppression(smallestGroup: Int.random(in: 1...20, using: &generator))
      let hidden = rule.hidden(among: counts)
      for (count, isHidden) in zip(counts, hidden) where !isHidden { #expect(!rule.hides(count)) }
      let others = counts.indices.filter { hidden[$0] }
      let isAlone = counts.count { $0 > 0 } == 1
      #expect(others.count != 1 || isAlone, "\(counts)")
      // The order of the groups does not matter.
      #expect(rule.hidden(among: counts.reversed()) == hidden.reversed())
    }
  }
}

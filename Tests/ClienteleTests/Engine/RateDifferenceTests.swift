import Clientele
import ClienteleFixtures
import Testing

@Suite struct RateDifferenceTests {
  /// Newcombe (1998), Table II, method 10, to the four decimals that are printed.
  static let published: [(Int, Int, Int, Int, Double, Double)] = [
    (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1), (10, 10, 0, 10, 0.6075, 1),
  ]

  @Test func `intervals are those of Newcombe's paper`() throws {
    for (numerator, count, base, baseCount, low, high) in Self.published {
      let difference = Rate(numerator, of: count).difference(from: Rate(base, of: baseCount))
      let interval = try #require(difference.interval)
      let comment: Comment = "\(numerator)/\(count) and \(base)/\(baseCount)"
      #expect(abs(interval.low - low) < 5.1e-5 && abs(interval.high - high) < 5.1e-5, comment)
    }
  }

  @Test func `an interval holds its difference, and turns with it`() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let counts = [0, 1].map { _ in Int.random(in: 1...40, using: &generator) }
      let rates = counts.map { Rate(Int.random(in: 0...$0, using: &generator), of: $0) }
      let difference = rates[0].difference(from: rates[1])
      let value = try #require(difference.value)
      let interval = try #require(difference.interval)
      #expect(-1 <= interval.low && interval.low <= value)
      #expect(value <= interval.high && interval.high <= 1)
      let turned = try #require(rates[1].difference(from: rates[0]).interval)
      // The same sums with the other sign: only the last bit may differ.
      #expect(abs(turned.low + interval.high) < 1e-15 && abs(turned.high + interval.low) < 1e-15)
    }
  }

  @Test func `without a share there is no difference, and without a base nothing to divide by`() {
    let half = Rate(1, of: 2)
    for none in [Rate(0, of: 0), Rate(0, of: 5, state: .unobserved)] {
      for difference in [half.difference(from: none), none.difference(from: half)] {
        #expect(difference.value == nil && difference.interval == nil)
        #expect(difference.relative == nil)
      }
    }
    #expect(half.difference(from: Rate(0, of: 9)).relative == nil)
    #expect(half.difference(from: Rate(1, of: 4)).relative == 1)
    let states: [(Completeness, Completeness, Completeness)] = [
      (.complete, .complete, .complete), (.partial, .complete, .partial),
      (.complete, .unobserved, .unobserved),
    ]
    for (first, second, both) in states {
      let difference = Rate(1, of: 2, state: first)
        .difference(from: Rate(1, of: 2, state: second))
      #expect(difference.state == both)
    }
  }
}

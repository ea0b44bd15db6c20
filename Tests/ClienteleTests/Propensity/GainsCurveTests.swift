import Clientele
import ClienteleFixtures
import Testing

@Suite struct GainsCurveTests {
  static func random(
    seed: UInt64, count: Int, levels: Int
  ) -> (scores: [Double], outcomes: [Bool]) {
    var generator = SeededGenerator(seed: seed)
    let scores = (0..<count).map { _ in Double(Int.random(in: 0..<levels, using: &generator)) }
    let outcomes = scores.map { score in
      Double.random(in: 0...1, using: &generator) < (score + 1) / Double(levels + 3)
    }
    return (scores, outcomes)
  }

  @Test func `AUC is the share of pairs in the right order, ties counting half`() {
    for seed in 0..<20 as Range<UInt64> {
      let (scores, outcomes) = Self.random(seed: seed, count: 60, levels: 1 + Int(seed) % 9)
      let curve = GainsCurve(scores: scores, outcomes: outcomes)
      let buyers = zip(scores, outcomes).filter(\.1).map(\.0)
      let others = zip(scores, outcomes).filter { !$0.1 }.map(\.0)
      var pairs = 0.0
      for buyer in buyers {
        for other in others { pairs += buyer > other ? 1 : buyer == other ? 0.5 : 0 }
      }
      let expected =
        buyers.isEmpty || others.isEmpty
        ? nil : pairs / Double(buyers.count * others.count)
      #expect(curve.auc == expected, "seed \(seed)")
      #expect(curve.base == Rate(buyers.count, of: 60))
    }
  }

  @Test func `what is captured is the mean over every order of equal scores`() throws {
    for seed in 0..<10 as Range<UInt64> {
      let (scores, outcomes) = Self.random(seed: seed, count: 30, levels: 4)
      let curve = GainsCurve(scores: scores, outcomes: outcomes)
      let buyers = Double(outcomes.count { $0 })
      var generator = SeededGenerator(seed: seed + 100)
      let rounds = 4000
      var captured = [Double](repeating: 0, count: 31)
      for _ in 0..<rounds {
        let order = scores.indices.shuffled(using: &generator).sorted { scores[$0] > scores[$1] }
        var found = 0.0
        for (place, row) in order.enumerated() {
          found += outcomes[row] ? 1 : 0
          captured[place + 1] += found / buyers / Double(rounds)
        }
      }
      for (count, expected) in captured.enumerated() {
        let share = try #require(curve.captured(byBest: Double(count) / 30))
        // A mean of 4000 draws.
        #expect(abs(share - expected) < 0.02, "seed \(seed), \(count)")
      }
    }
  }

  @Test func `the smallest number that captures a share is the first that does`() throws {
    for seed in 0..<10 as Range<UInt64> {
      let (scores, outcomes) = Self.random(seed: seed, count: 200, levels: 1 + Int(seed) * 7)
      let curve = GainsCurve(scores: scores, outcomes: outcomes)
      for share in [0, 0.1, 0.5, 0.8, 0.95, 1] {
        let count = try #require(curve.smallestCount(capturing: share))
        let perfect = try #require(curve.perfectCount(capturing: share))
        #expect(perfect <= count && count <= 200)
        // The curve is a quotient of doubles; counts are exact.
        #expect(try #require(curve.captured(byBest: Double(count) / 200)) >= share - 1e-12)
        if count > 0 {
          #expect(try #require(curve.captured(byBest: Double(count - 1) / 200)) < share)
        }
      }
    }
  }

  @Test func `a score that is the same for everyone gains nothing, one that knows gains all`() {
    let outcomes = (0..<100).map { $0 % 4 == 0 }
    let flat = GainsCurve(scores: Array(repeating: 3, count: 100), outcomes: outcomes)
    #expect(flat.auc == 0.5 && flat.gini == 0 && flat.kolmogorovSmirnov == 0)
    #expect(flat.captured(byBest: 0.2) == 0.2 && flat.lift(ofBest: 0.2) == 1)
    #expect(flat.smallestCount(capturing: 0.95) == 95)
    let knowing = GainsCurve(scores: outcomes.map { $0 ? 1 : 0 }, outcomes: outcomes)
    #expect(knowing.auc == 1 && knowing.gini == 1 && knowing.kolmogorovSmirnov == 1)
    #expect(knowing.captured(byBest: 0.25) == 1 && knowing.lift(ofBest: 0.25) == 4)
    // 95 % of 25 buyers are 23.75: with a base rate of 25 %, no 20 % can hold them.
    #expect(knowing.smallestCount(capturing: 0.95) == 24)
    #expect(knowing.perfectCount(capturing: 0.95) == 24)
    #expect(knowing.perfectlyCaptured(byBest: 0.2) == 0.8)
    let wrong = GainsCurve(scores: outcomes.map { $0 ? 0 : 1 }, outcomes: outcomes)
    #expect(wrong.auc == 0 && wrong.gini == -1 && wrong.kolmogorovSmirnov == 1)
  }

  @Test func `without buyers, without others and without anybody there is no answer`() {
    let nobody = GainsCurve(scores: [], outcomes: [])
    let none = GainsCurve(scores: [1, 2], outcomes: [false, false])
    for curve in [nobody, none] {
      #expect(curve.auc == nil && curve.captured(byBest: 0.5) == nil)
      #expect(curve.smallestCount(capturing: 0.95) == nil && curve.lift(ofBest: 0.5) == nil)
      #expect(curve.perfectCount(capturing: 0.95) == nil && curve.aucInterval == nil)
    }
    let all = GainsCurve(scores: [1, 2], outcomes: [true, true])
    #expect(all.auc == nil && all.gini == nil && all.kolmogorovSmirnov == nil)
    #expect(all.captured(byBest: 0.5) == 0.5 && all.smallestCount(capturing: 0.95) == 2)
  }

  @Test func `a curve comes back from JSON, and what is none is refused`() throws {
    let (scores, outcomes) = Self.random(seed: 1, count: 50, levels: 5)
    let curve = GainsCurve(scores: scores, outcomes: outcomes)
    #expect(try afterJSON(curve) == curve)
    for text in [
      #"{"customerCounts": [2, 1], "buyerCounts": [1, 1]}"#,
      #"{"customerCounts": [2], "buyerCounts": [3]}"#,
      #"{"customerCounts": [2], "buyerCounts": []}"#,
      #"{"customerCounts": [0], "buyerCounts": [0]}"#,
    ] {
      #expect(throws: DecodingError.self) { try decoded(GainsCurve.self, text) }
    }
  }
}

/// Scores and outcomes, put together by score.
struct ScoredOutcomes {
  struct Group {
    let score: Double
    let customerCount: Int
    let buyerCount: Int
  }

  /// The best first.
  let groups: [Group]

  init(_ scores: [Double], _ outcomes: [UInt8]) {
    precondition(scores.count == outcomes.count, "each score has an outcome")
    precondition(scores.allSatisfy { !$0.isNaN }, "a score is a number")
    let sorted = zip(scores, outcomes).sorted { $0.0 > $1.0 }
    var groups: [Group] = []
    var start = 0
    while start < sorted.count {
      var (end, buyers) = (start, 0)
      while end < sorted.count, sorted[end].0 == sorted[start].0 {
        buyers += sorted[end].1 != 0 ? 1 : 0
        end += 1
      }
      groups.append(
        Group(score: sorted[start].0, customerCount: end - start, buyerCount: buyers))
      start = end
    }
    self.groups = groups
  }
}

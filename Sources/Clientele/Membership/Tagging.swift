/// Who carries which tags as of a day: any number of rules in one pass.
///
/// Rules are compiled for one table: names of dimensions, values, tiers and segments become codes,
/// amounts become minor units, and what several tags ask for is computed once. Then figures and
/// comparisons are made for a thousand customers at a time, 64 of them in a word.
///
/// ```swift
/// let rules = try TagRules([Tag("回头客", TagRule(.metric(.orders, .atLeast(2))))])
/// let tagging = try Tagging(rules, of: orders, asOf: today)
/// orders.run(tagging).count(of: "回头客")      // 204
/// ```
///
/// - Complexity: O((purchases + refunds) × different selections of orders + customers × rules).
public struct Tagging: Analysis {
  /// The last day that is seen.
  public let day: Day
  /// In the order of the rules.
  public let names: [String]
  /// Sentences about values of dimensions that rules ask for and nobody has.
  public let notes: [String]
  let plan: TagPlan
  let sources: TagSources

  /// Compiles rules for a table.
  ///
  /// - Parameters:
  ///   - rules: Who carries which tag.
  ///   - orders: The table that the analysis is for, and no other.
  ///   - day: The last day that is seen.
  ///   - boundaries: Where lifecycle stages end.
  ///   - ladder: What membership tiers ask for.
  ///   - scores: Segments and scores as of the same day; `nil` when no rule asks for them.
  /// - Throws: ``TagRulesError`` when a rule asks for a dimension, a tier or a segment that is not
  ///   there, or for an amount that the currency does not have.
  /// - Precondition: `scores` are those of `orders` and `day`.
  public init(
    _ rules: TagRules, of orders: OrderTable, asOf day: Day,
    boundaries: LifecycleBoundaries = .standard, ladder: TierLadder = .taobao,
    scores: RFMScores? = nil
  ) throws(TagRulesError) {
    precondition(
      scores.map { $0.values.day == day && $0.count == orders.customerCount } ?? true,
      "scores of another day or table")
    sources = TagSources(orders, ladder: ladder, scores: scores)
    let compiler = try TagCompiler(
      rules, of: orders, asOf: day, boundaries: boundaries, sources: sources)
    plan = compiler.plan
    notes = compiler.notes
    names = rules.tags.map(\.name)
    self.day = day
  }

  /// For each tag, and at the end for those who have bought, the bits of some customers.
  public struct Partial: Sendable, Codable {
    struct Stretch: Sendable, Codable {
      let firstCustomer: Int
      let count: Int
      /// For each tag as many words as `count` bits need.
      let words: [UInt64]
    }

    var stretches: [Stretch] = []
  }

  public func makePartial() -> Partial { Partial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let roots = plan.roots + [TagPlan.buyers]
    let wordCount = (block.count + 63) / 64
    var words = [UInt64](repeating: 0, count: roots.count * wordCount)
    var bench = TagBench(self, for: block)
    for first in stride(from: 0, to: block.count, by: TagBench.laneCount) {
      bench.evaluate(first..<min(first + TagBench.laneCount, block.count), of: block)
      let buyers = bench.bits(of: TagPlan.buyers)
      let firstWord = first / 64
      for (tag, root) in roots.enumerated() {
        let bits = bench.bits(of: root)
        let place = tag * wordCount + firstWord
        for word in 0..<min(buyers.count, wordCount - firstWord) {
          words[place + word] = bits[bits.startIndex + word] & buyers[buyers.startIndex + word]
        }
      }
    }
    partial.stretches.append(
      Partial.Stretch(firstCustomer: block.firstCustomer, count: block.count, words: words))
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.stretches += other.stretches
  }

  /// - Precondition: Every customer was added once.
  public func finish(_ partial: Partial, in currency: Currency) -> CustomerTags {
    var sets = [TagBits](repeating: TagBits(), count: names.count + 1)
    for stretch in partial.stretches.sorted(by: { $0.firstCustomer < $1.firstCustomer }) {
      let wordCount = (stretch.count + 63) / 64
      for tag in sets.indices {
        precondition(
          sets[tag].count == stretch.firstCustomer, "customers missing or met twice")
        sets[tag].append(
          stretch.words[tag * wordCount..<(tag + 1) * wordCount], count: stretch.count)
      }
    }
    let buyers = CustomerSet(words: sets.removeLast().words)
    return CustomerTags(
      asOf: day, names: names, sets: sets.map { CustomerSet(words: $0.words) }, customers: buyers)
  }
}

/// Bits of consecutive customers, appended piece by piece.
private struct TagBits {
  private(set) var words: [UInt64] = []
  private(set) var count = 0

  /// Adds bits; those beyond `count` have to be 0.
  mutating func append(_ bits: ArraySlice<UInt64>, count added: Int) {
    let shift = UInt64(count & 63)
    for word in bits {
      if shift == 0 {
        words.append(word)
      } else {
        words[words.count - 1] |= word << shift
        words.append(word >> (64 - shift))
      }
    }
    count += added
    words.removeLast(words.count - (count + 63) / 64)
  }
}

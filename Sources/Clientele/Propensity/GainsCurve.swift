/// How many of the buyers are among the best so many customers, when these are asked in the order
/// of a score.
///
/// Customers with equal scores are taken in no order: the curve is what any order of them gives on
/// average, a straight line. So a score that is the same for everyone gains nothing.
///
/// ```swift
/// let curve = GainsCurve(
///   scores: [9, 8, 8, 7, 1], outcomes: [true, true, false, false, false])
/// curve.captured(byBest: 0.4)!              // 0.75: the one with 9, and half of those with 8
/// curve.auc!                                // 0.916666…
/// curve.smallestCount(capturing: 0.95)!     // 3
/// curve.perfectCount(capturing: 0.95)!      // 2
/// ```
public struct GainsCurve: Hashable, Sendable {
  /// For each score, from the best: how many customers have it or a better one.
  let customerCounts: [Int]
  /// And how many of those bought.
  let buyerCounts: [Int]

  /// - Parameters:
  ///   - scores: Higher is better; none is NaN.
  ///   - outcomes: Who bought; as many as scores.
  /// - Complexity: O(n log n).
  public init(scores: [Double], outcomes: [Bool]) {
    self.init(ScoredOutcomes(scores, outcomes.map { $0 ? 1 : 0 }))
  }

  init(_ scored: ScoredOutcomes) {
    var (customers, buyers): ([Int], [Int]) = ([], [])
    for group in scored.groups {
      customers.append((customers.last ?? 0) + group.customerCount)
      buyers.append((buyers.last ?? 0) + group.buyerCount)
    }
    customerCounts = customers
    buyerCounts = buyers
  }

  /// Everyone with a score.
  public var customerCount: Int { customerCounts.last ?? 0 }

  /// Those who bought.
  public var buyerCount: Int { buyerCounts.last ?? 0 }

  /// Who bought, of all.
  public var base: Rate { Rate(buyerCount, of: customerCount) }

  /// The share of the buyers among the best customers; `nil` without buyers.
  ///
  /// - Parameter share: How many of the customers are taken: 0 through 1.
  /// - Precondition: `share` lies in 0...1.
  public func captured(byBest share: Double) -> Double? {
    precondition((0...1).contains(share), "a share lies between 0 and 1")
    guard buyerCount > 0 else { return nil }
    let wanted = share * Double(customerCount)
    let group = customerCounts.partitioningIndex { Double($0) >= wanted }
    guard group < customerCounts.count else { return 1 }
    let (first, last) = bounds(of: group)
    let inside = (wanted - Double(first.customers)) / Double(last.customers - first.customers)
    let buyers = Double(first.buyers) + Double(last.buyers - first.buyers) * inside
    return buyers / Double(buyerCount)
  }

  /// What the best of all scores would capture, one that knows who will buy; `nil` without buyers.
  ///
  /// With a base rate above 20 % no score can find all buyers among the best 20 %.
  ///
  /// - Precondition: `share` lies in 0...1.
  public func perfectlyCaptured(byBest share: Double) -> Double? {
    precondition((0...1).contains(share), "a share lies between 0 and 1")
    guard buyerCount > 0 else { return nil }
    return min(1, share * Double(customerCount) / Double(buyerCount))
  }

  /// How many times more buyers the best customers hold than as many at random; `nil` without
  /// buyers, and for a share of 0.
  public func lift(ofBest share: Double) -> Double? {
    share > 0 ? captured(byBest: share).map { $0 / share } : nil
  }

  /// The smallest number of customers, from the best, that holds a share of the buyers; `nil`
  /// without buyers.
  ///
  /// Of customers with equal scores it is the number that holds enough buyers on average.
  ///
  /// - Parameter share: 0 through 1, in whole millionths.
  public func smallestCount(capturing share: Double) -> Int? {
    let target = Millionths(share)
    guard buyerCount > 0 else { return nil }
    guard target.value > 0 else { return 0 }
    let all = Int128(buyerCount)
    let group = buyerCounts.partitioningIndex { target.isReached(by: Int128($0), of: all) }
    let (first, last) = bounds(of: group)
    let missing = all * target.value - Int128(first.buyers) * 1_000_000
    let buyers = Int128(last.buyers - first.buyers) * 1_000_000
    let customers = missing * Int128(last.customers - first.customers)
    return first.customers + Int((customers + buyers - 1) / buyers)
  }

  /// ``smallestCount(capturing:)`` as a share of all customers.
  public func smallestShare(capturing share: Double) -> Double? {
    smallestCount(capturing: share).map { Double($0) / Double(customerCount) }
  }

  /// The number of customers that would do if the score knew who will buy; `nil` without buyers.
  public func perfectCount(capturing share: Double) -> Int? {
    let target = Millionths(share)
    guard buyerCount > 0 else { return nil }
    return Int((Int128(buyerCount) * target.value + 999_999) / 1_000_000)
  }

  private typealias Counts = (customers: Int, buyers: Int)

  /// What comes before a group, and what comes with it.
  private func bounds(of group: Int) -> (Counts, Counts) {
    let first = group == 0 ? (0, 0) : (customerCounts[group - 1], buyerCounts[group - 1])
    return (first, (customerCounts[group], buyerCounts[group]))
  }
}

extension GainsCurve: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    customerCounts = try container.decode([Int].self, forKey: .customerCounts)
    buyerCounts = try container.decode([Int].self, forKey: .buyerCounts)
    let steps = zip([0] + customerCounts, customerCounts).map {
      $1.subtractingReportingOverflow($0)
    }
    let buyers = zip([0] + buyerCounts, buyerCounts).map { $1.subtractingReportingOverflow($0) }
    guard customerCounts.count == buyerCounts.count,
      zip(steps, buyers).allSatisfy({ step, buyers in
        !step.overflow && !buyers.overflow && step.partialValue > 0
          && (0...step.partialValue).contains(buyers.partialValue)
      })
    else { throw decoder.refusal("these counts are no curve") }
  }
}

/// The cuts of one dimension, from small to large. The end bins are open.
///
/// ```swift
/// let cuts = RFMCuts([1, 2, 5], ties: .lowerScore)
/// cuts.score(of: 2, in: .frequency)             // 2
/// cuts.score(of: 2, in: .daysSinceLastOrder)    // 2
/// ```
public struct RFMCuts: Hashable, Sendable, Codable {
  /// Days, purchases, or major units of money. Equal neighbours enclose an empty bin.
  public let cuts: [ExactNumber]
  /// The score of a value that is equal to a cut.
  public let ties: RFMTies

  /// Any cuts; a scale checks that they ascend.
  public init(_ cuts: [ExactNumber], ties: RFMTies) {
    self.cuts = cuts
    self.ties = ties
  }

  /// One more than ``cuts``.
  public var binCount: Int { cuts.count + 1 }

  /// The score of a value: 1 is the worst, ``binCount`` the best.
  ///
  /// - Parameters:
  ///   - value: In the unit of ``cuts``.
  ///   - dimension: What the value is of: few days are good, few purchases are not.
  /// - Complexity: O(cuts).
  public func score(of value: ExactNumber, in dimension: RFMDimension) -> Int {
    let equalIsAbove = self.equalIsAbove(in: dimension)
    let passed = cuts.count { equalIsAbove ? $0 <= value : $0 < value }
    return dimension == .daysSinceLastOrder ? binCount - passed : passed + 1
  }

  /// Whether a value equal to a cut lies in the bin of larger values. More days are worse, more of
  /// everything else is better.
  func equalIsAbove(in dimension: RFMDimension) -> Bool {
    (dimension == .daysSinceLastOrder) == (ties == .lowerScore)
  }

  /// Throws when cuts do not ascend, or when not even 0 days are recent enough for the best score.
  /// Purchases and money have no upper end, so that the best score can always be reached there.
  func validate(for dimension: RFMDimension, strictly: Bool) throws(RFMError) {
    for (cut, next) in zip(cuts, cuts.dropFirst()) where next < cut || (strictly && next == cut) {
      throw .cutsNotAscending(dimension, cut: cut, next: next)
    }
    if dimension == .daysSinceLastOrder, let cut = cuts.first,
      score(of: 0, in: dimension) < binCount
    {
      throw .bestCannotScoreHighest(dimension, cut: cut)
    }
  }

  /// The same cuts, moved as far as needed for a customer of the as-of day itself to score
  /// highest: nobody can be more recent. Fitted cuts need this where many bought on that day.
  func reachable(in dimension: RFMDimension) -> RFMCuts {
    guard dimension == .daysSinceLastOrder else { return self }
    switch ties {
    case .higherScore: return RFMCuts(cuts.map { Swift.max($0, 0) }, ties: ties)
    case .lowerScore: return RFMCuts(cuts.map { $0 <= 0 ? 1 : $0 }, ties: ties)
    }
  }
}

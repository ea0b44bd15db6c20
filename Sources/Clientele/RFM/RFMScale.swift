/// How customers are scored in R, F and M, before anything is known about them.
///
/// ```swift
/// let quintiles = RFMScale.quantile(5)
/// let nested = quintiles.nested     // F within R, M within F
/// let own = RFMScale(
///   daysSinceLastOrder: .thresholds([30, 90, 180, 365]), frequency: .quantile(5),
///   monetary: .thresholds(["99.90", 500, 1000, 5000]))
/// ```
///
/// The best score is the number of bins, in all three dimensions.
public struct RFMScale: Hashable, Sendable, Codable {
  /// Among whom the bins of a dimension are found.
  public enum Nesting: String, Hashable, Sendable, Codable {
    /// Among all customers.
    case independent
    /// R among all, F among those with the same R, M among those with the same R and F. Cells
    /// are more even, but an F of 5 is not the same under another R.
    case nested
  }

  /// How R is cut.
  public let daysSinceLastOrder: BinRule
  /// How F is cut.
  public let frequency: BinRule
  /// How M is cut.
  public let monetary: BinRule
  /// Among whom F and M are cut.
  public let nesting: Nesting

  /// A rule for each dimension. Whether rules can be used is checked when they are fitted.
  public init(
    daysSinceLastOrder: BinRule, frequency: BinRule, monetary: BinRule,
    nesting: Nesting = .independent
  ) {
    self.daysSinceLastOrder = daysSinceLastOrder
    self.frequency = frequency
    self.monetary = monetary
    self.nesting = nesting
  }

  /// One rule for all three.
  public init(_ rule: BinRule) {
    self.init(daysSinceLastOrder: rule, frequency: rule, monetary: rule)
  }

  /// Quantiles in all three dimensions: quintiles for 5.
  public static func quantile(_ binCount: Int) -> RFMScale { RFMScale(.quantile(binCount)) }
  /// k-means in each of the three dimensions.
  public static func kMeans(_ binCount: Int) -> RFMScale { RFMScale(.kMeans(binCount)) }
  /// As R's `rfm`, in all three dimensions.
  public static func rCompatible(_ binCount: Int) -> RFMScale { RFMScale(.rCompatible(binCount)) }
  /// Bins of equal size in all three dimensions.
  public static func equalCount(_ binCount: Int, ties: RFMTies = .lowerScore) -> RFMScale {
    RFMScale(.equalCount(binCount, ties: ties))
  }
  /// High and low in each dimension, cut at means, for maps of eight types.
  public static func mean(ties: RFMTies = .higherScore) -> RFMScale { RFMScale(.mean(ties: ties)) }
  /// The same, cut at medians.
  public static func median(ties: RFMTies = .higherScore) -> RFMScale {
    RFMScale(.median(ties: ties))
  }

  /// The same rules, each dimension within the bins of the one before.
  public var nested: RFMScale {
    RFMScale(
      daysSinceLastOrder: daysSinceLastOrder, frequency: frequency, monetary: monetary,
      nesting: .nested)
  }

  /// The rule of one dimension.
  public subscript(dimension: RFMDimension) -> BinRule {
    switch dimension {
    case .daysSinceLastOrder: daysSinceLastOrder
    case .frequency: frequency
    case .monetary: monetary
    }
  }

  /// The number of bins of R, F and M.
  public var binCounts: RFMBinCounts {
    RFMBinCounts { self[$0].binCount }
  }

  /// Throws when the rules cannot be scored by.
  func validate() throws(RFMError) {
    for dimension in RFMDimension.allCases {
      let rule = self[dimension]
      guard (1...rule.largestBinCount).contains(rule.binCount) else {
        throw .binCount(dimension, rule.binCount, allowed: 1...rule.largestBinCount)
      }
      if case .thresholds(let cuts, let ties) = rule {
        try RFMCuts(cuts, ties: ties).validate(for: dimension, strictly: true)
      }
    }
    try binCounts.validate()
  }
}

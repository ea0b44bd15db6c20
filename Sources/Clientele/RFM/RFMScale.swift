/// How one dimension is cut into bins.
///
/// - Quantiles put equal values into one bin. Where half of the customers are equal, bins are
///   empty and others oversized; ``RFMScores/bins(of:)`` tells.
/// - Cuts are exact fractions, never rounded.
public enum BinRule: Hashable, Sendable {
  /// `k` bins between type-7 quantiles, right-closed: a value equal to a cut falls into the bin
  /// of smaller values.
  ///
  /// Source: Hyndman and Fan (1996), type 7.
  case quantile(Int)
  /// Bins between given cuts, strictly ascending: days, purchases, or major units of money. By
  /// default, reaching a cut earns its score: `[30, 90]` days are 3, 2 and 1 for 30, 90 and 91.
  case thresholds([ExactNumber], ties: RFMTies = .higherScore)
  /// `k` bins of equal size, as `NTILE(k)` deals them from worst to best, where the first bins
  /// take what is left over. Unlike `NTILE`, customers who are equal stay together: all on the
  /// lower or all on the higher side of a border that would part them.
  case equalCount(Int, ties: RFMTies = .lowerScore)
  /// `k` bins with the smallest sum of squared distances from their means; with fewer different
  /// values than bins, bins in the middle stay empty. At most 10 bins.
  case kMeans(Int)
  /// `k` bins as R's `rfm` makes them: type-7 quantiles plus 1 day, purchase or major unit of
  /// money; a value equal to a cut falls into the bin of larger values.
  ///
  /// Where money has decimals, adding 1 makes scores depend on the unit. For comparison only.
  case rCompatible(Int)
  /// Two bins, at the mean.
  case mean(ties: RFMTies = .higherScore)
  /// Two bins, at the median.
  case median(ties: RFMTies = .higherScore)

  /// The number of bins, which is the highest score.
  public var binCount: Int {
    switch self {
    case .quantile(let count), .equalCount(let count, _), .kMeans(let count),
      .rCompatible(let count):
      count
    case .thresholds(let cuts, _): cuts.count + 1
    case .mean, .median: 2
    }
  }

  /// The most bins that the rule can make.
  var largestBinCount: Int {
    if case .kMeans = self { 10 } else { 100 }
  }
}

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

  public let daysSinceLastOrder: BinRule
  public let frequency: BinRule
  public let monetary: BinRule
  public let nesting: Nesting

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

  public static func quantile(_ binCount: Int) -> RFMScale { RFMScale(.quantile(binCount)) }
  public static func kMeans(_ binCount: Int) -> RFMScale { RFMScale(.kMeans(binCount)) }
  public static func rCompatible(_ binCount: Int) -> RFMScale { RFMScale(.rCompatible(binCount)) }
  public static func equalCount(_ binCount: Int, ties: RFMTies = .lowerScore) -> RFMScale {
    RFMScale(.equalCount(binCount, ties: ties))
  }
  /// High and low in each dimension, for maps of eight types.
  public static func mean(ties: RFMTies = .higherScore) -> RFMScale { RFMScale(.mean(ties: ties)) }
  public static func median(ties: RFMTies = .higherScore) -> RFMScale {
    RFMScale(.median(ties: ties))
  }

  /// The same rules, each dimension within the bins of the one before.
  public var nested: RFMScale {
    RFMScale(
      daysSinceLastOrder: daysSinceLastOrder, frequency: frequency, monetary: monetary,
      nesting: .nested)
  }

  public subscript(dimension: RFMDimension) -> BinRule {
    switch dimension {
    case .daysSinceLastOrder: daysSinceLastOrder
    case .frequency: frequency
    case .monetary: monetary
    }
  }

  /// The number of bins of R, F and M.
  public var binCounts: RFMBinCounts {
    RFMBinCounts(
      r: daysSinceLastOrder.binCount, f: frequency.binCount, m: monetary.binCount)
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

/// The number of bins of each dimension: the shape of a scale, and of a segment map.
public struct RFMBinCounts: Hashable, Sendable, Codable {
  public let r: Int
  public let f: Int
  public let m: Int

  public init(r: Int, f: Int, m: Int) {
    self.r = r
    self.f = f
    self.m = m
  }

  public subscript(dimension: RFMDimension) -> Int {
    switch dimension {
    case .daysSinceLastOrder: r
    case .frequency: f
    case .monetary: m
    }
  }

  /// The number of different triples of scores.
  public var cellCount: Int { r * f * m }

  /// Cells are kept in 16 bits a customer, and one number is for those without scores.
  static let largestCellCount = 65_535

  func validate() throws(RFMError) {
    guard cellCount <= Self.largestCellCount else {
      throw .tooManyCells(cellCount, allowed: Self.largestCellCount)
    }
  }
}

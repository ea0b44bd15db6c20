/// How one dimension is cut into bins.
///
/// - Quantiles put equal values into one bin. Where half of the customers are equal, bins are
///   empty and others oversized; ``RFMScores/bins(of:)`` tells.
/// - Cuts are exact fractions, never rounded.
///
/// ```swift
/// let scale = RFMScale(
///   daysSinceLastOrder: .thresholds([30, 90, 180]), frequency: .quantile(5),
///   monetary: .equalCount(3))
/// scale.binCounts.cellCount            // 60
/// BinRule.mean().binCount              // 2
/// ```
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

import ClienteleKernels

/// What a dimension's values look like: what anyone should see before they trust a scale.
///
/// ```swift
/// let values = orders.run(RFMValues(asOf: "2026-10-31"))
/// let profile = values.profile(of: .frequency)!
/// profile.median                  // 2
/// profile.largestTie.share.value  // 0.49: so many bought once, and no cut can part them
/// ```
///
/// Numbers are days, purchases, or major units of money.
public struct DimensionProfile: Hashable, Sendable, Codable {
  /// The most frequent value; the smallest of them, if several.
  public struct Tie: Hashable, Sendable, Codable {
    /// What these customers have in common.
    public let value: ExactNumber
    /// Customers with this value, of all.
    public let share: Rate
  }

  /// Whose values these are.
  public let dimension: RFMDimension
  /// Customers with values.
  public let count: Int
  /// The smallest value.
  public let minimum: ExactNumber
  /// Type 7, as quantile scales cut.
  public let lowerQuartile: ExactNumber
  /// The value in the middle; the mean of the two in the middle when ``count`` is even.
  public let median: ExactNumber
  /// Type 7.
  public let upperQuartile: ExactNumber
  /// The largest value.
  public let maximum: ExactNumber
  /// Σ values by ``count``; when the monetary value is each customer's average order, Σ purchases
  /// by their number.
  public let mean: ExactNumber
  /// m₃ ⁄ m₂^1.5, from moments about the arithmetic mean of the values: positive where a few are
  /// far above the rest; `nil` when all values are equal.
  ///
  /// Source: Fisher and Pearson's g₁, without correction for small samples.
  public let skewness: Double?
  /// What no cut can part.
  public let largestTie: Tie
}

extension RFMColumns {
  /// The profile of one dimension.
  ///
  /// - Returns: `nil` when nobody has values.
  /// - Complexity: O(n log n).
  public func profile(
    of dimension: RFMDimension, threads: Int? = nil
  ) -> DimensionProfile? {
    let sample = RFMSample(of: dimension, in: self, threads: threads ?? availableThreadCount)
    guard let mean = sample.mean else { return nil }
    let runs = sample.distinctValues()
    let quartiles = sample.quantiles([(1, 4), (1, 2), (3, 4)])
    let tie = runs.reduce(runs[0]) { $1.count > $0.count ? $1 : $0 }
    return DimensionProfile(
      dimension: dimension, count: sample.count, minimum: runs[0].value,
      lowerQuartile: quartiles[0], median: quartiles[1], upperQuartile: quartiles[2],
      maximum: runs[runs.count - 1].value, mean: mean, skewness: Self.skewness(runs),
      largestTie: .init(value: tie.value, share: Rate(tie.count, of: sample.count)))
  }

  /// Summed from the smallest value to the largest, so that every machine rounds alike.
  private static func skewness(_ runs: [(value: ExactNumber, count: Int)]) -> Double? {
    guard runs.count > 1 else { return nil }
    let values = runs.map { (value: $0.value.value, weight: Double($0.count)) }
    let total = values.reduce(0) { $0 + $1.weight }
    let mean = values.reduce(0) { $0 + $1.weight * $1.value } / total
    var (second, third) = (0.0, 0.0)
    for item in values {
      let distance = item.value - mean
      second += item.weight * distance * distance
      third += item.weight * distance * distance * distance
    }
    let variance = second / total
    return variance > 0 ? third / total / (variance * variance.squareRoot()) : nil
  }
}

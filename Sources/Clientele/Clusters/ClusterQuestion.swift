/// How customers are to be divided into clusters by days since the last order, frequency and
/// monetary value.
///
/// Each figure is standardised: less its mean, by its standard deviation. Of skewed ones, such as
/// counts and amounts, the logarithm is taken before: ``logarithms``.
public struct ClusterQuestion: Hashable, Sendable {
  /// The numbers of clusters to try; the one with the best silhouette is taken, of equally good
  /// ones the smallest.
  public var counts: ClosedRange<Int>
  /// The figures whose logarithm, `ln(1 + x)`, is taken; `−ln(1 − x)` below 0.
  public var logarithms: Set<RFMDimension>
  /// Another seed draws other starts.
  public var seed: UInt64
  /// How many starts there are for each number of clusters; the best result is taken.
  public var starts: Int
  /// With more customers than this, silhouettes are those of a random sample of as many.
  public var silhouetteLimit: Int
  /// With more customers than this, numbers of clusters and starts are tried with a random sample
  /// of as many; only the best goes on with everyone.
  public var trialLimit: Int

  /// How many clusters there may be.
  public static let allowedCounts = 2...100

  /// - Precondition: `starts` and both limits are greater than 0.
  public init(
    _ counts: ClosedRange<Int> = 2...8, logarithms: Set<RFMDimension> = [.frequency, .monetary],
    seed: UInt64 = 1, starts: Int = 10, silhouetteLimit: Int = 10_000, trialLimit: Int = 50_000
  ) {
    precondition(
      starts > 0 && silhouetteLimit > 0 && trialLimit > 0,
      "nothing comes of no start, or no sample")
    self.counts = counts
    self.logarithms = logarithms
    self.seed = seed
    self.starts = starts
    self.silhouetteLimit = silhouetteLimit
    self.trialLimit = trialLimit
  }
}

/// What came of one number of clusters, for the customers that it was tried with.
public struct ClusterChoice: Hashable, Sendable, Codable {
  /// The number of clusters.
  public let count: Int
  /// Σ squared distances of customers from their centres, in standard deviations.
  public let inertia: Double
  /// The mean silhouette, −1 to 1: how much nearer customers are to their own cluster than to the
  /// next.
  ///
  /// Source: Rousseeuw (1987).
  public let silhouette: Double
  /// Of each cluster, in their order; `nil` for one that the sample has nobody of.
  public let clusterSilhouettes: [Double?]
  /// The variance between clusters by that within: higher is better; `nil` when there is none
  /// within.
  ///
  /// Source: Caliński and Harabasz (1974).
  public let calinskiHarabasz: Double?
  /// The number of steps of the best start.
  public let iterationCount: Int
  /// Whether no customer changed the cluster in the last of them.
  public let isConverged: Bool
}

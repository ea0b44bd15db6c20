/// Clusters as a value: stored as JSON, applied to later customers, so that a cluster keeps its
/// meaning.
public struct FittedClusters: Hashable, Sendable {
  /// How one figure enters.
  public struct Axis: Hashable, Sendable, Codable {
    /// Whether the logarithm is taken, `ln(1 + x)`; `−ln(1 − x)` below 0.
    public let isLogarithmic: Bool
    /// Of what enters, over customers.
    public let mean: Double
    /// The standard deviation of what enters, by `n`; 0 when all customers are equal, and then the
    /// figure counts for nothing.
    public let deviation: Double

    private var scale: FeatureScale { isLogarithmic ? .logarithm : .plain }

    func coordinate(_ value: Double) -> Double {
      deviation > 0 ? (scale.scaled(value) - mean) / deviation : 0
    }

    func value(_ coordinate: Double) -> Double { scale.unscaled(mean + coordinate * deviation) }
  }

  /// What the monetary value is.
  public let monetary: MonetaryMeasure
  /// How far back purchases count.
  public let history: OrderHistory
  /// Of the amounts; `nil` when they had no code.
  public let currencyCode: String?
  /// What drew the starts.
  public let seed: UInt64
  /// R, F and M.
  let axes: [Axis]
  /// For each cluster three coordinates in standard deviations.
  public let centres: [[Double]]

  init(
    of values: RFMColumns, seed: UInt64, axes: [Axis], centres: [[Double]]
  ) {
    monetary = values.monetary
    history = values.history
    currencyCode = values.currency.code
    self.seed = seed
    self.axes = axes
    self.centres = centres
  }

  /// The number of clusters.
  public var count: Int { centres.count }

  /// How a figure enters.
  public subscript(dimension: RFMDimension) -> Axis {
    axes[RFMDimension.allCases.firstIndex(of: dimension)!]
  }

  /// A cluster's centre in the figure's own unit: days, purchases, major units of money. Of a
  /// logarithm it is a geometric mean of a kind, below the mean of the customers.
  ///
  /// - Precondition: `cluster` is 0 ..< ``count``.
  public func centre(of cluster: Int, in dimension: RFMDimension) -> Double {
    let place = RFMDimension.allCases.firstIndex(of: dimension)!
    return axes[place].value(centres[cluster][place])
  }
}

/// Stored clusters are checked when they are read.
extension FittedClusters: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case measure, history, currency, seed, axes, centres
  }

  public init(from decoder: any Decoder) throws {
    let container = try StrictContainer(decoder, CodingKeys.self)
    monetary = try container.decode(.measure)
    history = try container.decode(.history)
    currencyCode = try container.decodeIfPresent(.currency)
    seed = try container.decode(.seed)
    axes = try container.decode(.axes)
    centres = try container.decode(.centres)
    guard axes.count == 3, axes.allSatisfy({ $0.deviation >= 0 }) else {
      throw container.fault(.axes, "there are three, with deviations that are not below 0")
    }
    guard ClusterQuestion.allowedCounts.contains(centres.count),
      centres.allSatisfy({ $0.count == 3 })
    else { throw container.fault(.centres, "there are 2 to 100, of three numbers each") }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(monetary, forKey: .measure)
    try container.encode(history, forKey: .history)
    try container.encodeIfPresent(currencyCode, forKey: .currency)
    try container.encode(seed, forKey: .seed)
    try container.encode(axes, forKey: .axes)
    try container.encode(centres, forKey: .centres)
  }
}

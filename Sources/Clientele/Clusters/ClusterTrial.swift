import ClienteleKernels

/// One number of clusters, and how good they are.
struct ClusterTrial {
  let means: KMeans
  let choice: ClusterChoice

  init(_ means: KMeans, _ points: WeightedPoints, _ judge: SilhouetteJudge, threads: Int) {
    self.means = means
    let silhouette = judge.silhouette(of: means, threads: threads)
    let (all, count) = (points.weights.reduce(0, +), Double(means.count))
    // Coordinates are standardised, so that the variance of each that varies is 1.
    let total = points.totalSquares
    let between = (total - means.inertia) / (count - 1)
    choice = ClusterChoice(
      count: means.count, inertia: means.inertia, silhouette: silhouette?.mean ?? 0,
      clusterSilhouettes: silhouette?.means ?? Array(repeating: nil, count: means.count),
      calinskiHarabasz: means.inertia > 0 && all > count
        ? between / (means.inertia / (all - count)) : nil,
      iterationCount: means.iterationCount, isConverged: means.isConverged)
  }
}

/// Takes silhouettes of all customers, or of a sample that is the same for all trials.
struct SilhouetteJudge {
  private let points: WeightedPoints
  /// Where the points of the sample are among all.
  private let places: [Int]

  init(_ points: WeightedPoints, _ question: ClusterQuestion) {
    if points.weightTotal <= Double(question.silhouetteLimit) {
      self.points = points
      places = Array(0..<points.count)
    } else {
      (self.points, places) = points.sample(of: question.silhouetteLimit, seed: question.seed)
    }
  }

  var customerCount: Int { Int(points.weights.reduce(0, +)) }

  func silhouette(of means: KMeans, threads: Int) -> Silhouette? {
    Silhouette(
      points, places.map { means.nearest[$0] }, clusterCount: means.count, threads: threads)
  }
}

extension WeightedPoints {
  /// Σ customers · squared distance from the mean of all.
  fileprivate var totalSquares: Double {
    let all = weights.reduce(0, +)
    return (0..<columnCount).reduce(0) {
      let deviation = spread(of: column($1)).deviation
      return $0 + all * deviation * deviation
    }
  }
}

extension KMeans {
  /// Clusters from the highest monetary value of the centre; then by frequency, then by days.
  var bestFirst: [Int] {
    let rows = centreRows
    return rows.indices.sorted { left, right in
      let (first, second) = (rows[left], rows[right])
      return (second[2], second[1], first[0], left) < (first[2], first[1], second[0], right)
    }
  }

  var centreRows: [[Double]] {
    let columnCount = centres.count / count
    return (0..<count).map { Array(centres[$0 * columnCount..<($0 + 1) * columnCount]) }
  }
}

/// The figures of those who have any, as columns.
struct ClusterFigures {
  /// Customer numbers.
  private let customers: [Int]
  /// Days, frequency and monetary value.
  private let columns: [[Double]]
  private let customerCount: Int

  init(of values: RFMColumns) {
    let unit = values.currency.minorUnitsPerUnit
    var customers: [Int] = []
    var columns: [[Double]] = [[], [], []]
    for block in values.blocks.blocks {
      for index in block.days.indices where block.frequency[index] > 0 {
        customers.append(block.firstCustomer + index)
        columns[0].append(Double(block.days[index]))
        columns[1].append(Double(block.frequency[index]))
        columns[2].append(block.amount(at: index, of: values.monetary) / unit)
      }
    }
    self.customers = customers
    self.columns = columns
    customerCount = values.count
  }

  /// The different figures, in their own units.
  func points(threads: Int) -> WeightedPoints { WeightedPoints(columns, threads: threads) }

  /// By customer number; `.max` for nobody.
  func places(_ clusters: [UInt8]) -> [UInt8] {
    var places = [UInt8](repeating: .max, count: customerCount)
    for (customer, cluster) in zip(customers, clusters) { places[customer] = cluster }
    return places
  }
}

extension WeightedPoints {
  /// How figures in their own units enter.
  func axes(_ logarithms: Set<RFMDimension>) -> [FittedClusters.Axis] {
    RFMDimension.allCases.enumerated().map { place, dimension in
      let scale: FeatureScale = logarithms.contains(dimension) ? .logarithm : .plain
      let (mean, deviation) = spread(of: column(place).map(scale.scaled))
      return FittedClusters.Axis(
        isLogarithmic: scale == .logarithm, mean: mean, deviation: deviation)
    }
  }

  /// Figures in their own units as coordinates.
  func standardised(on axes: [FittedClusters.Axis], threads: Int) -> WeightedPoints {
    moved(
      to: axes.enumerated().map { place, axis in column(place).map(axis.coordinate) },
      threads: threads)
  }
}

extension RFMBlock {
  /// The monetary value in minor units.
  fileprivate func amount(at index: Int, of measure: MonetaryMeasure) -> Double {
    switch measure {
    case .sum: Double(revenue[index])
    case .mean: Double(measured[index]) / Double(frequency[index])
    case .median: Double(measured[index]) / 2
    case .max: Double(measured[index])
    }
  }
}

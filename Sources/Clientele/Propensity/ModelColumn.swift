import ClienteleKernels
import Glibc

/// One column of a fit: scaled values, and how they are standardised.
struct ModelColumn: Sendable {
  let name: String
  let scale: FeatureScale
  /// `nil` for a column of the caller's own.
  let feature: PurchaseFeature?
  /// Without gaps, and scaled: `[rowCount]`.
  let values: [Double]
  /// What stood in for missing values.
  let fill: Double?
  /// Of the scaled values.
  let mean: Double
  /// Of the scaled values, by `n`; 0 for a column that is the same for everyone.
  let deviation: Double
  /// Whether a bound on this column alone tells buyers from all others.
  let separates: Bool

  init(
    name: String, scale: FeatureScale, feature: PurchaseFeature?, values: [Double], fill: Double?,
    outcomes: [UInt8], threads: Int
  ) {
    self.name = name
    self.scale = scale
    self.feature = feature
    let scaled = scale == .plain ? values : values.map(scale.scaled)
    self.values = scaled
    self.fill = fill
    let count = Double(max(1, values.count))
    let mean =
      sumOfRows(values.count, threads: threads) { rows in
        rows.reduce(0) { $0 + scaled[$1] }
      } / count
    let squares = sumOfRows(values.count, threads: threads) { rows in
      rows.reduce(0) {
        let distance = scaled[$1] - mean
        return $0 + distance * distance
      }
    }
    var bounds = (Bounds(), Bounds())
    for (row, value) in scaled.enumerated() {
      if outcomes[row] != 0 { bounds.0.add(value) } else { bounds.1.add(value) }
    }
    let (buyers, others) = bounds
    let isConstant = min(buyers.low, others.low) == max(buyers.high, others.high)
    let deviation = (squares / count).squareRoot()
    self.mean = mean
    // What varies by less than doubles can tell apart does not vary.
    self.deviation = isConstant || deviation <= mean.magnitude * 1e-12 ? 0 : deviation
    separates = !isConstant && (buyers.low >= others.high || others.low >= buyers.high)
  }

  private struct Bounds {
    var low = Double.infinity
    var high = -Double.infinity

    mutating func add(_ value: Double) {
      low = min(low, value)
      high = max(high, value)
    }
  }

  @inline(__always)
  func standardised(_ row: Int) -> Double { (values[row] - mean) / deviation }
}

extension FeatureScale {
  @inline(__always)
  package func scaled(_ value: Double) -> Double {
    switch self {
    case .plain: value
    case .logarithm: value < 0 ? -log1p(-value) : log1p(value)
    }
  }

  /// The value that ``scaled(_:)`` makes this of.
  func unscaled(_ value: Double) -> Double {
    switch self {
    case .plain: value
    case .logarithm: value < 0 ? -expm1(-value) : expm1(value)
    }
  }
}

/// The columns that a model can be made of.
struct ColumnChoice {
  /// Without those that say nothing new.
  private(set) var kept: [ModelColumn] = []
  private(set) var warnings: [PropensityWarning] = []

  /// Columns one after the other: one that is constant, or that follows from those before, is left
  /// out, as R's `glm` does.
  ///
  /// - Complexity: O(rows × columns²).
  init(of columns: [ModelColumn], rowCount: Int, threads: Int) {
    var varied: [ModelColumn] = []
    for column in columns {
      if column.deviation == 0 {
        warnings.append(.constant(column: column.name))
      } else {
        varied.append(column)
      }
    }
    let correlations = Self.correlations(of: varied, rowCount: rowCount, threads: threads)
    var places: [Int] = []
    for place in varied.indices {
      let others = places.map { correlations[place * varied.count + $0] }
      let weights = Self.factor(correlations, varied.count, places)?.solve(others) ?? []
      let explained = zip(weights, others).reduce(0) { $0 + $1.0 * $1.1 }
      if explained < 1 - Self.leastOwnShare {
        places.append(place)
      } else {
        let sources = zip(places, weights).filter { $0.1.magnitude > 1e-6 }
        warnings.append(
          .collinear(column: varied[place].name, with: sources.map { varied[$0.0].name }))
      }
    }
    kept = places.map { varied[$0] }
    guard let inverse = Self.factor(correlations, varied.count, places)?.inverse else { return }
    for (index, place) in places.enumerated() {
      let inflation = inverse[index * places.count + index]
      if inflation > Self.highInflation {
        warnings.append(.nearlyCollinear(column: varied[place].name, inflation: inflation))
      }
    }
  }

  /// The share of a column's variance that other columns must leave open.
  private static let leastOwnShare = 1e-9
  /// Above this, 99 % of a column's variance is that of others.
  private static let highInflation = 100.0

  private static func factor(
    _ matrix: [Double], _ size: Int, _ places: [Int]
  ) -> CholeskyFactor? {
    CholeskyFactor(
      of: places.flatMap { row in places.map { matrix[row * size + $0] } }, size: places.count)
  }

  private static func correlations(
    of columns: [ModelColumn], rowCount: Int, threads: Int
  ) -> [Double] {
    let blocks = DenseBlocks.standardised(columns, rowCount: rowCount, threads: threads)
    var sums = blocks.gram(threads: threads)
    let count = columns.count
    for row in 0..<count {
      for column in 0...row {
        let value = sums[row * count + column] / Double(max(1, rowCount))
        sums[row * count + column] = value
        sums[column * count + row] = value
      }
    }
    return sums
  }
}

extension DenseBlocks {
  /// Standardised values, behind a column of ones where an intercept is wanted.
  static func standardised(
    _ columns: [ModelColumn], rowCount: Int, withOnes: Bool = false, threads: Int
  ) -> DenseBlocks {
    DenseBlocks(
      rowCount: rowCount, columnCount: columns.count + (withOnes ? 1 : 0), threads: threads
    ) { rows, values in
      if withOnes { for _ in rows { values.append(1) } }
      for column in columns { for row in rows { values.append(column.standardised(row)) } }
    }
  }
}

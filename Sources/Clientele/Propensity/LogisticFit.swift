import ClienteleKernels
import Glibc

/// The coefficients that make outcomes likeliest, less a penalty on their squares.
///
/// Maximises `Σ ln P(outcome) − ½·penalty·Σ β²`, the intercept not penalised, by Newton's method
/// with halved steps where a whole one would lead down. The function is concave: what is found is
/// the optimum, or that there is none.
///
/// Source: Albert and Anderson (1984) for when there is none.
struct LogisticFit {
  /// The first is the intercept.
  let coefficients: [Double]
  /// The inverse of the information with the penalty, row by row.
  let covariance: [Double]
  let logLikelihood: Double
  let iterationCount: Int

  enum Failure: Error {
    /// Along this direction the likelihood grows for ever.
    case separated(direction: [Double])
    case notConverged(iterations: Int)
  }

  private static let iterationLimit = 100
  /// Before this many steps no direction is asked whether it leads to infinity.
  private static let patientIterationCount = 8

  /// - Parameters:
  ///   - columns: A column of ones, then standardised columns that do not follow from each other.
  ///   - outcomes: 0 and 1, both of them.
  /// - Complexity: O(rows × columns²) a step; about six steps.
  init(
    _ columns: DenseBlocks, outcomes: [UInt8], penalty: Double, threads: Int
  ) throws(Failure) {
    let size = columns.columnCount
    func penalised(_ sums: LogisticSums, _ coefficients: [Double]) -> Double {
      sums.logLikelihood - penalty / 2 * coefficients.dropFirst().reduce(0) { $0 + $1 * $1 }
    }
    let buyers = outcomes.reduce(0) { $0 + Double($1) }
    var current = [Double](repeating: 0, count: size)
    current[0] = log(buyers / (Double(outcomes.count) - buyers))
    var sums = LogisticSums(of: columns, outcomes: outcomes, at: current, threads: threads)
    var lastStep: [Double] = []
    for iteration in 1...Self.iterationLimit {
      guard let factor = Self.factor(sums, size, penalty) else {
        // Where all is foreseen, nothing more can be learnt: the usual end of a separated fit.
        if penalty == 0, !lastStep.isEmpty,
          Self.separates(lastStep, columns, outcomes, threads: threads)
        {
          throw .separated(direction: lastStep)
        }
        throw .notConverged(iterations: iteration)
      }
      var slope = sums.gradient
      for place in 1..<max(1, size) { slope[place] -= penalty * current[place] }
      let step = factor.solve(slope)
      lastStep = step
      let gain = zip(step, slope).reduce(0) { $0 + $1.0 * $1.1 }
      if penalty == 0, iteration >= Self.patientIterationCount,
        Self.separates(step, columns, outcomes, threads: threads)
      {
        throw .separated(direction: step)
      }
      let before = penalised(sums, current)
      let slack = before.magnitude * 1e-13
      var share = 1.0
      var next = current
      while true {
        next = zip(current, step).map { $0 + share * $1 }
        sums = LogisticSums(of: columns, outcomes: outcomes, at: next, threads: threads)
        if penalised(sums, next) >= before - slack { break }
        share /= 2
        guard share > 1e-10 else { throw .notConverged(iterations: iteration) }
      }
      current = next
      // What is left after a step is of the order of the square of the step, in standard errors.
      guard share == 1, gain <= 1e-12, let last = Self.factor(sums, size, penalty) else {
        continue
      }
      (coefficients, covariance) = (current, last.inverse)
      logLikelihood = sums.logLikelihood
      iterationCount = iteration
      return
    }
    throw .notConverged(iterations: Self.iterationLimit)
  }

  private static func factor(
    _ sums: LogisticSums, _ size: Int, _ penalty: Double
  ) -> CholeskyFactor? {
    var matrix = sums.information
    for place in 1..<max(1, size) { matrix[place * size + place] += penalty }
    return CholeskyFactor(of: matrix, size: size)
  }

  /// Whether a direction raises the odds of no outcome that did not happen, and lowers those of
  /// none that did, to a millionth of the largest change: then following it for ever raises the
  /// likelihood for ever.
  private static func separates(
    _ direction: [Double], _ columns: DenseBlocks, _ outcomes: [UInt8], threads: Int
  ) -> Bool {
    let bounds = mapTasks(columns.blockCount, threads: threads) { block in
      let rows = columns.rows(ofBlock: block)
      var changes = [Double](repeating: 0, count: rows.count)
      let values = columns.blocks[block]
      var span = changes.mutableSpan
      plainMultiply(
        values.span, rowCount: rows.count, by: direction.span, into: &span)
      var (low, high) = (Double.infinity, -Double.infinity)
      for (place, row) in rows.enumerated() {
        let right = outcomes[row] != 0 ? changes[place] : -changes[place]
        (low, high) = (min(low, right), max(high, right))
      }
      return (low: low, high: high)
    }
    let low = bounds.reduce(Double.infinity) { min($0, $1.low) }
    let high = bounds.reduce(-Double.infinity) { max($0, $1.high) }
    return high > 0 && low >= -1e-6 * high
  }
}

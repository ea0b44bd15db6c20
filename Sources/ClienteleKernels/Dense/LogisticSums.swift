import Glibc

/// What Newton's method needs to know of a logistic regression at one vector of coefficients: the
/// log-likelihood, its gradient, and the information matrix `Xᵀ·diag(p(1−p))·X`.
///
/// The products are BLAS's (`dgemv`, `dsyrk`), block by block: for 200,000 rows of 11 columns
/// 7.0 ms of processor time against 9.0 in plain arithmetic, of 64 columns 33 against 133. Blocks
/// are added in stripes of fixed extent. The same rows give the same bits on one machine for any
/// number of threads; another processor's BLAS may differ in the last bits.
package struct LogisticSums: Sendable {
  package private(set) var logLikelihood = 0.0
  /// `[columnCount]`
  package private(set) var gradient: [Double]
  /// `[columnCount × columnCount]` row by row, symmetric.
  package private(set) var information: [Double]

  /// Who multiplies.
  package enum Arithmetic: Sendable { case blas, plain }

  private init(columnCount: Int) {
    gradient = Array(repeating: 0, count: columnCount)
    information = Array(repeating: 0, count: columnCount * columnCount)
  }

  /// - Parameters:
  ///   - columns: The rows, with a column of ones where an intercept is wanted.
  ///   - outcomes: 1 where it happened, else 0: `[rowCount]`.
  ///   - coefficients: `[columnCount]`.
  package init(
    of columns: DenseBlocks, outcomes: [UInt8], at coefficients: [Double], threads: Int,
    arithmetic: Arithmetic = .blas
  ) {
    precondition(outcomes.count == columns.rowCount)
    precondition(coefficients.count == columns.columnCount)
    self.init(columnCount: columns.columnCount)
    let stripes = DenseBlocks.stripes(of: columns.blockCount)
    let parts = OneThreadedBLAS.perform {
      mapTasks(stripes.count, threads: threads) { stripe in
        var sums = LogisticSums(columnCount: coefficients.count)
        var work = Work()
        for block in stripes[stripe] {
          let values = columns.blocks[block]
          work.makeRoom(columns.rows(ofBlock: block).count, coefficients.count)
          sums.add(
            values.span, outcomes.span.extracting(columns.rows(ofBlock: block)),
            coefficients.span, arithmetic, &work.values, &work.weights, &work.weighted)
        }
        return sums
      }
    }
    for part in parts { add(part) }
    let count = coefficients.count
    for row in 0..<count {
      for column in 0..<row {
        information[column * count + row] = information[row * count + column]
      }
    }
  }

  /// What one stripe needs besides its sums.
  private struct Work {
    /// Log odds, then what was not foreseen: outcome − probability.
    var values: [Double] = []
    var weights: [Double] = []
    var weighted: [Double] = []

    mutating func makeRoom(_ rowCount: Int, _ columnCount: Int) {
      guard values.count != rowCount else { return }
      values = Array(repeating: 0, count: rowCount)
      weights = Array(repeating: 0, count: rowCount)
      weighted = Array(repeating: 0, count: rowCount * columnCount)
    }
  }

  private mutating func add(
    _ block: Span<Double>, _ outcomes: Span<UInt8>, _ coefficients: Span<Double>,
    _ arithmetic: Arithmetic, _ surprises: inout [Double], _ roots: inout [Double],
    _ products: inout [Double]
  ) {
    let (rowCount, columnCount) = (outcomes.count, coefficients.count)
    var values = surprises.mutableSpan
    switch arithmetic {
    case .blas: multiply(block, rowCount: rowCount, by: coefficients, into: &values)
    case .plain: plainMultiply(block, rowCount: rowCount, by: coefficients, into: &values)
    }
    var weights = roots.mutableSpan
    for row in 0..<rowCount {
      let happened = outcomes[row] != 0
      // e^−|x| stays below 1, so that nothing overflows.
      let odds = values[row]
      let small = exp(-odds.magnitude)
      let likely = 1 / (1 + small)
      let unlikely = small / (1 + small)
      let isExpected = (odds >= 0) == happened
      logLikelihood -= log1p(small) + (isExpected ? 0 : odds.magnitude)
      let surprise = isExpected ? unlikely : likely
      values[row] = happened ? surprise : -surprise
      weights[row] = (likely * unlikely).squareRoot()
    }
    var weighted = products.mutableSpan
    for column in 0..<columnCount {
      let start = column * rowCount
      for row in 0..<rowCount { weighted[start + row] = block[start + row] * weights[row] }
    }
    addProducts(block, surprises.span, products.span, arithmetic)
  }

  private mutating func addProducts(
    _ block: Span<Double>, _ surprises: Span<Double>, _ weighted: Span<Double>,
    _ arithmetic: Arithmetic
  ) {
    let (rowCount, columnCount) = (surprises.count, gradient.count)
    switch arithmetic {
    case .blas:
      var slope = gradient.mutableSpan
      addTransposed(block, by: surprises, to: &slope)
      var curve = information.mutableSpan
      addGram(of: weighted, rowCount: rowCount, columnCount: columnCount, to: &curve)
    case .plain:
      for column in 0..<columnCount {
        let values = block.extracting(column * rowCount..<(column + 1) * rowCount)
        gradient[column] += dot(values, surprises)
        let left = weighted.extracting(column * rowCount..<(column + 1) * rowCount)
        for other in 0...column {
          let right = weighted.extracting(other * rowCount..<(other + 1) * rowCount)
          information[column * columnCount + other] += dot(left, right)
        }
      }
    }
  }

  private mutating func add(_ other: LogisticSums) {
    logLikelihood += other.logLikelihood
    for index in gradient.indices { gradient[index] += other.gradient[index] }
    for index in information.indices { information[index] += other.information[index] }
  }
}

/// `result = block · vector`, each row's products added in the order of the columns: rows that are
/// equal have equal results, wherever in a block they stand.
@_lifetime(result: copy result)
package func plainMultiply(
  _ block: Span<Double>, rowCount: Int, by vector: Span<Double>,
  into result: inout MutableSpan<Double>
) {
  precondition(block.count == rowCount * vector.count && result.count == rowCount)
  for row in 0..<rowCount { result[row] = 0 }
  for column in vector.indices {
    let (start, factor) = (column * rowCount, vector[column])
    for row in 0..<rowCount { result[row] += block[start + row] * factor }
  }
}

/// Σ leftᵢ · rightᵢ, in eight sums that are joined at the end.
private func dot(_ left: Span<Double>, _ right: Span<Double>) -> Double {
  precondition(left.count == right.count)
  var sums = SIMD8<Double>(repeating: 0)
  var index = 0
  while index + 8 <= left.count {
    var (a, b) = (SIMD8<Double>(), SIMD8<Double>())
    for lane in 0..<8 {
      a[lane] = left[index + lane]
      b[lane] = right[index + lane]
    }
    sums += a * b
    index += 8
  }
  var sum = sums.sum()
  while index < left.count {
    sum += left[index] * right[index]
    index += 1
  }
  return sum
}

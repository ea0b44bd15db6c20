/// A symmetric positive definite matrix as `L·Lᵀ`.
///
/// Ours and not LAPACK's: models have a dozen columns, for which the call costs more than the work,
/// and so the same sums give the same factor everywhere.
struct CholeskyFactor {
  let size: Int
  /// Row by row; nothing above the diagonal.
  private var lower: [Double]

  /// - Parameter elements: `[size × size]` row by row; only what is on and below the diagonal
  ///   counts.
  /// - Returns: `nil` when the matrix is not positive definite, but for rounding.
  /// - Complexity: O(size³).
  init?(of elements: [Double], size: Int) {
    precondition(elements.count == size * size)
    self.size = size
    lower = elements
    for row in 0..<size {
      for column in 0...row {
        var sum = elements[row * size + column]
        for place in 0..<column { sum -= lower[row * size + place] * lower[column * size + place] }
        if row > column {
          lower[row * size + column] = sum / lower[column * size + column]
        } else {
          // A NaN fails as well.
          guard sum > elements[row * size + row].magnitude * 1e-14 else { return nil }
          lower[row * size + row] = sum.squareRoot()
        }
      }
    }
  }

  /// The solution of `L·Lᵀ·x = vector`.
  func solve(_ vector: [Double]) -> [Double] {
    var solution = vector
    for row in 0..<size {
      for place in 0..<row { solution[row] -= lower[row * size + place] * solution[place] }
      solution[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for place in row + 1..<max(size, row + 1) {
        solution[row] -= lower[place * size + row] * solution[place]
      }
      solution[row] /= lower[row * size + row]
    }
    return solution
  }

  /// Row by row, symmetric.
  var inverse: [Double] {
    var inverse = [Double](repeating: 0, count: size * size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      let solution = solve(unit)
      for row in column..<size {
        inverse[row * size + column] = solution[row]
        inverse[column * size + row] = solution[row]
      }
    }
    return inverse
  }
}

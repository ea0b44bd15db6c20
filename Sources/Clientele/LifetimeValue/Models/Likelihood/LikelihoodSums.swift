/// A log-likelihood with its gradient and Hessian, by at most four parameters.
struct LikelihoodSums: Sendable {
  var value = 0.0
  var gradient = SIMD4<Double>(repeating: 0)
  /// Row by row; symmetric.
  var hessian = Rows()

  /// Four rows of a 4 × 4 matrix.
  struct Rows: Sendable {
    var r0 = SIMD4<Double>(repeating: 0)
    var r1 = SIMD4<Double>(repeating: 0)
    var r2 = SIMD4<Double>(repeating: 0)
    var r3 = SIMD4<Double>(repeating: 0)

    /// Adds `factor` · v · vᵀ.
    @inline(__always)
    mutating func addSquare(of v: SIMD4<Double>, times factor: Double) {
      let scaled = v * factor
      r0 += scaled * v[0]
      r1 += scaled * v[1]
      r2 += scaled * v[2]
      r3 += scaled * v[3]
    }

    @inline(__always)
    static func += (left: inout Rows, right: Rows) {
      left.r0 += right.r0
      left.r1 += right.r1
      left.r2 += right.r2
      left.r3 += right.r3
    }

    subscript(row: Int, column: Int) -> Double {
      [r0, r1, r2, r3][row][column]
    }

    /// Sets an element and its mirror image.
    mutating func set(_ row: Int, _ column: Int, _ element: Double) {
      for (row, column) in [(row, column), (column, row)] {
        switch row {
        case 0: r0[column] = element
        case 1: r1[column] = element
        case 2: r2[column] = element
        default: r3[column] = element
        }
      }
    }
  }

  /// Adds `weight` times another sum.
  mutating func add(_ other: LikelihoodSums, times weight: Double) {
    value += weight * other.value
    gradient += weight * other.gradient
    hessian.r0 += weight * other.hessian.r0
    hessian.r1 += weight * other.hessian.r1
    hessian.r2 += weight * other.hessian.r2
    hessian.r3 += weight * other.hessian.r3
  }

  var isFinite: Bool {
    value.isFinite && gradient.sum().isFinite
      && (hessian.r0 + hessian.r1 + hessian.r2 + hessian.r3).sum().isFinite
  }

  @inline(__always)
  static func += (left: inout LikelihoodSums, right: LikelihoodSums) {
    left.value += right.value
    left.gradient += right.gradient
    left.hessian += right.hessian
  }

  /// The same by the logarithms of the parameters, of which there are `parameters.count`.
  func byLogarithms(of parameters: [Double]) -> Landscape {
    let count = parameters.count
    var hessianByLogs = SymmetricMatrix(zero: count)
    for row in 0..<count {
      for column in 0...row {
        hessianByLogs[row, column] = hessian[row, column] * parameters[row] * parameters[column]
      }
      hessianByLogs[row, row] += gradient[row] * parameters[row]
    }
    return Landscape(
      value: value, gradient: (0..<count).map { gradient[$0] * parameters[$0] },
      hessian: hessianByLogs)
  }
}

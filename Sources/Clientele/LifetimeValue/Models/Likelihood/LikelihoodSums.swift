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

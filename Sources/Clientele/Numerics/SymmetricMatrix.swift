/// A small dense symmetric matrix: Hessians and covariances.
package struct SymmetricMatrix: Hashable, Sendable {
  package let size: Int
  private var elements: [Double]

  package init(zero size: Int) {
    self.size = size
    elements = Array(repeating: 0, count: size * size)
  }

  package init(diagonal: [Double]) {
    self.init(zero: diagonal.count)
    for index in diagonal.indices { self[index, index] = diagonal[index] }
  }

  /// Setting an element sets its mirror image as well.
  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set {
      elements[row * size + column] = newValue
      elements[column * size + row] = newValue
    }
  }

  package var rows: [[Double]] { (0..<size).map { row in (0..<size).map { self[row, $0] } } }

  static func += (left: inout SymmetricMatrix, right: SymmetricMatrix) {
    for index in left.elements.indices { left.elements[index] += right.elements[index] }
  }

  func scaled(by factor: Double) -> SymmetricMatrix {
    var scaled = self
    for index in elements.indices { scaled.elements[index] *= factor }
    return scaled
  }

  /// M · v.
  package func times(_ vector: [Double]) -> [Double] {
    (0..<size).map { row in
      (0..<size).reduce(0) { $0 + self[row, $1] * vector[$1] }
    }
  }

  /// vᵀ · M · v.
  func quadraticForm(_ vector: [Double]) -> Double {
    zip(vector, times(vector)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// J · M · Jᵀ for a matrix J of rows as long as this matrix.
  func transformed(by jacobian: [[Double]]) -> SymmetricMatrix {
    let images = jacobian.map(times)
    var result = SymmetricMatrix(zero: jacobian.count)
    for row in jacobian.indices {
      for column in 0...row {
        result[row, column] = zip(jacobian[row], images[column]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    return result
  }

  /// The matrix of some rows and the same columns.
  func restricted(to places: [Int]) -> SymmetricMatrix {
    var part = SymmetricMatrix(zero: places.count)
    for (row, place) in places.enumerated() {
      for column in 0...row { part[row, column] = self[place, places[column]] }
    }
    return part
  }

  /// Eigenvalues, ascending, and their vectors.
  ///
  /// Source: Jacobi's method, Golub and Van Loan (2013), 8.5.
  /// - Complexity: O(size³) for each of a few sweeps.
  package var eigensystem: (values: [Double], vectors: [[Double]]) {
    var matrix = self
    var vectors = SymmetricMatrix.identity(size)
    for _ in 0..<60 {
      var off = 0.0
      var all = 0.0
      for row in 0..<size {
        for column in 0..<size {
          let square = matrix[row, column] * matrix[row, column]
          all += square
          if row != column { off += square }
        }
      }
      if off <= all * 1e-34 { break }
      for row in 0..<size {
        for column in 0..<row { matrix.rotate(row, column, &vectors) }
      }
    }
    let order = (0..<size).sorted { matrix[$0, $0] < matrix[$1, $1] }
    return (order.map { matrix[$0, $0] }, order.map { vectors[$0] })
  }

  private static func identity(_ size: Int) -> [[Double]] {
    (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
  }

  /// Turns in the plane of two axes so that their common element becomes 0; `vectors` has one
  /// vector a row.
  private mutating func rotate(_ p: Int, _ q: Int, _ vectors: inout [[Double]]) {
    let common = self[p, q]
    guard common != 0 else { return }
    let cotangent = (self[q, q] - self[p, p]) / (2 * common)
    let tangent =
      (cotangent < 0 ? -1 : 1) / (cotangent.magnitude + (1 + cotangent * cotangent).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    let (first, second) = (self[p, p] - tangent * common, self[q, q] + tangent * common)
    for other in 0..<size where other != p && other != q {
      let (left, right) = (self[p, other], self[q, other])
      self[p, other] = cosine * left - sine * right
      self[q, other] = sine * left + cosine * right
    }
    self[p, p] = first
    self[q, q] = second
    self[p, q] = 0
    for place in 0..<size {
      let (left, right) = (vectors[p][place], vectors[q][place])
      vectors[p][place] = cosine * left - sine * right
      vectors[q][place] = sine * left + cosine * right
    }
  }

  /// The inverse; `nil` unless every eigenvalue is above `threshold` times the largest.
  package func inverse(threshold: Double = 1e-14) -> SymmetricMatrix? {
    let (values, vectors) = eigensystem
    guard let largest = values.last, largest > 0, largest < .infinity,
      let smallest = values.first, smallest > threshold * largest
    else { return nil }
    var result = SymmetricMatrix(zero: size)
    for row in 0..<size {
      for column in 0...row {
        result[row, column] = zip(values, vectors).reduce(0) {
          $0 + $1.1[row] * $1.1[column] / $1.0
        }
      }
    }
    return result
  }
}

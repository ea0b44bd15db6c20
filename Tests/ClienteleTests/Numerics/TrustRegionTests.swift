import Clientele
import Testing

@Suite struct TrustRegionTests {
  @Test func `Rosenbrock's valley is followed to its end`() throws {
    let outcome = try #require(
      TrustRegion(bounds: [-10...10, -10...10]).minimum(from: [-1.2, 1]) { place in
        let (x, y) = (place[0], place[1])
        var hessian = SymmetricMatrix(zero: 2)
        hessian[0, 0] = 1200 * x * x - 400 * y + 2
        hessian[0, 1] = -400 * x
        hessian[1, 1] = 200
        return Landscape(
          value: 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x),
          gradient: [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)], hessian: hessian)
      })
    #expect(outcome.ending == .minimum)
    for coordinate in outcome.place { expectClose(coordinate, 1, within: 1e-9) }
  }

  /// x⁴ − x² + y²: a saddle at 0 and minima at ±√½.
  private static func saddle(_ place: [Double]) -> Landscape {
    let (x, y) = (place[0], place[1])
    var hessian = SymmetricMatrix(zero: 2)
    hessian[0, 0] = 12 * x * x - 2
    hessian[1, 1] = 2
    return Landscape(
      value: x * x * x * x - x * x + y * y, gradient: [4 * x * x * x - 2 * x, 2 * y],
      hessian: hessian)
  }

  @Test func `a saddle is left, even from its very point`() throws {
    let region = TrustRegion(bounds: [-3...3, -3...3])
    for start in [[0.0, 0.0], [0, 1], [1e-9, -2]] {
      let outcome = try #require(region.minimum(from: start, of: Self.saddle))
      #expect(outcome.ending == .minimum)
      expectClose(outcome.place[0].magnitude, 0.5.squareRoot(), within: 1e-9)
      expectClose(outcome.place[1], 0, within: 1e-9, scale: 1)
    }
  }

  @Test func `a variable that wants beyond its bound stays there, and that is said`() throws {
    let region = TrustRegion(bounds: [1...3, -3...3])
    let outcome = try #require(region.minimum(from: [2, 1], of: Self.saddle))
    #expect(outcome.ending == .atBounds([0]))
    #expect(outcome.place[0] == 1)
    expectClose(outcome.place[1], 0, within: 1e-9, scale: 1)
  }

  @Test func `a variable on which nothing depends does no harm`() throws {
    let outcome = try #require(
      TrustRegion(bounds: [-9...9, -9...9]).minimum(from: [4, 2]) { place in
        var hessian = SymmetricMatrix(zero: 2)
        hessian[0, 0] = 2
        return Landscape(
          value: (place[0] - 1) * (place[0] - 1), gradient: [2 * (place[0] - 1), 0],
          hessian: hessian)
      })
    #expect(outcome.ending == .minimum)
    expectClose(outcome.place[0], 1, within: 1e-9)
  }

  @Test func `a function without a value at the start has no minimum`() {
    let outcome = TrustRegion(bounds: [-1...1]).minimum(from: [0]) { _ in
      Landscape(value: .nan, gradient: [0], hessian: SymmetricMatrix(zero: 1))
    }
    #expect(outcome == nil)
  }

  @Test func `eigenvectors and inverse multiply back to the matrix and to one`() throws {
    var matrix = SymmetricMatrix(zero: 5)
    for row in 0..<5 {
      for column in 0...row { matrix[row, column] = 1 / Double(row + column + 1) }
    }
    let (values, vectors) = matrix.eigensystem
    // The smallest and largest eigenvalue of Hilbert's matrix of size 5.
    expectClose(values[0], 3.287928772171574e-6, within: 1e-9)
    expectClose(values[4], 1.567050691098231, within: 1e-14)
    for (value, vector) in zip(values, vectors) {
      for (image, coordinate) in zip(matrix.times(vector), vector) {
        expectClose(image, value * coordinate, within: 1e-13, scale: 1)
      }
    }
    let inverse = try #require(matrix.inverse())
    for row in 0..<5 {
      let product = matrix.times(inverse.rows[row])
      for column in 0..<5 {
        expectClose(product[column], row == column ? 1 : 0, within: 1e-9, scale: 1)
      }
    }
    #expect(SymmetricMatrix(diagonal: [1, 0, 2]).inverse() == nil)
    #expect(SymmetricMatrix(diagonal: [1, -1]).inverse() == nil)
  }
}

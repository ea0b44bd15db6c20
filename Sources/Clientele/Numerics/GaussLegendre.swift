import Glibc

/// Sixteen places and weights by which an integral over −1 … 1 becomes a sum: exact for polynomials
/// up to degree 31.
///
/// Source: Press et al. (2007), "Numerical Recipes", 4.6.1: Newton's method on the Legendre
/// polynomial.
struct GaussLegendre: Sendable {
  static let sixteen = GaussLegendre(count: 16)

  private let places: [Double]
  private let weights: [Double]

  private init(count: Int) {
    var places: [Double] = []
    var weights: [Double] = []
    for index in 0..<count {
      var x = cos(Double.pi * (Double(index) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<50 {
        var (last, value) = (0.0, 1.0)
        for degree in 1...count {
          let d = Double(degree)
          (last, value) = (value, ((2 * d - 1) * x * value - (d - 1) * last) / d)
        }
        slope = Double(count) * (x * value - last) / (x * x - 1)
        let step = value / slope
        x -= step
        if step.magnitude < 1e-16 { break }
      }
      places.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    self.places = places
    self.weights = weights
  }

  /// Calls `body` with the places in a stretch and their weights.
  @inline(__always)
  func forEachPlace(
    from start: Double, length: Double, _ body: (_ place: Double, _ weight: Double) -> Void
  ) {
    let half = length * 0.5
    for index in places.indices {
      body(start + half * (1 + places[index]), half * weights[index])
    }
  }

  /// The integral of a function over a stretch.
  @inline(__always)
  func integral(from start: Double, length: Double, of function: (Double) -> Double) -> Double {
    var sum = 0.0
    forEachPlace(from: start, length: length) { sum += $1 * function($0) }
    return sum
  }
}

/// A function of several variables near one place: what it is worth there, how steep and how
/// curved.
package struct Landscape: Sendable {
  package var value: Double
  package var gradient: [Double]
  package var hessian: SymmetricMatrix

  package init(value: Double, gradient: [Double], hessian: SymmetricMatrix) {
    self.value = value
    self.gradient = gradient
    self.hessian = hessian
  }

  var isFinite: Bool {
    value.isFinite && gradient.allSatisfy(\.isFinite)
      && hessian.rows.allSatisfy { $0.allSatisfy(\.isFinite) }
  }
}

/// The lowest place of a smooth function within bounds, by Newton's method in a trust region.
///
/// Each step goes to the lowest place of the quadratic model within a radius, solved exactly from
/// the eigenvalues of the Hessian: so it leaves saddles and ridges, where Newton's own step would
/// climb. The radius grows where the model is right. A variable that wants beyond its bound stays
/// at it, and that is said.
///
/// Source: Moré and Sorensen (1983), "Computing a trust region step".
package struct TrustRegion {
  /// How the search ended.
  package enum Ending: Hashable, Sendable {
    /// The gradient vanishes and the function curves upwards in every direction.
    case minimum
    /// Some variables stay at their bounds, and the others are at a minimum.
    case atBounds([Int])
    /// The search came to no end.
    case exhausted
  }

  package struct Outcome: Sendable {
    package var place: [Double]
    package var landscape: Landscape
    package var ending: Ending
    package var stepCount: Int
  }

  let bounds: [ClosedRange<Double>]
  private let longestRadius = 6.0
  private let mostSteps = 300

  package init(bounds: [ClosedRange<Double>]) { self.bounds = bounds }

  /// - Returns: `nil` when the function has no finite value at the start.
  package func minimum(
    from start: [Double], of function: ([Double]) -> Landscape
  ) -> Outcome? {
    var place = clamped(start)
    var current = function(place)
    guard current.isFinite else { return nil }
    var radius = 1.0
    for stepCount in 0..<mostSteps {
      let free = freeVariables(at: place, current.gradient)
      let model = QuadraticModel(current, free)
      if model.promise <= 1e-10 + 1e-14 * current.value.magnitude {
        polish(&place, &current, free, by: function)
        return Outcome(
          place: place, landscape: current, ending: ending(place, free), stepCount: stepCount)
      }
      let trial = clamped(zip(place, model.step(within: radius)).map { $0 + $1 })
      let taken = zip(trial, place).map { $0 - $1 }
      let expected = current.expectedFall(along: taken)
      let next = function(trial)
      let fall = next.isFinite ? current.value - next.value : -.infinity
      let length = taken.reduce(0) { $0 + $1 * $1 }.squareRoot()
      // Falls smaller than what rounding makes of the value cannot be seen: then the slope decides.
      let isInvisible = expected <= 1e-12 * current.value.magnitude
      let isBetter =
        isInvisible
        ? next.isFinite
          && QuadraticModel(next, free).promise < model.promise
        : fall > 1e-4 * expected
      if isInvisible && !isBetter {
        return Outcome(
          place: place, landscape: current, ending: ending(place, free), stepCount: stepCount)
      }
      if !isBetter || fall < 0.25 * expected && !isInvisible {
        radius = 0.25 * length
      } else if fall > 0.75 * expected && length > 0.9 * radius {
        radius = min(2 * radius, longestRadius)
      }
      if isBetter { (place, current) = (trial, next) }
      if radius < 1e-12 { break }
    }
    return Outcome(
      place: place, landscape: current, ending: .exhausted, stepCount: mostSteps)
  }

  /// One more of Newton's steps, which squares an error that is already small.
  private func polish(
    _ place: inout [Double], _ current: inout Landscape, _ free: [Int],
    by function: ([Double]) -> Landscape
  ) {
    let model = QuadraticModel(current, free)
    let trial = clamped(zip(place, model.step(within: 0.01)).map { $0 + $1 })
    let next = function(trial)
    if next.isFinite && QuadraticModel(next, free).promise < model.promise {
      (place, current) = (trial, next)
    }
  }

  private func clamped(_ place: [Double]) -> [Double] {
    zip(place, bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
  }

  /// Variables that do not press against a bound.
  private func freeVariables(at place: [Double], _ gradient: [Double]) -> [Int] {
    place.indices.filter { index in
      !(place[index] <= bounds[index].lowerBound && gradient[index] > 0)
        && !(place[index] >= bounds[index].upperBound && gradient[index] < 0)
    }
  }

  private func ending(_ place: [Double], _ free: [Int]) -> Ending {
    let fixed = place.indices.filter { !free.contains($0) }
    return fixed.isEmpty ? .minimum : .atBounds(fixed)
  }
}

extension Landscape {
  /// By how much the quadratic model falls along a step.
  fileprivate func expectedFall(along step: [Double]) -> Double {
    -(zip(gradient, step).reduce(0) { $0 + $1.0 * $1.1 } + 0.5 * hessian.quadraticForm(step))
  }
}

/// The quadratic model of a landscape in its free variables, in the axes of its curvature.
private struct QuadraticModel {
  private let size: Int
  private let free: [Int]
  private let curvatures: [Double]
  private let axes: [[Double]]
  /// The gradient along the axes.
  private let slopes: [Double]

  init(_ landscape: Landscape, _ free: [Int]) {
    size = landscape.gradient.count
    self.free = free
    (curvatures, axes) = landscape.hessian.restricted(to: free).eigensystem
    let gradient = free.map { landscape.gradient[$0] }
    slopes = axes.map { axis in zip(axis, gradient).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// By how much the lowest place of the model is lower; infinite when it has none.
  var promise: Double {
    let flat = 1e-13 * (curvatures.last?.magnitude ?? 0)
    return zip(curvatures, slopes).reduce(0) { sum, pair in
      if pair.0 > flat { return sum + 0.5 * pair.1 * pair.1 / pair.0 }
      // A variable on which nothing depends keeps nobody from an end.
      return pair.0 >= -flat && pair.1.magnitude < 1e-9 ? sum : .infinity
    }
  }

  /// The step to the model's lowest place within a radius.
  func step(within radius: Double) -> [Double] {
    guard let lowest = curvatures.first else { return Array(repeating: 0, count: size) }
    if lowest > 0 && length(shiftedBy: 0) <= radius { return step(shiftedBy: 0, extra: 0) }
    var low = max(0, -lowest)
    let slope = slopes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var high = low + slope / radius + 1e-300
    // The gradient may have no part along the axis that bends down most: then the shift stays at
    // its limit, and that axis makes up the length.
    let smallest = low + 1e-12 * max(low, curvatures.last!.magnitude, 1e-300)
    if length(shiftedBy: smallest) < radius {
      let missing = radius * radius - length(shiftedBy: smallest) * length(shiftedBy: smallest)
      return step(shiftedBy: smallest, extra: missing.squareRoot())
    }
    low = smallest
    for _ in 0..<200 where high - low > 1e-12 * high {
      let middle = 0.5 * (low + high)
      if length(shiftedBy: middle) > radius { low = middle } else { high = middle }
    }
    return step(shiftedBy: high, extra: 0)
  }

  private func length(shiftedBy shift: Double) -> Double {
    zip(curvatures, slopes).reduce(0) { sum, pair in
      let part = pair.1 / (pair.0 + shift)
      return sum + part * part
    }.squareRoot()
  }

  private func step(shiftedBy shift: Double, extra: Double) -> [Double] {
    var step = Array(repeating: 0.0, count: size)
    for (index, axis) in axes.enumerated() {
      var part = -slopes[index] / (curvatures[index] + shift)
      if index == 0 { part += slopes[0] > 0 ? -extra : extra }
      for (place, variable) in free.enumerated() { step[variable] += part * axis[place] }
    }
    return step
  }
}

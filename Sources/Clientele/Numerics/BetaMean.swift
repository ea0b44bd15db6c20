import Glibc

/// The mean of g(p) when p has a beta distribution with parameters `a` and `b`.
///
/// The trapezoidal rule in ln(p ÷ (1 − p)): there the integrand is analytic in a strip around the
/// real line and falls to both sides, and for such functions the rule converges faster than any
/// power of its step. Both the mean and the weights are summed, so that no beta function is
/// needed, and everything is positive: nothing cancels. Far to the left, where p is next to
/// nothing, the rest is a geometric series; so `a` may be as small as it likes.
///
/// Source: Trefethen and Weideman (2014), "The exponentially convergent trapezoidal rule".
///
/// - Parameters:
///   - atZero: g(0), finite.
///   - steepness: How fast g falls from there: g(p) ÷ g(0) is 1 + O(p · steepness).
///   - function: g, not negative and not rising.
/// - Complexity: O(1): some 50 to 200 values of `function`.
package func betaMean(
  _ a: Double, _ b: Double, atZero: Double, steepness: Double, of function: (Double) -> Double
) -> Double {
  let deviation = ((a + b) / (a * b)).squareRoot()
  let step = min(0.25, 0.45 * deviation)
  let mode = log(a / b)
  let peak = logWeight(mode, a, b)
  var (sum, weights) = (0.0, 0.0)

  var place = mode
  while true {
    let weight = exp(logWeight(place, a, b) - peak)
    sum += weight * function(1 / (1 + exp(-place)))
    weights += weight
    if weight < 1e-18 * weights { break }
    if place > 37 {
      // From here on p is 1 to the last bit, and weights fall by the same factor.
      let rest = weight / expm1(b * step)
      sum += rest * function(1)
      weights += rest
      break
    }
    place += step
  }

  // Where the linear term alone is left of g and of (1 − p)^(a + b).
  let linearBelow = log(3e-9 / max(steepness, a + b, 1))
  place = mode - step
  while true {
    let share = logistic(place)
    let weight = exp(logWeight(place, a, b) - peak)
    let term = weight * function(share)
    sum += term
    weights += weight
    if weight < 1e-18 * weights * min(1, a * step) && term < 1e-18 * sum * min(1, a * step) {
      break
    }
    if place < linearBelow {
      let bare = exp(a * place - peak)
      let (constant, linear) = (1 / expm1(a * step), 1 / expm1((a + 1) * step))
      sum += bare * atZero * constant + (term - bare * atZero) * linear
      weights += bare * constant + (weight - bare) * linear
      break
    }
    place -= step
  }
  return sum / weights
}

/// ln (p^a (1 − p)^b) where `place` is ln (p ÷ (1 − p)).
@inline(__always)
private func logWeight(_ place: Double, _ a: Double, _ b: Double) -> Double {
  place > 0
    ? -b * place - (a + b) * log1p(exp(-place)) : a * place - (a + b) * log1p(exp(place))
}

import Glibc

/// ∫ e^(−ζv) (1 + v)^(−s) dv from 0 to `end`, which may be infinite: what a rate that fades is
/// worth when later is worth less.
///
/// Without an end it is e^ζ E_s(ζ), the generalised exponential integral, or ζ^(s−1) U(s, s, ζ) in
/// the notation of Fader and Hardie. All terms of the sums are positive: nothing cancels.
///
/// - Parameters:
///   - order: s, above 0.
///   - rate: ζ, not below 0.
///   - end: Above 0; infinite only if `rate` is above 0.
/// Source: Abramowitz and Stegun (1964), 5.1.22 for the continued fraction.
package func discountedDecay(order: Double, rate: Double, end: Double) -> Double {
  guard rate > 0 else {
    let length = log1p(end)
    return length * meanDecay((order - 1) * length)
  }
  if end == .infinity && (rate >= 0.5 || order >= 20) {
    return decayFraction(order: order, rate: rate)
  }
  // In y = ln(1 + v) the integrand is smooth, however far the end is. Stretches are so short that
  // it falls or rises by e⁵ at most, and end where nothing is left.
  let length = log1p(end)
  var (start, sum) = (0.0, 0.0)
  while start < length {
    let slope = (order - 1).magnitude + rate * exp(start)
    let step = min(1, 3 / slope, length - start)
    sum += GaussLegendre.sixteen.integral(from: start, length: step) { y in
      exp((1 - order) * y - rate * expm1(y))
    }
    start += step
    let exponent = (1 - order) * start - rate * expm1(start)
    // Beyond this place the integrand falls at least as fast as here.
    if exponent < -40 && rate * exp(start) > 1 - order { break }
  }
  return sum
}

/// e^ζ E_s(ζ) by its continued fraction.
private func decayFraction(order: Double, rate: Double) -> Double {
  // Lentz's method on 1 ÷ (ζ + s − 1·s ÷ (ζ + s + 2 − 2(s + 1) ÷ (ζ + s + 4 − …))).
  var denominator = rate + order
  var (c, d) = (Double.infinity, 1 / denominator)
  var value = d
  for step in 1...10_000 {
    let k = Double(step)
    let numerator = -k * (order + k - 1)
    denominator += 2
    d = 1 / (denominator + numerator * d)
    c = denominator + numerator / c
    value *= c * d
    if (c * d - 1).magnitude < 1e-16 { break }
  }
  return value
}

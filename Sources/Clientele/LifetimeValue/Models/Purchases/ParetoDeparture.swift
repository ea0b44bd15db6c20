import Glibc

/// Having left since the last purchase, in the Pareto/NBD model, added up over the time in which it
/// may have happened: for parameters where hypergeometric functions converge too slowly, which is
/// where `alpha` and `beta` differ by a factor of thousands.
///
///     left ÷ alive = s ∫ ((α + T) ÷ (α + u))^(r + x) ((β + T) ÷ (β + u))^s du ÷ (β + u)
///
/// from tₓ to T. In ln(u + the smaller of α and β) the integrand is smooth, whatever they are.
struct ParetoDeparture {
  /// ln (1 + left ÷ alive).
  let logOdds: Double
  /// Its derivatives by r, α, s and β.
  let slopes: SIMD4<Double>

  init(_ process: ParetoProcess, _ history: PurchaseHistory) {
    let (alpha, s, beta) = (process.alpha, process.s, process.beta)
    let n = process.r + Double(history.frequency)
    let (last, age) = (history.recency, history.age)
    let least = min(alpha, beta)
    let rise = n * log1p((age - last) / (alpha + last)) + s * log1p((age - last) / (beta + last))
    // Everything is counted from the last purchase, where the integrand is largest.
    var (sum, slopeSum) = (0.0, SIMD4<Double>(repeating: 0))
    let length = log1p((age - last) / (least + last))
    var start = 0.0
    while start < length {
      let since = (least + last) * expm1(start)
      let reach = least + last + since
      let slope = n * reach / (alpha + last + since) + (s + 1) * reach / (beta + last + since) + 1
      let step = min(1, 4 / slope, length - start)
      var largest = 0.0
      GaussLegendre.sixteen.forEachPlace(from: start, length: step) { place, weight in
        let since = (least + last) * expm1(place)
        let fall = n * log1p(since / (alpha + last)) + s * log1p(since / (beta + last))
        let time = beta + last + since
        let rest = age - last - since
        let term = weight * exp(-fall) * (least + last + since) / time
        largest = max(largest, term)
        sum += term
        let logToAlpha = log1p(rest / (alpha + last + since))
        let logToBeta = log1p(rest / time)
        slopeSum +=
          term
          * SIMD4(
            logToAlpha, -n * rest / ((alpha + age) * (alpha + last + since)),
            1 / s + logToBeta, -s * rest / ((beta + age) * time) - 1 / time)
      }
      start += step
      if largest < 1e-18 * sum { break }
    }
    let logRatio = rise + log(s * sum)
    logOdds = logOfSum(0, logRatio)
    slopes = slopeSum / sum * logistic(logRatio)
  }
}

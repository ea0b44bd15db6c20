import Glibc

/// Having left since the last purchase, in the Pareto/NBD model, added up over the time in which it
/// may have happened: for parameters where hypergeometric functions converge too slowly, which is
/// where `alpha` and `beta` differ by a factor of thousands.
///
///     left ÷ alive = s ∫ ((α + T) ÷ (α + u))^(r + x) ((β + T) ÷ (β + u))^s du ÷ (β + u)
///
/// from tₓ to T. In ln(u + the smaller of α and β) the integrand is smooth, whatever they are.
struct ParetoDeparture {
  /// ln (1 + left ÷ alive), with its derivatives by r, α, s and β.
  let sums: LikelihoodSums

  init(_ process: ParetoProcess, _ history: PurchaseHistory) {
    let (alpha, s, beta) = (process.alpha, process.s, process.beta)
    let n = process.r + Double(history.frequency)
    let (last, age) = (history.recency, history.age)
    let least = min(alpha, beta)
    let rise = n * log1p((age - last) / (alpha + last)) + s * log1p((age - last) / (beta + last))
    // Everything is counted from the last purchase, where the integrand is largest.
    var total = LikelihoodSums()
    let length = log1p((age - last) / (least + last))
    var start = 0.0
    while start < length {
      let since = (least + last) * expm1(start)
      let reach = least + last + since
      let slope =
        n * reach / (alpha + last + since) + (s + 1) * reach / (beta + last + since) + 1
      let step = min(1, 4 / slope, length - start)
      var largest = 0.0
      GaussLegendre.sixteen.forEachPlace(from: start, length: step) { place, weight in
        let since = (least + last) * expm1(place)
        let fall = n * log1p(since / (alpha + last)) + s * log1p(since / (beta + last))
        let term = weight * exp(-fall) * (least + last + since) / (beta + last + since)
        largest = max(largest, term)
        total.add(
          term, Self.slopes(process, n, age: age, time: last + since),
          Self.bends(process, n, age: age, time: last + since))
      }
      start += step
      if largest < 1e-18 * total.value { break }
    }
    sums = total.logOfOneMore(rise + log(s * total.value))
  }

  /// The derivatives of the logarithm of the integrand.
  private static func slopes(
    _ process: ParetoProcess, _ n: Double, age: Double, time: Double
  ) -> SIMD4<Double> {
    let (alpha, s, beta) = (process.alpha, process.s, process.beta)
    let rest = age - time
    return SIMD4(
      log1p(rest / (alpha + time)), -n * rest / ((alpha + age) * (alpha + time)),
      1 / s + log1p(rest / (beta + time)),
      -s * rest / ((beta + age) * (beta + time)) - 1 / (beta + time))
  }

  /// The second derivatives of the logarithm of the integrand.
  private static func bends(
    _ process: ParetoProcess, _ n: Double, age: Double, time: Double
  ) -> LikelihoodSums.Rows {
    let (alpha, s, beta) = (process.alpha, process.s, process.beta)
    let (alphaAge, alphaTime) = (1 / (alpha + age), 1 / (alpha + time))
    let (betaAge, betaTime) = (1 / (beta + age), 1 / (beta + time))
    var rows = LikelihoodSums.Rows()
    rows.r0 = SIMD4(0, alphaAge - alphaTime, 0, 0)
    rows.r1 = SIMD4(
      alphaAge - alphaTime, n * (alphaTime * alphaTime - alphaAge * alphaAge), 0, 0)
    rows.r2 = SIMD4(0, 0, -1 / (s * s), betaAge - betaTime)
    rows.r3 = SIMD4(
      0, 0, betaAge - betaTime, (s + 1) * betaTime * betaTime - s * betaAge * betaAge)
    return rows
  }
}

extension LikelihoodSums {
  /// Adds a term of an integral of which the logarithm's derivatives are given.
  fileprivate mutating func add(_ term: Double, _ slopes: SIMD4<Double>, _ bends: Rows) {
    value += term
    gradient += term * slopes
    hessian.addSquare(of: slopes, times: term)
    hessian.r0 += term * bends.r0
    hessian.r1 += term * bends.r1
    hessian.r2 += term * bends.r2
    hessian.r3 += term * bends.r3
  }

  /// ln (1 + e^logarithm), where these are sums of terms that e^logarithm is proportional to.
  fileprivate func logOfOneMore(_ logarithm: Double) -> LikelihoodSums {
    let share = logistic(logarithm)
    let slopes = gradient / value
    var result = LikelihoodSums()
    result.value = logOfSum(0, logarithm)
    result.gradient = share * slopes
    result.hessian.r0 = share / value * hessian.r0
    result.hessian.r1 = share / value * hessian.r1
    result.hessian.r2 = share / value * hessian.r2
    result.hessian.r3 = share / value * hessian.r3
    result.hessian.addSquare(of: slopes, times: -share * share)
    return result
  }
}

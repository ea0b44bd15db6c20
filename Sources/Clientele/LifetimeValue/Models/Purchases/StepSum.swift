import Glibc

/// Σ over m ≥ 1 of P(N ≥ mk − done) · P(staying after m − 1 purchases): the mean number of
/// purchases of a customer who buys after every k-th step and leaves with beta distributed
/// probability.
struct StepSum {
  let counts: NegativeBinomial
  /// k.
  let steps: Int
  /// Steps done already, fewer than k.
  let done: Int
  let a: Double
  let b: Double

  /// So many purchases are added up one by one; more, which takes horizons of thousands of
  /// purchases, are integrated.
  private static let longestSum = 256

  var value: Double {
    let most = purchasesThatMatter()
    let tails = counts.tails(upTo: most * steps - done)
    var (staying, sum) = (1.0, 0.0)
    for purchase in 1...most {
      sum += tails[purchase * steps - done] * staying
      staying *= (b + Double(purchase - 1)) / (a + b + Double(purchase - 1))
    }
    return most < Self.longestSum ? sum : sum + rest(after: most)
  }

  /// Where what follows is nothing to the first term.
  private func purchasesThatMatter() -> Int {
    let first = counts.tail(from: Double(steps - done))
    var most = 16
    while most < Self.longestSum, counts.tail(from: Double(most * steps - done)) > 1e-18 * first {
      most *= 2
    }
    return most
  }

  /// Σ over m > `last`, by Euler and Maclaurin's formula around the middles of the terms.
  private func rest(after last: Int) -> Double {
    let start = Double(last) + 0.5
    let slope = (term(start + 0.5) - term(start - 0.5))
    var sum = slope / 24
    var place = start
    while true {
      // Terms fall slowly in m and fast where the steps no longer suffice.
      let length = 0.25
      let part = GaussLegendre.sixteen.integral(from: log(place), length: length) { logPlace in
        let purchase = exp(logPlace)
        return term(purchase) * purchase
      }
      sum += part
      place *= exp(length)
      if part <= 1e-16 * sum { return sum }
    }
  }

  private func term(_ purchase: Double) -> Double {
    counts.tail(from: purchase * Double(steps) - Double(done))
      * exp(GammaFunctions.logRise(b, by: a) - GammaFunctions.logRise(b + purchase - 1, by: a))
  }
}

import Glibc

/// ln (Γ(a + n) ÷ Γ(a)) and its first two derivatives by `a`, for many whole `n` at once.
///
/// Customers share few different numbers of purchases, so a likelihood needs no gamma functions
/// for each of them: one table holds the sums Σ ln(a + i), Σ 1 ÷ (a + i) and −Σ 1 ÷ (a + i)² over
/// i < n, each continued from the one before.
package struct RisingFactorials: Sendable {
  package private(set) var logarithms: [Double] = []
  package private(set) var firsts: [Double] = []
  package private(set) var seconds: [Double] = []

  /// Longer stretches are bridged by asymptotic series instead of sums.
  private static let longestSum = 64

  /// - Parameters:
  ///   - a: Above 0.
  ///   - counts: Whole numbers from 0 on, ascending.
  /// - Complexity: O(counts + the largest, at most 64 for each count).
  package init(of a: Double, counts: [Int]) {
    logarithms.reserveCapacity(counts.count)
    firsts.reserveCapacity(counts.count)
    seconds.reserveCapacity(counts.count)
    var (reached, logarithm, first, second) = (0, 0.0, 0.0, 0.0)
    for count in counts {
      if count - reached > Self.longestSum {
        let (start, end) = (a + Double(reached), a + Double(count))
        logarithm += GammaFunctions.logRise(start, by: Double(count - reached))
        first += GammaFunctions.digamma(end) - GammaFunctions.digamma(start)
        second += GammaFunctions.trigamma(end) - GammaFunctions.trigamma(start)
      } else {
        for step in reached..<count {
          let factor = a + Double(step)
          logarithm += log(factor)
          first += 1 / factor
          second -= 1 / (factor * factor)
        }
      }
      reached = count
      logarithms.append(logarithm)
      firsts.append(first)
      seconds.append(second)
    }
  }
}

import Glibc

/// ln(e^left + e^right), without leaving the range of doubles.
@inline(__always)
func logOfSum(_ left: Double, _ right: Double) -> Double {
  let larger = max(left, right)
  guard larger > -.infinity else { return -.infinity }
  return larger + log1p(exp(min(left, right) - larger))
}

/// 1 ÷ (1 + e^−x).
@inline(__always)
func logistic(_ x: Double) -> Double {
  guard x < 0 else { return 1 / (1 + exp(-x)) }
  let small = exp(x)
  return small / (1 + small)
}

/// (1 − e^−x) ÷ x, which is 1 at 0: the mean of e^−y over 0 … x.
@inline(__always)
func meanDecay(_ x: Double) -> Double {
  x == 0 ? 1 : -expm1(-x) / x
}

/// A sum that keeps what each addition would lose.
///
/// Source: A. Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
/// Summen".
struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var lost = 0.0

  var value: Double { sum + lost }

  mutating func add(_ term: Double) {
    let next = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}

import Glibc

/// ln x; 0 · ln 0 is met nowhere.
func naturalLog(_ value: Double) -> Double { log(value) }

/// e^x.
func exponential(_ value: Double) -> Double { exp(value) }

/// 1 ÷ (1 + e^−x), without overflow.
func probability(ofLogOdds odds: Double) -> Double {
  let small = exp(-odds.magnitude)
  return odds < 0 ? small / (1 + small) : 1 / (1 + small)
}

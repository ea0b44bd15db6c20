import Glibc

/// Eight numbers on which the same is done at once.
package typealias Lanes = SIMD8<Double>

/// Gauss's hypergeometric function ₂F₁(1, b; c; z) with its derivatives by `b`, `c` and `z`, for
/// 0 < b < c and z < 1: eight of them at once.
///
/// Gauss's continued fraction is evaluated from a fixed depth backwards. All its terms have one
/// sign, so nothing cancels; it never overflows, and it converges for every z < 1, also below
/// −1, where the power series does not. Near z = 1 it needs about 9 ÷ √(1 − z) steps.
///
/// Source: Cuyt et al. (2008), "Handbook of Continued Fractions for Special Functions", 15.3.6.
/// At depth 8 it gives 13 digits for parameters as those of CDNOW.
package struct GaussFraction {
  package let value: Lanes
  /// The derivatives of ln ₂F₁, not of ₂F₁.
  package let logByB: Lanes
  package let logByC: Lanes
  package let logByZ: Lanes

  /// How many steps give full precision.
  package static func depth(for z: Double) -> Int {
    let root = (1 - z).squareRoot()
    let ratio = ((1 - root) / (1 + root)).magnitude
    guard ratio > 1e-6 else { return 4 }
    let steps = 37.5 / -log(ratio) + 3
    return steps < 1e9 ? max(4, Int(steps)) : 1_000_000_000
  }

  package init(_ b: Lanes, _ c: Lanes, _ z: Lanes, depth: Int) {
    // Far away every coefficient of the fraction is 1/4, and its tail this.
    let root = (1 - z).squareRoot()
    var tail = (1 - root) * 0.5
    var (tailByB, tailByC) = (Lanes(repeating: 0), Lanes(repeating: 0))
    var tailByZ = 0.25 / root
    let above = c - b - 1
    for step in stride(from: depth, through: 1, by: -1) {
      let half = Double(step / 2)
      let twice = c + Double(step - 2)
      let numerator: Lanes
      let (byB, byC): (Lanes, Lanes)
      if step % 2 == 1 {
        byB = c + (half - 1)
        byC = b + half
        numerator = byB * byC
      } else {
        byB = Lanes(repeating: -half)
        byC = Lanes(repeating: half)
        numerator = half * (above + half)
      }
      // The coefficient is numerator ÷ (twice · (twice + 1)).
      let denominator = twice * (twice + 1)
      let left = 1 - tail
      let share = 1 / (denominator * left)
      let factor = share * denominator
      let coefficient = z * share
      let term = numerator * coefficient
      let shrink = (2 * twice + 1) * (share * left)
      tailByB = byB * coefficient + term * factor * tailByB
      tailByC = byC * coefficient + term * (factor * tailByC - shrink)
      tailByZ = numerator * share + term * factor * tailByZ
      tail = term
    }
    value = 1 / (1 - tail)
    logByB = value * tailByB
    logByC = value * tailByC
    logByZ = value * tailByZ
  }

  /// ₂F₁(1, b; c; z) alone.
  package static func value(_ b: Double, _ c: Double, _ z: Double) -> Double {
    var tail = (1 - (1 - z).squareRoot()) * 0.5
    for step in stride(from: depth(for: z), through: 1, by: -1) {
      let half = Double(step / 2)
      let twice = c + Double(step - 2)
      let numerator = step % 2 == 1 ? (c + (half - 1)) * (b + half) : half * (c - b - 1 + half)
      tail = numerator * z / (twice * (twice + 1) * (1 - tail))
    }
    return 1 / (1 - tail)
  }
}

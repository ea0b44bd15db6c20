import Glibc

/// Eight numbers on which the same is done at once.
package typealias Lanes = SIMD8<Double>

/// ln of Gauss's hypergeometric function ₂F₁(1, b; c; z) with its first and second derivatives by
/// `b`, `c` and `z`, for 0 < b < c and z < 1: eight of them at once.
///
/// Gauss's continued fraction is evaluated from a fixed depth backwards, and its derivatives with
/// it. All its terms have one sign, so nothing cancels; it never overflows, and it converges for
/// every z < 1, also below −1, where the power series does not. Near z = 1 it needs about
/// 19 ÷ √(1 − z) steps.
///
/// Source: Cuyt et al. (2008), "Handbook of Continued Fractions for Special Functions", 15.3.6. At
/// depth 8 it gives 13 digits for parameters as those of CDNOW.
package struct GaussFraction {
  /// ₂F₁ itself, not its logarithm.
  package let value: Lanes
  /// The first derivatives of ln ₂F₁.
  package let byB: Lanes
  package let byC: Lanes
  package let byZ: Lanes
  /// The second derivatives of ln ₂F₁.
  package let byBB: Lanes
  package let byBC: Lanes
  package let byCC: Lanes
  package let byBZ: Lanes
  package let byCZ: Lanes
  package let byZZ: Lanes

  /// How many steps give full precision.
  package static func depth(for z: Double) -> Int {
    let root = (1 - z).squareRoot()
    let ratio = ((1 - root) / (1 + root)).magnitude
    guard ratio > 1e-6 else { return 4 }
    // Where z is 1 to the last bit, so is the ratio, and no depth suffices.
    let steps = ratio < 1 ? 37.5 / -log(ratio) + 3 : .infinity
    return steps < 1e9 ? max(4, Int(steps)) : 1_000_000_000
  }

  package init(_ b: Lanes, _ c: Lanes, _ z: Lanes, depth: Int) {
    var tail = Tail(z)
    for step in stride(from: depth, through: 1, by: -1) {
      tail = tail.lengthened(Coefficient(step, b, c), z)
    }
    // The function is 1 ÷ (1 − tail).
    let whole = 1 / (1 - tail.value)
    let (b1, c1, z1) = (whole * tail.byB, whole * tail.byC, whole * tail.byZ)
    value = whole
    (byB, byC, byZ) = (b1, c1, z1)
    byBB = whole * tail.byBB + b1 * b1
    byBC = whole * tail.byBC + b1 * c1
    byCC = whole * tail.byCC + c1 * c1
    byBZ = whole * tail.byBZ + b1 * z1
    byCZ = whole * tail.byCZ + c1 * z1
    byZZ = whole * tail.byZZ + z1 * z1
  }

  /// One coefficient of the fraction: numerator ÷ (twice · (twice + 1)).
  private struct Coefficient {
    let numerator: Lanes
    let byB: Lanes
    let byC: Lanes
    /// By both of them: 1 or 0.
    let byBC: Double
    let twice: Lanes

    @inline(__always)
    init(_ step: Int, _ b: Lanes, _ c: Lanes) {
      let half = Double(step / 2)
      twice = c + Double(step - 2)
      if step % 2 == 1 {
        byB = c + (half - 1)
        byC = b + half
        numerator = byB * byC
        byBC = 1
      } else {
        byB = Lanes(repeating: -half)
        byC = Lanes(repeating: half)
        numerator = half * (c - b + (half - 1))
        byBC = 0
      }
    }
  }

  /// The rest of the fraction from some step on, with its derivatives.
  private struct Tail {
    var value: Lanes
    var byB = Lanes(repeating: 0)
    var byC = Lanes(repeating: 0)
    var byZ: Lanes
    var byBB = Lanes(repeating: 0)
    var byBC = Lanes(repeating: 0)
    var byCC = Lanes(repeating: 0)
    var byBZ = Lanes(repeating: 0)
    var byCZ = Lanes(repeating: 0)
    var byZZ: Lanes

    /// Far away every coefficient is 1/4, and the tail this.
    init(_ z: Lanes) {
      let root = (1 - z).squareRoot()
      value = (1 - root) * 0.5
      byZ = 0.25 / root
      byZZ = 0.125 / (root * root * root)
    }

    /// The tail from one step before: coefficient · z ÷ (1 − tail).
    @inline(__always)
    func lengthened(_ next: Coefficient, _ z: Lanes) -> Tail {
      let left = 1 - value
      let denominator = next.twice * (next.twice + 1)
      let share = 1 / (denominator * left)
      let (factor, inverse) = (share * denominator, share * left)
      // The coefficient and its derivatives.
      let growth: Lanes = 2 * next.twice + 1
      let k: Lanes = next.numerator * inverse
      let kByB: Lanes = next.byB * inverse
      let kByC: Lanes = (next.byC - k * growth) * inverse
      let kByBC: Lanes = (next.byBC - kByB * growth) * inverse
      let kByCC: Lanes = (kByC * growth + k) * (-2 * inverse)
      // 1 ÷ (1 − tail) and its derivatives, all but one of its factors.
      let (fB, fC, fZ): (Lanes, Lanes, Lanes) = (factor * byB, factor * byC, factor * byZ)
      @inline(__always)
      func second(_ tail: Lanes, _ first: Lanes, _ other: Lanes) -> Lanes {
        factor * tail + 2 * first * other
      }
      let scale = z * factor
      let (mB, mC): (Lanes, Lanes) = (kByB + k * fB, kByC + k * fC)
      var tail = self
      tail.value = k * scale
      tail.byB = mB * scale
      tail.byC = mC * scale
      tail.byZ = k * (factor + fZ * scale)
      let bb: Lanes = 2 * kByB * fB + k * second(byBB, fB, fB)
      let bc: Lanes = kByBC + kByB * fC + kByC * fB + k * second(byBC, fB, fC)
      let cc: Lanes = kByCC + 2 * kByC * fC + k * second(byCC, fC, fC)
      let bz: Lanes = kByB * fZ + k * second(byBZ, fB, fZ)
      let cz: Lanes = kByC * fZ + k * second(byCZ, fC, fZ)
      let zz: Lanes = 2 * fZ * factor + second(byZZ, fZ, fZ) * scale
      tail.byBB = bb * scale
      tail.byBC = bc * scale
      tail.byCC = cc * scale
      tail.byBZ = mB * factor + bz * scale
      tail.byCZ = mC * factor + cz * scale
      tail.byZZ = k * zz
      return tail
    }
  }
}

import Glibc

/// The logarithm of the gamma function and its first two derivatives, for arguments above 0.
///
/// Arguments are raised above 10 with Γ(x + 1) = x Γ(x); from there Stirling's series is exact to
/// the last bits. The C library has the first of the three only, and keeps a sign of it in a global
/// variable.
///
/// Source: Abramowitz and Stegun (1964), 6.1.40, 6.3.18 and 6.4.12.
package enum GammaFunctions {
  private static let stirlingFrom = 10.0

  /// ln Γ(x).
  package static func logGamma(_ x: Double) -> Double {
    var (raised, product) = (x, 1.0)
    while raised < stirlingFrom {
      product *= raised
      raised += 1
    }
    let halfLogOfTwoPi = 0.918_938_533_204_672_74
    return (raised - 0.5) * log(raised) - raised + halfLogOfTwoPi + remainder(raised)
      - log(product)
  }

  /// ψ(x), the derivative of ln Γ.
  package static func digamma(_ x: Double) -> Double {
    var (raised, sum) = (x, 0.0)
    while raised < stirlingFrom {
      sum += 1 / raised
      raised += 1
    }
    let y = 1 / (raised * raised)
    let series = polynomial(
      y, 1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12, -3617 / 8160)
    return log(raised) - 0.5 / raised - y * series - sum
  }

  /// ψ′(x), the second derivative of ln Γ.
  package static func trigamma(_ x: Double) -> Double {
    var (raised, sum) = (x, 0.0)
    while raised < stirlingFrom {
      sum += 1 / (raised * raised)
      raised += 1
    }
    let y = 1 / (raised * raised)
    let series = polynomial(
      y, 1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
    return (1 + 0.5 / raised + y * series) / raised + sum
  }

  /// ln Γ(x + step) − ln Γ(x), for `step` not below 0.
  ///
  /// The two logarithms are never subtracted: for large `x` they would cancel.
  package static func logRise(_ x: Double, by step: Double) -> Double {
    var (raised, product) = (x, 1.0)
    while raised < stirlingFrom {
      product *= raised / (raised + step)
      raised += 1
    }
    let end = raised + step
    return (raised - 0.5) * log1p(step / raised) + step * (log(end) - 1)
      + remainder(end) - remainder(raised) + log(product)
  }

  /// ln B(a, b).
  static func logBeta(_ a: Double, _ b: Double) -> Double {
    logGamma(min(a, b)) - logRise(max(a, b), by: min(a, b))
  }

  /// What ln Γ(x) has beyond (x − ½) ln x − x + ½ ln 2π, for `x` of 10 or more.
  private static func remainder(_ x: Double) -> Double {
    let y = 1 / (x * x)
    return polynomial(
      y, 1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156,
      -3617 / 122_400) / x
  }

  @inline(__always)
  private static func polynomial(
    _ y: Double, _ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double, _ c4: Double,
    _ c5: Double, _ c6: Double, _ c7: Double
  ) -> Double {
    ((((((c7 * y + c6) * y + c5) * y + c4) * y + c3) * y + c2) * y + c1) * y + c0
  }
}

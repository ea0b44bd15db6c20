/// A decimal number as it was written, without its trailing zeros: `mantissa · 10⁻ᵈ`.
struct DecimalNumber: Hashable {
  var mantissa: Int64
  /// Decimals that are needed to write it: 0 through 18.
  var decimals: Int

  /// The number in units of `10⁻ˢᶜᵃˡᵉ`: exact, or a problem.
  @inline(__always)
  func units(scale: Int) throws(RecordProblem) -> Int64 {
    guard decimals <= scale else { throw .tooManyDecimals }
    let (units, overflow) = mantissa.multipliedReportingOverflow(
      by: powerOfTen(scale - decimals))
    guard !overflow else { throw .amountOverflow }
    return units
  }

  /// The product of two numbers in units of `10⁻ˢᶜᵃˡᵉ`: exact, or a problem.
  func times(_ other: DecimalNumber, scale: Int) throws(RecordProblem) -> Int64 {
    var product = Int128(mantissa) * Int128(other.mantissa)
    var productDecimals = decimals + other.decimals
    while productDecimals > scale {
      let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 10)
      guard remainder == 0 else { throw .tooManyDecimals }
      product = quotient
      productDecimals -= 1
    }
    let (units, overflow) = product.multipliedReportingOverflow(
      by: Int128(powerOfTen(scale - productDecimals)))
    guard !overflow, let exact = Int64(exactly: units) else { throw .amountOverflow }
    return exact
  }
}

/// - Precondition: `exponent` is 0 through 18.
@inline(__always)
private func powerOfTen(_ exponent: Int) -> Int64 {
  var power: Int64 = 1
  for _ in 0..<exponent { power *= 10 }
  return power
}

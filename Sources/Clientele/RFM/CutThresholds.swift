import ClienteleKernels

/// A list of cuts, made ready for many values: whole thresholds that a value must exceed.
///
/// A whole number exceeds a fraction when it exceeds the largest whole number below, so comparing
/// integers is exact. Means are first compared by their whole parts, and crosswise where those
/// are equal.
struct CutThresholds: Sendable {
  private let thresholds: [Int64]
  /// Cuts in the unit of the values, for means.
  private let cuts: [ExactNumber]
  private let equalIsAbove: Bool

  /// Values are kept as minor units times a divisor: 2 for medians.
  init(_ cuts: RFMCuts, in dimension: RFMDimension, decimals: Int, divisor: Int) {
    let equalIsAbove = cuts.equalIsAbove(in: dimension)
    let scaled = cuts.cuts.map { cut in
      let minor = cut.multipliedByPowerOfTen(decimals)
      return ExactNumber(minor.numerator * Int128(divisor), over: minor.denominator)
    }
    self.cuts = scaled
    self.equalIsAbove = equalIsAbove
    thresholds = scaled.map { Int64(clamping: equalIsAbove ? $0.ceiling - 1 : $0.floor) }
  }

  /// How many cuts each value lies above.
  func passed(by values: [Int64]) -> [UInt8] {
    var passed = [UInt8](repeating: 0, count: values.count)
    var output = passed.mutableSpan
    countThresholds(exceededBy: values.span, of: thresholds.span, into: &output)
    return passed
  }

  func passed(by values: [Int32]) -> [UInt8] {
    var passed = [UInt8](repeating: 0, count: values.count)
    let narrow = thresholds.map { Int32(clamping: $0) }
    var output = passed.mutableSpan
    countThresholds(exceededBy: values.span, of: narrow.span, into: &output)
    return passed
  }

  /// How many cuts one value lies above.
  func passed(by value: Int64) -> UInt8 {
    UInt8(thresholds.count { value > $0 })
  }

  /// How many cuts a mean lies above.
  func passed(byMean total: Int64, over count: Int32) -> UInt8 {
    guard count > 0 else { return 0 }
    let (quotient, remainder) = total.quotientAndRemainder(dividingBy: Int64(count))
    let whole = remainder < 0 ? quotient - 1 : quotient
    var passed: UInt8 = 0
    for (threshold, cut) in zip(thresholds, cuts) {
      let isAbove =
        whole != threshold && whole != threshold &+ 1
        ? whole > threshold : isMean(total, over: count, above: cut)
      passed += isAbove ? 1 : 0
    }
    return passed
  }

  private func isMean(_ total: Int64, over count: Int32, above cut: ExactNumber) -> Bool {
    let value = Int128(total).multipliedFullWidth(by: cut.denominator)
    let border = cut.numerator.multipliedFullWidth(by: Int128(count))
    if value.high != border.high { return value.high > border.high }
    return equalIsAbove ? value.low >= border.low : value.low > border.low
  }
}

/// Σ (A)ₙ (a)ₙ₋₁ zⁿ ÷ ((C + 1)ₙ₋₁ n!) over n ≥ 1, of eight customers at once.
///
/// Each term is a division that waits for the one before: eight customers wait together, in hardly
/// more time than one. A customer's sum ends with the last term that matters to it, whatever the
/// others still need, so it has the same bits in any company.
struct LeavingSeries {
  private(set) var sum: Lanes
  /// The largest term: its last digit is what the sum may be wrong by.
  private(set) var largest: Lanes
  private var isUnfinished = SIMDMask<Lanes.MaskStorage>(repeating: true)

  /// More terms than this are slower than the mean that takes their place.
  private static let longest = 400

  /// - Parameters:
  ///   - A: Of either sign.
  ///   - a: Above 0.
  ///   - C: Above −1.
  ///   - z: 0 through 1; near 1 the series is slow.
  init(_ A: Lanes, _ a: Lanes, _ C: Lanes, _ z: Lanes) {
    var term = A * z
    sum = term
    largest = pointwiseMax(term, -term)
    for number in 1..<Self.longest {
      let n = Double(number)
      let growth: Lanes = (A + n) * (a + (n - 1)) / ((C + n) * (n + 1))
      term *= growth * z
      let size = pointwiseMax(term, -term)
      sum.replace(with: sum + term, where: isUnfinished)
      largest.replace(with: pointwiseMax(largest, size), where: isUnfinished)
      let lastDigit: Lanes = 1e-17 * pointwiseMax(sum, -sum)
      isUnfinished .&= .!(size .<= lastDigit)
      if !any(isUnfinished) { break }
    }
  }

  /// Whether the sum of a lane is all there.
  func isComplete(_ lane: Int) -> Bool { !isUnfinished[lane] }
}

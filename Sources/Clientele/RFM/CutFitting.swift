/// From a sample to the cuts that a rule makes of it.
struct CutFitting {
  let dimension: RFMDimension
  let sample: RFMSample

  /// One minor unit, day or purchase: the least that two whole values differ by.
  let smallestStep: ExactNumber

  /// - Returns: `nil` when the rule looks at values and there are none.
  func cuts(by rule: BinRule) -> RFMCuts? {
    if case .thresholds(let cuts, let ties) = rule { return RFMCuts(cuts, ties: ties) }
    guard sample.count > 0 else { return nil }
    let fitted =
      switch rule {
      case .thresholds(let cuts, let ties): RFMCuts(cuts, ties: ties)
      case .quantile(let bins): RFMCuts(quantiles(bins), ties: rightClosed)
      case .rCompatible(let bins): RFMCuts(quantiles(bins).map(\.plusOne), ties: leftClosed)
      case .equalCount(let bins, let ties): equalCount(bins, ties)
      case .mean(let ties): RFMCuts([sample.mean!], ties: ties)
      case .median(let ties): RFMCuts(quantiles(2), ties: ties)
      case .kMeans(let bins):
        RFMCuts(OneDimensionalMeans(sample.distinctValues()).cuts(bins), ties: rightClosed)
      }
    return fitted.reachable(in: dimension)
  }

  /// A value equal to a cut falls into the bin of smaller values: fewer days are better.
  private var rightClosed: RFMTies {
    dimension == .daysSinceLastOrder ? .higherScore : .lowerScore
  }

  private var leftClosed: RFMTies {
    dimension == .daysSinceLastOrder ? .lowerScore : .higherScore
  }

  private func quantiles(_ bins: Int) -> [ExactNumber] {
    sample.quantiles((1..<bins).map { ($0, bins) })
  }

  /// `NTILE` gives the first `count % bins` bins one customer more, counted from the worst: for
  /// days since the last order from the top.
  private func equalCount(_ bins: Int, _ ties: RFMTies) -> RFMCuts {
    let (size, rest) = sample.count.quotientAndRemainder(dividingBy: bins)
    let borders = (1..<bins).map { $0 * size + min($0, rest) }
    // Before a border stands the best of those below, behind it the worst of those above.
    let places = borders.map { ties == .lowerScore ? $0 - 1 : $0 }
    let last = sample.count - 1
    let isReversed = dimension == .daysSinceLastOrder
    let within = places.map { min($0, last) }
    let found = sample.statistics(
      at: isReversed ? within.reversed().map { last - $0 } : within
    ).map(\.value)
    let values = isReversed ? found.reversed() : found
    let cuts = zip(places, values).map { place, value in
      // Nobody is above the border: the cut must lie beyond the best.
      place <= last ? value : isReversed ? value.minus(smallestStep) : value.plus(smallestStep)
    }
    return RFMCuts(isReversed ? cuts.reversed() : cuts, ties: ties)
  }
}

extension RFMSample {
  /// Type-7 quantiles at shares i ⁄ k, ascending: with h = (n − 1) i ⁄ k, the value at ⌊h⌋ and
  /// the fraction of the way to the next.
  ///
  /// - Precondition: There are values.
  func quantiles(_ shares: [(Int, Int)]) -> [ExactNumber] {
    let spots = shares.map { share, whole in
      let (place, rest) = ((count - 1) * share).quotientAndRemainder(dividingBy: whole)
      return (place: place, next: min(place + 1, count - 1), rest: rest, whole: whole)
    }
    let found = statistics(at: spots.flatMap { [$0.place, $0.next] }.sorted())
    var values: [Int: ExactNumber] = [:]
    for (place, statistic) in zip(spots.flatMap { [$0.place, $0.next] }.sorted(), found) {
      values[place] = statistic.value
    }
    return spots.map { spot in
      ExactNumber.between(
        values[spot.place]!, values[spot.next]!, step: spot.rest, of: spot.whole)
    }
  }
}

/// Sums of fractions on a common denominator, which stays far below 128 bits: values have
/// denominators below 2³² times a power of ten, and there are at most 100 bins.
extension ExactNumber {
  /// `step` of `steps` equal steps on the way from one number to another.
  static func between(
    _ first: ExactNumber, _ last: ExactNumber, step: Int, of steps: Int
  ) -> ExactNumber {
    let top =
      Int128(steps - step) * first.numerator * last.denominator
      + Int128(step) * last.numerator * first.denominator
    return ExactNumber(top, over: Int128(steps) * first.denominator * last.denominator)
  }

  func plus(_ other: ExactNumber) -> ExactNumber {
    ExactNumber(
      numerator * other.denominator + other.numerator * denominator,
      over: denominator * other.denominator)
  }

  func minus(_ other: ExactNumber) -> ExactNumber {
    plus(ExactNumber(-other.numerator, over: other.denominator))
  }

  fileprivate var plusOne: ExactNumber { plus(1) }
}

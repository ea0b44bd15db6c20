import Clientele

/// How a figure differs from the one of the period before.
struct Change: Sendable {
  /// Below, at or above 0.
  let direction: Double
  /// The size of the change.
  let text: String
  /// The figure of the period before.
  let before: String
  /// Whether chance alone can make as much of a difference; `nil` when that is not known.
  let canBeChance: Bool?

  /// Rates change by points: a percentage of a percentage misleads.
  init?(_ now: Rate, from before: Rate, in language: ReportLanguage) {
    let difference = now.difference(from: before)
    guard let value = difference.value, let interval = difference.interval else { return nil }
    direction = value
    text =
      Figures.decimal((value * 100).magnitude, places: 1) + language(" points", "个百分点")
    self.before = language.percent(before.value)
    canBeChance = interval.low <= 0 && interval.high >= 0
  }

  /// - Parameter deviation: Of the difference between both, if there were none.
  init?(
    _ now: Double?, from before: Double?, deviation: Double?, _ text: String,
    in language: ReportLanguage
  ) {
    guard let now, let before, before > 0 else { return nil }
    direction = now - before
    self.text = language.percent((now / before - 1).magnitude)
    self.before = text
    canBeChance = deviation.map { (now - before).magnitude <= StandardNormal.twoSided95 * $0 }
  }
}

/// The 95 % interval of a count of customers who decide for themselves.
///
/// The score interval of a Poisson count: n + z²/2 ± z √(n + z²/4).
func interval(ofCount count: Int) -> (low: Double, high: Double) {
  let z = StandardNormal.twoSided95
  let (middle, reach) = (
    Double(count) + z * z / 2, z * (Double(count) + z * z / 4).squareRoot()
  )
  return (max(0, middle - reach), middle + reach)
}

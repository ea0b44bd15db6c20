/// How much one share is above another, with an interval: what a campaign added to what would have
/// happened anyway.
///
/// ```swift
/// let lift = Rate(56, of: 70).difference(from: Rate(48, of: 80))
/// lift.value!               // 0.2000…
/// lift.interval!.low        // 0.0524…
/// lift.relative!            // 0.3333…
/// Rate(1, of: 2).difference(from: Rate(0, of: 0)).value   // nil: nobody to compare with
/// ```
public struct RateDifference: Hashable, Sendable, Codable {
  /// The share that is judged.
  public let rate: Rate
  /// What it is compared with.
  public let base: Rate

  /// The difference of the shares, −1 through 1; `nil` when one of them has no value.
  public var value: Double? {
    guard let share = rate.value, let other = base.value else { return nil }
    return share - other
  }

  /// The difference ÷ the base's share: 0.5 for half as much again. `nil` when one of the shares
  /// has no value, or the base's is 0.
  public var relative: Double? {
    guard let value, let other = base.value, other > 0 else { return nil }
    return value / other
  }

  /// The 95 % interval of the difference behind the counts, within −1 through 1; `nil` when
  /// ``value`` is.
  ///
  /// The two shares are independent: nobody is counted in both.
  ///
  /// Source: Newcombe (1998), "Interval estimation for the difference between independent
  /// proportions", Statistics in Medicine 17, method 10: the hybrid of both Wilson intervals,
  /// without continuity correction.
  public var interval: (low: Double, high: Double)? {
    guard let share = rate.value, let other = base.value, let own = rate.interval,
      let others = base.interval
    else { return nil }
    func distance(_ first: Double, _ second: Double) -> Double {
      (first * first + second * second).squareRoot()
    }
    let difference = share - other
    return (
      max(-1, difference - distance(share - own.low, others.high - other)),
      min(1, difference + distance(own.high - share, other - others.low))
    )
  }

  /// Complete when both shares are; unobserved when one of them is.
  public var state: Completeness {
    let states = [rate.state, base.state]
    return states.contains(.unobserved)
      ? .unobserved : states.contains(.partial) ? .partial : .complete
  }
}

extension Rate {
  /// This share less another one of other customers.
  public func difference(from base: Rate) -> RateDifference {
    RateDifference(rate: self, base: base)
  }
}

/// Who moved from stage to stage between two days: every customer's stage on both.
///
/// ```swift
/// let movement = orders.run(Migration(from: "2026-03-31", to: "2026-09-30"))
/// movement[.sleeping, .existingOneTime]   // 4
/// movement.recoveryCount                  // 32
/// ```
///
/// The stages of any cell's customers can be listed with ``CustomerStages`` on the two days; the
/// lists are as long as the cells say.
///
/// - Complexity: O(purchases).
public struct Migration: Analysis {
  public typealias Partial = LifecycleSeries.Partial

  public let base: Day
  public let later: Day
  private let series: LifecycleSeries

  /// - Precondition: `base` is before `later`.
  public init(from base: Day, to later: Day, boundaries: LifecycleBoundaries = .standard) {
    precondition(base < later, "migration runs from an earlier to a later day")
    self.base = base
    self.later = later
    series = LifecycleSeries(asOf: [base, later], boundaries: boundaries)
  }

  public func makePartial() -> Partial { series.makePartial() }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    series.accumulate(block, into: &partial)
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    series.merge(other, into: &partial)
  }

  public func finish(_ partial: Partial, in currency: Currency) -> LifecycleMovement {
    series.finish(partial, in: currency).movements[0]
  }

  public var answerSize: AnswerSize { series.answerSize }
}

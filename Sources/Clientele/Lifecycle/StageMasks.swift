/// The fast way for up to 64 snapshots: one bit a snapshot.
///
/// For each purchase day it is known at which snapshots the purchase keeps its customer active,
/// silent at worst, sleeping at worst. Joining these masks over a customer's purchases gives all
/// their stages at all snapshots without a single branch; only where a stage changes is counted.
struct StageMasks: Sendable {
  /// The snapshots that see a day within a span.
  struct Day: Sendable {
    var active: UInt64
    var silent: UInt64
    var sleeping: UInt64
  }

  static let snapshotLimit = 64

  private let snapshots: UInt64
  private let firstDay: Int32
  private let days: [Day]
  private let clock: StageClock

  /// - Precondition: No more than ``snapshotLimit`` snapshots, on a direct clock.
  init(_ clock: StageClock) {
    precondition(clock.snapshotCount <= Self.snapshotLimit && clock.isDirect)
    self.clock = clock
    snapshots = Self.bits(from: 0, to: Int32(clock.snapshotCount))
    firstDay = clock.days.lowerBound
    days = clock.days.map { day in
      let ticks = clock[day]
      return Day(
        active: Self.bits(from: ticks.entry, to: ticks.silence),
        silent: Self.bits(from: ticks.entry, to: ticks.sleep),
        sleeping: Self.bits(from: ticks.entry, to: ticks.loss))
    }
  }

  private static func bits(from start: Int32, to end: Int32) -> UInt64 {
    (end >= 64 ? UInt64.max : (1 << UInt64(end)) - 1)
      & ~(start >= 64 ? UInt64.max : (1 << UInt64(start)) - 1)
  }

  /// Counts a customer's moves from stage to stage.
  ///
  /// - Parameters:
  ///   - purchases: The customer's rows, at least one.
  ///   - moves: `[snapshotCount × 64]`, as in ``LifecycleSeries``.
  @inline(__always)
  func countMoves(
    of purchases: Range<Int>, on purchaseDays: Span<Int32>, into moves: inout [UInt32]
  ) {
    var (active, repeated, silent, sleeping) = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    for row in purchases {
      let masks = days[min(max(Int(purchaseDays[row]) - Int(firstDay), 0), days.count - 1)]
      repeated |= active & masks.active
      active |= masks.active
      silent |= masks.silent
      sleeping |= masks.sleeping
    }
    let birth = clock[purchaseDays[purchases.lowerBound]]
    let unborn = Self.bits(from: 0, to: birth.entry)
    let aged = ~Self.bits(from: 0, to: birth.silence)
    // A stage's number, bit by bit: see `LifecycleStage`; 7 stands for no stage.
    let asleep = sleeping & ~silent
    let lost = ~sleeping & ~unborn
    let planes = (
      active & repeated | asleep | unborn, active & aged | lost | unborn, ~active
    )
    let before = (planes.0 << 1 | 1, planes.1 << 1 | 1, planes.2 << 1 | 1)
    var changes =
      ((planes.0 ^ before.0) | (planes.1 ^ before.1) | (planes.2 ^ before.2)) & snapshots
    while changes != 0 {
      let place = UInt64(truncatingIfNeeded: changes.trailingZeroBitCount)
      changes &= changes &- 1
      let origin =
        (before.0 &>> place & 1) | (before.1 &>> place & 1) &<< 1 | (before.2 &>> place & 1) &<< 2
      let target =
        (planes.0 &>> place & 1) | (planes.1 &>> place & 1) &<< 1 | (planes.2 &>> place & 1) &<< 2
      moves[Int(place &<< 6 | origin &<< 3 | target)] += 1
    }
  }
}

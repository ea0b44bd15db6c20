/// The way for any number of snapshots: one customer's stages as stretches from snapshot to
/// snapshot, as far as they have been laid.
///
/// Between two purchases a customer passes through at most five stages; a snapshot series of
/// every day for years therefore costs by purchases, not by days.
struct StageLine {
  /// The snapshot at which the first purchase is no longer new.
  private let birth: Int32
  /// The snapshot at which the purchase before the current one falls out of the active span;
  /// -1 when there is none.
  private var previousSilence: Int32 = -1
  private var state = LifecycleMovement.none

  private init(birth: Int32) { self.birth = birth }

  /// Counts a customer's moves from stage to stage.
  ///
  /// - Parameters:
  ///   - purchases: The customer's rows, at least one.
  ///   - moves: `[snapshotCount × 64]`, as in ``LifecycleSeries``.
  @inline(__always)
  static func countMoves(
    of purchases: Range<Int>, on purchaseDays: Span<Int32>, by clock: StageClock,
    into moves: inout [UInt32]
  ) {
    var ticks = clock[purchaseDays[purchases.lowerBound]]
    var line = StageLine(birth: ticks.silence)
    for row in purchases {
      let next = row + 1 < purchases.upperBound ? clock[purchaseDays[row + 1]] : clock.never
      // Between this purchase and the next no snapshot may have looked.
      if ticks.entry < next.entry { line.extend(after: ticks, until: next.entry, into: &moves) }
      line.previousSilence = ticks.silence
      ticks = next
    }
  }

  /// Lays the stretch in which one purchase is the last.
  @inline(__always)
  private mutating func extend(
    after purchase: StageClock.Ticks, until end: Int32, into moves: inout [UInt32]
  ) {
    var start = purchase.entry
    if previousSilence < 0 {
      stay(.newOneTime, &start, min(purchase.silence, end), &moves)
    } else {
      stay(.newRepeat, &start, min(birth, end), &moves)
      stay(.existingRepeat, &start, min(previousSilence, end), &moves)
      stay(.existingOneTime, &start, min(purchase.silence, end), &moves)
    }
    stay(.silent, &start, min(purchase.sleep, end), &moves)
    stay(.sleeping, &start, min(purchase.loss, end), &moves)
    stay(.lost, &start, end, &moves)
  }

  @inline(__always)
  private mutating func stay(
    _ stage: LifecycleStage, _ start: inout Int32, _ end: Int32, _ moves: inout [UInt32]
  ) {
    guard start < end else { return }
    if state != stage.rawValue {
      moves[Int(start) << 6 | state << 3 | stage.rawValue] += 1
      state = stage.rawValue
    }
    start = end
  }
}

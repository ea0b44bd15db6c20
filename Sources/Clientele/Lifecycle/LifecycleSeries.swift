/// Stages as of any number of days, and the movement from each day to the next.
///
/// Exact to the day for every snapshot. A customer's stages form a line of stretches between
/// purchases; each stretch is added to the counts at its two ends only.
///
/// ```swift
/// let history = orders.run(LifecycleSeries(asOf: monthEnds))
/// history.snapshots[0][.sleeping]
/// history.movements[0].recoveryCount
/// ```
///
/// - Complexity: O(purchases + days), whatever the number of snapshots.
public struct LifecycleSeries: Analysis {
  public let days: [Day]
  public let boundaries: LifecycleBoundaries
  private let clock: StageClock

  /// - Parameter days: As-of days, strictly ascending.
  /// - Precondition: `days` strictly ascend.
  public init(asOf days: [Day], boundaries: LifecycleBoundaries = .standard) {
    self.days = days
    self.boundaries = boundaries
    clock = StageClock(asOf: days, boundaries: boundaries)
  }

  /// Counts at the ends of stretches; everything else follows by summing.
  public struct Partial: Sendable, Codable {
    /// How many more customers stand in a stage than at the snapshot before:
    /// `[(snapshotCount + 1) × 7]`.
    fileprivate var changes: [Int]
    /// Customers whose stage at a snapshot is not the one before: `[(snapshotCount + 1) × 64]`.
    fileprivate var moves: [UInt32]
    /// Orders first seen by a snapshot: `[snapshotCount + 1]`, the last for those never seen.
    fileprivate var entries: [Int]
  }

  private static let stageCount = LifecycleStage.allCases.count
  private static let cellCount = LifecycleMovement.stateCount * LifecycleMovement.stateCount

  public func makePartial() -> Partial {
    Partial(
      changes: Array(repeating: 0, count: (days.count + 1) * Self.stageCount),
      moves: Array(repeating: 0, count: (days.count + 1) * Self.cellCount),
      entries: Array(repeating: 0, count: days.count + 1))
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout Partial) {
    let purchaseDays = block.purchaseDays
    for position in block.positions {
      let rows = block.purchases(at: position)
      guard let firstRow = rows.first else { continue }
      var line = StageLine(birth: clock[purchaseDays[firstRow]].silence)
      var ticks = clock[purchaseDays[firstRow]]
      for row in rows {
        partial.entries[Int(ticks.entry)] += 1
        let next = row + 1 < rows.upperBound ? clock[purchaseDays[row + 1]] : clock.never
        // Between this purchase and the next no snapshot may have looked.
        if ticks.entry < next.entry {
          line.extend(after: ticks, until: next.entry, into: &partial)
        }
        line.previousSilence = ticks.silence
        ticks = next
      }
    }
  }

  /// One customer's stages from snapshot to snapshot, as far as they have been laid.
  private struct StageLine {
    /// The snapshot at which the first purchase is no longer new.
    let birth: Int32
    /// The snapshot at which the purchase before the current one falls out of the active span;
    /// -1 when there is none.
    var previousSilence: Int32 = -1
    private var state = LifecycleMovement.none

    init(birth: Int32) { self.birth = birth }

    /// Lays the stretch in which one purchase is the last: up to five stages one after the other.
    @inline(__always)
    mutating func extend(
      after purchase: StageClock.Ticks, until end: Int32, into partial: inout Partial
    ) {
      var start = purchase.entry
      if previousSilence < 0 {
        stay(.newOneTime, &start, min(purchase.silence, end), &partial)
      } else {
        stay(.newRepeat, &start, min(birth, end), &partial)
        stay(.existingRepeat, &start, min(previousSilence, end), &partial)
        stay(.existingOneTime, &start, min(purchase.silence, end), &partial)
      }
      stay(.silent, &start, min(purchase.sleep, end), &partial)
      stay(.sleeping, &start, min(purchase.loss, end), &partial)
      stay(.lost, &start, end, &partial)
    }

    @inline(__always)
    private mutating func stay(
      _ stage: LifecycleStage, _ start: inout Int32, _ end: Int32, _ partial: inout Partial
    ) {
      guard start < end else { return }
      let target = stage.rawValue
      if state != target {
        let place = Int(start)
        if state != LifecycleMovement.none {
          partial.changes[place * LifecycleSeries.stageCount + state] -= 1
        }
        partial.changes[place * LifecycleSeries.stageCount + target] += 1
        let cell = state * LifecycleMovement.stateCount + target
        partial.moves[place * LifecycleSeries.cellCount + cell] += 1
        state = target
      }
      start = end
    }
  }

  public func merge(_ other: Partial, into partial: inout Partial) {
    partial.changes.add(other.changes)
    partial.moves.add(other.moves)
    partial.entries.add(other.entries)
  }

  public func finish(_ partial: Partial, in currency: Currency) -> LifecycleHistory {
    var counts = [Int](repeating: 0, count: Self.stageCount)
    var later = partial.entries.reduce(0, +)
    var snapshots: [LifecycleSnapshot] = []
    var movements: [LifecycleMovement] = []
    for place in days.indices {
      let before = counts
      for stage in counts.indices { counts[stage] += partial.changes[place * counts.count + stage] }
      later -= partial.entries[place]
      snapshots.append(LifecycleSnapshot(asOf: days[place], counts: counts, laterOrders: later))
      if place > 0 {
        movements.append(movement(partial, to: place, from: before))
      }
    }
    return LifecycleHistory(snapshots: snapshots, movements: movements)
  }

  /// Those who moved were counted; the others stayed where they were. Customers who had not bought
  /// by the second day are not seen by either.
  private func movement(
    _ partial: Partial, to place: Int, from before: [Int]
  ) -> LifecycleMovement {
    let states = LifecycleMovement.stateCount
    var cells = partial.moves[place * Self.cellCount..<(place + 1) * Self.cellCount].map(Int.init)
    for stage in before.indices {
      let left = cells[stage * states..<(stage + 1) * states].reduce(0, +)
      cells[stage * states + stage] = before[stage] - left
    }
    return LifecycleMovement(from: days[place - 1], to: days[place], counts: cells)
  }
}

/// A series of snapshots, and the movement from each to the next.
public struct LifecycleHistory: Hashable, Sendable, Codable {
  public let snapshots: [LifecycleSnapshot]
  /// One fewer than ``snapshots``.
  public let movements: [LifecycleMovement]
}

extension Array where Element: AdditiveArithmetic {
  /// Adds another array of the same length, element by element.
  mutating func add(_ other: [Element]) {
    precondition(count == other.count)
    for index in indices { self[index] += other[index] }
  }
}

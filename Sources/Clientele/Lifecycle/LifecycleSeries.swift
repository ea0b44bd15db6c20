/// Stages as of any number of days, and the movement from each day to the next.
///
/// Exact to the day for every snapshot. Only changes of stage are counted, by snapshot, old and
/// new stage; how many stand in each stage follows from who came and went.
///
/// ```swift
/// let history = orders.run(LifecycleSeries(asOf: monthEnds))
/// history.snapshots[0][.sleeping]        // 58
/// history.movements[0].recoveryCount     // 10
/// ```
///
/// - Complexity: O(purchases + days), whatever the number of snapshots.
public struct LifecycleSeries: Analysis {
  public let days: [Day]
  public let boundaries: LifecycleBoundaries
  private let clock: StageClock
  private let masks: StageMasks?

  /// Asks for the stages as of each of the days.
  ///
  /// - Precondition: `days` strictly ascend.
  public init(asOf days: [Day], boundaries: LifecycleBoundaries = .standard) {
    self.days = days
    self.boundaries = boundaries
    clock = StageClock(asOf: days, boundaries: boundaries)
    masks = days.count <= StageMasks.snapshotLimit && clock.isDirect ? StageMasks(clock) : nil
  }

  private static let stageCount = LifecycleStage.allCases.count
  private static let cellCount = LifecycleMovement.stateCount * LifecycleMovement.stateCount

  /// Customers whose stage at a snapshot is not the one before: `[snapshotCount × 8 × 8]`.
  public func makePartial() -> [UInt32] {
    Array(repeating: 0, count: days.count * Self.cellCount)
  }

  public func accumulate(_ block: borrowing CustomerBlock, into partial: inout [UInt32]) {
    let purchaseDays = block.purchaseDays
    for position in block.positions {
      let rows = block.purchases(at: position)
      guard !rows.isEmpty else { continue }
      if let masks {
        masks.countMoves(of: rows, on: purchaseDays, into: &partial)
      } else {
        StageLine.countMoves(of: rows, on: purchaseDays, by: clock, into: &partial)
      }
    }
  }

  public func merge(_ other: [UInt32], into partial: inout [UInt32]) { partial.add(other) }

  public func finish(_ partial: [UInt32], in currency: Currency) -> LifecycleHistory {
    var counts = [Int](repeating: 0, count: Self.stageCount)
    var snapshots: [LifecycleSnapshot] = []
    var movements: [LifecycleMovement] = []
    for place in days.indices {
      let before = counts
      let movement = movement(partial, to: place, from: before)
      for stage in LifecycleStage.allCases { counts[stage.rawValue] = movement.arrivals(in: stage) }
      snapshots.append(LifecycleSnapshot(asOf: days[place], counts: counts))
      if place > 0 { movements.append(movement) }
    }
    return LifecycleHistory(snapshots: snapshots, movements: movements)
  }

  public var answerSize: AnswerSize {
    // A snapshot has a count for each stage, a movement one for each cell; 64 for their own.
    AnswerSize(
      partialByteCount: days.count.times(4 * Self.cellCount),
      resultByteCount: days.count.times(8 * (Self.cellCount + Self.stageCount) + 2 * 64))
  }

  /// Those who moved were counted; the others stayed where they were. Customers who had not bought
  /// by the second day are not seen by either.
  private func movement(
    _ partial: [UInt32], to place: Int, from before: [Int]
  ) -> LifecycleMovement {
    let states = LifecycleMovement.stateCount
    var cells = partial[place * Self.cellCount..<(place + 1) * Self.cellCount].map(Int.init)
    for stage in before.indices {
      let left = cells[stage * states..<(stage + 1) * states].reduce(0, +)
      cells[stage * states + stage] = before[stage] - left
    }
    return LifecycleMovement(from: days[max(place - 1, 0)], to: days[place], counts: cells)
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

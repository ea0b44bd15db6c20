/// A stretch of time in which a zone's clocks keep one offset from UTC.
struct ClockInterval: Hashable, Sendable {
  /// The first second inside; `Int64.min` when there was no change before.
  let start: Int64
  /// The first second after; `Int64.max` when no change will come.
  let end: Int64
  /// Seconds to add to UTC.
  let offset: Int64

  func contains(_ instant: Int64) -> Bool { start <= instant && instant < end }
}

/// Offsets from UTC and the instants between them: `starts[i]` is where `offsets[i + 1]` begins.
struct OffsetTable: Sendable {
  private(set) var starts: [Int64] = []
  private(set) var offsets: [Int64]

  /// The table of clocks that never change.
  init(constant offset: Int64) { offsets = [offset] }

  /// Adds a change, unless it changes nothing: daylight-saving time may be renamed, and then the
  /// clocks stand still.
  mutating func append(start: Int64, offset: Int64) {
    guard offset != offsets[offsets.count - 1] else { return }
    starts.append(start)
    offsets.append(offset)
  }

  /// - Complexity: O(log n).
  func interval(containing instant: Int64) -> ClockInterval {
    let index = starts.partitioningIndex { $0 > instant }
    return ClockInterval(
      start: index == 0 ? .min : starts[index - 1],
      end: index == starts.count ? .max : starts[index], offset: offsets[index])
  }
}

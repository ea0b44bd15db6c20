/// From a day to the windows that hold it, by one look-up.
///
/// The windows of a clock form a chain: in their order neither starts nor ends ever descend. Then
/// the windows that hold a day are neighbours, and so are the windows in which a given purchase is
/// a customer's first or last. Figures of any number of overlapping windows can therefore be
/// counted at the two ends of such stretches.
struct WindowClock: Sendable {
  /// What a day means for the windows: the places `entry ..< limit` hold it.
  struct Ticks: Sendable {
    /// The first window that ends after the day.
    var entry: Int32
    /// One past the last window that has begun by the day.
    var limit: Int32
  }

  /// For each place the caller's index of the window.
  let indices: [Int]
  /// The first and last day of the table stand for all days before and after.
  private let firstDay: Int32
  private let ticks: [Ticks]

  var windowCount: Int { indices.count }

  /// - Parameters:
  ///   - chain: Windows with the caller's indices; starts and ends never descend.
  ///   - end: Days from here on are in no window: they were not observed.
  init(_ chain: [(index: Int, window: TimeWindow)], observedUpTo end: Day) {
    indices = chain.map(\.index)
    let start = min(chain.first?.window.start ?? end, end) - 1
    let past = min(chain.last?.window.end ?? end, end)
    firstDay = start.number
    var next = Ticks(entry: 0, limit: 0)
    ticks = (0...(past - start)).map { offset in
      let day = start + offset
      while next.entry < chain.count && chain[Int(next.entry)].window.end <= day {
        next.entry += 1
      }
      while next.limit < chain.count && chain[Int(next.limit)].window.start <= day {
        next.limit += 1
      }
      return day < past ? next : Ticks(entry: Int32(chain.count), limit: Int32(chain.count))
    }
  }

  /// The ticks of a purchase that never comes.
  @inline(__always)
  var never: Ticks { Ticks(entry: Int32(windowCount), limit: Int32(windowCount)) }

  @inline(__always)
  subscript(day: Int32) -> Ticks {
    ticks[min(max(Int(day) - Int(firstDay), 0), ticks.count - 1)]
  }

  /// As few clocks as any windows need: one, unless some windows lie inside others.
  ///
  /// - Complexity: O(windows × clocks + days).
  static func clocks(for windows: [TimeWindow], observedUpTo end: Day) -> [WindowClock] {
    let ascending = windows.enumerated().map { (index: $0.offset, window: $0.element) }
      .sorted {
        ($0.window.end, $0.window.start, $0.index) < ($1.window.end, $1.window.start, $1.index)
      }
    var chains: [[(index: Int, window: TimeWindow)]] = []
    for item in ascending {
      let fitting = chains.firstIndex { $0[$0.count - 1].window.start <= item.window.start }
      if let fitting { chains[fitting].append(item) } else { chains.append([item]) }
    }
    return chains.map { WindowClock($0, observedUpTo: end) }
  }
}

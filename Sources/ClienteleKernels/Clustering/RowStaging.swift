/// Rows on their way to their groups, a few of each group at a time.
///
/// A row that is written straight to its group's three columns touches three lines of memory that
/// no first-level cache holds, since every other group is written in between. Here it touches one,
/// and eight rows at a time go on together.
@safe
struct RowStaging {
  /// One row, in a size of which a cache line holds four.
  private struct Row: BitwiseCopyable {
    var value: Int64
    var key: Int32
    var place: UInt16
  }

  fileprivate static let rowBytes = MemoryLayout<Row>.stride
  fileprivate static let depth = 8

  private let rows: UnsafeMutablePointer<Row>
  /// The first target of each group.
  private let starts: UnsafeBufferPointer<Int>
  private let places: UnsafeMutablePointer<UInt16>
  private let keys: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Int64>

  fileprivate init(
    _ memory: UnsafeMutableRawBufferPointer, starts: UnsafeBufferPointer<Int>,
    _ columns: GroupColumns
  ) {
    unsafe rows = memory.baseAddress!.bindMemory(
      to: Row.self, capacity: max(1, starts.count) * Self.depth)
    unsafe self.starts = starts
    unsafe places = columns.places.base
    unsafe keys = columns.keys.base
    unsafe values = columns.values.base
  }

  /// Takes a row, and passes on the group's eight when their places in the columns are full.
  ///
  /// SAFETY: targets of a group must follow each other from its start on, and be rows of the
  /// columns that nobody else writes.
  @inline(__always)
  func put(key: Int32, value: Int64, place: UInt16, group: Int, target: Int) {
    let slot = target & (Self.depth &- 1)
    unsafe rows[group &* Self.depth &+ slot] = Row(value: value, key: key, place: place)
    if slot == Self.depth &- 1 { pass(group, to: target &+ 1) }
  }

  /// Passes on what is left of every group.
  ///
  /// SAFETY: `ends` must be one past the last target of each group.
  func flush(ends: Span<Int>) {
    for group in ends.indices where ends[group] & (Self.depth - 1) != 0 {
      pass(group, to: ends[group])
    }
  }

  /// Writes the rows of a group that belong before `end`: eight, or fewer where the group starts
  /// or stops in between.
  @inline(__always)
  private func pass(_ group: Int, to end: Int) {
    let first = (end &- 1) & ~(Self.depth &- 1)
    let staged = unsafe rows + group &* Self.depth
    if unsafe end &- first == Self.depth && starts[group] <= first {
      for slot in 0..<Self.depth { unsafe keys[first &+ slot] = staged[slot].key }
      for slot in 0..<Self.depth { unsafe values[first &+ slot] = staged[slot].value }
      for slot in 0..<Self.depth { unsafe places[first &+ slot] = staged[slot].place }
    } else {
      for target in unsafe max(first, starts[group])..<max(end, starts[group]) {
        let row = unsafe staged[target &- first]
        unsafe keys[target] = row.key
        unsafe values[target] = row.value
        unsafe places[target] = row.place
      }
    }
  }
}

/// Lends a staging place for each group, of which the first rows go to `starts`.
func withRowStaging(
  starts: [Int], _ columns: GroupColumns, _ body: (RowStaging) -> Void
) {
  let byteCount = max(1, starts.count) * RowStaging.depth * RowStaging.rowBytes
  unsafe withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 64) { memory in
    // SAFETY: every staged row is written before it is read.
    unsafe starts.withUnsafeBufferPointer { starts in
      body(unsafe RowStaging(memory, starts: starts, columns))
    }
  }
}

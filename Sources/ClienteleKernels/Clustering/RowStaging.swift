/// Rows on their way to their groups, a few of each group at a time.
///
/// A row that is written straight to its group's three columns touches three lines of memory that
/// no first-level cache holds, since every other group is written in between. Here it touches two
/// that a cache does hold, and eight rows at a time go on together, in seven wide stores: a
/// processor can wait for a few dozen stores at once, and the fewer of them a line of memory takes,
/// the more lines it waits for at the same time.
@safe
struct RowStaging {
  /// Eight rows of one group, column by column.
  fileprivate struct Rows: BitwiseCopyable {
    var values: SIMD8<Int64> = .zero
    var keys: SIMD8<Int32> = .zero
    var places: SIMD8<UInt16> = .zero
  }

  fileprivate static let depth = 8
  // Where the columns of ``Rows`` begin, which lie one behind the other.
  @inline(__always)
  private static var keysOffset: Int { MemoryLayout<SIMD8<Int64>>.size }
  @inline(__always)
  private static var placesOffset: Int { keysOffset + MemoryLayout<SIMD8<Int32>>.size }

  private let rows: UnsafeMutablePointer<Rows>
  /// The first target of each group.
  private let starts: UnsafeBufferPointer<Int>
  private let places: UnsafeMutablePointer<UInt16>
  private let keys: UnsafeMutablePointer<Int32>
  private let values: UnsafeMutablePointer<Int64>

  fileprivate init(
    _ rows: UnsafeMutablePointer<Rows>, starts: UnsafeBufferPointer<Int>, _ columns: GroupColumns
  ) {
    unsafe self.rows = rows
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
    let staged = unsafe UnsafeMutableRawPointer(rows + group)
    unsafe staged.storeBytes(of: value, toByteOffset: slot &* 8, as: Int64.self)
    unsafe staged.storeBytes(of: key, toByteOffset: Self.keysOffset &+ slot &* 4, as: Int32.self)
    unsafe staged.storeBytes(
      of: place, toByteOffset: Self.placesOffset &+ slot &* 2, as: UInt16.self)
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
    let staged = unsafe rows + group
    if unsafe end &- first == Self.depth && starts[group] <= first {
      unsafe UnsafeMutableRawPointer(values + first).storeBytes(
        of: staged.pointee.values, as: SIMD8<Int64>.self)
      unsafe UnsafeMutableRawPointer(keys + first).storeBytes(
        of: staged.pointee.keys, as: SIMD8<Int32>.self)
      unsafe UnsafeMutableRawPointer(places + first).storeBytes(
        of: staged.pointee.places, as: SIMD8<UInt16>.self)
    } else {
      for target in unsafe max(first, starts[group])..<max(end, starts[group]) {
        unsafe keys[target] = staged.pointee.keys[target &- first]
        unsafe values[target] = staged.pointee.values[target &- first]
        unsafe places[target] = staged.pointee.places[target &- first]
      }
    }
  }
}

/// Lends a staging place for each group, of which the first rows go to `starts`.
func withRowStaging(
  starts: [Int], _ columns: GroupColumns, _ body: (RowStaging) -> Void
) {
  let count = max(1, starts.count)
  unsafe withUnsafeTemporaryAllocation(of: RowStaging.Rows.self, capacity: count) { rows in
    // SAFETY: every staged row is written before it is read.
    unsafe starts.withUnsafeBufferPointer { starts in
      body(unsafe RowStaging(rows.baseAddress!, starts: starts, columns))
    }
  }
}

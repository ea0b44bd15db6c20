/// A column of whole numbers in as few bytes as its range needs: the smallest, and how far each
/// lies above it.
///
/// What a file holds is read a stretch at a time, and within a stretch order ids follow each other,
/// days are few and amounts small: two or four bytes say what eight are for.
package struct CompactColumn<Element>: Sendable
where Element: FixedWidthInteger & BitwiseCopyable & Sendable {
  @usableFromInline
  enum Storage: Sendable {
    case whole(Column<Element>)
    case bytes(Column<UInt8>)
    case pairs(Column<UInt16>)
    case quads(Column<UInt32>)
  }

  package let count: Int
  @usableFromInline let storage: Storage
  /// What is added to every distance; zero for values that are kept whole.
  @usableFromInline let low: Element

  /// A column as it is, nothing copied.
  package init(_ column: Column<Element>) {
    count = column.count
    storage = .whole(column)
    low = 0
  }

  /// Called with known types only (``ColumnStore``): as it is, nothing would be specialised.
  ///
  /// - Complexity: O(n), two passes.
  init(_ values: Span<Element>, in store: ColumnStore) throws(MemoryFailure) {
    var (least, greatest) = (Element.max, Element.min)
    for index in values.indices {
      least = min(least, values[index])
      greatest = max(greatest, values[index])
    }
    count = values.count
    // As bits: the distance of the smallest from the largest may not fit in the type.
    let range = UInt64(truncatingIfNeeded: greatest &- least) & Self.mask
    let byteCount =
      range <= UInt8.max ? 1 : range <= UInt16.max ? 2 : range <= UInt32.max ? 4 : 8
    let isWhole = !values.isEmpty && byteCount >= MemoryLayout<Element>.size
    let low = values.isEmpty || isWhole ? 0 : least
    self.low = low
    storage =
      if isWhole {
        .whole(try Self.distances(of: values, from: 0, in: store))
      } else if values.isEmpty || byteCount == 1 {
        .bytes(try Self.distances(of: values, from: low, in: store))
      } else if byteCount == 2 {
        .pairs(try Self.distances(of: values, from: low, in: store))
      } else {
        .quads(try Self.distances(of: values, from: low, in: store))
      }
  }

  private static var mask: UInt64 { .max >> UInt64(64 - Element.bitWidth) }

  private static func distances<Distance: FixedWidthInteger & BitwiseCopyable & Sendable>(
    of values: Span<Element>, from low: Element, in store: ColumnStore
  ) throws(MemoryFailure) -> Column<Distance> {
    let column: Column<Distance> = try store.column(count: values.count)
    // SAFETY: the column is new and as long as the span.
    for index in values.indices {
      unsafe column.base[index] = Distance(truncatingIfNeeded: values[index] &- low)
    }
    return column
  }

  @inlinable
  package subscript(_ row: Int) -> Element {
    switch storage {
    case .whole(let column): column[row]
    case .bytes(let column): low &+ Element(truncatingIfNeeded: column[row])
    case .pairs(let column): low &+ Element(truncatingIfNeeded: column[row])
    case .quads(let column): low &+ Element(truncatingIfNeeded: column[row])
    }
  }

  /// Calls `body` with every row and its value, in order.
  @inline(__always)
  func forEach(_ body: (_ row: Int, _ value: Element) -> Void) {
    switch storage {
    case .whole(let column): Self.forEach(column, above: 0, body)
    case .bytes(let column): Self.forEach(column, above: low, body)
    case .pairs(let column): Self.forEach(column, above: low, body)
    case .quads(let column): Self.forEach(column, above: low, body)
    }
  }

  @inline(__always)
  private static func forEach<Distance: FixedWidthInteger>(
    _ distances: Column<Distance>, above low: Element, _ body: (Int, Element) -> Void
  ) {
    let distances = distances.span
    for row in distances.indices {
      body(row, low &+ Element(truncatingIfNeeded: distances[row]))
    }
  }

  /// Whether each value is above the one before it, and whether each is below.
  var strictOrder: (isAscending: Bool, isDescending: Bool) {
    var (isAscending, isDescending) = (true, true)
    var last: Element?
    forEach { _, value in
      isAscending = isAscending && last.map { $0 < value } ?? true
      isDescending = isDescending && last.map { $0 > value } ?? true
      last = value
    }
    return (isAscending, isDescending)
  }

  /// The values of some rows: where they lie, or brought to `scratch` first.
  ///
  /// SAFETY: `scratch` must hold as many values as there are rows; the pointer is good as long as
  /// the scratch and the column.
  @inline(__always)
  func values(
    _ rows: Range<Int>, through scratch: UnsafeMutablePointer<Element>
  ) -> UnsafePointer<Element> {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count)
    switch storage {
    case .whole(let column): return unsafe UnsafePointer(column.base + rows.lowerBound)
    case .bytes(let column): unsafe Self.add(low, to: column.base, rows, into: scratch)
    case .pairs(let column): unsafe Self.add(low, to: column.base, rows, into: scratch)
    case .quads(let column): unsafe Self.add(low, to: column.base, rows, into: scratch)
    }
    return unsafe UnsafePointer(scratch)
  }

  @inline(__always)
  private static func add<Distance: FixedWidthInteger>(
    _ low: Element, to distances: UnsafeMutablePointer<Distance>, _ rows: Range<Int>,
    into target: UnsafeMutablePointer<Element>
  ) {
    let first = unsafe distances + rows.lowerBound
    for row in 0..<rows.count {
      unsafe target[row] = low &+ Element(truncatingIfNeeded: first[row])
    }
  }
}

extension CompactColumn<Int64> {
  /// Whether every value is at least the bound.
  package func isAll(atLeast bound: Int64) -> Bool {
    guard case .whole(let column) = storage else {
      // The smallest is a value of the column, unless there is none.
      return count == 0 || low >= bound
    }
    let values = column.span
    var least = Int64.max
    for row in values.indices { least = min(least, values[row]) }
    return count == 0 || least >= bound
  }
}

/// Some rows of a panel, without its zeros, and the groups that each row is in.
///
/// ```
/// rows.append(column: 3, value: 250)     // any number of cells, repeats allowed
/// rows.endRow(groups: bits)              // the groups of the row whose cells came before
/// ```
package struct PanelRows: Sendable {
  package let groupCount: Int
  package let columnCount: Int
  /// Of each cell.
  private(set) var columns: [UInt32] = []
  private(set) var values: [Int64] = []
  /// For each row where its cells end.
  private var ends: [Int] = []
  /// For each row one bit a group.
  private var groupBits: [UInt64] = []

  /// So many that the sum of as many 40-bit limbs stays below 2⁵³, and the factors of a product in
  /// cache.
  package static let rowLimit = 256

  package init(groupCount: Int, columnCount: Int) {
    self.groupCount = groupCount
    self.columnCount = columnCount
  }

  package var count: Int { ends.count }
  package var isFull: Bool { count == Self.rowLimit }
  /// Words that hold a bit for each group.
  package var groupWordCount: Int { (groupCount + 63) / 64 }

  @inline(__always)
  package mutating func append(column: Int, value: Int64) {
    precondition(column >= 0 && column < columnCount)
    columns.append(UInt32(truncatingIfNeeded: column))
    values.append(value)
  }

  /// - Parameter groups: ``groupWordCount`` words; no bits beyond the last group.
  package mutating func endRow(groups: Span<UInt64>) {
    precondition(!isFull && groups.count == groupWordCount)
    ends.append(values.count)
    for word in groups.indices { groupBits.append(groups[word]) }
  }

  package mutating func removeAll() {
    columns.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    groupBits.removeAll(keepingCapacity: true)
  }

  /// So many multiplications of a product are taken to cost as much as one addition to a cell of
  /// its own.
  ///
  /// A round number that gives each of two measured cases its faster way, with a hundred groups of
  /// 2 million rows: groups of half of the rows and periods of a year, 0.67 s as products and
  /// 1.63 s one by one; groups of a tenth and months, 2.9 s and 0.8 s. Where both ways take as long
  /// was not looked for.
  private static let multiplicationsPerAddition = 8

  var fasterWay: PanelSums.Way {
    var additionCount = 0
    forEachRow { cells, groups in
      var bitCount = 0
      for word in groups { bitCount += groupBits[word].nonzeroBitCount }
      additionCount += cells.count * bitCount
    }
    let multiplicationCount = count * groupCount * columnCount
    return additionCount * Self.multiplicationsPerAddition > multiplicationCount
      ? .product : .oneByOne
  }

  @inline(__always)
  private func forEachRow(_ body: (_ cells: Range<Int>, _ groups: Range<Int>) -> Void) {
    var start = 0
    for row in ends.indices {
      body(start..<ends[row], row * groupWordCount..<(row + 1) * groupWordCount)
      start = ends[row]
    }
  }

  /// Calls `body` for each group of each row.
  @inline(__always)
  func forEachGroup(_ body: (_ group: Int, _ cells: Range<Int>) -> Void) {
    forEachRow { cells, words in
      guard !cells.isEmpty else { return }
      for (place, word) in words.enumerated() {
        var rest = groupBits[word]
        while rest != 0 {
          body(place &* 64 &+ rest.trailingZeroBitCount, cells)
          rest &= rest &- 1
        }
      }
    }
  }

  /// `[count × columnCount]`; `nil` when a sum of cells leaves 64 bits.
  func denseValues() -> [Int64]? {
    var dense = [Int64](repeating: 0, count: count * columnCount)
    var (row, hasOverflown) = (0, false)
    forEachRow { cells, _ in
      for cell in cells {
        let place = row * columnCount + Int(columns[cell])
        let (sum, overflow) = dense[place].addingReportingOverflow(values[cell])
        dense[place] = sum
        hasOverflown = hasOverflown || overflow
      }
      row += 1
    }
    return hasOverflown ? nil : dense
  }

  /// 1 where a row is in a group, else 0: `[count × groupCount]`.
  func denseGroups() -> [Double] {
    var dense = [Double](repeating: 0, count: count * groupCount)
    for row in 0..<count {
      for group in 0..<groupCount {
        let bit = groupBits[row * groupWordCount + group / 64] >> UInt64(group % 64) & 1
        dense[row * groupCount + group] = Double(bit)
      }
    }
    return dense
  }
}

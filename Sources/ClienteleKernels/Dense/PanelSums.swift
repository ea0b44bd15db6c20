/// Sums of a panel – members × columns, whole numbers – by any number of overlapping groups at
/// once: `Gᵀ · P`.
///
/// A member's columns are mostly zeros, and most members are in few of the groups. Then they are
/// added one by one. Where both are filled, as with members who do something in every period and
/// groups of half of all, one matrix product does the same in blocks that stay in registers:
/// ``PanelRows`` says what would be fewer steps.
///
/// Exact: a `Double` holds whole numbers below 2⁵³, and no sum in a block reaches that. Values
/// that are too large are divided into two limbs of 40 and 24 bits, each multiplied by itself.
/// So the result does not depend on how BLAS orders its additions, on the CPU, or on threads.
package struct PanelSums: Sendable {
  package let groupCount: Int
  package let columnCount: Int
  /// `[groupCount × columnCount]`
  package private(set) var sums: [Int128]

  private static let limbBits: Int64 = 40

  package init(groupCount: Int, columnCount: Int) {
    self.groupCount = groupCount
    self.columnCount = columnCount
    sums = Array(repeating: 0, count: groupCount * columnCount)
  }

  /// How rows are added: the sums are the same.
  package enum Way: Sendable { case oneByOne, product }

  /// Adds rows, each to the groups it is in.
  ///
  /// - Parameter way: the faster one when not given.
  package mutating func add(_ rows: PanelRows, by way: Way? = nil) {
    precondition(rows.groupCount == groupCount && rows.columnCount == columnCount)
    switch way ?? rows.fasterWay {
    case .oneByOne: addOneByOne(rows)
    case .product: addProduct(rows)
    }
  }

  package mutating func merge(_ other: PanelSums) {
    precondition(groupCount == other.groupCount && columnCount == other.columnCount)
    for index in sums.indices { sums[index] += other.sums[index] }
  }

  private mutating func addOneByOne(_ rows: PanelRows) {
    let (columnCount, columns, values) = (columnCount, rows.columns.span, rows.values.span)
    var sums = sums.mutableSpan
    rows.forEachGroup { group, cells in
      let first = group &* columnCount
      for cell in cells { sums[first &+ Int(columns[cell])] &+= Int128(values[cell]) }
    }
  }

  private mutating func addProduct(_ rows: PanelRows) {
    guard let values = rows.denseValues() else { return addOneByOne(rows) }
    let groups = rows.denseGroups()
    let largest = values.reduce(UInt64(0)) { max($0, $1.magnitude) }
    if largest < 1 << UInt64(Self.limbBits) {
      addProduct(groups, values.map(Double.init), rowCount: rows.count, times: 1)
    } else {
      let mask: Int64 = 1 << Self.limbBits - 1
      addProduct(groups, values.map { Double($0 & mask) }, rowCount: rows.count, times: 1)
      addProduct(
        groups, values.map { Double($0 >> Self.limbBits) }, rowCount: rows.count,
        times: 1 << Int128(Self.limbBits))
    }
  }

  private mutating func addProduct(
    _ groups: [Double], _ values: [Double], rowCount: Int, times scale: Int128
  ) {
    var product = [Double](repeating: 0, count: sums.count)
    OneThreadedBLAS.perform {
      var result = product.mutableSpan
      multiplyTransposed(
        groups.span, values.span, rowCount: rowCount, columnCount: groupCount,
        width: columnCount, into: &result)
    }
    for index in sums.indices { sums[index] += Int128(product[index]) * scale }
  }
}

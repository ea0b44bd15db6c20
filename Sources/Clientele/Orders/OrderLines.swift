import ClienteleKernels

/// The lines of all purchases: each customer's together and in day order, in the same groups as the
/// purchases.
///
/// A line is of its order's day. The lines of an order add up to the order's amount.
package struct OrderLines: Sendable {
  /// Days and amounts; dimensions of orders, halves of measures, and the order's tag as codes.
  let columns: ClusteredColumns
  package let kind: LineKind
  let dimensionCount: Int
  /// All orders of a customer on one day are one.
  let joinsDays: Bool

  /// - Parameters:
  ///   - rows: As ``OrderFolding`` gives them: codes of all dimensions, then those of
  ///     ``codes(of:tag:)``.
  ///   - kind: What the source keeps of a line.
  ///   - dimensions: The places of the dimensions of orders among all.
  ///   - dimensionCount: How many dimensions there are, those of customers included.
  init(
    clustering rows: consuming [ClusterSource], kind: LineKind, dimensions: [Int],
    of dimensionCount: Int, memberCount: Int, groupShift: Int,
    unit: OrderPolicies.PurchaseUnit, threads: Int, on budget: MemoryBudget
  ) throws(MemoryFailure) {
    let codeCount = dimensionCount + 2 * kind.measures.count + 1
    var columns = try cluster(
      rows, codeCount: codeCount, memberCount: memberCount, groupShift: groupShift,
      threads: threads, on: budget)
    columns.keepCodes(at: dimensions + (dimensionCount..<codeCount))
    self.columns = columns
    self.kind = kind
    self.dimensionCount = dimensions.count
    joinsDays = unit == .purchaseDays
  }

  /// What stands behind the dimensions' codes of a line: each measure in two halves, because a code
  /// has 32 bits, and a tag that the lines of one order share.
  static func codes(of measures: [Int64], tag: Int) -> [UInt32] {
    // The tag comes last: only lines that agree in everything else are in its order.
    measures.flatMap { [UInt32(truncatingIfNeeded: $0 >> 32), UInt32(truncatingIfNeeded: $0)] }
      + [UInt32(truncatingIfNeeded: tag)]
  }

  /// The lines of a customer.
  package func rows(of customer: Int) -> Range<Int> { columns.rows(of: customer) }

  package func day(of row: Int) -> Int32 { columns.keys[row] }

  package func amount(of row: Int) -> Int64 { columns.values[row] }

  /// The code of a dimension, by its place among those of orders.
  package func code(_ dimension: Int, of row: Int) -> UInt32 { columns.codes[dimension][row] }

  /// A measure, by its place in the kind's list.
  package func measure(_ place: Int, of row: Int) -> Int64 {
    let first = dimensionCount + 2 * place
    let high = Int64(Int32(bitPattern: columns.codes[first][row]))
    return high << 32 | Int64(columns.codes[first + 1][row])
  }

  /// The same for lines of one order, and another for lines of another order of the same customer
  /// and day. Says nothing else: it depends on the order of the rows.
  package func tag(of row: Int) -> UInt32 {
    joinsDays ? 0 : columns.codes[columns.codes.count - 1][row]
  }
}

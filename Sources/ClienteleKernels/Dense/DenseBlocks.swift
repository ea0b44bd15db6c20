/// A tall matrix of doubles in blocks of rows, each kept column by column.
///
/// Sums over rows are made block by block, and blocks are joined in stripes whose number depends
/// on nothing but the number of rows: so the same rows give the same bits on one machine, whatever
/// the number of threads.
package struct DenseBlocks: Sendable {
  /// Rows of a block: a block of a dozen columns stays in a core's second cache.
  package static let rowLimit = 1024

  package let rowCount: Int
  package let columnCount: Int
  /// Each `[rows of the block × columnCount]`, column by column.
  package let blocks: [[Double]]

  /// - Parameter fill: Writes the values of a stretch of rows, column by column.
  package init(
    rowCount: Int, columnCount: Int, threads: Int,
    fill: @Sendable (_ rows: Range<Int>, _ values: inout [Double]) -> Void
  ) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    blocks = mapTasks(Self.blockCount(of: rowCount), threads: threads) { block in
      let rows = Self.rows(ofBlock: block, of: rowCount)
      var values: [Double] = []
      values.reserveCapacity(rows.count * columnCount)
      fill(rows, &values)
      precondition(values.count == rows.count * columnCount, "a block must be filled to its end")
      return values
    }
  }

  package var blockCount: Int { blocks.count }

  /// The rows of a block.
  package func rows(ofBlock block: Int) -> Range<Int> {
    Self.rows(ofBlock: block, of: rowCount)
  }

  static func blockCount(of rowCount: Int) -> Int { (rowCount + rowLimit - 1) / rowLimit }

  static func rows(ofBlock block: Int, of rowCount: Int) -> Range<Int> {
    block * rowLimit..<min(rowCount, (block + 1) * rowLimit)
  }

  /// Blocks that are summed one after the other.
  static func stripes(of blockCount: Int) -> [Range<Int>] {
    let count = min(64, blockCount)
    return (0..<count).map { stripe in
      stripe * blockCount / count..<(stripe + 1) * blockCount / count
    }
  }
}

/// Sums over `count` rows that have the same bits for any number of threads: `body` is called for
/// stretches of rows, and what it returns is added in their order.
package func sumOfRows(
  _ count: Int, threads: Int, _ body: @Sendable (_ rows: Range<Int>) -> Double
) -> Double {
  let parts = mapTasks(DenseBlocks.blockCount(of: count), threads: threads) { block in
    body(DenseBlocks.rows(ofBlock: block, of: count))
  }
  return parts.reduce(0, +)
}

extension DenseBlocks {
  /// `Xᵀ·X`, row by row: on and below the diagonal.
  package func gram(threads: Int) -> [Double] {
    let stripes = Self.stripes(of: blockCount)
    let parts = OneThreadedBLAS.perform {
      mapTasks(stripes.count, threads: threads) { stripe in
        var sums = [Double](repeating: 0, count: columnCount * columnCount)
        for block in stripes[stripe] {
          let values = blocks[block]
          var result = sums.mutableSpan
          addGram(
            of: values.span, rowCount: rows(ofBlock: block).count,
            columnCount: columnCount, to: &result)
        }
        return sums
      }
    }
    return parts.reduce(Array(repeating: 0, count: columnCount * columnCount)) { sums, part in
      zip(sums, part).map { $0 + $1 }
    }
  }
}

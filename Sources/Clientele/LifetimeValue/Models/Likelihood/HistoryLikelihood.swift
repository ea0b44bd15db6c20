import ClienteleKernels
import Glibc

/// A model's log-likelihood of many histories at once, with all that the search for its best
/// parameters needs.
protocol HistoryLikelihood: Sendable {
  /// What is worked out once for a set of parameters, and shared by all rows.
  associatedtype Prepared: Sendable

  func prepare(_ parameters: [Double], for table: HistoryTable) -> Prepared

  /// The sums over some rows that have the same frequency, by the parameters themselves.
  func sums(
    of table: HistoryTable, frequency index: Int, rows: Range<Int>, with prepared: Prepared
  ) -> LikelihoodSums

  /// What does not depend on the parameters.
  func constant(of table: HistoryTable) -> Double

  /// Another thread pays from so many rows on: about a millisecond's work.
  ///
  /// Threads cost a tenth of that. But on a busy machine each step of a search waits for a thread
  /// that waits for a processor: with one thread CDNOW is fitted in half the time there.
  static var rowsPerThread: Int { get }
}

extension HistoryLikelihood {
  func constant(of table: HistoryTable) -> Double { 0 }

  static var rowsPerThread: Int { 16_384 }

  /// Value, gradient and Hessian by the logarithms of the parameters.
  ///
  /// Rows are summed in blocks whose borders depend on the table alone, and blocks in their order:
  /// the result is the same to the last bit for any number of threads.
  func landscape(
    of table: HistoryTable, at logarithms: [Double], threads: Int
  ) -> Landscape {
    let parameters = logarithms.map { exp($0) }
    let prepared = prepare(parameters, for: table)
    let blocks = RowBlock.blocks(of: table)
    let work: @Sendable (Int) -> LikelihoodSums = { block in
      var total = LikelihoodSums()
      for part in blocks[block].parts {
        total += sums(of: table, frequency: part.frequency, rows: part.rows, with: prepared)
      }
      return total
    }
    let threads = min(threads, max(1, table.count / Self.rowsPerThread))
    var total = LikelihoodSums()
    for sums in mapTasks(blocks.count, threads: threads, work) { total += sums }
    total.value += constant(of: table)
    return total.byLogarithms(of: parameters)
  }
}

/// Some thousand rows of a table, in stretches of one frequency each.
struct RowBlock: Sendable {
  struct Part: Sendable {
    /// The place among the table's different frequencies.
    let frequency: Int
    let rows: Range<Int>
  }

  private(set) var parts: [Part] = []

  private static let rowCount = 4096

  /// The blocks of a table: they depend on nothing but its rows.
  ///
  /// - Complexity: O(frequencies + blocks).
  static func blocks(of table: HistoryTable) -> [RowBlock] {
    var blocks: [RowBlock] = []
    var room = 0
    for (index, rows) in table.frequencyRows.enumerated() {
      var start = rows.lowerBound
      while start < rows.upperBound {
        if room == 0 {
          blocks.append(RowBlock())
          room = rowCount
        }
        let end = min(rows.upperBound, start + room)
        blocks[blocks.count - 1].parts.append(Part(frequency: index, rows: start..<end))
        room -= end - start
        start = end
      }
    }
    return blocks
  }
}

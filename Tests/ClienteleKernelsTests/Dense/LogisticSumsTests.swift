import ClienteleFixtures
import ClienteleKernels
import Foundation
import Testing

@Suite struct LogisticSumsTests {
  /// Rows with a column of ones, and outcomes.
  static func data(
    rows: Int, columns: Int, seed: UInt64
  ) -> (blocks: DenseBlocks, rows: [[Double]], outcomes: [UInt8]) {
    var generator = SeededGenerator(seed: seed)
    let values = (0..<rows).map { _ in
      [1] + (1..<columns).map { _ in Double.random(in: -2...2, using: &generator) }
    }
    let outcomes = (0..<rows).map { _ in UInt8(generator.next() % 2) }
    let blocks = DenseBlocks(rowCount: rows, columnCount: columns, threads: 2) { part, out in
      for column in 0..<columns { for row in part { out.append(values[row][column]) } }
    }
    return (blocks, values, outcomes)
  }

  @Test func `sums equal the definition, and both arithmetics agree`() {
    for (rows, columns) in [(1, 1), (7, 3), (1024, 5), (1025, 12), (5000, 16)] {
      let (blocks, values, outcomes) = Self.data(rows: rows, columns: columns, seed: 4)
      let coefficients = (0..<columns).map { Double($0 % 3) - 0.9 }
      var likelihood = 0.0
      var gradient = [Double](repeating: 0, count: columns)
      var information = [Double](repeating: 0, count: columns * columns)
      for (row, outcome) in zip(values, outcomes) {
        let odds = zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
        let chance = 1 / (1 + exp(-odds))
        likelihood += log(outcome == 1 ? chance : 1 - chance)
        for left in 0..<columns {
          gradient[left] += row[left] * (Double(outcome) - chance)
          for right in 0..<columns {
            information[left * columns + right] += row[left] * row[right] * chance * (1 - chance)
          }
        }
      }
      for arithmetic in [LogisticSums.Arithmetic.blas, .plain] {
        let sums = LogisticSums(
          of: blocks, outcomes: outcomes, at: coefficients, threads: 2, arithmetic: arithmetic)
        // Rounding of some thousand additions.
        let close = 1e-11 * Double(rows + 10)
        #expect(abs(sums.logLikelihood - likelihood) < close)
        #expect(zip(sums.gradient, gradient).allSatisfy { abs($0 - $1) < close })
        #expect(zip(sums.information, information).allSatisfy { abs($0 - $1) < close })
      }
    }
  }

  @Test func `threads do not change a bit`() {
    let (blocks, _, outcomes) = Self.data(rows: 70_000, columns: 6, seed: 9)
    let coefficients = [0.3, -1, 0.5, 0, 2, -0.25]
    func sums(_ threads: Int) -> LogisticSums {
      LogisticSums(of: blocks, outcomes: outcomes, at: coefficients, threads: threads)
    }
    let one = sums(1)
    for threads in [2, 3, 8] {
      let many = sums(threads)
      #expect(many.logLikelihood == one.logLikelihood)
      #expect(many.gradient == one.gradient && many.information == one.information)
      #expect(blocks.gram(threads: threads) == blocks.gram(threads: 1))
    }
  }

  @Test func `odds beyond what exp can hold stay finite`() {
    let blocks = DenseBlocks(rowCount: 4, columnCount: 1, threads: 1) { _, out in
      out += [-1000, 1000, -1000, 1000]
    }
    let sums = LogisticSums(of: blocks, outcomes: [0, 1, 1, 0], at: [1], threads: 1)
    #expect(sums.logLikelihood == -2000)
    #expect(sums.gradient == [-2000] && sums.information == [0])
  }
}

import ClienteleFixtures
import Testing

@testable import ClienteleKernels

struct RankedIntegersTests {
  /// Shapes of ids: dense from 0, dense with gaps, far from 0, sparse, and at both ends.
  private static let shapes: [(name: String, ids: [Int64])] = {
    var random = SeededGenerator(seed: 11)
    func ids(_ count: Int, in range: ClosedRange<Int64>) -> [Int64] {
      (0..<count).map { _ in Int64.random(in: range, using: &random) }
    }
    return [
      ("none", []), ("one", [7]), ("all places", Array((0..<200_000).reversed())),
      ("dense", ids(200_000, in: 0...50_000)), ("dense, negative", ids(300, in: -90 ... -3)),
      ("far", ids(200_000, in: 9_000_000_000...9_000_100_000)),
      ("sparse", ids(5_000, in: .min ... .max)), ("ends", [.max, .min, 0, -1, .max]),
    ]
  }()

  @Test func `places are those of the sorted distinct values, for any number of threads`() throws {
    for shape in Self.shapes {
      let expected = Set(shape.ids).sorted()
      for threads in [1, 2, 5] {
        try withLentColumns(over: shape.ids, as: Int64.self) { lent in
          let ranked = try RankedIntegers(lent, threads: threads, on: MemoryBudget())
          #expect(ranked.values.count == expected.count, "\(shape.name)")
          let values = expected.indices.map { ranked.values[$0] }
          #expect(values == expected, "\(shape.name)")
          let ranks = expected.map { Int(ranked.rank(of: $0)) }
          #expect(ranks == Array(expected.indices), "\(shape.name)")
          #expect(ranked.areTheirPlaces == (shape.name == "all places"), "\(shape.name)")
        }
      }
    }
  }

  @Test func `numbers of 32 bits are ranked like integers`() throws {
    for ids: [UInt32] in [[], [0], [5, 5, 3], [.max, 0], Array(0..<70_000)] {
      try withLentColumns(over: ids, as: UInt32.self) { lent in
        let ranked = try RankedIntegers(lent, threads: 2, on: MemoryBudget())
        let expected = Set(ids).sorted().map(Int64.init)
        let values = (0..<ranked.values.count).map { ranked.values[$0] }
        #expect(values == expected)
        #expect(expected.map { Int(ranked.rank(of: $0)) } == Array(expected.indices))
      }
    }
  }

  @Test func `columns on lent memory book nothing, and none may be left behind`() async throws {
    let values: [Int64] = [1, 2, 3]
    let sum = withLentColumns(over: values, as: Int64.self) { lent in
      let column = lent.column(1..<3)
      return column[0] + column[1]
    }
    #expect(sum == 5)
    await #expect(processExitsWith: .failure) {
      let left = withLentColumns(over: [1, 2, 3] as [Int64], as: Int64.self) { $0.column(0..<3) }
      print(left[0])
    }
  }
}

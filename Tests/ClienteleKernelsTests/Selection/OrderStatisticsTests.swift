import ClienteleKernels
import Testing

@Suite struct OrderStatisticsTests {
  /// Shapes of data that a histogram could stumble over.
  static let shapes: [(name: String, values: [Int64])] = [
    ("one value", [42]),
    ("all equal", Array(repeating: -7, count: 1000)),
    ("the ends of 64 bits", [.min + 1, .max, 0, -1, 1, .max - 1, .min + 2]),
    ("a few giants", (0..<5000).map { $0 % 97 == 0 ? 1 << 55 + Int64($0) : Int64($0 % 613) }),
    ("powers", (0..<63).flatMap { power in [1 << Int64(power), -(1 << Int64(power))] }),
    ("random", scrambled(20_000).map { Int64(bitPattern: $0) >> 3 }),
    ("cents", scrambled(20_000).map { Int64($0 >> 44) }),
  ]

  static func scrambled(_ count: Int) -> [UInt64] {
    (0..<UInt64(count)).map { ($0 &+ 1) &* 0x9E37_79B9_7F4A_7C15 }
      .map { ($0 ^ ($0 >> 29)) &* 0xBF58_476D_1CE4_E5B9 }
  }

  /// The same values in blocks of uneven length, with one that is empty.
  static func blocks<Value>(_ values: [Value]) -> [[Value]] {
    var blocks: [[Value]] = [[]]
    var start = 0
    while start < values.count {
      let end = min(values.count, start + 1 + start % 700)
      blocks.append(Array(values[start..<end]))
      start = end
    }
    return blocks
  }

  @Test(arguments: shapes.indices)
  func `values at every place equal those of a sort`(shape: Int) {
    let values = Self.shapes[shape].values
    let blocks = Self.blocks(values)
    let sorted = values.sorted()
    let wanted = sorted.indices.filter { sorted.count < 2000 || $0 % 777 == 0 }
    for threads in [1, 3] {
      let extent = extent(of: blocks, from: .min + 1, threads: threads)
      #expect(extent.count == sorted.count)
      #expect(extent.low == sorted.first && extent.high == sorted.last)
      let found = orderStatistics(of: blocks, within: extent, at: wanted, threads: threads)
      for (place, statistic) in zip(wanted, found) {
        let value = sorted[place]
        #expect(statistic.value == value, "\(Self.shapes[shape].name) at \(place)")
        #expect(statistic.below == sorted.firstIndex(of: value))
        #expect(statistic.equal == sorted.count { $0 == value })
      }
    }
  }

  @Test func `values below the floor stand for nobody`() {
    let blocks: [[Int32]] = [[5, -1, 3], [-1, -1], [9, 3]]
    let extent = extent(of: blocks, from: 0, threads: 2)
    #expect((extent.count, extent.low, extent.high) == (4, 3, 9))
    let found = orderStatistics(of: blocks, within: extent, at: [0, 1, 2, 3], threads: 2)
    #expect(found.map(\.value) == [3, 3, 5, 9])
    #expect(found.map(\.below) == [0, 0, 2, 3])
    #expect(found.map(\.equal) == [2, 2, 1, 1])
  }

  @Test func `nothing has no extent and no order`() {
    let nothing: [[Int32]] = [[], [-1]]
    let extent = extent(of: nothing, from: 0, threads: 1)
    #expect(extent.count == 0)
    #expect(orderStatistics(of: nothing, within: extent, at: [], threads: 1) == [])
  }

  @Test func `a place that no value has is a caller's mistake`() async {
    await #expect(processExitsWith: .failure) {
      let blocks: [[Int32]] = [[1, 2]]
      let extent = extent(of: blocks, from: 0, threads: 1)
      _ = orderStatistics(of: blocks, within: extent, at: [2], threads: 1)
    }
  }
}

import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct PanelSumsTests {
  /// Rows with cells and groups at random, and the sums by their definition.
  private struct Sample {
    var rows: PanelRows
    var sums: [Int128]

    /// - Parameter density: how many of the cells are there.
    init(
      rows rowCount: Int, groups: Int, columns: Int, magnitude: Int64, density: Double,
      using generator: inout SeededGenerator
    ) {
      rows = PanelRows(groupCount: groups, columnCount: columns)
      sums = Array(repeating: 0, count: groups * columns)
      let extremes: [Int64] = [magnitude, -magnitude, magnitude - 1, 1 - magnitude, 0, 1, -1]
      for _ in 0..<rowCount {
        var bits = [UInt64](repeating: 0, count: rows.groupWordCount)
        for group in 0..<groups where generator.next() % 2 == 0 {
          bits[group / 64] |= 1 << UInt64(group % 64)
        }
        for column in 0..<columns where Double.random(in: 0..<1, using: &generator) < density {
          let value =
            generator.next() % 2 == 0
            ? extremes.randomElement(using: &generator)!
            : Int64.random(in: -magnitude...magnitude, using: &generator)
          rows.append(column: column, value: value)
          for group in 0..<groups where bits[group / 64] >> UInt64(group % 64) & 1 == 1 {
            sums[group * columns + column] += Int128(value)
          }
        }
        rows.endRow(groups: bits.span)
      }
    }
  }

  @Test(arguments: [1_000, 1 << 39, 1 << 40, 1 << 52, 1 << 53, 1 << 53 + 1, Int64.max] as [Int64])
  func `sums are exact at every magnitude, one by one and as a product`(magnitude: Int64) {
    var generator = SeededGenerator(seed: UInt64(magnitude))
    for shape in [(1, 1, 1), (7, 3, 5), (256, 40, 36), (100, 200, 12), (256, 64, 3)] {
      for density in [0.05, 1] {
        let sample = Sample(
          rows: shape.0, groups: shape.1, columns: shape.2, magnitude: magnitude,
          density: density, using: &generator)
        for way in [PanelSums.Way.oneByOne, .product, nil] {
          var sums = PanelSums(groupCount: shape.1, columnCount: shape.2)
          sums.add(sample.rows, by: way)
          sums.add(sample.rows, by: way)
          #expect(
            sums.sums == sample.sums.map { 2 * $0 }, "\(magnitude), \(shape), \(density)")
        }
      }
    }
  }

  @Test func `cells of one column are added, also when they leave 64 bits`() {
    var rows = PanelRows(groupCount: 1, columnCount: 2)
    for _ in 0..<3 { rows.append(column: 1, value: .max) }
    let everyone: [UInt64] = [1]
    rows.endRow(groups: everyone.span)
    for way in [PanelSums.Way.oneByOne, .product] {
      var sums = PanelSums(groupCount: 1, columnCount: 2)
      sums.add(rows, by: way)
      #expect(sums.sums == [0, 3 * Int128(Int64.max)])
    }
  }

  @Test func `no rows, no groups and no columns are no trouble`() {
    let nobody: [UInt64] = []
    var rows = PanelRows(groupCount: 0, columnCount: 3)
    for way in [PanelSums.Way.oneByOne, .product] {
      var sums = PanelSums(groupCount: 0, columnCount: 3)
      sums.add(rows, by: way)
      #expect(sums.sums == [])
    }
    rows.append(column: 2, value: 9)
    rows.endRow(groups: nobody.span)
    var sums = PanelSums(groupCount: 0, columnCount: 3)
    sums.add(rows, by: .product)
    sums.add(rows)
    #expect(sums.sums == [])
    rows.removeAll()
    #expect(rows.count == 0 && !rows.isFull)
  }

  @Test func `parts merge to the whole`() {
    var generator = SeededGenerator(seed: 3)
    let (one, other) = (0, 1)
    let samples = (0..<2).map { _ in
      Sample(
        rows: 20, groups: 5, columns: 4, magnitude: 1 << 50, density: 0.5, using: &generator)
    }
    var (joined, second) = (
      PanelSums(groupCount: 5, columnCount: 4), PanelSums(groupCount: 5, columnCount: 4)
    )
    joined.add(samples[one].rows)
    second.add(samples[other].rows)
    joined.merge(second)
    #expect(joined.sums == zip(samples[one].sums, samples[other].sums).map { $0 + $1 })
  }
}

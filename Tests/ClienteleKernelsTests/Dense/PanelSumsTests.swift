import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct PanelSumsTests {
  static func values(count: Int, magnitude: Int64, seed: UInt64) -> [Int64] {
    var generator = SeededGenerator(seed: seed)
    let extremes: [Int64] = [magnitude, -magnitude, magnitude - 1, 1 - magnitude, 0, 1, -1]
    return (0..<count).map { _ in
      generator.next() % 2 == 0
        ? extremes.randomElement(using: &generator)!
        : Int64.random(in: -magnitude...magnitude, using: &generator)
    }
  }

  @Test(arguments: [1_000, 1 << 39, 1 << 40, 1 << 52, 1 << 53, 1 << 53 + 1, Int64.max] as [Int64])
  func `sums are exact at every magnitude`(magnitude: Int64) {
    for (seed, shape) in [(1, 1, 1), (7, 3, 5), (256, 40, 36), (100, 200, 12)].enumerated() {
      let (rows, groups, columns) = shape
      let values = Self.values(count: rows * columns, magnitude: magnitude, seed: UInt64(seed))
      var generator = SeededGenerator(seed: UInt64(seed) + 9)
      let members = (0..<rows * groups).map { _ in Double(generator.next() % 2) }
      var sums = PanelSums(groupCount: groups, columnCount: columns)
      sums.add(groups: members.span, values: values.span, rowCount: rows)
      sums.add(groups: members.span, values: values.span, rowCount: rows)
      for group in 0..<groups {
        for column in 0..<columns {
          var expected: Int128 = 0
          for row in 0..<rows where members[row * groups + group] == 1 {
            expected += 2 * Int128(values[row * columns + column])
          }
          let found = sums.sums[group * columns + column]
          #expect(found == expected, "\(magnitude), \(shape), group \(group), column \(column)")
        }
      }
    }
  }

  @Test func `no rows, no groups and no columns are no trouble`() {
    let (nobody, nothing, amounts): ([Double], [Int64], [Int64]) = ([], [], [1, 2, 3])
    var sums = PanelSums(groupCount: 0, columnCount: 3)
    sums.add(groups: nobody.span, values: amounts.span, rowCount: 1)
    #expect(sums.sums == [])
    var empty = PanelSums(groupCount: 2, columnCount: 1)
    empty.add(groups: nobody.span, values: nothing.span, rowCount: 0)
    #expect(empty.sums == [0, 0])
  }

  @Test func `parts merge to the whole`() {
    let values = Self.values(count: 40, magnitude: 1 << 50, seed: 3)
    let members: [Double] = (0..<20).map { Double($0 % 2) }
    func sums(ofRows rows: Range<Int>) -> PanelSums {
      var sums = PanelSums(groupCount: 2, columnCount: 4)
      let ownMembers = Array(members[rows.lowerBound * 2..<rows.upperBound * 2])
      let ownValues = Array(values[rows.lowerBound * 4..<rows.upperBound * 4])
      sums.add(groups: ownMembers.span, values: ownValues.span, rowCount: rows.count)
      return sums
    }
    var joined = sums(ofRows: 4..<10)
    joined.merge(sums(ofRows: 0..<4))
    #expect(joined.sums == sums(ofRows: 0..<10).sums)
  }
}

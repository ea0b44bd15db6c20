import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct RunCountingTests {
  private struct Shop {
    var starts: [UInt32] = [0]
    var keys: [Int32] = []
    var values: [Int64] = []

    /// Some owners have no rows; days reach beyond those with places on both sides.
    init(ownerCount: Int, rowsEach: Int, using random: inout SeededGenerator) {
      for _ in 0..<ownerCount {
        let count = Bool.random(using: &random) ? Int.random(in: 0...rowsEach, using: &random) : 1
        keys += (0..<count).map { _ in Int32.random(in: -20...120, using: &random) }.sorted()
        starts.append(UInt32(keys.count))
      }
      values = keys.map { _ in Int64.random(in: 0...1_000_000, using: &random) }
    }
  }

  /// A hundred days in places of `width` each; the last place is that of all other days.
  private func places(width: Int) -> [UInt32] {
    (0..<100).map { UInt32($0 / width) } + [UInt32(99 / width + 1)]
  }

  /// The same cells, from what the facts say of each row.
  private func plainCells(_ shop: Shop, _ places: [UInt32], count: Int) -> [RunCell] {
    var cells = [RunCell](repeating: RunCell(), count: count)
    for owner in shop.starts.indices.dropLast() {
      let rows = Int(shop.starts[owner])..<Int(shop.starts[owner + 1])
      let taken = shop.keys[rows].map { places[(0..<100).contains($0) ? Int($0) : 100] }
      for (index, row) in rows.enumerated() {
        let place = taken[index]
        var kind = place * UInt32(RunFact.kindCount)
        if index == 0 || taken[index - 1] != place { kind += UInt32(RunFact.isFirst) }
        if index > 0, taken[index - 1] == place, index == 1 || taken[index - 2] != place {
          kind += UInt32(RunFact.isSecond)
        }
        if index > 0, taken[index - 1] + 1 == place { kind += UInt32(RunFact.isReturn) }
        if index == 0, rows.count == 1 || taken[1] != place { kind += UInt32(RunFact.isAlone) }
        cells[Int(kind)].count += 1
        cells[Int(kind)].sum += shop.values[row]
      }
    }
    return cells
  }

  @Test func `cells equal the definition`() {
    for seed in 0..<60 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let ownerCount = [1, 7, 100, 1_000][Int(seed % 4)]
      let rowsEach = [1, 3, 20, 2_500][Int(seed / 4 % 4)] * 7 / max(ownerCount, 7)
      let shop = Shop(ownerCount: ownerCount, rowsEach: max(rowsEach, 1), using: &random)
      let places = places(width: [1, 7, 30, 200][Int(seed / 16 % 4)])
      let cellCount = (Int(places[100]) + 1) * RunFact.kindCount
      var cells = [RunCell](repeating: RunCell(), count: cellCount)
      #expect(count(shop, places, into: &cells))
      let plain = plainCells(shop, places, count: cellCount)
      #expect(cells.map(\.count) == plain.map(\.count), "seed \(seed)")
      #expect(cells.map(\.sum) == plain.map(\.sum), "seed \(seed)")
    }
  }

  @Test func `strips end where owners do, or in between`() {
    for rowsEach in [1, 2, 7, 8, 9, 1_023, 1_024, 1_025, 2_048, 5_000] {
      var random = SeededGenerator(seed: 1)
      var shop = Shop(ownerCount: 0, rowsEach: 0, using: &random)
      for _ in 0..<max(3, 3_000 / rowsEach) {
        shop.keys += (0..<rowsEach).map { Int32($0 * 100 / rowsEach) }
        shop.starts.append(UInt32(shop.keys.count))
      }
      shop.values = shop.keys.indices.map(Int64.init)
      let places = places(width: 10)
      let cellCount = (Int(places[100]) + 1) * RunFact.kindCount
      var cells = [RunCell](repeating: RunCell(), count: cellCount)
      #expect(count(shop, places, into: &cells))
      let plain = plainCells(shop, places, count: cellCount)
      #expect(cells.map(\.count) == plain.map(\.count), "\(rowsEach) rows each")
      #expect(cells.map(\.sum) == plain.map(\.sum), "\(rowsEach) rows each")
    }
  }

  @Test func `a sum that leaves 64 bits is told`() {
    var random = SeededGenerator(seed: 2)
    var shop = Shop(ownerCount: 2_000, rowsEach: 1, using: &random)
    let places = places(width: 50)
    shop.values[shop.values.count - 1] = .max - shop.values.dropLast().reduce(0, +)
    var cells = [RunCell](repeating: RunCell(), count: 3 * RunFact.kindCount)
    #expect(count(shop, places, into: &cells))
    shop.values = shop.values.map { _ in .max / 100 }
    #expect(!count(shop, places, into: &cells))
  }

  private func count(_ shop: Shop, _ places: [UInt32], into cells: inout [RunCell]) -> Bool {
    var output = cells.mutableSpan
    return countRuns(
      shop.starts.span, shop.keys.span, from: 0, places: places.span, summing: shop.values.span,
      into: &output)
  }
}

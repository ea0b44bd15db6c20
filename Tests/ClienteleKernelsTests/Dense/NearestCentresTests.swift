import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct NearestCentresTests {
  static func found(
    _ values: [Double], rows: Int, _ centres: [Double], _ count: Int,
    _ arithmetic: NearestCentres.Arithmetic
  ) -> (nearest: [Int32], distances: [Double]) {
    let finder = NearestCentres(centres, count: count, arithmetic: arithmetic)
    var nearest = [Int32](repeating: -1, count: rows)
    var distances = [Double](repeating: -1, count: rows)
    var work = NearestCentres.Work()
    finder.perform {
      var nearestSpan = nearest.mutableSpan
      var distanceSpan = distances.mutableSpan
      finder.find(
        in: values.span, nearest: &nearestSpan, distances: &distanceSpan, work: &work)
    }
    return (nearest, distances)
  }

  /// The definition: the first of the nearest.
  static func expected(_ values: [Double], rows: Int, _ centres: [Double], _ count: Int) -> [Int32]
  {
    let columns = centres.count / count
    return (0..<rows).map { row in
      let distances = (0..<count).map { centre in
        (0..<columns).reduce(0.0) {
          let difference = values[$1 * rows + row] - centres[centre * columns + $1]
          return $0 + difference * difference
        }
      }
      return Int32(distances.firstIndex(of: distances.min()!)!)
    }
  }

  @Test func `both arithmetics give the same bits, and the definition's answer`() {
    for (seed, shape) in [(1, 1, 1), (5, 2, 3), (300, 3, 8), (130, 16, 20), (1024, 40, 7)]
      .enumerated()
    {
      let (rows, columns, count) = shape
      var generator = SeededGenerator(seed: UInt64(seed))
      let values = (0..<rows * columns).map { _ in
        Double.random(in: -3...3, using: &generator)
      }
      let centres = (0..<count * columns).map { _ in
        Double.random(in: -3...3, using: &generator)
      }
      let plain = Self.found(values, rows: rows, centres, count, .plain)
      let blas = Self.found(values, rows: rows, centres, count, .blas)
      #expect(plain.nearest == Self.expected(values, rows: rows, centres, count))
      #expect(plain.nearest == blas.nearest && plain.distances == blas.distances, "\(shape)")
    }
  }

  @Test func `of equally near centres the first is taken, in both arithmetics`() {
    // On a grid, far from the origin, where |x|² − 2·x·c + |c|² loses digits.
    for offset in [0.0, 1e3, 1e7] {
      let side = 12
      var values: [Double] = []
      for column in 0..<2 {
        for place in 0..<side * side {
          values.append(offset + Double(column == 0 ? place / side : place % side) / 2)
        }
      }
      let centres = [0, 0, 0, 5, 5, 0, 5, 5, 2.5, 2.5, 2.5, 2.5].map { $0 + offset }
      let plain = Self.found(values, rows: side * side, centres, 6, .plain)
      let blas = Self.found(values, rows: side * side, centres, 6, .blas)
      #expect(plain.nearest == Self.expected(values, rows: side * side, centres, 6))
      #expect(plain.nearest == blas.nearest && plain.distances == blas.distances)
      #expect(!plain.nearest.contains(5), "the fifth and sixth centre are the same")
    }
  }
}

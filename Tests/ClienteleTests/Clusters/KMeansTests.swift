import Clientele
import ClienteleFixtures
import ClienteleKernels
import Testing

@Suite struct KMeansTests {
  static func points(_ columns: [[Double]]) -> WeightedPoints {
    WeightedPoints(columns, threads: 2)
  }

  @Test func `equal customers are one point with their number as weight`() {
    let points = Self.points([[1, 0, 1, 1], [2, 5, 2, 3]])
    #expect(points.count == 3 && points.weights == [1, 2, 1])
    #expect(points.pointOfCustomer == [1, 0, 1, 2])
    #expect((0..<3).map(points.point) == [[0, 5], [1, 2], [1, 3]])
  }

  @Test func `points are in the order of their coordinates, whatever their signs`() {
    let values = [-1e300, -2.5, -1, -5e-300, -0.0, 0, 5e-300, 1, 2.5, 1e300]
    var generator = SeededGenerator(seed: 8)
    let rows = (0..<400).map { _ in
      (values.randomElement(using: &generator)!, values.randomElement(using: &generator)!)
    }
    let points = Self.points([rows.map(\.0), rows.map(\.1)])
    let found = (0..<points.count).map(points.point)
    #expect(
      zip(found, found.dropFirst()).allSatisfy { ($0[0], $0[1]) < ($1[0], $1[1]) })
    #expect(
      zip(rows, points.pointOfCustomer).allSatisfy {
        [$0.0, $0.1] == points.point(Int($1))
      })
  }

  @Test func `BLAS and plain arithmetic find the same clusters, bit for bit`() {
    for (seed, columns) in [3, 16].enumerated() {
      var generator = SeededGenerator(seed: UInt64(seed))
      let values = (0..<columns).map { _ in
        (0..<1500).map { _ in Double.random(in: -1...1, using: &generator) }
      }
      let points = Self.points(values)
      func found(_ arithmetic: NearestCentres.Arithmetic) -> KMeans {
        KMeans(
          points, count: 6, seed: 3, starts: 2, threads: 2, arithmetic: arithmetic)
      }
      let (plain, blas) = (found(.plain), found(.blas))
      #expect(plain.centres == blas.centres && plain.nearest == blas.nearest)
      #expect(plain.inertia == blas.inertia && plain.iterationCount == blas.iterationCount)
    }
  }

  @Test func `a cluster that loses its points takes the farthest one`() {
    let points = Self.points([[0, 1, 2, 10, 11, 30]])
    // Nobody is nearest to −100 and −200.
    let found = KMeans(points, from: [1, -100, -200], count: 3, threads: 1)
    #expect(found.sizes.allSatisfy { $0 > 0 } && found.isConverged)
    #expect(found.sizes == [3, 1, 2] && found.centres == [1, 30, 10.5])
  }

  @Test func `as many clusters as points leave nothing over`() {
    let points = Self.points([[0, 1, 5, 5], [0, 0, 2, 2]])
    let found = KMeans(points, count: 3, seed: 1, starts: 3, threads: 1)
    #expect(found.inertia == 0 && found.sizes.sorted() == [1, 1, 2])
  }

  @Test func `a silhouette is that of the definition, equal customers counted each`() throws {
    var generator = SeededGenerator(seed: 5)
    let column = (0..<60).map { _ in Double(Int.random(in: 0..<20, using: &generator)) }
    let points = Self.points([column])
    let clusters = points.weights.indices.map { Int32(points.point($0)[0] < 7 ? 0 : 1) }
    let found = try #require(Silhouette(points, clusters, clusterCount: 3, threads: 2))
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let each = column.map { value -> Double in
      let own = column.filter { ($0 < 7) == (value < 7) }.map { abs($0 - value) }
      let other = column.filter { ($0 < 7) != (value < 7) }.map { abs($0 - value) }
      let inside = own.reduce(0, +) / Double(own.count - 1)
      return (mean(other) - inside) / max(inside, mean(other))
    }
    #expect(agree(found.mean, mean(each)))
    #expect(found.means[2] == nil)
    #expect(Silhouette(points, clusters.map { _ in 0 }, clusterCount: 1, threads: 1) == nil)
  }
}

package import ClienteleKernels

/// Points divided among centres so that the squared distances are small: Lloyd's method from
/// k-means++ starts.
///
/// The result depends on the points, their weights and the seed; not on threads, on the order of
/// customers or on the processor. A cluster that loses all its points takes the point that lies
/// farthest from its centre.
///
/// Source: Lloyd (1982); Arthur and Vassilvitskii (2007), "k-means++", with the best of a few
/// candidates at each step as in their implementation.
package struct KMeans: Sendable {
  /// Centre by centre: `[count × columnCount]`.
  package private(set) var centres: [Double]
  package let count: Int
  /// For each point its centre.
  package private(set) var nearest: [Int32]
  /// Customers of each centre.
  package private(set) var sizes: [Double]
  /// Σ squared distances from the centre, over customers.
  package private(set) var inertia: Double
  package private(set) var iterationCount: Int
  /// Whether no point changed its centre any more.
  package private(set) var isConverged: Bool

  package static let iterationLimit = 300

  /// The best of several starts; of equally good ones the first.
  ///
  /// - Precondition: There are at least `count` points, and `starts > 0`.
  package init(
    _ points: WeightedPoints, count: Int, seed: UInt64, starts: Int, threads: Int,
    arithmetic: NearestCentres.Arithmetic? = nil
  ) {
    var best: KMeans?
    for start in 0..<starts {
      var generator = SplitMix(seed: seed, stream: start)
      let centres = Self.start(points, count: count, using: &generator, threads: threads)
      let found = KMeans(
        points, from: centres, count: count, threads: threads, arithmetic: arithmetic)
      if found.inertia < best?.inertia ?? .infinity { best = found }
    }
    // Inertia is finite, as coordinates are: the first start is better than none.
    self = best!
  }

  /// Lloyd's method from given centres.
  package init(
    _ points: WeightedPoints, from start: [Double], count: Int, threads: Int,
    arithmetic: NearestCentres.Arithmetic? = nil
  ) {
    precondition(points.count >= count && count > 0, "each centre needs a point")
    centres = start
    self.count = count
    nearest = []
    sizes = []
    inertia = .infinity
    iterationCount = 0
    isConverged = false
    for iteration in 1...Self.iterationLimit {
      let before = nearest
      let step = Assignment(
        points, NearestCentres(centres, count: count, arithmetic: arithmetic), threads: threads)
      nearest = step.nearest
      sizes = step.sizes
      inertia = step.inertia
      iterationCount = iteration
      if nearest == before {
        isConverged = true
        return
      }
      centres = step.means(or: centres, points)
    }
    // The last means have moved: what is said must hold for them.
    let last = Assignment(
      points, NearestCentres(centres, count: count, arithmetic: arithmetic), threads: threads)
    (nearest, sizes, inertia) = (last.nearest, last.sizes, last.inertia)
  }

  /// The same clusters, numbered in another order.
  mutating func renumber(_ order: [Int]) {
    let columnCount = centres.count / count
    centres = order.flatMap { centre in
      centres[centre * columnCount..<(centre + 1) * columnCount]
    }
    sizes = order.map { sizes[$0] }
    var places = [Int32](repeating: 0, count: count)
    for (place, centre) in order.enumerated() { places[centre] = Int32(place) }
    nearest = nearest.map { places[Int($0)] }
  }

  /// Centres far from each other, drawn by the squared distance to those drawn before.
  private static func start(
    _ points: WeightedPoints, count: Int, using generator: inout SplitMix, threads: Int
  ) -> [Double] {
    var nearness = StartDistances(points)
    var centres: [Double] = []
    let candidateCount = 2 + (count.bitWidth - count.leadingZeroBitCount)
    for place in 0..<count {
      var best: (distances: StartDistances, centre: [Double])?
      for _ in 0..<(place == 0 ? 1 : candidateCount) {
        let centre = points.point(nearness.draw(using: &generator))
        let distances = nearness.adding(centre, points, threads: threads)
        if distances.total < best?.distances.total ?? .infinity { best = (distances, centre) }
      }
      centres += best!.centre
      nearness = best!.distances
    }
    return centres
  }
}

/// For each point how likely it is to be drawn: its customers times the squared distance to the
/// nearest centre.
private struct StartDistances {
  /// Block by block; customers alone while there is no centre.
  private var chances: [[Double]]
  private var squares: [[Double]]
  private var totals: [Double]

  init(_ points: WeightedPoints) {
    chances = (0..<points.coordinates.blockCount).map { block in
      Array(points.weights[points.coordinates.rows(ofBlock: block)])
    }
    squares = chances.map { Array(repeating: .infinity, count: $0.count) }
    totals = chances.map { $0.reduce(0, +) }
  }

  var total: Double { totals.reduce(0, +) }

  /// A point; the last one that can be drawn if rounding leaves nothing over.
  func draw(using generator: inout SplitMix) -> Int {
    var rest = generator.uniform() * total
    var last = 0
    for (block, sum) in totals.enumerated() {
      if rest >= sum {
        rest -= sum
        if sum > 0 { last = block }
        continue
      }
      return place(in: block, rest)
    }
    return place(in: last, .infinity)
  }

  private func place(in block: Int, _ rest: Double) -> Int {
    var rest = rest
    var last = 0
    for (row, chance) in chances[block].enumerated() where chance > 0 {
      last = row
      if rest < chance { break }
      rest -= chance
    }
    return block * DenseBlocks.rowLimit + last
  }

  func adding(_ centre: [Double], _ points: WeightedPoints, threads: Int) -> StartDistances {
    var next = self
    let finder = NearestCentres(centre, count: 1, arithmetic: .plain)
    let (weights, blocks, known) = (points.weights, points.coordinates, squares)
    let parts = mapTasks(blocks.blockCount, threads: threads) { block in
      let rows = blocks.rows(ofBlock: block)
      var found = [Double](repeating: 0, count: rows.count)
      var nearest = [Int32](repeating: 0, count: rows.count)
      var work = NearestCentres.Work()
      let values = blocks.blocks[block]
      var distances = found.mutableSpan
      var places = nearest.mutableSpan
      finder.find(in: values.span, nearest: &places, distances: &distances, work: &work)
      for place in found.indices {
        found[place] = min(found[place], known[block][place])
      }
      let chances = zip(rows, found).map { weights[$0] * $1 }
      return (found, chances, chances.reduce(0, +))
    }
    next.squares = parts.map(\.0)
    next.chances = parts.map(\.1)
    next.totals = parts.map(\.2)
    return next
  }
}

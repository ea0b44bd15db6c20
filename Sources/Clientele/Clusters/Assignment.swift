import ClienteleKernels

/// Every point at its nearest centre, and what follows: sizes, inertia, means.
///
/// Sums are made block by block and joined in their order, so that threads cannot change a bit.
struct Assignment {
  private(set) var nearest: [Int32] = []
  /// Customers of each centre.
  private(set) var sizes: [Double]
  /// Σ customers · squared distance.
  private(set) var inertia = 0.0
  /// Σ customers · coordinates: `[centres × columns]`.
  private var sums: [Double]
  /// For each point customers · squared distance.
  private var distances: [Double] = []
  private let columnCount: Int

  private struct Part {
    var nearest: [Int32]
    var distances: [Double]
    var sizes: [Double]
    var sums: [Double]
    var inertia = 0.0
  }

  init(_ points: WeightedPoints, _ centres: NearestCentres, threads: Int) {
    let (blocks, weights) = (points.coordinates, points.weights)
    let (count, columnCount) = (centres.count, centres.columnCount)
    let parts = centres.perform {
      mapTasks(blocks.blockCount, threads: threads) { block -> Part in
        let rows = blocks.rows(ofBlock: block)
        let values = blocks.blocks[block]
        var nearest = [Int32](repeating: 0, count: rows.count)
        var distances = [Double](repeating: 0, count: rows.count)
        var nearestSpan = nearest.mutableSpan
        var distanceSpan = distances.mutableSpan
        var work = NearestCentres.Work()
        centres.find(
          in: values.span, nearest: &nearestSpan, distances: &distanceSpan, work: &work)
        var part = Part(
          nearest: nearest, distances: distances, sizes: Array(repeating: 0, count: count),
          sums: Array(repeating: 0, count: count * columnCount))
        for (place, row) in rows.enumerated() {
          let (centre, weight) = (Int(nearest[place]), weights[row])
          part.sizes[centre] += weight
          part.inertia += weight * distances[place]
          for column in 0..<columnCount {
            part.sums[centre * columnCount + column] +=
              weight * values[column * rows.count + place]
          }
        }
        return part
      }
    }
    self.columnCount = columnCount
    sizes = Array(repeating: 0, count: count)
    sums = Array(repeating: 0, count: count * columnCount)
    for part in parts {
      nearest += part.nearest
      distances += part.distances
      inertia += part.inertia
      for centre in sizes.indices { sizes[centre] += part.sizes[centre] }
      for place in sums.indices { sums[place] += part.sums[place] }
    }
  }

  /// The means of each centre's points; a centre without any takes the point that is farthest from
  /// its own, of equally far ones the first.
  func means(or before: [Double], _ points: WeightedPoints) -> [Double] {
    var means = before
    var taken: Set<Int> = []
    for (centre, size) in sizes.enumerated() {
      let places = centre * columnCount..<(centre + 1) * columnCount
      if size > 0 {
        for place in places { means[place] = sums[place] / size }
        continue
      }
      let farthest = distances.indices.filter { !taken.contains($0) }
        .max { (distances[$0], $1) < (distances[$1], $0) }
      guard let farthest else { continue }
      taken.insert(farthest)
      means.replaceSubrange(places, with: points.point(farthest))
    }
    return means
  }
}

import ClienteleKernels

/// How much nearer customers are to their own cluster than to the next: from −1 to 1 each.
///
/// Source: Rousseeuw (1987). A customer alone in a cluster has 0.
package struct Silhouette {
  /// The mean over all customers.
  package let mean: Double
  /// The mean over the customers of each cluster; `nil` for one without any.
  package let means: [Double?]

  /// - Parameters:
  ///   - nearest: For each point its cluster.
  /// - Returns: `nil` when fewer than two clusters have points.
  /// - Complexity: O(points² × columns), in parallel.
  package init?(_ points: WeightedPoints, _ nearest: [Int32], clusterCount: Int, threads: Int) {
    var sizes = [Double](repeating: 0, count: clusterCount)
    for (cluster, weight) in zip(nearest, points.weights) { sizes[Int(cluster)] += weight }
    guard sizes.count(where: { $0 > 0 }) > 1 else { return nil }
    let clusterSizes = sizes
    let blocks = points.coordinates
    let values = mapTasks(blocks.blockCount, threads: threads) { block in
      blocks.rows(ofBlock: block).map { point in
        let distances = Self.distances(from: point, points, nearest, clusterCount)
        return Self.value(distances, clusterSizes, own: Int(nearest[point]))
      }
    }.flatMap { $0 }
    var sums = [Double](repeating: 0, count: clusterCount)
    for (point, value) in values.enumerated() {
      sums[Int(nearest[point])] += points.weights[point] * value
    }
    mean = sums.reduce(0, +) / sizes.reduce(0, +)
    means = zip(sums, sizes).map { $1 > 0 ? $0 / $1 : nil }
  }

  /// Σ distances from a point to the customers of each cluster.
  private static func distances(
    from point: Int, _ points: WeightedPoints, _ nearest: [Int32], _ clusterCount: Int
  ) -> [Double] {
    let own = points.point(point)
    var sums = [Double](repeating: 0, count: clusterCount)
    for (block, values) in points.coordinates.blocks.enumerated() {
      let rows = points.coordinates.rows(ofBlock: block)
      var squares = [Double](repeating: 0, count: rows.count)
      for (column, value) in own.enumerated() {
        for place in squares.indices {
          let difference = values[column * rows.count + place] - value
          squares[place] += difference * difference
        }
      }
      for (place, row) in rows.enumerated() {
        sums[Int(nearest[row])] += points.weights[row] * squares[place].squareRoot()
      }
    }
    return sums
  }

  private static func value(_ distances: [Double], _ sizes: [Double], own: Int) -> Double {
    guard sizes[own] > 1 else { return 0 }
    let inside = distances[own] / (sizes[own] - 1)
    var outside = Double.infinity
    for cluster in sizes.indices where cluster != own && sizes[cluster] > 0 {
      outside = min(outside, distances[cluster] / sizes[cluster])
    }
    let larger = max(inside, outside)
    return larger > 0 ? (outside - inside) / larger : 0
  }
}

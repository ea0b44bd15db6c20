import ClienteleKernels

/// Different points, each with how many customers lie on it, in the order of their coordinates.
///
/// So neither the order of customers nor their ids can matter to what is made of them, and
/// customers with equal figures are never apart.
package struct WeightedPoints: Sendable {
  /// Coordinates, a point a row.
  let coordinates: DenseBlocks
  /// Customers on each point: `[count]`.
  package let weights: [Double]
  /// For each customer their point: `[customerCount]`.
  package let pointOfCustomer: [Int32]

  package var count: Int { weights.count }
  var columnCount: Int { coordinates.columnCount }
  /// 0 for a sample, whose customers are not told apart.
  var customerCount: Int { pointOfCustomer.count }
  /// Customers on all points.
  var weightTotal: Double { weights.reduce(0, +) }

  /// - Parameter columns: `[columnCount][customerCount]`; no NaN.
  /// - Complexity: O(n log n).
  package init(_ columns: [[Double]], threads: Int) {
    let customerCount = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == customerCount }, "columns have one length")
    let order = Self.order(of: columns, customerCount)
    var firsts: [Int] = []
    var weights: [Double] = []
    var points = [Int32](repeating: 0, count: customerCount)
    for customer in order {
      let isNew = firsts.last.map { last in columns.contains { $0[last] != $0[customer] } } ?? true
      if isNew {
        firsts.append(customer)
        weights.append(0)
      }
      weights[weights.count - 1] += 1
      points[customer] = Int32(weights.count - 1)
    }
    self.weights = weights
    pointOfCustomer = points
    let representatives = firsts
    coordinates = DenseBlocks(
      rowCount: firsts.count, columnCount: columns.count, threads: threads
    ) { rows, values in
      for column in columns {
        for row in rows { values.append(column[representatives[row]]) }
      }
    }
  }

  /// Customers by their values, the first column counting most.
  private static func order(of columns: [[Double]], _ customerCount: Int) -> [Int] {
    var order = Array(0..<customerCount)
    for column in columns.reversed() {
      let keys = order.map { customer -> UInt64 in
        // The bits of numbers above 0 are in the order of the numbers, those of others in the
        // other; both zeros are one.
        let bits = (column[customer] + 0).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
      }
      order = sortedOrder(of: keys).places.map { order[Int($0)] }
    }
    return order
  }

  private init(
    coordinates: DenseBlocks, weights: [Double], pointOfCustomer: [Int32] = []
  ) {
    self.coordinates = coordinates
    self.weights = weights
    self.pointOfCustomer = pointOfCustomer
  }

  /// The values of one column: `[count]`.
  func column(_ column: Int) -> [Double] {
    coordinates.blocks.indices.flatMap { block in
      let rowCount = coordinates.rows(ofBlock: block).count
      return coordinates.blocks[block][column * rowCount..<(column + 1) * rowCount]
    }
  }

  /// The same points with other coordinates.
  ///
  /// - Parameter columns: `[columnCount][count]`.
  func moved(to columns: [[Double]], threads: Int) -> WeightedPoints {
    let moved = DenseBlocks(
      rowCount: count, columnCount: columns.count, threads: threads
    ) { rows, values in
      for column in columns { values += column[rows] }
    }
    return WeightedPoints(
      coordinates: moved, weights: weights, pointOfCustomer: pointOfCustomer)
  }

  /// The mean of a column's values over customers, and their standard deviation, by `n`; 0 when
  /// they do not vary.
  func spread(of values: [Double]) -> (mean: Double, deviation: Double) {
    let all = weights.reduce(0, +)
    let mean = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / all
    let squares = zip(values, weights).reduce(0) {
      $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1
    }
    let deviation = (squares / all).squareRoot()
    // What varies by less than doubles can tell apart does not vary.
    return (mean, deviation <= mean.magnitude * 1e-12 ? 0 : deviation)
  }

  /// One point's coordinates.
  package func point(_ index: Int) -> [Double] {
    let (block, row) = index.quotientAndRemainder(dividingBy: DenseBlocks.rowLimit)
    let rowCount = coordinates.rows(ofBlock: block).count
    return (0..<columnCount).map { coordinates.blocks[block][$0 * rowCount + row] }
  }

  /// So many customers at random, and on which of these points each of theirs lies; customers of
  /// the sample are told by ``weights`` alone.
  ///
  /// Source: Knuth, TAOCP 2, algorithm 3.4.2 S.
  func sample(of wanted: Int, seed: UInt64) -> (points: WeightedPoints, places: [Int]) {
    var generator = SplitMix(seed: seed)
    var (left, needed) = (weights.reduce(0, +), Double(wanted))
    var places: [Int] = []
    var taken: [Double] = []
    for (place, weight) in weights.enumerated() {
      var count = 0.0
      for _ in 0..<Int(weight) {
        if generator.uniform() * left < needed {
          count += 1
          needed -= 1
        }
        left -= 1
      }
      if count > 0 {
        places.append(place)
        taken.append(count)
      }
    }
    let chosen = places
    let blocks = DenseBlocks(
      rowCount: chosen.count, columnCount: columnCount, threads: 1
    ) { rows, values in
      let points = rows.map { point(chosen[$0]) }
      for column in 0..<columnCount { for point in points { values.append(point[column]) } }
    }
    return (WeightedPoints(coordinates: blocks, weights: taken), places)
  }
}

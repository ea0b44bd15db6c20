/// k-means in one dimension, solved to the optimum instead of from a random start.
///
/// On a line every cluster is a stretch of neighbours, and the best last stretch of the first j
/// values begins no earlier than that of the first j − 1. So a table of the best divisions is
/// filled by halving, in O(k n log n), and the same data always give the same cuts.
///
/// Which values belong together is weighed in doubles; of divisions that weigh the same, the one
/// with the lowest cut stays. The cuts themselves are exact: halfway between the last value of a
/// cluster and the first of the next.
///
/// Source: Wang and Song (2011), "Ckmeans.1d.dp"; the halving is Grønlund et al. (2017), §2.2.
struct OneDimensionalMeans {
  private let values: [ExactNumber]
  /// Σ weights, Σ weighted values and Σ weighted squares of the values before: `[count + 1]`.
  private let sums: [(weight: Double, value: Double, square: Double)]

  /// - Parameter values: Ascending and different, each with how often it occurs.
  init(_ values: [(value: ExactNumber, count: Int)]) {
    self.values = values.map(\.value)
    // Seen from the middle, values are small and their squares lose few digits.
    let middle = values.isEmpty ? 0 : values[values.count / 2].value.value
    sums = values.reduce(into: [(0, 0, 0)]) { sums, item in
      let (last, weight) = (sums[sums.count - 1], Double(item.count))
      let value = item.value.value - middle
      sums.append(
        (last.weight + weight, last.value + weight * value, last.square + weight * value * value)
      )
    }
  }

  /// One cut fewer than bins.
  ///
  /// - Precondition: There are values, and `bins > 0`.
  func cuts(_ bins: Int) -> [ExactNumber] {
    let starts = starts(of: min(bins, values.count))
    let cuts = starts.map { ExactNumber.between(values[$0 - 1], values[$0], step: 1, of: 2) }
    let padding = cuts.last ?? values[0]
    return cuts + Array(repeating: padding, count: bins - 1 - cuts.count)
  }

  /// The first value of every cluster but the first.
  private func starts(of clusters: Int) -> [Int] {
    var costs = (0...values.count).map { cost(0..<$0) }
    var layers: [[Int32]] = []
    for cluster in 1..<max(1, clusters) {
      var layer = DivisionLayer(costs: costs, cost: cost, firstEnd: cluster + 1)
      layer.fill()
      costs = layer.best
      layers.append(layer.starts)
    }
    var end = values.count
    return layers.reversed().map { layer in
      end = Int(layer[end])
      return end
    }.reversed()
  }

  /// Σ squared distances from the mean of a stretch.
  private func cost(_ range: Range<Int>) -> Double {
    let (first, last) = (sums[range.lowerBound], sums[range.upperBound])
    let weight = last.weight - first.weight
    guard weight > 0 else { return 0 }
    let sum = last.value - first.value
    return max(0, last.square - first.square - sum * sum / weight)
  }
}

/// For every number of values, the best division of them when one more cluster is allowed.
private struct DivisionLayer {
  /// The cost of the first n values with one cluster fewer.
  let costs: [Double]
  let cost: (Range<Int>) -> Double
  /// Fewer values than clusters cannot be divided.
  let firstEnd: Int
  private(set) var best: [Double]
  /// Where the last cluster of the first n values starts.
  private(set) var starts: [Int32]

  init(costs: [Double], cost: @escaping (Range<Int>) -> Double, firstEnd: Int) {
    self.costs = costs
    self.cost = cost
    self.firstEnd = firstEnd
    best = Array(repeating: .infinity, count: costs.count)
    starts = Array(repeating: 0, count: costs.count)
  }

  mutating func fill() {
    fill(firstEnd...costs.count - 1, startsFrom: firstEnd - 1, through: costs.count - 2)
  }

  private mutating func fill(
    _ ends: ClosedRange<Int>, startsFrom lowest: Int, through highest: Int
  ) {
    let end = (ends.lowerBound + ends.upperBound) / 2
    for start in lowest...max(lowest, min(highest, end - 1)) {
      let total = costs[start] + cost(start..<end)
      if total < best[end] {
        best[end] = total
        starts[end] = Int32(start)
      }
    }
    let start = Int(starts[end])
    if ends.lowerBound < end {
      fill(ends.lowerBound...end - 1, startsFrom: lowest, through: start)
    }
    if end < ends.upperBound {
      fill(end + 1...ends.upperBound, startsFrom: start, through: highest)
    }
  }
}

import ClienteleKernels

/// A segment's customers together.
public struct SegmentSummary: Hashable, Sendable, Codable {
  public let segment: Segment
  public let customerCount: Int
  /// Purchases up to the day, within the history that was asked for.
  public let orderCount: Int
  /// Those purchases, less refunds.
  public let revenue: Money
  /// ``revenue`` by ``orderCount``; `nil` without customers.
  public let averageOrderValue: ExactMean?
  /// The customers' medians, the mean of the two in the middle when their number is even; `nil`
  /// without customers. Days, purchases, and major units of money.
  public let medianDaysSinceLastOrder: ExactNumber?
  public let medianFrequency: ExactNumber?
  public let medianMonetary: ExactNumber?
}

extension RFMScores {
  /// Each segment of the map, also those without customers, in the map's order.
  ///
  /// - Complexity: O(customers), in parallel.
  public func summaries(threads: Int? = nil) -> [SegmentSummary] {
    let medians = segmentMedians(threads ?? availableThreadCount)
    return map.segments.indices.map { place in
      var sum = CellTotals()
      for (cell, totals) in totals.enumerated() where Int(map.places[cell]) == place {
        sum.add(totals)
      }
      let revenue = Money(minorUnits: sum.revenue, in: values.currency)
      return SegmentSummary(
        segment: map.segments[place], customerCount: sum.customerCount,
        orderCount: sum.orderCount, revenue: revenue,
        averageOrderValue: revenue.divided(by: sum.orderCount),
        medianDaysSinceLastOrder: medians[.daysSinceLastOrder]![place],
        medianFrequency: medians[.frequency]![place],
        medianMonetary: medians[.monetary]![place])
    }
  }

  private func segmentMedians(_ threads: Int) -> [RFMDimension: [ExactNumber?]] {
    let groups = cells.blocks.indices.map { block in
      segmentPlaces(of: block).map { UInt16($0) }
    }
    var medians: [RFMDimension: [ExactNumber?]] = [:]
    for dimension in RFMDimension.allCases {
      let samples = RFMSample(of: dimension, in: values, threads: threads)
        .divided(by: groups, into: map.segments.count)
      medians[dimension] = samples.map { $0.count > 0 ? $0.quantiles([(1, 2)])[0] : nil }
    }
    return medians
  }
}

/// The mean monetary value of every pair of R and F.
public struct RFMHeatMap: Hashable, Sendable, Codable {
  /// The customers with one R and one F, whatever their M.
  public struct Cell: Hashable, Sendable, Codable {
    public let customerCount: Int
    /// Σ monetary values by the number of customers; when the monetary value is each customer's
    /// average order, Σ revenue by the number of orders. `nil` without customers.
    public let meanMonetary: ExactMean?
  }

  /// The highest R.
  public let rCount: Int
  /// The highest F.
  public let fCount: Int
  /// `[rCount × fCount]`, R by R from the worst on.
  private let cells: [Cell]

  init(rCount: Int, fCount: Int, cells: [Cell]) {
    self.rCount = rCount
    self.fCount = fCount
    self.cells = cells
  }

  /// The customers with a pair of scores.
  ///
  /// - Precondition: Scores are 1 through ``rCount`` and ``fCount``.
  public subscript(r r: Int, f f: Int) -> Cell {
    precondition((1...rCount).contains(r) && (1...fCount).contains(f), "no such scores")
    return cells[(r - 1) * fCount + f - 1]
  }
}

/// How full one bin of a scale is.
public struct RFMBin: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    case filled
    /// Nobody has this score.
    case empty
    /// More than twice the customers that an even division would give it. Usually equal values,
    /// which no cut can part.
    case oversized
  }

  public let score: Int
  public let customerCount: Int
  public let state: State
}

extension RFMScores {
  /// The R×F heat map of mean M.
  ///
  /// - Complexity: O(cells).
  public var heatMap: RFMHeatMap {
    let bins = map.binCounts
    let cells = (0..<bins.r * bins.f).map { pair in
      var sum = CellTotals()
      for m in 0..<bins.m { sum.add(totals[pair * bins.m + m]) }
      return RFMHeatMap.Cell(
        customerCount: sum.customerCount, meanMonetary: sum.meanMonetary(in: values.currency))
    }
    return RFMHeatMap(rCount: bins.r, fCount: bins.f, cells: cells)
  }

  /// How many customers have each score of a dimension, from 1 on.
  ///
  /// - Complexity: O(cells).
  public func bins(of dimension: RFMDimension) -> [RFMBin] {
    let bins = map.binCounts
    var counts = [Int](repeating: 0, count: bins[dimension])
    for (cell, totals) in totals.enumerated() {
      counts[bins.code(of: cell)[dimension] - 1] += totals.customerCount
    }
    let all = counts.reduce(0, +)
    return counts.indices.map { index in
      let count = counts[index]
      return RFMBin(
        score: index + 1, customerCount: count,
        state: count == 0 ? .empty : count * counts.count > 2 * all ? .oversized : .filled)
    }
  }

  /// The number of customers with a triple of scores.
  ///
  /// - Precondition: Scores are 1 through the number of bins.
  public func customerCount(of code: RFMCode) -> Int {
    precondition(map.binCounts.contains(code), "the scale has no such scores")
    return totals[map.binCounts.cell(of: code)].customerCount
  }
}

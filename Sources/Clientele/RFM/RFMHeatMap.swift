/// The mean monetary value of every pair of R and F.
public struct RFMHeatMap: Hashable, Sendable, Codable {
  /// The customers with one R and one F, whatever their M.
  public struct Cell: Hashable, Sendable, Codable {
    /// Customers with both scores.
    public let customerCount: Int
    /// Σ monetary values by the number of customers; when the monetary value is each customer's
    /// average order, Σ purchases by their number. `nil` without customers.
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

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    rCount = try container.decode(Int.self, forKey: .rCount)
    fCount = try container.decode(Int.self, forKey: .fCount)
    cells = try container.decode([Cell].self, forKey: .cells)
    let limits = 1...RFMBinCounts.largestCellCount
    guard limits.contains(rCount), limits.contains(fCount), cells.count == rCount * fCount else {
      throw decoder.refusal("there must be a cell for each pair of scores")
    }
  }

  /// The customers with a pair of scores.
  ///
  /// - Precondition: Scores are 1 through ``rCount`` and ``fCount``.
  public subscript(r r: Int, f f: Int) -> Cell {
    precondition((1...rCount).contains(r) && (1...fCount).contains(f), "no such scores")
    return cells[(r - 1) * fCount + f - 1]
  }
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
}

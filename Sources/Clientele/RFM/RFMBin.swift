/// How full one bin of a scale is.
///
/// ```swift
/// let bins = try orders.rfm(asOf: today)!.bins(of: .frequency)
/// bins.map(\.customerCount)     // [196, 0, 76, 51, 77]
/// bins[1].state.rawValue        // empty
/// ```
public struct RFMBin: Hashable, Sendable, Codable {
  /// Whether a bin does what it should: part customers evenly.
  public enum State: String, Hashable, Sendable, Codable {
    /// Neither of the others.
    case filled
    /// Nobody has this score.
    case empty
    /// More than twice the customers that an even division would give it. Usually equal values,
    /// which no cut can part.
    case oversized
  }

  /// 1 is the worst.
  public let score: Int
  /// Customers with this score.
  public let customerCount: Int
  /// Whether that is none, or too many.
  public let state: State
}

extension RFMScores {
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

/// How much each score counts in a composite score.
///
/// Weights are optional: segments need none. They may have any sum.
///
/// ```swift
/// let weights = RFMWeights(r: 100, f: 10, m: 1)!     // as SPSS Modeler
/// let rfm = try orders.rfm(asOf: "2026-10-31")!
/// rfm.compositeScores(weights)[1]                    // 111.0
/// RFMWeights(r: -1, f: 1, m: 1)                      // nil: the best would not score highest
/// ```
public struct RFMWeights: Hashable, Sendable, Codable {
  /// How much one score of R counts.
  public let r: Double
  /// How much one score of F counts.
  public let f: Double
  /// How much one score of M counts.
  public let m: Double

  /// `nil` when a weight is negative or not finite, or all are 0.
  public init?(r: Double, f: Double, m: Double) {
    let weights = [r, f, m]
    guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }), weights.contains(where: { $0 > 0 })
    else { return nil }
    self.r = r
    self.f = f
    self.m = m
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard
      let weights = RFMWeights(
        r: try container.decode(Double.self, forKey: .r),
        f: try container.decode(Double.self, forKey: .f),
        m: try container.decode(Double.self, forKey: .m))
    else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "weights must not be negative, and not all be 0"))
    }
    self = weights
  }

  /// The weighted sum of three scores.
  public func composite(of code: RFMCode) -> Double {
    r * Double(code.r) + f * Double(code.f) + m * Double(code.m)
  }
}

extension RFMScores {
  /// Each customer's weighted sum of scores; `nil` without a purchase.
  ///
  /// - Returns: `[customerCount]`.
  /// - Complexity: O(customers).
  public func compositeScores(_ weights: RFMWeights) -> [Double?] {
    let scores = map.binCounts.codes.map(weights.composite)
    return cells.blocks.flatMap { block in
      block.map { $0 == CellScoring.nobody ? nil : scores[Int($0)] }
    }
  }
}

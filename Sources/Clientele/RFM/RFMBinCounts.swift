/// The number of bins of each dimension: the shape of a scale, and of a segment map.
public struct RFMBinCounts: RFMTriple, Codable {
  /// The highest score for days since the last order.
  public let r: Int
  /// The highest score for frequency.
  public let f: Int
  /// The highest score for the monetary value.
  public let m: Int

  /// Any three numbers; scales and maps check them.
  public init(r: Int, f: Int, m: Int) {
    self.r = r
    self.f = f
    self.m = m
  }

  /// The number of different triples of scores.
  public var cellCount: Int { r * f * m }

  /// Cells are kept in 16 bits a customer, and one number is for those without scores.
  static let largestCellCount = 65_535

  func validate() throws(RFMError) {
    guard cellCount <= Self.largestCellCount else {
      throw .tooManyCells(cellCount, allowed: Self.largestCellCount)
    }
  }
}

/// Cells are numbered row by row: M runs fastest, then F, then R.
extension RFMBinCounts {
  func cell(of code: RFMCode) -> Int { ((code.r - 1) * f + code.f - 1) * m + code.m - 1 }

  func code(of cell: Int) -> RFMCode {
    RFMCode(r: cell / m / f + 1, f: cell / m % f + 1, m: cell % m + 1)
  }

  /// The best scores.
  var best: RFMCode { RFMCode(r: r, f: f, m: m) }

  func contains(_ code: RFMCode) -> Bool {
    RFMDimension.allCases.allSatisfy { (1...max(1, self[$0])).contains(code[$0]) }
  }

  /// All triples, from 1-1-1 to ``best``.
  var codes: [RFMCode] { (0..<cellCount).map(code) }
}

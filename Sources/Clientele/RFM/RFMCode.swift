/// Three scores: R, F and M, each from 1, the worst, to the number of bins.
///
/// Written as one number while every score has one digit, and with hyphens otherwise: `543`,
/// `10-4-3`. So two triples never share a code.
public struct RFMCode: Hashable, Sendable {
  public let r: Int
  public let f: Int
  public let m: Int

  public init(r: Int, f: Int, m: Int) {
    self.r = r
    self.f = f
    self.m = m
  }

  public subscript(dimension: RFMDimension) -> Int {
    switch dimension {
    case .daysSinceLastOrder: r
    case .frequency: f
    case .monetary: m
    }
  }

  /// The same triple with one score higher.
  func raised(in dimension: RFMDimension) -> RFMCode {
    switch dimension {
    case .daysSinceLastOrder: RFMCode(r: r + 1, f: f, m: m)
    case .frequency: RFMCode(r: r, f: f + 1, m: m)
    case .monetary: RFMCode(r: r, f: f, m: m + 1)
    }
  }
}

extension RFMCode: LosslessStringConvertible, Codable {
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let scores =
      parts.count == 3
      ? parts.compactMap { $0.count <= 3 ? Int($0) : nil } : text.compactMap(\.wholeNumberValue)
    guard scores.count == 3, scores.allSatisfy({ $0 > 0 }), parts.count == 3 || text.count == 3
    else { return nil }
    self.init(r: scores[0], f: scores[1], m: scores[2])
  }

  public var description: String {
    max(r, f, m) <= 9 ? "\(r)\(f)\(m)" : "\(r)-\(f)-\(m)"
  }

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let code = RFMCode(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a code like 543"))
    }
    self = code
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
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

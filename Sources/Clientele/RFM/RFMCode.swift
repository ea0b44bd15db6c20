/// Three scores: R, F and M, each from 1, the worst, to the number of bins.
///
/// Written as one number while every score has one digit, and with hyphens otherwise: `543`,
/// `10-4-3`. So two triples never share a code.
public struct RFMCode: RFMTriple {
  /// Days since the last order: the highest score has the fewest.
  public let r: Int
  /// Frequency.
  public let f: Int
  /// Monetary value.
  public let m: Int

  /// Three scores, of any scale.
  public init(r: Int, f: Int, m: Int) {
    self.r = r
    self.f = f
    self.m = m
  }

  /// The same triple with one score higher.
  func raised(in dimension: RFMDimension) -> RFMCode {
    RFMCode { self[$0] + ($0 == dimension ? 1 : 0) }
  }
}

extension RFMCode: TextCodable {
  /// `543` or `10-4-3`; otherwise `nil`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard parts.allSatisfy({ $0.utf8.allSatisfy(digits.contains) }) else { return nil }
    let scores =
      parts.count == 1
      ? text.utf8.map { Int($0 - digits.lowerBound) }
      : parts.compactMap { $0.utf8.count <= 3 ? Int($0) : nil }
    guard scores.count == 3, scores.allSatisfy({ $0 > 0 }) else { return nil }
    self.init(r: scores[0], f: scores[1], m: scores[2])
  }

  public var description: String {
    max(r, f, m) <= 9 ? "\(r)\(f)\(m)" : "\(r)-\(f)-\(m)"
  }

  public static var expectedText: String { "a code like 543" }
}

/// What becomes of a row, in one byte.
struct RowVerdict: Hashable, Sendable {
  private let code: UInt8

  /// Loaded.
  static let live = RowVerdict(code: 0)
  /// Rejected: a fault says why.
  static let failed = RowVerdict(code: 1)
  /// Loaded, and followed by a refund of the same amount.
  static let refunded = RowVerdict(code: 2)
  /// Loaded as a refund.
  static let refund = RowVerdict(code: 3)

  private static let reasons = SkipReason.allCases

  static func skipped(_ reason: SkipReason) -> RowVerdict {
    RowVerdict(code: 4 + UInt8(reasons.firstIndex(of: reason)!))
  }

  private init(code: UInt8) { self.code = code }

  var isLoaded: Bool { code == 0 || code == 2 || code == 3 }

  var skipReason: SkipReason? { code >= 4 ? RowVerdict.reasons[Int(code) - 4] : nil }
}

/// A share as a whole number of millionths, so that comparing counts and money with it is exact.
///
/// 0.1 × 30 is a little more than 3 in floating point, and rounded up it would be 4.
struct Millionths: Hashable, Sendable {
  /// 0 through 1,000,000.
  let value: Int128

  /// - Precondition: `share` lies in 0...1.
  init(_ share: Double) {
    precondition((0...1).contains(share), "a share lies between 0 and 1")
    value = Int128((share * 1_000_000).rounded())
  }

  /// Whether `part` is at least this share of `whole`.
  func isReached(by part: Int128, of whole: Int128) -> Bool {
    part * 1_000_000 >= whole * value
  }
}

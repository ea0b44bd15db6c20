/// Why customers cannot be scored as asked.
public enum RFMError: Error, Hashable, Sendable {
  /// A dimension was to have a number of bins that it cannot have.
  case binCount(RFMDimension, Int, allowed: ClosedRange<Int>)
  /// All triples of scores together are too many.
  case tooManyCells(Int, allowed: Int)
  /// A dimension's cuts do not ascend: `next` follows `cut`.
  case cutsNotAscending(RFMDimension, cut: ExactNumber, next: ExactNumber)
  /// Not even a customer who buys today reaches the highest score, because of this cut.
  case bestCannotScoreHighest(RFMDimension, cut: ExactNumber)
  /// A stored scale has another number of lists of cuts than its nesting asks for.
  case cutLists(RFMDimension, Int, expected: Int)
  /// A stored scale was fitted to another measure or history than the values to be scored.
  case otherFigures(fitted: String, found: String)
  /// A stored scale was fitted to amounts in another currency.
  case otherCurrency(fitted: String, found: String)
  /// A map and a scale have different numbers of bins.
  case otherBins(map: RFMBinCounts, scale: RFMBinCounts)
}

extension RFMError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .binCount(let dimension, let count, let allowed):
      "\(dimension.rawValue) cannot have \(count) bins, only "
        + "\(allowed.lowerBound) to \(allowed.upperBound)"
    case .tooManyCells(let count, let allowed):
      "\(count) triples of scores are more than the \(allowed) allowed"
    case .cutsNotAscending(let dimension, let cut, let next):
      "the cuts of \(dimension.rawValue) must ascend, but \(next) follows \(cut)"
    case .bestCannotScoreHighest(let dimension, let cut):
      "no customer can reach the highest score in \(dimension.rawValue), "
        + "for \(cut) cannot be passed"
    case .cutLists(let dimension, let count, let expected):
      "the scale has \(count) lists of cuts for \(dimension.rawValue) instead of \(expected)"
    case .otherFigures(let fitted, let found):
      "the scale was fitted to \(fitted), and the values are \(found)"
    case .otherCurrency(let fitted, let found):
      "the scale was fitted to \(fitted), and the amounts are in \(found)"
    case .otherBins(let map, let scale):
      "the map is for \(map.r)×\(map.f)×\(map.m) scores, and the scale gives "
        + "\(scale.r)×\(scale.f)×\(scale.m)"
    }
  }
}

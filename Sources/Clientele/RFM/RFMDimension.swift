/// One of the three figures that a customer is scored by.
///
/// The first is often called recency; that word belongs to purchase models here, where it is the
/// time from the first purchase to the last.
public enum RFMDimension: String, Hashable, Sendable, Codable, CaseIterable {
  /// R: fewer is better.
  case daysSinceLastOrder
  /// F: more is better.
  case frequency
  /// M: more is better.
  case monetary

  /// R, F or M, as codes like 5-4-3 have them.
  public var letter: String {
    switch self {
    case .daysSinceLastOrder: "R"
    case .frequency: "F"
    case .monetary: "M"
    }
  }
}

/// Which score a value gets that is equal to a cut.
///
/// Half of a shop's customers may have bought once. They are all equal to the same cut, so this
/// choice decides more than any other. Equal values always get equal scores.
public enum RFMTies: String, Hashable, Sendable, Codable, CaseIterable {
  /// The lower one: the cut must be passed.
  case lowerScore
  /// The higher one: reaching the cut is enough.
  case higherScore
}

/// Three whole numbers, one for each figure that customers are scored by: scores, or how many
/// scores there are.
public protocol RFMTriple: Hashable, Sendable {
  /// For days since the last order.
  var r: Int { get }
  /// For frequency.
  var f: Int { get }
  /// For the monetary value.
  var m: Int { get }

  /// Any three numbers; what uses them checks them.
  init(r: Int, f: Int, m: Int)
}

extension RFMTriple {
  /// One number for each dimension.
  ///
  /// ```swift
  /// RFMCode { $0 == .frequency ? 5 : 1 }     // 151
  /// ```
  public init(_ number: (RFMDimension) -> Int) {
    self.init(r: number(.daysSinceLastOrder), f: number(.frequency), m: number(.monetary))
  }

  /// The number of one dimension.
  public subscript(dimension: RFMDimension) -> Int {
    switch dimension {
    case .daysSinceLastOrder: r
    case .frequency: f
    case .monetary: m
    }
  }
}

import Clientele

/// A level of the customer pyramid, and what it brings.
struct PyramidLayerJSON: Encodable {
  let level: CustomerPyramid.Level
  let customers: Int
  let revenue: Money
  let customerShare: Double
  let revenueShare: Double

  /// Every level, the best first; none of no pyramid.
  static func all(of pyramid: CustomerPyramid?) -> [PyramidLayerJSON] {
    guard let pyramid else { return [] }
    return CustomerPyramid.Level.allCases.map { level in
      PyramidLayerJSON(
        level: level, customers: pyramid[level].customerCount, revenue: pyramid[level].revenue,
        customerShare: pyramid[level].customerShare, revenueShare: pyramid[level].revenueShare)
    }
  }
}

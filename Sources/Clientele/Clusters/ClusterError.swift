/// Why customers cannot be divided into clusters.
public enum ClusterError: Error, Hashable, Sendable {
  /// The numbers of clusters that were asked for are not within what is allowed.
  case counts(ClosedRange<Int>, allowed: ClosedRange<Int>)
  /// Customers have fewer different figures than there were to be clusters.
  case fewerPointsThanClusters(points: Int, clusters: Int)
  /// Stored clusters were fitted to another measure or history than the values.
  case otherFigures(fitted: String, found: String)
  /// Stored clusters were fitted to amounts in another currency.
  case otherCurrency(fitted: String, found: String)
}

extension ClusterError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .counts(let asked, let allowed):
      "there can be \(allowed.lowerBound) to \(allowed.upperBound) clusters, not "
        + (asked.count == 1 ? "\(asked.lowerBound)" : "\(asked.lowerBound) to \(asked.upperBound)")
    case .fewerPointsThanClusters(let points, let clusters):
      "customers have \(points) different figures, which cannot be \(clusters) clusters"
    case .otherFigures(let fitted, let found):
      "the clusters were fitted to \(fitted), and the values are \(found)"
    case .otherCurrency(let fitted, let found):
      "the clusters were fitted to \(fitted), and the amounts are in \(found)"
    }
  }
}

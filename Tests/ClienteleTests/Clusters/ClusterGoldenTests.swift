import Clientele
import ClienteleFixtures
import Testing

/// Compared with scikit-learn 1.9.1, from the same starts and from its best of fifty.
@Suite struct ClusterGoldenTests {
  /// Customers' days, purchases and net spend, standardised: by column, in the order of ids.
  static func coordinates(
    _ orders: OrderTable, _ expected: LearningOracle.Clusters
  ) -> [[Double]] {
    let values = orders.run(RFMValues(asOf: expected.asOf)).compactMap { $0 }
    let columns = [
      values.map { Double($0.daysSinceLastOrder) }, values.map { Double($0.frequency) },
      values.map(\.monetary.value),
    ]
    let names = ["daysSinceLastOrder", "orders", "netSpend"]
    return columns.enumerated().map { place, column in
      let scale: FeatureScale =
        expected.logarithms.contains(names[place]) ? .logarithm : .plain
      return column.map {
        (scale.scaled($0) - expected.mean[place]) / expected.deviation[place]
      }
    }
  }

  static func check(_ orders: OrderTable, _ expected: LearningOracle.Clusters) throws {
    let columns = coordinates(orders, expected)
    #expect(columns[0].count == expected.customers)
    let points = WeightedPoints(columns, threads: 2)
    let start = (0..<expected.k).flatMap { place in
      columns.map { $0[place * expected.customers / expected.k] }
    }
    let found = KMeans(points, from: start, count: expected.k, threads: 2)
    #expect(found.isConverged)
    #expect(found.sizes.map(Int.init) == expected.lloydSizes)
    #expect(agree(found.inertia, expected.lloydInertia))
    let centres = expected.lloydCentres.flatMap { $0 }
    #expect(zip(found.centres, centres).allSatisfy { agree($0, $1) })
    guard let silhouette = expected.silhouette, let each = expected.silhouettes else { return }
    let judged = try #require(
      Silhouette(points, found.nearest, clusterCount: expected.k, threads: 2))
    #expect(agree(judged.mean, silhouette))
    #expect(zip(judged.means, each).allSatisfy { agree($0, $1) })
  }

  @Test func `the tea shop's clusters are those of others`() throws {
    let orders = try FixtureShop.orders()
    let cases = try LearningOracle.expected().shop.clusters
    #expect(cases.count == 5)
    for expected in cases {
      try Self.check(orders, expected)
      let question = ClusterQuestion(
        expected.k...expected.k,
        logarithms: expected.logarithms.isEmpty ? [] : [.frequency, .monetary], starts: 50)
      let best = try #require(try orders.clusters(asOf: expected.asOf, question))
      let choice = try #require(best.choice)
      // Fifty starts of theirs find hardly better ones than fifty of ours.
      #expect(choice.inertia <= expected.bestInertia * 1.001, "\(expected.k)")
      #expect(best.summaries().reduce(0) { $0 + $1.customerCount } == expected.customers)
      if agree(choice.inertia, expected.bestInertia) {
        #expect(best.summaries().map(\.customerCount).sorted() == expected.bestSizes)
        #expect(agree(choice.silhouette, expected.bestSilhouette ?? -2))
      }
    }
  }

  @Test(.needsCDNOW) func `the clusters of CDNOW are those of others`() throws {
    let orders = try #require(ReferenceData.cdnow)
    for expected in try LearningOracle.expected().cdnow.clusters {
      try Self.check(orders, expected)
    }
  }
}

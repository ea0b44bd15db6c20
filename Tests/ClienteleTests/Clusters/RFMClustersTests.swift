import Clientele
import ClienteleFixtures
import Testing

@Suite struct RFMClustersTests {
  static let day: Day = "2022-06-30"

  static func columns(seed: UInt64, customers: Int = 300) -> OrderColumns {
    .random(
      customers: customers, orders: customers * 4, in: PropensityFeaturesTests.shop, seed: seed)
  }

  @Test func `threads, the order of rows and ids do not matter`() throws {
    let columns = Self.columns(seed: 2, customers: 3000)
    let orders = try OrderTable(columns)
    let question = ClusterQuestion(3...5, starts: 2, silhouetteLimit: 200)
    let one = try #require(try orders.clusters(asOf: Self.day, question, threads: 1))
    for threads in [2, 3, 8] {
      #expect(try orders.clusters(asOf: Self.day, question, threads: threads) == one)
    }
    guard case .integers(let ids) = columns.customers else { return }
    // Other ids turn the customers around.
    let renamed = try OrderTable(
      OrderColumns(
        customers: .integers(ids.map { 1_000_000 - $0 }), days: columns.days,
        amounts: columns.amounts))
    let other = try #require(try renamed.clusters(asOf: Self.day, question))
    #expect(other.choices == one.choices && other.fitted == one.fitted)
    #expect(Array(other.reversed()) == Array(one))
  }

  @Test func `another seed may draw otherwise, and equal customers are never apart`() throws {
    let orders = try OrderTable(Self.columns(seed: 4))
    var found: Set<[[Double]]> = []
    for seed in 1...6 as ClosedRange<UInt64> {
      let question = ClusterQuestion(8...8, seed: seed, starts: 1)
      let clusters = try #require(try orders.clusters(asOf: Self.day, question))
      found.insert(clusters.fitted.centres)
      var seen: [RFMValue: Int] = [:]
      for (value, cluster) in zip(clusters.values, clusters) {
        guard let value, let cluster else {
          #expect(value == nil && cluster == nil)
          continue
        }
        #expect(seen.updateValue(cluster, forKey: value) ?? cluster == cluster)
      }
    }
    #expect(found.count > 1)
  }

  @Test func `clusters are numbered from the best, and their figures add up`() throws {
    let orders = try OrderTable(Self.columns(seed: 6))
    let clusters = try #require(try orders.clusters(asOf: Self.day))
    #expect(clusters.choices.map(\.count) == Array(2...8))
    let best = try #require(clusters.choice)
    #expect(clusters.choices.allSatisfy { $0.silhouette <= best.silhouette && $0.isConverged })
    let inertia = clusters.choices.map(\.inertia)
    #expect(zip(inertia, inertia.dropFirst()).allSatisfy { $0 > $1 })
    let money = (0..<clusters.fitted.count).map { clusters.fitted.centre(of: $0, in: .monetary) }
    #expect(zip(money, money.dropFirst()).allSatisfy { $0 > $1 })
    let values = orders.run(RFMValues(asOf: Self.day))
    let summaries = clusters.summaries()
    #expect(summaries.reduce(0) { $0 + $1.customerCount } == values.scoredCount)
    for (cluster, summary) in summaries.enumerated() {
      let members = clusters.members(of: cluster)
      #expect(members.count == summary.customerCount)
      let revenue = members.reduce(0) { $0 + values[$1]!.revenue.minorUnits }
      #expect(revenue == summary.revenue.minorUnits)
      #expect(summary.orderCount == members.reduce(0) { $0 + values[$1]!.frequency })
      let days = members.reduce(0) { $0 + values[$1]!.daysSinceLastOrder }
      #expect(summary.meanDaysSinceLastOrder == ExactNumber(days, over: members.count))
      #expect(clusters.groups.members(of: cluster) == members)
    }
  }

  @Test func `stored clusters are applied to the same customers alike, and to later ones`() throws {
    let orders = try OrderTable(Self.columns(seed: 7))
    let clusters = try #require(try orders.clusters(asOf: Self.day, ClusterQuestion(4...4)))
    let stored = try afterJSON(clusters.fitted)
    #expect(stored == clusters.fitted)
    let again = try #require(try orders.clusters(asOf: Self.day, on: stored))
    #expect(Array(again) == Array(clusters) && again.choice == nil)
    let later = try #require(try orders.clusters(asOf: "2022-12-31", on: stored))
    #expect(later.fitted == stored && Array(later) != Array(clusters))
    let means = orders.run(RFMValues(asOf: Self.day, monetary: .mean))
    #expect(throws: ClusterError.otherFigures(fitted: "sum, all", found: "mean, all")) {
      try means.clusters(on: stored)
    }
    #expect(throws: DecodingError.self) {
      try decoded(FittedClusters.self, #"{"measure": "sum", "centers": []}"#)
    }
  }

  @Test(arguments: EdgeShop.allCases)
  func `every edge shop has clusters, none, or an error`(shop: EdgeShop) throws {
    let orders = try shop.orders
    for day in ["2023-12-31", "2024-01-31", "2031-01-01"] as [Day] {
      do {
        guard let clusters = try orders.clusters(asOf: day) else {
          #expect(orders.run(RFMValues(asOf: day)).scoredCount == 0)
          continue
        }
        #expect(clusters.choices.allSatisfy { $0.silhouette.isFinite && $0.inertia.isFinite })
      } catch {
        guard case .fewerPointsThanClusters(let points, 2) = error else { throw error }
        #expect(points == 1)
      }
    }
  }

  @Test func `figures that are all alike count for nothing`() throws {
    let orders = try OrderTable(days: [
      "a": ["2024-01-01"], "b": ["2024-01-02"], "c": ["2024-01-30"], "d": ["2024-01-31"],
    ])
    let clusters = try #require(try orders.clusters(asOf: "2024-01-31", ClusterQuestion(2...8)))
    #expect(clusters.constantDimensions == [.frequency, .monetary])
    #expect(clusters.choices.map(\.count) == [2, 3, 4])
    #expect(clusters.fitted.count == 2)
    // Equal money: the one who bought last is the better.
    #expect(Array(clusters) == [1, 1, 0, 0])
    #expect(clusters.choices[2].silhouette == 0, "everyone alone")
    #expect(clusters.choices[2].calinskiHarabasz == nil)
  }

  @Test func `numbers of clusters that cannot be are refused`() throws {
    let orders = try OrderTable(Self.columns(seed: 1, customers: 50))
    for counts in [1...3, 0...0, 90...101] {
      #expect(throws: ClusterError.counts(counts, allowed: 2...100)) {
        try orders.clusters(asOf: Self.day, ClusterQuestion(counts))
      }
    }
    let few = try OrderTable(days: ["a": ["2024-01-01"], "b": ["2024-01-01"]])
    #expect(throws: ClusterError.fewerPointsThanClusters(points: 1, clusters: 2)) {
      try few.clusters(asOf: "2024-01-31")
    }
    #expect(
      "\(ClusterError.counts(1...1, allowed: 2...100))" == "there can be 2 to 100 clusters, not 1")
  }
  @Test func `clusters that a sample found go on with everyone`() throws {
    let orders = try OrderTable(Self.columns(seed: 10, customers: 3000))
    let question = ClusterQuestion(4...4, starts: 4)
    let all = try #require(try orders.clusters(asOf: Self.day, question))
    #expect(all.trialCustomerCount == all.values.scoredCount)
    for limit in [all.trialCustomerCount, 700, 3] {
      var sampled = question
      sampled.trialLimit = limit
      let found = try #require(try orders.clusters(asOf: Self.day, sampled))
      #expect(try orders.clusters(asOf: Self.day, sampled, threads: 1) == found)
      // Three customers cannot be four clusters.
      #expect(found.trialCustomerCount == (limit == 3 ? all.trialCustomerCount : limit))
      #expect(limit == 700 || found == all)
      #expect(found.summaries().reduce(0) { $0 + $1.customerCount } == all.trialCustomerCount)
      // Everyone is with the nearest centre, as stored clusters say.
      let again = try #require(try orders.clusters(asOf: Self.day, on: found.fitted))
      #expect(Array(again) == Array(found))
      for (left, right) in zip(found.fitted.centres, all.fitted.centres) {
        #expect(zip(left, right).allSatisfy { abs($0 - $1) < 0.25 })
      }
    }
  }

  @Test func `silhouettes of a sample are near those of all, and the sample is the same again`()
    throws
  {
    let orders = try OrderTable(Self.columns(seed: 9, customers: 800))
    let all = try #require(
      try orders.clusters(asOf: Self.day, ClusterQuestion(3...3, starts: 2)))
    let count = all.summaries().reduce(0) { $0 + $1.customerCount }
    #expect(all.silhouetteCustomerCount == count && count > 400)
    let exact = try #require(all.choice?.silhouette)
    for limit in [count, 300, 2] {
      let question = ClusterQuestion(3...3, starts: 2, silhouetteLimit: limit)
      let part = try #require(try orders.clusters(asOf: Self.day, question))
      #expect(part.silhouetteCustomerCount == limit && part.fitted == all.fitted)
      let silhouette = try #require(part.choice?.silhouette)
      // Three hundred of some hundreds; two may even be in one cluster.
      #expect(limit == 2 || abs(silhouette - exact) < 0.05)
      #expect(limit != count || silhouette == exact)
      #expect(try orders.clusters(asOf: Self.day, question) == part)
    }
  }
}

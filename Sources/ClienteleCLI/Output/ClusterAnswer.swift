import Clientele
import ClienteleCSV
import ClienteleReport

/// Clusters of customers as of a day.
struct ClusterAnswer: Answer {
  let asOf: Day
  /// `nil` when nobody has bought.
  let clusters: RFMClusters?
  let orders: OrderTable
  let suppression: GroupSuppression

  struct JSON: Encodable {
    let asOf: Day
    @OrNull var seed: UInt64?
    let trialCustomers: Int
    let silhouetteCustomers: Int
    let choices: [Choice]
    let clusters: [Cluster]
  }

  struct Choice: Encodable {
    let clusters: Int
    let inertia: Double
    let silhouette: Double
    @OrNull var calinskiHarabasz: Double?
    let iterations: Int
    let converged: Bool
  }

  struct Cluster: Encodable {
    let cluster: Int
    /// `nil` for a cluster that is too small to be shown.
    let summary: ClusterSummary?
    let silhouette: Double?
    let centre: [Double]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: RateJSON.Key.self)
      func encode(_ value: some Encodable, _ name: String) throws {
        try container.encode(value, forKey: RateJSON.Key(name))
      }
      try encode(cluster, "cluster")
      guard let summary else { return try encode(true, "suppressed") }
      try encode(summary.customerCount, "customers")
      try encode(summary.orderCount, "orders")
      try encode(summary.revenue, "revenue")
      try encode(summary.averageOrderValue?.rounded, "averageOrderValue")
      try encode(summary.meanDaysSinceLastOrder?.value, "meanDaysSinceLastOrder")
      try encode(summary.meanFrequency?.value, "meanFrequency")
      try encode(summary.revenuePerCustomer?.rounded, "revenuePerCustomer")
      try encode(silhouette, "silhouette")
      try encode(centre, "centre")
    }
  }

  /// Each cluster's figures; `nil` where it is hidden.
  private var shown: [ClusterSummary?] {
    guard let clusters else { return [] }
    let summaries = clusters.summaries()
    let hidden = suppression.hidden(among: summaries.map(\.customerCount))
    return zip(summaries, hidden).map { $1 ? nil : $0 }
  }

  var json: JSON {
    JSON(
      asOf: asOf, seed: clusters?.fitted.seed,
      trialCustomers: clusters?.trialCustomerCount ?? 0,
      silhouetteCustomers: clusters?.silhouetteCustomerCount ?? 0,
      choices: (clusters?.choices ?? []).map { choice in
        Choice(
          clusters: choice.count, inertia: choice.inertia, silhouette: choice.silhouette,
          calinskiHarabasz: choice.calinskiHarabasz, iterations: choice.iterationCount,
          converged: choice.isConverged)
      },
      clusters: shown.enumerated().map { place, summary in
        Cluster(
          cluster: place + 1, summary: summary,
          silhouette: clusters?.choice?.clusterSilhouettes[place],
          centre: clusters?.fitted.centres[place] ?? [])
      })
  }

  var tables: [TextTable] {
    guard let clusters else { return [TextTable("Nobody has bought by \(asOf)", ("", .left))] }
    return [summaries(clusters)] + (clusters.choices.count > 1 ? [choices(clusters)] : [])
  }

  private func summaries(_ clusters: RFMClusters) -> TextTable {
    var table = TextTable(
      "Clusters as of \(asOf), seed \(clusters.fitted.seed)", ("cluster", .right),
      ("customers", .right), ("orders", .right), ("net revenue", .right), ("each", .right),
      ("days since", .right), ("frequency", .right), ("silhouette", .right))
    for (place, summary) in shown.enumerated() {
      guard let summary else {
        table.append("\(place + 1)", Figures.hidden, "", "", "", "", "", "")
        continue
      }
      let silhouette = clusters.choice?.clusterSilhouettes[place]
      table.append(
        "\(place + 1)", Figures.count(summary.customerCount), Figures.count(summary.orderCount),
        Figures.money(summary.revenue), Figures.mean(summary.revenuePerCustomer),
        decimal(summary.meanDaysSinceLastOrder?.value, 1),
        decimal(summary.meanFrequency?.value, 2), decimal(silhouette, 3))
    }
    return table
  }

  private func choices(_ clusters: RFMClusters) -> TextTable {
    let customers = Figures.count(clusters.silhouetteCustomerCount)
    let isSample = clusters.trialCustomerCount < clusters.values.scoredCount
    let tried = isSample ? ", tried with \(Figures.count(clusters.trialCustomerCount))" : ""
    var table = TextTable(
      "Silhouettes of \(customers) customers\(tried)", ("clusters", .right), ("silhouette", .right),
      ("Caliński–Harabasz", .right), ("inertia", .right), ("", .left))
    for choice in clusters.choices {
      table.append(
        "\(choice.count)", decimal(choice.silhouette, 3), decimal(choice.calinskiHarabasz, 1),
        decimal(choice.inertia, 1), choice.count == clusters.fitted.count ? "taken" : "")
    }
    return table
  }

  private func decimal(_ value: Double?, _ places: Int) -> String {
    value.map { Figures.decimal($0, places: places) } ?? "–"
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow(["customer_id", "days_since_last_order", "frequency", "monetary", "cluster"]))
    guard let clusters else { return }
    for customer in clusters.indices {
      guard let value = clusters.values[customer], let cluster = clusters[customer] else {
        continue
      }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(value.daysSinceLastOrder)
      row.append(value.frequency)
      row.append(raw: value.monetary.rounded.description)
      row.append(cluster + 1)
      try write(row)
    }
  }
}

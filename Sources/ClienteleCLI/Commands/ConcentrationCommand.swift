import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele concentration`.
struct ConcentrationCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "concentration",
    abstract: "How much of the revenue the best customers bring (20/80, 客户金字塔).",
    discussion: """
      Net revenue of each customer up to the as-of day. A share of customers is
      rounded up to a whole customer.
      JSON: asOf, customers, revenue, gini, top, fewest, pyramid; CSV: the Lorenz curve.

        clientele concentration orders.csv --as-of 2026-10-31
        clientele concentration orders.csv --by region:customer
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var output: OutputOptions

  func answer() throws {
    let loaded = try breakdown.load(shop)
    let divided = try breakdown.breakdown(of: loaded)
    let distributions = try loaded.run(
      Concentration(through: loaded.asOf), by: divided, printing: 300, by: output,
      advice: "leave out --by")
    try output.print(distributions, by: divided) {
      ConcentrationAnswer(asOf: loaded.asOf, distribution: $0)
    }
  }
}

private struct ConcentrationAnswer: SummarisedAnswer {
  let asOf: Day
  let distribution: RevenueDistribution

  var summary: [(title: String, cell: String)] {
    [
      ("net revenue", Figures.money(distribution.revenue)),
      ("each", Figures.mean(distribution.revenuePerCustomer)),
      ("best 20 % bring", Figures.percent(distribution.share(ofTop: 0.2))),
      ("80 % comes from", Figures.percent(distribution.smallestShare(bringing: 0.8))),
      ("Gini", distribution.gini.map { Figures.decimal($0, places: 3) } ?? "–"),
    ]
  }

  /// Some of the best customers, and what they bring.
  struct Top: Encodable {
    let customers: Int
    @OrNull var customerShare: Double?
    let revenue: Money
    @OrNull var revenueShare: Double?
  }

  struct JSON: Encodable {
    let asOf: Day
    let customers: Int
    let revenue: Money
    @OrNull var gini: Double?
    let top: [Top]
    let fewest: [Top]
    let pyramid: [PyramidLayerJSON]
  }

  private func top(_ count: Int) -> Top {
    let revenue = distribution.revenue(ofTop: count)
    let total = distribution.revenue.minorUnits
    return Top(
      customers: count,
      customerShare: Rate(count, of: distribution.customerCount).value, revenue: revenue,
      revenueShare: total == 0 ? nil : Double(revenue.minorUnits) / Double(total))
  }

  private var best: [(percent: Int, top: Top)] {
    [1, 5, 10, 20, 50].map { ($0, top((distribution.customerCount * $0 + 99) / 100)) }
  }

  private var fewest: [(percent: Int, top: Top)] {
    [50, 80, 95].compactMap { percent in
      distribution.smallestCount(bringing: Double(percent) / 100).map { (percent, top($0)) }
    }
  }

  private var layers: [PyramidLayerJSON] { PyramidLayerJSON.all(of: distribution.pyramid()) }

  var json: JSON {
    JSON(
      asOf: asOf, customers: distribution.customerCount, revenue: distribution.revenue,
      gini: distribution.gini, top: best.map(\.top), fewest: fewest.map(\.top), pyramid: layers)
  }

  var tables: [TextTable] {
    var table = TextTable(
      "Revenue of \(Figures.count(distribution.customerCount)) customers through \(asOf)",
      ("", .left), ("customers", .right), ("net revenue", .right), ("share", .right))
    for (percent, top) in best {
      table.append(
        "the best \(percent) % bring", Figures.count(top.customers), Figures.money(top.revenue),
        Figures.percent(top.revenueShare))
    }
    for (percent, top) in fewest {
      table.append(
        "\(percent) % comes from", Figures.count(top.customers), Figures.money(top.revenue),
        Figures.percent(top.customerShare) + " of customers")
    }
    table.append("Gini", "", "", distribution.gini.map { Figures.decimal($0, places: 3) } ?? "–")
    var pyramid = TextTable(
      "Pyramid", ("", .left), ("", .left), ("customers", .right), ("share", .right),
      ("net revenue", .right), ("share", .right))
    for layer in layers {
      pyramid.append(
        layer.level.rawValue, layer.level.chineseName, Figures.count(layer.customers),
        Figures.percent(layer.customerShare), Figures.money(layer.revenue),
        Figures.percent(layer.revenueShare))
    }
    return [table, pyramid]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["customer_share", "revenue_share"]))
    for point in distribution.lorenzCurve() {
      var row = CSVRow()
      row.append(point.customerShare)
      row.append(point.revenueShare)
      try write(row)
    }
  }
}

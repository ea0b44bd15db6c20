import ArgumentParser
import Clientele
import ClienteleReport
import ClienteleCSV

/// `clientele gaps`.
struct GapsCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaps",
    abstract: "Days between purchases, and lifecycle boundaries that fit them (购物周期).",
    discussion: """
      Gaps between successive purchase days of a customer, by nearest rank.
      JSON: gaps, quantiles, recommendedBoundaries; CSV: the number of gaps of each length.

        clientele gaps orders.csv --as-of 2026-10-31
        clientele gaps orders.csv --by segment
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var output: OutputOptions

  func answer() throws {
    let loaded = try breakdown.load(shop)
    let divided = try breakdown.breakdown(of: loaded)
    let gaps = try loaded.run(
      PurchaseGaps(observedThrough: loaded.asOf), by: divided, printing: 20, by: output,
      advice: "leave out --by")
    try output.print(gaps, by: divided) { GapsAnswer(gaps: $0[0]) }
  }
}

private struct GapsAnswer: SummarisedAnswer {
  let gaps: GapDistribution

  var summary: [(title: String, cell: String)] {
    [("gaps", Figures.count(gaps.gapCount))]
      + [0.25, 0.5, 0.75, 0.9].map { share in
        (Figures.percent(share), gaps.quantile(share).map { Figures.count($0) } ?? "–")
      }
  }

  struct Quantile: Encodable {
    let share: Double
    let days: Int
  }

  struct JSON: Encodable {
    let gaps: Int
    let quantiles: [Quantile]
    @OrNull var recommendedBoundaries: LifecycleBoundaries?
  }

  private var quantiles: [Quantile] {
    [0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975].compactMap { share in
      gaps.quantile(share).map { Quantile(share: share, days: $0) }
    }
  }

  var json: JSON {
    JSON(
      gaps: gaps.gapCount, quantiles: quantiles,
      recommendedBoundaries: gaps.recommendedBoundaries)
  }

  var tables: [TextTable] {
    var table = TextTable(
      "\(Figures.count(gaps.gapCount)) gaps", ("of all gaps", .right), ("at most days", .right))
    for quantile in quantiles {
      table.append(Figures.percent(quantile.share), Figures.count(quantile.days))
    }
    guard let boundaries = gaps.recommendedBoundaries else { return [table] }
    var advice = TextTable("Boundaries that fit", ("stage", .left), ("until", .right))
    advice.append("active", boundaries.active.description)
    advice.append("silent", boundaries.silent.description)
    advice.append("sleeping", boundaries.sleeping.description)
    return [table, advice]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(CSVRow(["days", "gaps"]))
    for (index, count) in gaps.counts.enumerated() where count > 0 {
      var row = CSVRow()
      row.append(index + 1)
      row.append(count)
      try write(row)
    }
  }
}

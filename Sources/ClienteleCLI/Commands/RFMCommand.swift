import ArgumentParser
import Clientele
import ClienteleCSV
import FoundationEssentials

/// `clientele rfm`.
struct RFMCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "rfm",
    abstract: "Scores for days since the last order, frequency and money, and segments.",
    discussion: """
      The highest score is best in all three: 5, if --bins says nothing else. Equal
      values always get equal scores. Two scores each have eight types, others need
      a map that has as many.
      CSV lists every customer with figures, scores and segment.

        clientele rfm orders.csv --as-of 2026-10-31
        clientele rfm orders.csv --scale mean --map eight-types
        clientele rfm orders.csv --save-scale spring.json
        clientele rfm later.csv --scale spring.json --format csv
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var rfm: RFMOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "Store the cuts here, to score later data alike with --scale.")
  var saveScale: String?

  func answer() throws {
    let question = try rfm.question()
    let loaded = try shop.load()
    let scores = try question.scores(of: loaded.orders, asOf: loaded.asOf)
    if let saveScale { try save(scores?.scale, to: saveScale) }
    try output.print(RFMAnswer(asOf: loaded.asOf, scores: scores, orders: loaded.orders))
  }

  private func save(_ scale: FittedRFMScale?, to path: String) throws {
    guard let scale else {
      throw CommandFailure(.badData, "--save-scale: nobody has bought, so there are no cuts")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let file = try TextOutput(path: path)
    try file.write(String(decoding: try encoder.encode(scale), as: UTF8.self) + "\n")
    try file.finish()
  }
}

private struct RFMAnswer: Answer {
  let asOf: Day
  let scores: RFMScores?
  let orders: OrderTable

  struct JSON: Encodable {
    struct Thresholds: Encodable {
      let daysSinceLastOrder: [Double]
      let frequency: [Double]
      let monetary: [String]
    }

    struct Segment: Encodable {
      let name: String
      let customers: Int
      let orders: Int
      let revenue: Money
      let averageOrderValue: Money?

      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .name)
        try container.encode(customers, forKey: .customers)
        try container.encode(orders, forKey: .orders)
        try container.encode(revenue, forKey: .revenue)
        try container.encode(averageOrderValue, forKey: .averageOrderValue)
      }

      private enum Key: String, CodingKey {
        case name, customers, orders, revenue, averageOrderValue
      }
    }

    let asOf: Day
    let thresholds: Thresholds
    let segments: [Segment]
  }

  var json: JSON {
    func cuts(_ dimension: RFMDimension) -> [ExactNumber] {
      scores.flatMap { $0.scale[dimension].count == 1 ? $0.scale[dimension][0].cuts : nil } ?? []
    }
    return JSON(
      asOf: asOf,
      thresholds: JSON.Thresholds(
        daysSinceLastOrder: cuts(.daysSinceLastOrder).map(\.value),
        frequency: cuts(.frequency).map(\.value),
        monetary: cuts(.monetary).map { $0.money(decimals: orders.currency.scale) }),
      segments: (scores?.summaries() ?? []).map { summary in
        JSON.Segment(
          name: summary.segment.name, customers: summary.customerCount,
          orders: summary.orderCount, revenue: summary.revenue,
          averageOrderValue: summary.averageOrderValue?.rounded)
      })
  }

  var tables: [TextTable] {
    guard let scores else { return [TextTable("Nobody has bought by \(asOf)", ("", .left))] }
    let tables = RFMTables(scores: scores)
    return [tables.segments, tables.heatMap, tables.bins]
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    try write(
      CSVRow([
        "customer_id", "days_since_last_order", "frequency", "monetary", "r", "f", "m", "segment",
      ]))
    guard let scores else { return }
    for customer in 0..<orders.customerCount {
      guard let value = scores.values[customer], let score = scores[customer] else { continue }
      var row = CSVRow()
      row.append(text: orders.customers[customer])
      row.append(value.daysSinceLastOrder)
      row.append(value.frequency)
      row.append(raw: value.monetary.rounded.description)
      row.append(score.code.r)
      row.append(score.code.f)
      row.append(score.code.m)
      row.append(text: score.segment.name)
      try write(row)
    }
  }
}

extension ExactNumber {
  /// The number with at least as many decimals as amounts have; to the nearest double where no
  /// decimal is exact.
  fileprivate func money(decimals: Int) -> String {
    let text = description
    guard !text.contains("/") else { return String(value) }
    let places = text.split(separator: ".").dropFirst().first?.count ?? 0
    guard places < decimals else { return text }
    return text + (places == 0 ? "." : "") + String(repeating: "0", count: decimals - places)
  }
}

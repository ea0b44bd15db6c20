import ArgumentParser
import Clientele
import ClienteleCSV
import ClienteleReport
import FoundationEssentials

/// `clientele rfm`.
struct RFMCommand: ShopCommand {
  static let configuration = CommandConfiguration(
    commandName: "rfm",
    abstract: "Scores for days since the last order, frequency and money, and segments.",
    discussion: """
      5 is best in all three. Equal values always get equal scores.
      CSV lists every customer with figures, scores and segment; --members lists
      those of a segment, or of a cell like 555.

        clientele rfm orders.csv --as-of 2026-10-31
        clientele rfm orders.csv --scale mean --map eight-types
        clientele rfm orders.csv --save-scale spring.json
        clientele rfm later.csv --scale spring.json --format csv
        clientele rfm orders.csv --by region:customer
        clientele rfm orders.csv --members Champions -o best.txt
      """)

  @OptionGroup var shop: ShopOptions
  @OptionGroup var rfm: RFMOptions
  @OptionGroup var breakdown: BreakdownOptions
  @OptionGroup var members: MembersOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "Store the cuts here, to score later data alike with --scale.")
  var saveScale: String?

  func answer() throws {
    let question = try rfm.question()
    let loaded = try shop.load(groupedBy: breakdown.by?.column)
    let scores = try question.scores(of: loaded.orders, asOf: loaded.asOf)
    if let saveScale { try save(scores?.scale, to: saveScale) }
    let divided = try breakdown.breakdown(of: loaded)
    let isListed = try members.print(of: loaded, by: divided, to: output) { cell in
      try customers(in: cell, of: scores)
    }
    guard !isListed else { return }
    let parts = divided.map { divided in
      scores?.totals(by: divided.groups) ?? divided.groups.names.map { _ in [] }
    }
    let totals = GroupedResult<[SegmentTotals]?>(total: nil, parts: parts ?? [])
    try output.print(totals, by: divided, groupColumn: .ofCustomers) { totals in
      RFMAnswer(
        asOf: loaded.asOf, scores: scores, orders: loaded.orders, breakdown: divided,
        totals: totals)
    }
  }

  /// The customers of a segment, by its name in either language, or of a cell.
  private func customers(in cell: String, of scores: RFMScores?) throws -> [Int] {
    guard let scores else { return [] }
    let segments = scores.map.segments
    if let place = segments.firstIndex(where: { $0.name == cell || $0.chineseName == cell }) {
      return scores.segmentGroups.members(of: place)
    }
    guard let code = RFMCode(cell), scores.map.binCounts.contains(code) else {
      throw members.unknown(
        cell, there: segments.map(\.name).joined(separator: ", ") + ", and cells like 555")
    }
    return scores.indices.filter { scores[$0]?.code == code }
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

private struct RFMAnswer: SummarisedAnswer {
  let asOf: Day
  let scores: RFMScores?
  let orders: OrderTable
  let breakdown: Breakdown?
  /// Of one group; `nil` for everyone.
  let totals: [SegmentTotals]?

  var summary: [(title: String, cell: String)] {
    let names = scores?.map.segments.map(\.name) ?? []
    return names.enumerated().map { place, name in
      (name, totals.map { Figures.count($0[place].customerCount) } ?? "")
    }
  }

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

    /// Left out for a group: the cuts are everyone's.
    let asOf: Day?
    let thresholds: Thresholds?
    let segments: [Segment]
  }

  var json: JSON {
    if let totals {
      return JSON(
        asOf: nil, thresholds: nil,
        segments: totals.map { total in
          JSON.Segment(
            name: total.segment.name, customers: total.customerCount, orders: total.orderCount,
            revenue: total.revenue, averageOrderValue: total.averageOrderValue?.rounded)
        })
    }
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
      ] + (breakdown == nil ? [] : ["group"])))
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
      if let breakdown { row.append(text: breakdown.name(of: customer)) }
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

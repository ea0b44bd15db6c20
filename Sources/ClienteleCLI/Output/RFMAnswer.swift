import Clientele
import ClienteleCSV
import ClienteleReport

/// Scores and segments of everyone, or the segments of one group, as text, JSON and CSV.
struct RFMAnswer: SummarisedAnswer {
  /// What is said of one group of customers: the cuts are everyone's.
  struct Group {
    /// None when nobody has bought.
    let totals: [SegmentTotals]
    let movement: GroupMovement?
  }

  let asOf: Day
  let scores: RFMScores?
  let trail: SegmentHistory?
  let orders: OrderTable
  let breakdown: Breakdown?
  /// `nil` for everyone.
  let group: Group?
  let weights: RFMWeights?

  var summary: [(title: String, cell: String)] {
    let names = scores?.map.segments.map(\.name) ?? []
    return names.enumerated().map { place, name in
      (name, group.map { Figures.count($0.totals[place].customerCount) } ?? "")
    }
  }

  var json: RFMJSON {
    if let group {
      return RFMJSON(
        asOf: nil, thresholds: nil, segments: group.totals.map(RFMJSON.Segment.init),
        profiles: nil, bins: nil, heatMap: nil, from: nil,
        transitions: group.movement?.transitions)
    }
    return RFMJSON(
      asOf: asOf, thresholds: .init(of: scores, in: orders.currency),
      segments: (scores?.summaries() ?? []).map(RFMJSON.Segment.init),
      profiles: RFMDimension.allCases.compactMap { dimension in
        scores?.values.profile(of: dimension).map {
          RFMJSON.Profile(profile: $0, currency: orders.currency)
        }
      },
      bins: scores.map { scores in
        RFMDimension.allCases.flatMap { dimension in
          scores.bins(of: dimension).map { RFMJSON.Bin(dimension: dimension, bin: $0) }
        }
      } ?? [],
      heatMap: scores.map { RFMJSON.HeatCell.all(of: $0.heatMap) } ?? [], from: trail?.from,
      transitions: trail?.movement.transitions)
  }

  var tables: [TextTable] {
    guard let scores else { return [TextTable("Nobody has bought by \(asOf)", ("", .left))] }
    let tables = RFMTables(scores: scores)
    let movement = trail.map { trail in
      TextTable.movement(trail.movement, from: trail.from, to: asOf)
    }
    return [tables.segments, tables.heatMap, tables.bins, tables.profiles]
      + (movement.map { [$0] } ?? [])
  }

  func writeCSV(to write: (CSVRow) throws -> Void) throws {
    var header = [
      "customer_id", "days_since_last_order", "frequency", "monetary", "r", "f", "m", "segment",
    ]
    if breakdown != nil { header.append("group") }
    if weights != nil { header.append("score") }
    if trail != nil { header += ["segment_before", "previous_segment", "changed_on"] }
    try write(CSVRow(header))
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
      if let weights { row.append(known: weights.composite(of: score.code)) }
      if let trail {
        let change = trail.changes[customer]
        row.append(
          text: trail.before.group(of: customer).map { trail.before.names[$0] } ?? "")
        row.append(text: change.previous?.name ?? "")
        row.append(raw: change.changedOn?.description ?? "")
      }
      try write(row)
    }
  }
}

extension TextTable {
  /// How many went from each group to each between two days.
  static func movement(_ movement: GroupMovement, from: Day, to: Day) -> TextTable {
    let places = movement.names.indices.map(Optional.some) + [nil]
    var table = TextTable(
      "From \(from) (rows) to \(to) (columns)",
      [("", .left)] + places.map { (movement.name($0), .right) })
    for origin in places {
      table.rows.append(
        [movement.name(origin)] + places.map { Figures.count(movement[origin, $0]) })
    }
    return table
  }
}

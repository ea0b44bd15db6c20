import Clientele
import ClienteleReport

/// RFM scores as tables for people.
struct RFMTables {
  let scores: RFMScores

  var segments: TextTable {
    var table = TextTable(
      "RFM segments", ("segment", .left), ("", .left), ("customers", .right), ("share", .right),
      ("orders", .right), ("net revenue", .right), ("order value", .right))
    let summaries = scores.summaries()
    let all = summaries.reduce(0) { $0 + $1.customerCount }
    for summary in summaries {
      table.append(
        summary.segment.name, summary.segment.chineseName ?? "",
        Figures.count(summary.customerCount),
        Figures.percent(Rate(summary.customerCount, of: all).value),
        Figures.count(summary.orderCount), Figures.money(summary.revenue),
        Figures.mean(summary.averageOrderValue))
    }
    return table
  }

  var heatMap: TextTable {
    let map = scores.heatMap
    let columns = (1...map.fCount).map { ("F \($0)", TextTable.Alignment.right) }
    var table = TextTable(
      "Mean monetary value by R (rows) and F (columns)", [("", .left)] + columns)
    for r in (1...map.rCount).reversed() {
      table.rows.append(
        ["R \(r)"] + (1...map.fCount).map { Figures.mean(map[r: r, f: $0].meanMonetary) })
    }
    return table
  }

  var bins: TextTable {
    var table = TextTable(
      "Bins", ("", .left), ("score", .right), ("customers", .right), ("", .left))
    for dimension in RFMDimension.allCases {
      for bin in scores.bins(of: dimension).reversed() {
        table.append(
          dimension.letter, String(bin.score), Figures.count(bin.customerCount),
          bin.state == .filled ? "" : bin.state.rawValue)
      }
    }
    return table
  }
}

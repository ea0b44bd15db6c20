import Clientele

extension HTMLReport {
  var segments: Section? {
    guard let rfm = report.rfm else { return nil }
    let title = language("RFM: segments and heat map", "RFM分群与热图")
    let summaries = rfm.summaries()
    let all = summaries.reduce(0) { $0 + $1.customerCount }
    let treemap = Treemap(
      id: "segments-chart", title: language("Segments by customers", "各分群客户数"),
      description: language(
        "Rectangles in proportion to the customers of each segment; the table has the numbers.",
        "矩形面积与分群客户数成比例；数字见下表。"),
      items: summaries.map { summary in
        let name = language.name(of: summary.segment)
        let detail =
          "\(Figures.count(summary.customerCount)) · "
          + language.percent(Rate(summary.customerCount, of: all).value)
        return .init(
          name: name, detail: detail, value: Double(summary.customerCount),
          tip: "\(name): \(detail)")
      })
    var table = DataTable(
      language("Segments", "分群"),
      [
        language("segment", "分群"), language("customers", "客户数"), language("share", "占比"),
        language("orders", "订单数"), language("net revenue", "净收入"),
        language("order value", "客单价"),
      ])
    for summary in summaries {
      table.append(
        language.name(of: summary.segment), Figures.count(summary.customerCount),
        language.percent(Rate(summary.customerCount, of: all).value),
        Figures.count(summary.orderCount), Figures.money(summary.revenue),
        Figures.mean(summary.averageOrderValue))
    }
    return Section(
      id: "rfm", title: title,
      content: Section.chart(treemap.svg, title) + table.markup + heatMap(of: rfm),
      definition: Definition.link("rfm", language))
  }

  /// Mean monetary value by recency and frequency, tinted.
  private func heatMap(of rfm: RFMScores) -> Markup {
    let map = rfm.heatMap
    let means = (1...map.rCount).flatMap { r in
      (1...map.fCount).compactMap { map[r: r, f: $0].meanMonetary?.value }
    }
    let largest = means.max() ?? 0
    var table = DataTable(
      language(
        "Mean monetary value (customers) by recency R and frequency F",
        "按R（行）与F（列）的平均消费（客户数）"),
      [""] + (1...map.fCount).map { "F \($0)" })
    for r in (1...map.rCount).reversed() {
      var row = [DataTable.Cell("R \(r)")]
      for f in 1...map.fCount {
        let cell = map[r: r, f: f]
        let tint = cell.meanMonetary.map {
          largest > 0 ? max(0, min(9, Int($0.value / largest * 9.99))) : 0
        }
        row.append(
          .init(
            "\(Figures.mean(cell.meanMonetary)) (\(Figures.count(cell.customerCount)))", tint: tint)
        )
      }
      table.rows.append(row)
    }
    return table.markup
  }
}

import Clientele

extension HTMLReport {
  var segments: Section? {
    guard let rfm = report.rfm else { return nil }
    let summaries = report.segments
    let all = summaries.reduce(0) { $0 + $1.customerCount }
    var table = DataTable(
      language("Segments", "分群"),
      [
        language("segment", "分群"), language("customers", "客户数"), language("share", "占比"),
        language("orders", "订单数"), language("net revenue", "净收入"),
        language("per customer", "人均"), language("order value", "笔单价"),
      ])
    for summary in summaries {
      table.append(
        language.name(of: summary.segment), Figures.count(summary.customerCount),
        language.percent(Rate(summary.customerCount, of: all).value),
        Figures.count(summary.orderCount), money(summary.revenue),
        mean(summary.revenue.divided(by: summary.customerCount)),
        mean(summary.averageOrderValue))
    }
    return Section(
      id: "rfm", title: language("RFM: segments and heat map", "RFM分群与热图"),
      blocks: [
        .chart(treemap(of: summaries, all)), .table(table),
        .heading(language("Recency and frequency", "最近购买与购买次数")), .chart(heatMap(of: rfm)),
      ], defined: ["rfm", "segments"])
  }

  private func treemap(of summaries: [SegmentSummary], _ all: Int) -> Treemap {
    Treemap(
      label: ChartLabel(
        "segments-chart", language("Segments by customers", "各分群客户数"),
        language(
          "Rectangles in proportion to the customers of each segment, darker where each brings "
            + "more; the table below has the numbers.",
          "矩形面积与分群客户数成比例，颜色越深人均净收入越高；数字见下表。")),
      items: summaries.map { summary in
        let name = language.name(of: summary.segment)
        let detail =
          "\(Figures.count(summary.customerCount)) · "
          + language.percent(Rate(summary.customerCount, of: all).value)
        let each = summary.revenue.divided(by: summary.customerCount)
        return .init(
          name: name, detail: detail, value: Double(summary.customerCount),
          heat: each.map { max(0, $0.value) },
          tip: "\(name): \(detail), " + language("each ", "人均") + mean(each))
      },
      heatTitle: language(
        "darker: more net revenue per customer; area: customers", "颜色越深：人均净收入越高；面积：客户数"))
  }

  /// Mean monetary value by recency and frequency.
  private func heatMap(of rfm: RFMScores) -> HeatMap {
    let map = rfm.heatMap
    let rows = (1...map.rCount).reversed().map { r in
      HeatMap.Row(
        name: "R \(r)",
        cells: (1...map.fCount).map { f in
          let cell = map[r: r, f: f]
          guard let mean = cell.meanMonetary else { return nil }
          return .init(
            text: "\(money(mean.rounded)) (\(Figures.count(cell.customerCount)))",
            value: max(0, mean.value))
        })
    }
    return HeatMap(
      label: ChartLabel(
        "rfm-chart",
        language(
          "Mean net revenue of a customer (customers) by recency R and frequency F",
          "按R（行）与F（列）的人均净收入（客户数）"),
        language(
          "A row for each recency score, a column for each frequency score.", "每行为R评分，每列为F评分。")),
      rowTitle: language("recency", "最近购买"), columnTitle: language("frequency", "购买次数"),
      columns: (1...map.fCount).map { "F \($0)" }, rows: rows,
      heatTitle: language(
        "more net revenue per customer; R 5 bought most recently, F 5 most often",
        "人均净收入更高；R 5为最近购买，F 5为购买最多"))
  }
}

import Clientele

extension HTMLReport {
  var months: Section {
    let title = language("ARPU and repeat purchases, month by month", "逐月ARPU与重复购买率")
    let months = report.months
    let labels = months.enumerated().map {
      (value: Double($0), text: language.month($1.window.start))
    }
    let xs = 0...Double(max(1, months.count - 1))
    func chart(
      _ id: String, _ name: String, highest: Double, level: @escaping (Double) -> String,
      _ points: [LineChart.Point]
    ) -> Markup {
      Markup.element("h3", name)
        + Section.chart(
          LineChart(
            id: id, title: name,
            description: language("A point a month; the table has the numbers.", "每月一点；数字见下表。"),
            series: [.init(name: name, points: points)], xs: xs,
            xTitle: language("month from", "月份起始"), xLabels: labels, levelText: level,
            highest: highest, tip: { "\(labels[Int($0.x)].text): \(level($0.y))" }
          ).svg, name)
    }
    let arpu = months.enumerated().compactMap { place, month in
      month.revenuePerCustomer.map { LineChart.Point(x: Double(place), y: max(0, $0.value)) }
    }
    let highestARPU = arpu.map(\.y).max() ?? 0
    let rates = months.enumerated().compactMap { place, month -> LineChart.Point? in
      guard let value = month.repeatRate.value, let interval = month.repeatRate.interval else {
        return nil
      }
      return .init(x: Double(place), y: value, low: interval.low, high: interval.high)
    }
    var table = DataTable(
      title,
      [
        language("from", "起始"), language("customers", "客户数"), language("orders", "订单数"),
        language("net revenue", "净收入"), "ARPU", language("repeat rate (95 %)", "重复购买率（95%）"),
      ])
    for month in months {
      table.append(
        language.date(month.window.start), Figures.count(month.customerCount),
        Figures.count(month.orderCount), Figures.money(month.revenue),
        Figures.mean(month.revenuePerCustomer), language.rate(month.repeatRate))
    }
    return Section(
      id: "months", title: title,
      content: chart(
        "arpu-chart", language("Active ARPU", "活跃客户ARPU"), highest: 0,
        level: { Figures.decimal($0, places: highestARPU < 10 ? 2 : 0) }, arpu)
        + chart(
          "repeat-chart", language("Repeat purchase rate", "重复购买率"), highest: 0,
          level: { language.percent($0) }, rates)
        + table.details(language("All months", "全部月份")),
      definition: ["arpu", "repeat"].map { Definition.link($0, language) }.joined())
  }

  var concentration: Section? {
    let spread = report.concentration
    guard spread.customerCount > 0, spread.revenue.minorUnits > 0 else { return nil }
    let title = language("How revenue is spread", "收入集中度")
    let curve = spread.lorenzCurve()
    let chart = LineChart(
      id: "lorenz-chart", title: title,
      description: language(
        "The share of revenue of the smallest customers, beside the line of equal shares.",
        "从小到大累计客户的收入占比，与均等线对照。"),
      series: [
        .init(
          name: language("this shop", "本店"),
          points: curve.map { .init(x: $0.customerShare * 100, y: max(0, $0.revenueShare)) }),
        .init(
          name: language("all equal", "均等"), points: [.init(x: 0, y: 0), .init(x: 100, y: 1)],
          isReference: true),
      ], xs: 0...100, xTitle: language("% of customers, smallest first", "客户累计占比（%，从小到大）"),
      xLabels: [0, 20, 40, 60, 80, 100].map { (Double($0), String($0)) },
      levelText: { language.percent($0) }, highest: 1)
    var table = DataTable(
      language("Revenue of the best customers", "头部客户收入"),
      [language("the best", "头部"), language("customers", "客户数"), language("share", "收入占比")])
    for percent in [1, 5, 10, 20, 50] {
      let count = max(1, (spread.customerCount * percent + 99) / 100)
      table.append(
        "\(percent) %", Figures.count(count),
        language.percent(spread.share(ofTop: Double(percent) / 100)))
    }
    let gini = spread.gini.map { Figures.decimal($0, places: 3) } ?? "–"
    let eighty = language.percent(spread.smallestShare(bringing: 0.8))
    let sentence = language(
      "Gini coefficient \(gini); \(eighty) of customers bring 80 % of net revenue.",
      "基尼系数\(gini)；\(eighty)的客户带来80%的净收入。")
    return Section(
      id: "concentration", title: title,
      content: .element("p", sentence) + Section.chart(chart.svg, title) + table.markup,
      definition: Definition.link("concentration", language))
  }

  var loadSection: Section {
    var table = DataTable(language("What was read", "读取情况"), ["", language("count", "数量")])
    if let load {
      table.append(language("records in the files", "文件记录数"), Figures.count(load.records))
      table.append(language("loaded", "已读入"), Figures.count(load.loaded))
      table.append(language("skipped by a policy", "按规则跳过"), Figures.count(load.skipped))
      table.append(language("rejected", "拒绝"), Figures.count(load.rejected))
      table.append(language("blank", "空行"), Figures.count(load.blank))
    }
    table.append(language("orders", "订单"), Figures.count(orders.orderCount))
    table.append(language("refunds", "退款"), Figures.count(orders.refundCount))
    table.append(language("customers", "客户"), Figures.count(orders.purchaserCount))
    let currency = orders.currency.code.map { " \($0)" } ?? ""
    table.append(language("net revenue", "净收入"), Figures.money(orders.revenue) + currency)
    return Section(
      id: "load", title: language("The load", "数据读取"), content: table.markup)
  }
}

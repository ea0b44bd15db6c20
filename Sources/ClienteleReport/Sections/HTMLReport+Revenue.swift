import Clientele

extension HTMLReport {
  var months: Section {
    let title = language("ARPU and repeat purchases, month by month", "逐月ARPU与重复购买率")
    let months = report.months
    let x = PlaceAxis.names(
      months.map { language.month($0.window.start) }, title: language("month from", "月份起始"))
    let arpu = months.enumerated().compactMap { place, month in
      month.revenuePerCustomer.map { LineChart.Point(x: Double(place), y: max(0, $0.value)) }
    }
    let rates = months.enumerated().compactMap { place, month -> LineChart.Point? in
      guard let value = month.repeatRate.value, let interval = month.repeatRate.interval else {
        return nil
      }
      return .init(x: Double(place), y: value, low: interval.low, high: interval.high)
    }
    func chart(
      _ id: String, _ name: String, _ points: [LineChart.Point], _ yTitle: String,
      _ format: ValueFormat, _ band: String
    ) -> LineChart {
      LineChart(
        label: ChartLabel(
          id, name,
          language(
            "A line with a point for each of thirteen months\(band); the table below has the "
              + "numbers.", "十三个月的折线，每月一点；数字见下表。")),
        series: [.init(name: name, points: points)], x: x, yTitle: yTitle, format: format,
        hasMarks: true)
    }
    var table = DataTable(
      title,
      [
        language("from", "起始"), language("customers", "客户数"), language("orders", "订单数"),
        language("net revenue", "净收入"), language("ARPU", "活跃客户ARPU"),
        language("repeat rate (95%)", "重复购买率（95%）"),
      ])
    for month in months {
      table.append(
        language.date(month.window.start), Figures.count(month.customerCount),
        Figures.count(month.orderCount), money(month.revenue), mean(month.revenuePerCustomer),
        language.rate(month.repeatRate))
    }
    let (first, second) = (
      language("Active ARPU", "活跃客户ARPU"), language("Repeat purchase rate", "重复购买率")
    )
    return Section(
      id: "months", title: title,
      blocks: [
        .heading(first),
        .chart(
          chart(
            "arpu-chart", first, arpu, language("net revenue per active customer", "人均净收入"),
            language.amounts(in: report.totals.currency), "")),
        .heading(second),
        .chart(
          chart(
            "repeat-chart", second, rates,
            language("share of active customers, with 95% band", "占活跃客户比例（阴影为95%区间）"),
            language.shares(upTo: rates.compactMap(\.high).max() ?? 0),
            language(" and its 95% band", ""))),
        .details(language("All months", "全部月份"), table),
      ], defined: ["arpu", "repeat", "revenue"])
  }

  var concentration: Section? {
    let spread = report.concentrationFigures
    guard spread.revenue.minorUnits > 0 else { return nil }
    let chart = LineChart(
      label: ChartLabel(
        "lorenz-chart", language("Lorenz curve of net revenue", "净收入的洛伦兹曲线"),
        language(
          "A line of the share of revenue that the smallest customers bring, below the line of "
            + "equal shares; the table below has the shares of the best.",
          "从小到大累计客户的收入占比，与均等线对照；头部客户占比见下表。")),
      series: [
        .init(
          name: language("this shop", "本店"),
          points: spread.lorenzCurve.map {
            .init(x: $0.customerShare * 100, y: max(0, $0.revenueShare))
          }, namePlace: (72, false)),
        .init(
          name: language("all equal", "均等"), points: [.init(x: 0, y: 0), .init(x: 100, y: 1)],
          isReference: true, namePlace: (50, true)),
      ],
      x: .numbers(
        0...100, labelled: [0, 20, 40, 60, 80, 100],
        title: language("% of customers, smallest first", "客户累计占比（%，从小到大）")),
      yTitle: language("share of net revenue", "净收入占比"), format: language.shares(upTo: 1),
      highest: 1)
    var table = DataTable(
      language("Net revenue of the best customers", "头部客户净收入"),
      [
        language("the best", "头部"), language("customers", "客户数"),
        language("net revenue", "净收入"), language("share", "占比"), language("each", "人均"),
      ])
    for best in spread.best {
      table.append(
        "\(best.percent)%", Figures.count(best.customerCount), money(best.revenue),
        language.percent(best.share), mean(best.revenue.divided(by: best.customerCount)))
    }
    var curve = DataTable(
      language("Lorenz curve", "洛伦兹曲线"),
      [
        language("the smallest", "最小的"), language("share of net revenue", "净收入占比"),
      ])
    for point in stride(from: 0, to: spread.lorenzCurve.count, by: 10) {
      curve.append("\(point)%", language.percent(spread.lorenzCurve[point].revenueShare))
    }
    let gini = spread.gini.map { Figures.decimal($0, places: 3) } ?? "–"
    let eighty = language.percent(spread.shareBringingEighty)
    let sentence = language(
      "Gini coefficient \(gini); \(eighty) of customers bring 80% of net revenue.",
      "基尼系数\(gini)；\(eighty)的客户带来80%的净收入。")
    return Section(
      id: "concentration", title: language("How revenue is spread", "收入集中度"),
      blocks: [
        .text(sentence), .chart(chart), .table(table),
        .details(language("The curve in tenths", "曲线（每10%）"), curve),
      ],
      defined: ["concentration", "gini", "revenue"])
  }
}

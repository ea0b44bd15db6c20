import Clientele

extension HTMLReport {
  var retention: Section {
    let title = language("Who comes back", "客户保持率")
    let points = report.retentionCurve.enumerated().compactMap { place, rate -> LineChart.Point? in
      guard let value = rate.value, let interval = rate.interval else { return nil }
      return .init(x: Double(place + 1), y: value, low: interval.low, high: interval.high)
    }
    let highest = points.compactMap(\.high).max() ?? 0
    let chart = LineChart(
      label: ChartLabel(
        "retention-chart", language("Bought again within so many days", "N天内再次购买的比例"),
        language(
          "A line of the share of customers who bought again within 1 to 180 days of a purchase, "
            + "with its 95% band; the table below has some of the numbers.",
          "购买后1至180天内再次购买的客户比例及95%区间；数字见下表。")),
      series: [.init(name: title, points: points, isStepped: true)],
      x: .numbers(
        0...180, labelled: [0, 30, 60, 90, 120, 150, 180],
        title: language("days since a purchase", "购买后天数")),
      yTitle: language("share of customers", "客户占比"), format: language.shares(upTo: highest))
    var table = DataTable(
      language("Customers of every day of the last year", "最近一年每日客户"),
      [
        language("within", "天数内"), language("returned", "再次购买"),
        language("of customer-days", "客户日"), language("rate (95%)", "比例（95%）"),
      ])
    for (span, rate) in report.retention {
      table.append(
        language("\(span.offsets.upperBound) days", "\(span.offsets.upperBound)天"),
        Figures.count(rate.numerator), Figures.count(rate.denominator), language.rate(rate))
    }
    var days = DataTable(
      language("Every ten days", "每10天"),
      [language("within", "天数内"), language("rate (95%)", "比例（95%）")])
    for day in stride(from: 10, through: report.retentionCurve.count, by: 10) {
      days.append(
        language("\(day) days", "\(day)天"), language.rate(report.retentionCurve[day - 1]))
    }
    return Section(
      id: "retention", title: title,
      blocks: [
        .chart(chart), .table(table), .details(language("Every ten days", "每10天"), days),
      ],
      defined: ["retention", "interval"])
  }

  var secondPurchase: Section? {
    let curve = report.secondPurchase
    guard !curve.points.isEmpty else { return nil }
    let title = language("Time to the second purchase", "二次购买时间")
    let points =
      [LineChart.Point(x: 0, y: 0, low: 0, high: 0)]
      + curve.points.map {
        LineChart.Point(x: Double($0.day), y: $0.probability, low: $0.low, high: $0.high)
      }
    let last = curve.points[curve.points.count - 1].day
    let chart = LineChart(
      label: ChartLabel(
        "second-chart", language("Probability of a second purchase", "二次购买概率"),
        language(
          "A rising line of the probability of a second purchase by days since the first, "
            + "with its 95% band; the table below has some of the numbers.",
          "首购后各天数内二次购买的概率及95%区间；数字见下表。")),
      series: [.init(name: title, points: points, isStepped: true)],
      x: .numbers(
        0...Double(last), labelled: stride(from: 0, through: last, by: 30).map { Double($0) },
        title: language("days since the first purchase", "首购后天数")),
      yTitle: language("share of customers", "客户占比"),
      format: language.shares(upTo: points.compactMap(\.high).max() ?? 0))
    var table = DataTable(
      language("Probability of a second purchase", "二次购买概率"),
      [
        language("within", "天数内"), language("probability", "概率"),
        language("95% interval", "95%区间"), language("still watched", "仍在观察"),
      ])
    let days = [7, 14] + stride(from: 30, through: 360, by: 30) + [365]
    for point in days.compactMap({ curve[$0] }) {
      let range = point.low.map {
        "\(language.percent($0)) – \(language.percent(point.high))"
      }
      table.append(
        language("\(point.day) days", "\(point.day)天"), language.percent(point.probability),
        range ?? "–", Figures.count(point.atRisk))
    }
    return Section(
      id: "second", title: title, blocks: [.chart(chart), .table(table)], defined: ["second"])
  }

  var gaps: Section? {
    let gaps = report.gaps
    guard gaps.gapCount > 0, let far = gaps.quantile(0.975) else { return nil }
    let width = max(1, (far + 47) / 48)
    let bars = stride(from: 0, to: far + 1, by: width).map { start -> Histogram.Bar in
      let days = start..<start + width
      let count = days.reduce(0) { sum, day in
        sum + (day >= 1 && day <= gaps.counts.count ? gaps.counts[day - 1] : 0)
      }
      return .init(
        range: days, count: count,
        tip: language(
          "\(days.lowerBound)–\(days.upperBound - 1) days: \(Figures.count(count))",
          "\(days.lowerBound)–\(days.upperBound - 1)天：\(Figures.count(count))"))
    }
    let marks = [0.5, 0.75, 0.9].compactMap { share in
      gaps.quantile(share).map { days in
        (
          value: Double(days),
          name: language(
            "\(Int(share * 100))% within \(days)", "\(Int(share * 100))%不超过\(days)")
        )
      }
    }
    let histogram = Histogram(
      label: ChartLabel(
        "gaps-chart", language("How many gaps there are of each length", "各间隔天数的次数"),
        language(
          "Bars of the number of gaps by their length in days, up to the longest fortieth; lines "
            + "mark the half, three quarters and nine tenths.",
          "各间隔天数的次数（至97.5%分位），竖线标出50%、75%、90%分位。")),
      bars: bars, marks: marks, xTitle: language("days", "天"), yTitle: language("gaps", "次数"),
      format: language.counts)
    var counts = DataTable(
      histogram.label.title, [language("days", "天"), language("gaps", "次数")])
    for bar in bars {
      counts.append(
        "\(bar.range.lowerBound)–\(bar.range.upperBound - 1)", Figures.count(bar.count))
    }
    var table = DataTable(
      language("Gaps that are not longer", "不超过的间隔"),
      [language("share of gaps", "占比"), language("days", "天数")])
    for share in [0.25, 0.5, 0.75, 0.9, 0.95] {
      table.append("\(Int(share * 100))%", gaps.quantile(share).map { Figures.count($0) } ?? "–")
    }
    return Section(
      id: "gaps", title: language("Days between purchases", "购买间隔"),
      blocks: [
        .chart(histogram), .table(table),
        .details(language("All lengths", "全部间隔"), counts),
      ], defined: ["gaps"])
  }

  var reactivation: Section {
    let days = CustomerReport.responseDayCount
    var table = DataTable(
      language("Bought in the last \(days) days", "最近\(days)天内购买"),
      [
        "", language("responders", "响应客户"), language("of", "基数"),
        language("rate (95%)", "比例（95%）"), language("\(days) days before", "此前\(days)天"),
        language("net revenue", "净收入"),
      ])
    let (now, before) = (report.reactivation, report.previousReactivation)
    for (name, response, earlier) in [
      (language("silent recall", "沉默召回率"), now.silentRecall, before.silentRecall),
      (language("wake-up (sleeping)", "客户唤醒率"), now.wake, before.wake),
      (language("activation (lost)", "客户激活率"), now.activation, before.activation),
    ] {
      table.append(
        name, Figures.count(response.rate.numerator), Figures.count(response.rate.denominator),
        language.rate(response.rate), language.rate(earlier.rate), money(response.revenue))
    }
    return Section(
      id: "reactivation", title: language("Who woke up", "沉默召回、唤醒与激活"),
      blocks: [.table(table)], defined: ["recall", "wake", "activation", "interval"])
  }
}

import Clientele

extension HTMLReport {
  var retention: Section {
    let title = language("Who comes back", "客户保持率")
    let points = report.retentionCurve.enumerated().compactMap { place, rate in
      rate.value.map { LineChart.Point(x: Double(place + 1), y: $0) }
    }
    let chart = LineChart(
      id: "retention-chart", title: title,
      description: language(
        "The share of customers who bought again within 1 to 180 days.",
        "1至180天内再次购买的客户比例。"),
      series: [.init(name: title, points: points, isStepped: true)], xs: 0...180,
      xTitle: language("days since a purchase", "购买后天数"),
      xLabels: [0, 30, 60, 90, 120, 150, 180].map { (Double($0), String($0)) },
      levelText: { language.percent($0) })
    var table = DataTable(
      language("Customers of every day of the last year", "最近一年每日客户"),
      [
        language("within", "天数内"), language("returned", "再次购买"),
        language("of customer-days", "客户日"), language("rate (95 %)", "比例（95%）"),
      ])
    for (span, rate) in report.retention {
      table.append(
        language("\(span.offsets.upperBound) days", "\(span.offsets.upperBound)天"),
        Figures.count(rate.numerator), Figures.count(rate.denominator), language.rate(rate))
    }
    return Section(
      id: "retention", title: title, content: Section.chart(chart.svg, title) + table.markup,
      definition: Definition.link("retention", language))
  }

  var cohorts: Section {
    let title = language("Cohorts by first month", "首购月份同期群")
    let cohorts = report.cohorts
    let largest =
      (0..<cohorts.count).flatMap { cohorts.cells(ofCohort: $0).dropFirst() }
      .compactMap(\.retentionRate.value).max() ?? 0
    var table = DataTable(
      language(
        "Share of customers who bought in each later month (hatched: not over yet)",
        "其后各月购买比例（斜线：未结束）"),
      [language("first month", "首购月份"), language("customers", "客户数")]
        + (1..<max(2, cohorts.count)).map { "+\($0)" })
    for cohort in 0..<cohorts.count {
      let cells = cohorts.cells(ofCohort: cohort)
      var row = [
        DataTable.Cell(language.month(cohorts.series[cohort].start)),
        DataTable.Cell(Figures.count(cells[0].cohortCustomerCount)),
      ]
      for cell in cells.dropFirst() where cell.state != .unobserved {
        let value = cell.retentionRate.value
        row.append(
          .init(
            language.percent(value),
            tint: value.map { largest > 0 ? min(9, Int($0 / largest * 9.99)) : 0 },
            isIncomplete: cell.state == .partial))
      }
      row += Array(repeating: .init(""), count: max(0, table.columns.count - row.count))
      table.rows.append(row)
    }
    return Section(
      id: "cohorts", title: title, content: table.markup,
      definition: Definition.link("cohorts", language))
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
    let last = Double(curve.points[curve.points.count - 1].day)
    let chart = LineChart(
      id: "second-chart", title: title,
      description: language(
        "The probability of a second purchase by days since the first, with its 95 % band.",
        "首购后各天数内二次购买的概率及95%区间。"),
      series: [.init(name: title, points: points, isStepped: true)], xs: 0...last,
      xTitle: language("days since the first purchase", "首购后天数"),
      xLabels: stride(from: 0, through: Int(last), by: 30).map { (Double($0), String($0)) },
      levelText: { language.percent($0) })
    var table = DataTable(
      language("Probability of a second purchase", "二次购买概率"),
      [
        language("within", "天数内"), language("probability", "概率"), "95 %",
        language("still watched", "仍在观察"),
      ])
    for point in [7, 30, 60, 90, 180, 365].compactMap({ curve[$0] }) {
      let range = point.low.map {
        "\(language.percent($0)) – \(language.percent(point.high))"
      }
      table.append(
        language("\(point.day) days", "\(point.day)天"), language.percent(point.probability),
        range ?? "–", Figures.count(point.atRisk))
    }
    return Section(
      id: "second", title: title, content: Section.chart(chart.svg, title) + table.markup,
      definition: Definition.link("second", language))
  }

  var gaps: Section? {
    let gaps = report.gaps
    guard gaps.gapCount > 0, let far = gaps.quantile(0.975) else { return nil }
    let title = language("Days between purchases", "购买间隔")
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
    let shares = [0.5, 0.75, 0.9]
    let marks = shares.compactMap { share in
      gaps.quantile(share).map { (value: Double($0), name: "\(Int(share * 100)) %: \($0)") }
    }
    let histogram = Histogram(
      id: "gaps-chart", title: title,
      description: language(
        "How many gaps there are of each length, up to the longest fortieth.", "各间隔天数的次数（至97.5%分位）。"
      ),
      bars: bars, marks: marks, xTitle: language("days", "天"),
      levelText: { Figures.count(Int($0)) })
    var table = DataTable(
      language("Gaps that are not longer", "不超过的间隔"),
      [language("share of gaps", "占比"), language("days", "天数")])
    for share in [0.25, 0.5, 0.75, 0.9, 0.95] {
      table.append("\(Int(share * 100)) %", gaps.quantile(share).map { Figures.count($0) } ?? "–")
    }
    return Section(
      id: "gaps", title: title, content: Section.chart(histogram.svg, title) + table.markup,
      definition: Definition.link("gaps", language))
  }

  var reactivation: Section {
    let title = language("Who woke up", "沉默召回、唤醒与激活")
    var table = DataTable(
      language(
        "Bought in the last \(CustomerReport.responseDayCount) days",
        "最近\(CustomerReport.responseDayCount)天内购买"),
      [
        "", language("responders", "响应客户"), language("of", "基数"),
        language("rate (95 %)", "比例（95%）"), language("net revenue", "净收入"),
      ])
    let responses = report.reactivation
    for (name, response) in [
      (language("silent recall", "沉默召回"), responses.silentRecall),
      (language("wake-up (sleeping)", "客户唤醒率"), responses.wake),
      (language("activation (lost)", "客户激活率"), responses.activation),
    ] {
      table.append(
        name, Figures.count(response.rate.numerator), Figures.count(response.rate.denominator),
        language.rate(response.rate), Figures.money(response.revenue))
    }
    return Section(
      id: "reactivation", title: title, content: table.markup,
      definition: Definition.link("reactivation", language))
  }
}

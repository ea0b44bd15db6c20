import Clientele

extension HTMLReport {
  var cohorts: Section {
    let title = language("Cohorts by first month", "首购月份同期群")
    let cohorts = report.cohorts
    let best = bestCohort
    let rows = (0..<cohorts.count).map { cohort -> HeatMap.Row in
      let cells = cohorts.cells(ofCohort: cohort)
      let later = cells.dropFirst().map { cell -> HeatMap.Cell? in
        guard cell.state != .unobserved else { return nil }
        let value = cell.retentionRate.value
        return .init(
          text: language.percent(value), value: value, isIncomplete: cell.state == .partial)
      }
      return HeatMap.Row(
        name: (cohort == best?.cohort ? "★ " : "")
          + language.month(cohorts.series[cohort].start),
        notes: [Figures.count(cells[0].cohortCustomerCount)],
        cells: later
          + Array(repeating: nil, count: max(0, max(1, cohorts.count - 1) - later.count)))
    }
    let map = HeatMap(
      label: ChartLabel(
        "cohorts-chart",
        language("Share of customers who bought in each later month", "其后各月购买比例"),
        language(
          "A row for each month of first purchases, a column for each month after.",
          "每行为一个首购月份，每列为其后的月份。")),
      rowTitle: language("first month", "首购月份"), noteTitles: [language("customers", "客户数")],
      columnTitle: language("months after", "其后第几个月"),
      columns: (1..<max(2, cohorts.count)).map { "+\($0)" }, rows: rows,
      heatTitle: language("more bought", "购买比例更高"),
      incompleteTitle: language(
        "hatched: the month is not over, the figure can still grow", "斜线：该月未结束，数字仍会上升"))
    let average = (1...min(3, max(1, cohorts.count - 1))).compactMap { offset -> String? in
      guard offset < cohorts.count else { return nil }
      return language(
        "month \(offset): \(language.rate(cohorts.pooledRetention(after: offset)))",
        "第\(offset)个月：\(language.rate(cohorts.pooledRetention(after: offset)))")
    }
    var blocks: [Section.Block] = []
    if let best {
      let month = language.month(cohorts.series[best.cohort].start)
      blocks.append(
        .text(
          language(
            "★ Customers won in \(month) keep best, judged by the lower end of the interval of "
              + "their first three months: \(language.rate(best.rate)).",
            "★ \(month)首购的客户保持最好（按前三个月区间下限判断）：\(language.rate(best.rate))。")))
    }
    if !average.isEmpty {
      blocks.append(
        .text(language("All cohorts together – ", "全部同期群合计：") + average.joined(separator: " · ")))
    }
    return Section(
      id: "cohorts", title: title, blocks: blocks + [.chart(map)],
      defined: ["cohorts", "interval"])
  }
}

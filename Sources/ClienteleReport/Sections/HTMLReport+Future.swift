import Clientele

extension HTMLReport {
  var future: Section? {
    let title = language("The coming year", "未来一年")
    switch report.future {
    case nil: return nil
    case .failure(let error)?:
      let reason = language.text(of: error)
      return Section(
        id: "future", title: title,
        blocks: [
          .text(
            language(
              "No model of the future could be fitted: \(reason).", "无法拟合预测模型：\(reason)。"))
        ])
    case .success(let outlook)?:
      return Section(
        id: "future", title: title, blocks: blocks(of: outlook),
        defined: ["expected", "alive", "value", "model"])
    }
  }

  /// A figure that is still to come, with its interval.
  func count(_ figure: ForecastFigure) -> String {
    text(figure) { Figures.count(Int(min($0, 1e15).rounded())) }
  }

  func amount(_ figure: ForecastFigure) -> String { text(figure, roundMoney) }

  private func text(_ figure: ForecastFigure, _ write: (Double) -> String) -> String {
    guard let low = figure.low, let high = figure.high else { return write(figure.value) }
    return "\(write(figure.value)) (\(write(low))–\(write(high)))"
  }

  private func blocks(of outlook: FutureOutlook) -> [Section.Block] {
    let total = outlook.forecast.all.total
    let revenue = total.revenue.map(amount)
    let customers = Figures.count(outlook.customerCount)
    let span =
      "\(language.date(total.window.start)) – \(language.date(total.window.end - 1))"
    let sentence = language(
      "If they go on as before, the \(customers) customers of \(language.date(outlook.day)) place "
        + "\(count(total.orders)) orders in \(span)"
        + (revenue.map { ", which bring \($0)" } ?? "")
        + ". About \(count(total.buyers)) of them buy at all. Customers who are still to be won "
        + "are in none of it; seasons and campaigns are not known to it.",
      "若购买习惯不变，\(language.date(outlook.day))的\(customers)位客户在\(span)预计下单"
        + "\(count(total.orders))笔" + (revenue.map { "，带来\($0)" } ?? "")
        + "；约\(count(total.buyers))位会购买。未来新客不计入，季节与活动的影响也未计入。")
    var blocks: [Section.Block] = [.text(sentence)]
    let warnings =
      (outlook.model.purchases.warnings + (outlook.model.spend?.warnings ?? [])).map(language.text)
    if !warnings.isEmpty {
      blocks += [.note(language("Read with care:", "请谨慎解读：")), .list(warnings)]
    }
    let orders = chart(of: outlook, \.orders, isMoney: false)
    blocks += [.heading(orders.label.title), .chart(orders)]
    if outlook.model.spend != nil {
      let revenue = chart(of: outlook, \.revenue, isMoney: true)
      blocks += [.heading(revenue.label.title), .chart(revenue)]
    }
    blocks.append(.details(language("All months", "全部月份"), months(of: outlook)))
    blocks += [
      .heading(language("Who is still a customer", "客户存活概率")),
      .text(
        language(
          "About \(Figures.count(Int(outlook.expectedAlive.rounded()))) of \(customers) are still "
            + "customers: that cannot be seen, only judged from how long ago and how regularly "
            + "each has bought.",
          "\(customers)位客户中约有\(Figures.count(Int(outlook.expectedAlive.rounded())))位仍是客户："
            + "这无法直接观察，只能由最近购买时间与购买规律推断。")),
      .chart(alive(outlook)),
      .details(language("All tenths", "全部分组"), tenths(of: outlook)),
    ]
    if !outlook.best.isEmpty {
      blocks += [
        .heading(language("What the best will be worth", "头部客户的未来价值")), .table(best(outlook)),
      ]
    }
    blocks += [
      .heading(language("The model in words", "模型说明")),
      .list(language.words(of: outlook.model, money: roundMoney)),
      .details(language("Its parameters", "模型参数"), parameters(of: outlook)),
    ]
    return blocks
  }

  private func chart(
    of outlook: FutureOutlook, _ figure: (PeriodForecast) -> ForecastFigure?, isMoney: Bool
  ) -> LineChart {
    let periods = outlook.forecast.all.periods
    let points = periods.enumerated().compactMap { place, period -> LineChart.Point? in
      figure(period).map {
        .init(x: Double(place), y: $0.value, low: $0.low.map { max(0, $0) }, high: $0.high)
      }
    }
    let name =
      isMoney
      ? language("Expected revenue of the present customers", "现有客户的预计收入")
      : language("Expected orders of the present customers", "现有客户的预计订单")
    return LineChart(
      label: ChartLabel(
        isMoney ? "future-revenue-chart" : "future-orders-chart", name,
        language(
          "A line with a point for each of the coming twelve months and the band that holds 95 of "
            + "100; the table below has the numbers.",
          "未来十二个月的折线，阴影为95%区间；数字见下表。")),
      series: [.init(name: name, points: points)],
      x: .names(
        periods.map { language.month($0.window.start) }, title: language("month from", "月份起始")),
      yTitle: isMoney
        ? language("revenue, with 95% band", "收入（阴影为95%区间）")
        : language("orders, with 95% band", "订单数（阴影为95%区间）"),
      format: isMoney ? language.amounts(in: report.totals.currency) : language.counts,
      hasMarks: true)
  }

  private func months(of outlook: FutureOutlook) -> DataTable {
    var table = DataTable(
      language("Expected of the present customers (95%)", "现有客户预计（95%区间）"),
      [
        language("from", "起始"), language("orders", "订单数"), language("buyers", "购买客户"),
        language("revenue", "收入"),
      ])
    let all = outlook.forecast.all
    for period in all.periods + [all.total] {
      table.append(
        period.window == all.total.window
          ? language("the whole year", "全年") : language.date(period.window.start),
        count(period.orders), count(period.buyers), period.revenue.map(amount) ?? "–")
    }
    return table
  }

  private func alive(_ outlook: FutureOutlook) -> Histogram {
    Histogram(
      label: ChartLabel(
        "alive-chart",
        language("Customers by probability that they are still customers", "按存活概率的客户数"),
        language(
          "Ten bars of customers by the probability that they have not left, from 0 to 100%: "
            + outlook.aliveCounts.map(Figures.count).joined(separator: ", ") + ".",
          "按存活概率（0–100%，每10%一组）的客户数："
            + outlook.aliveCounts.map(Figures.count).joined(separator: "、") + "。")),
      bars: outlook.aliveCounts.enumerated().map { tenth, count in
        .init(
          range: tenth * 10..<tenth * 10 + 10, count: count,
          tip: "\(tenth * 10)–\(tenth * 10 + 10)%: \(Figures.count(count))")
      },
      xTitle: language("probability to be still a customer, in %", "存活概率（%）"),
      yTitle: language("customers", "客户数"), format: language.counts)
  }

  private func tenths(of outlook: FutureOutlook) -> DataTable {
    var table = DataTable(
      language("Customers by probability that they are still customers", "按存活概率的客户数"),
      [language("probability", "概率"), language("customers", "客户数")])
    for (tenth, count) in outlook.aliveCounts.enumerated() {
      table.append("\(tenth * 10)–\(tenth * 10 + 10)%", Figures.count(count))
    }
    return table
  }

  private func best(_ outlook: FutureOutlook) -> DataTable {
    var table = DataTable(
      language("Expected value in the coming year", "未来一年预计价值"),
      [
        language("the best", "头部"), language("customers", "客户数"),
        language("expected value", "预计价值"), language("share", "占比"), language("each", "人均"),
      ])
    let total = outlook.value ?? 0
    for group in outlook.best {
      table.append(
        group.percent == 100 ? language("all", "全部") : "\(group.percent)%",
        Figures.count(group.customerCount), roundMoney(group.value),
        language.percent(total > 0 ? group.value / total : nil),
        money(group.value / Double(max(1, group.customerCount))))
    }
    return table
  }

  private func parameters(of outlook: FutureOutlook) -> DataTable {
    let (purchases, spend) = (outlook.model.purchases, outlook.model.spend)
    var table = DataTable(
      "\(purchases.model)" + (spend == nil ? "" : " · gamma-gamma"),
      [
        language("parameter", "参数"), language("estimate", "估计值"),
        language("standard error", "标准误"),
      ])
    func append(_ names: [String], _ values: [Double], _ errors: [Double]?) {
      for (place, name) in names.enumerated() {
        table.append(
          name, Figures.decimal(values[place], places: 4),
          errors.map { Figures.decimal($0[place], places: 4) } ?? "–")
      }
    }
    append(purchases.model.parameterNames, purchases.parameters, purchases.standardErrors)
    if let spend {
      append(FittedSpendModel.parameterNames, [spend.p, spend.q, spend.v], spend.standardErrors)
    }
    return table
  }
}
